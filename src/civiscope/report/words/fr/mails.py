"""The standard texts of mails in French; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "mail_invite_subject": "{city} : merci de répondre à « {questionnaire} » avant le {deadline}",
    "mail_invite_body": "Bonjour {name},\n\n"
    "La ville de {city} est invitée à participer à « {study} ». Merci de répondre au questionnaire « {questionnaire} » "
    "au plus tard le {deadline}. Plusieurs collègues peuvent y répondre ensemble ; tout est enregistré au "
    "fur et à mesure.\n\n"
    "Voici votre lien personnel :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Sur chaque nouvel appareil, nous envoyons un code à cette adresse : aucun mot de "
    "passe n’est nécessaire.\n",
    "mail_remind_subject": "Rappel : « {questionnaire} » pour {city}, au plus tard le {deadline}",
    "mail_remind_body": "Bonjour {name},\n\n"
    "les réponses de {city} à « {questionnaire} » n’ont pas encore été remises. Elles peuvent l’être jusqu’au "
    "{deadline}. Ce que vous avez déjà répondu est enregistré.\n\n"
    "Votre lien personnel :\n\n"
    "{link}\n\n"
    "Si le questionnaire relève de quelqu’un d’autre, merci de nous répondre en indiquant son nom et son adresse.\n",
    "mail_replaced_subject": "{city} : vous répondez désormais à « {questionnaire} »",
    "mail_replaced_body": "Bonjour {name},\n\n"
    "vous prenez la relève d’un ou d’une collègue pour le questionnaire « {questionnaire} » de « {study} », pour "
    "{city}. Les réponses déjà données sont conservées ; merci de les compléter au plus tard le {deadline}.\n\n"
    "Voici votre lien personnel :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Sur chaque nouvel appareil, nous envoyons un code à cette adresse : aucun mot de "
    "passe n’est nécessaire.\n",
    "mail_code_subject": "Votre code : {code}",
    "mail_code_body": "{code} est votre code pour « {study} ». Il fonctionne une seule fois, pendant {minutes} "
    "minutes.\n\n"
    "Si vous ne l’avez pas demandé, quelqu’un d’autre a ouvert votre lien ; vous n’avez rien à faire.\n",
    "mail_link_subject": "Votre lien vers « {study} »",
    "mail_link_body": "Bonjour {name},\n\n"
    "voici votre lien personnel vers le questionnaire de « {study} » :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Vos collègues reçoivent leur propre lien.\n",
}

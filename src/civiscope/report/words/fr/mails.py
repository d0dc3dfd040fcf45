"""The standard texts of mails in French; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "mail_invite_subject": "{city} : merci de répondre à « {questionnaire} » au plus tard le {deadline}",
    "mail_invite_body": "Bonjour {name},\n\n"
    "La ville de {city} est invitée à participer à « {study} ». Merci de répondre au questionnaire « {questionnaire} » "
    "au plus tard le {deadline}. Plusieurs collègues peuvent y répondre ensemble ; tout est enregistré au "
    "fur et à mesure.\n\n"
    "Voici votre lien personnel :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Sur chaque nouvel appareil, nous envoyons un code à cette adresse : aucun mot de "
    "passe n’est nécessaire.\n"
    "\n"
    "Comment nous traitons vos données : {privacy}\n\n{team}\n",
    "mail_remind_subject": "Rappel : « {questionnaire} » pour {city}, au plus tard le {deadline}",
    "mail_remind_body": "Bonjour {name},\n\n"
    "les réponses de {city} à « {questionnaire} » n’ont pas encore été remises. Elles peuvent l’être jusqu’au "
    "{deadline}. Ce que vous avez déjà répondu est enregistré.\n\n"
    "Votre lien personnel :\n\n"
    "{link}\n\n"
    "Si le questionnaire relève de quelqu’un d’autre, merci de nous répondre en indiquant son nom et son adresse.\n"
    "\n{team}\n",
    "mail_replaced_subject": "{city} : vous répondez désormais à « {questionnaire} »",
    "mail_replaced_body": "Bonjour {name},\n\n"
    "vous prenez la relève d’un ou d’une collègue pour le questionnaire « {questionnaire} » de « {study} », pour "
    "{city}. Les réponses déjà données sont conservées ; merci de les compléter au plus tard le {deadline}.\n\n"
    "Voici votre lien personnel :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Sur chaque nouvel appareil, nous envoyons un code à cette adresse : aucun mot de "
    "passe n’est nécessaire.\n\n{team}\n",
    "mail_code_subject": "Votre code : {code}",
    "mail_code_body": "{code} est votre code pour « {study} ». Il fonctionne une seule fois, pendant {minutes} "
    "minutes.\n\n"
    "Si vous ne l’avez pas demandé, quelqu’un d’autre a ouvert votre lien ; vous n’avez rien à faire.\n",
    "mail_link_subject": "Votre lien vers « {study} »",
    "mail_link_body": "Bonjour {name},\n\n"
    "voici votre lien personnel vers le questionnaire de « {study} » :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Vos collègues reçoivent leur propre lien.\n",
    "mail_colleague_subject": "{lead} vous demande votre aide pour « {study} »",
    "mail_colleague_body": "Bonjour {name},\n\n"
    "{lead} répond au questionnaire « {study} » pour {city} et vous demande de répondre à certaines de ses "
    "questions.\n\n"
    "Voici votre lien personnel :\n\n"
    "{link}\n\n"
    "Il est pour vous seul. Sur chaque nouvel appareil, nous envoyons un code à cette adresse.\n"
    "\n"
    "Comment nous traitons vos données : {privacy}\n\n{team}\n",
    "mail_signatory_subject": "{lead} vous demande de signer « {study} » pour {city}",
    "mail_signatory_body": "Bonjour {name},\n\n"
    "{lead} répond au questionnaire « {study} » pour {city} et vous a désigné comme la personne qui signe les "
    "réponses au nom de la ville. Nous vous écrirons de nouveau quand elles seront prêtes ; d’ici là, vous "
    "n’avez rien à faire. Vous pouvez les lire à tout moment.\n\n"
    "Voici votre lien personnel :\n\n"
    "{link}\n\n"
    "Il n’est destiné qu’à vous. Sur chaque nouvel appareil, nous envoyons un code à cette adresse.\n\n"
    "Comment nous traitons vos données : {privacy}\n\n"
    "{team}\n",
    "mail_reply_subject": "Votre fiche dans « {study} » : à examiner avant publication",
    "mail_reply_body": "Bonjour {name},\n\n"
    "les réponses de {city} à « {study} » sont approuvées. Avant leur publication, veuillez examiner la fiche de "
    "votre ville et nous dire si elle est exacte. Vous pouvez la confirmer, la commenter ou demander une "
    "correction jusqu’au {deadline} :\n\n"
    "{link}\n\n"
    "Sans avis de votre part, nous considérerons que la fiche est exacte.\n\n{team}\n",
    "mail_changed_subject": "{city} : le questionnaire de « {study} » a changé",
    "mail_changed_body": "Bonjour {name},\n\nle questionnaire de « {study} » a changé pendant que vous y "
    "répondez. Vos réponses sont conservées ; veuillez revoir ces "
    "questions :\n\n{questions}\n\nVoici votre lien personnel :\n\n{link}\n\n{team}\n",
}

"""The standard texts of mails in French; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
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
    "Il est pour vous seul. Sur chaque nouvel appareil, nous envoyons un code à cette adresse.\n",
}

"""The fixed phrases of answers that the programme team enters for a city, in French."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # who gave an answer
    "collect_team": "Équipe du programme ({name})",
    "collect_team_alone": "Équipe du programme",
    "collect_entered_phone": "Saisi par l’équipe du programme ({name}) d’après l’appel téléphonique de la ville,",
    "collect_entered_paper": "Saisi par l’équipe du programme ({name}) d’après le questionnaire papier de la ville,",
    "collect_entered_mailed": "Saisi par l’équipe du programme ({name}) d’après le classeur que la ville a envoyé,",
    "history_origin_phone": "Saisie par l’équipe du programme d’après l’appel téléphonique de la ville",
    "history_origin_paper": "Saisie par l’équipe du programme d’après le questionnaire papier de la ville",
    "history_origin_mailed": "Saisie par l’équipe du programme d’après le classeur que la ville a envoyé",
    # what the city is told; a time follows
    "entered_phone": {
        "one": "L’équipe du programme a saisi {count} réponse d’après l’appel téléphonique de votre ville,",
        "other": "L’équipe du programme a saisi {count} réponses d’après l’appel téléphonique de votre ville, "
        "la dernière le",
    },
    "entered_paper": {
        "one": "L’équipe du programme a saisi {count} réponse d’après le questionnaire papier de votre ville,",
        "other": "L’équipe du programme a saisi {count} réponses d’après le questionnaire papier de votre ville, "
        "la dernière le",
    },
    "entered_mailed": {
        "one": "L’équipe du programme a saisi {count} réponse d’après le classeur que votre ville a envoyé,",
        "other": "L’équipe du programme a saisi {count} réponses d’après le classeur que votre ville a envoyé, "
        "la dernière le",
    },
    "entered_check": "Veuillez relire ces réponses ; elles sont signalées. Vous pouvez les modifier jusqu’à la "
    "signature de votre ville. Seule votre ville signe.",
    "entered_read": "Ces réponses sont signalées.",
    # on the pages of staff who enter
    "enter_bar_phone": "Vous saisissez ce que {city} dit au téléphone. La ville voit que vous l’avez saisi.",
    "enter_bar_paper": "Vous saisissez ce que {city} a répondu sur papier. La ville voit que vous l’avez saisi.",
    "enter_bar_mailed": "Vous saisissez ce que {city} a répondu dans un classeur qu’elle a envoyé. La ville voit que "
    "vous l’avez saisi.",
    "enter_back": "Retour à la ville",
    "enter_closed": "Non enregistré : les réponses ont été remises ou la vague est close.",
    "enter_consent": "Ce que la ville a choisi pour cette réponse, et qu’elle seule peut modifier :",
    "enter_workbook_title": "Le classeur de la ville",
    "enter_workbook_heading": "Un classeur pour la ville",
    "enter_workbook_text": "Il contient les réponses telles qu’elles sont maintenant. Donnez-le à remplir à la ville, "
    "dans sa langue ; les classeurs d’autres villes ne sont pas acceptés ici.",
    "enter_upload_label": "Le classeur que la ville a rempli (.xlsx, 5 Mo au plus)",
    "enter_js_signed_out": "Non enregistré : vous n’êtes plus connecté ici, ou votre rôle a changé. Connectez-vous "
    "dans un autre onglet, puis rechargez cette page ; copiez d’abord ce que vous venez de saisir.",
}

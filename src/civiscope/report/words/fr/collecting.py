"""The fixed phrases of collection in French: the pages on which a city answers."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "collect_my_cases": "Vos questionnaires",
    "collect_saved": "Enregistré",
    "collect_conflict": "Non enregistré : {name} a enregistré entre-temps une autre réponse ici.",
    "collect_closed": "Non enregistré : les réponses ont été remises ou l’enquête est close. Demandez à l’équipe "
    "du programme de les rouvrir.",
    "collect_version_unreadable": "Non enregistré : le formulaire est incomplet. Rechargez la page et répondez "
    "de nouveau.",
    "collect_problem_decimal_comma": "« {value} » peut se lire de deux façons. Écrivez les décimales avec un "
    "point, par exemple 3.5, et aucun signe entre les milliers.",
    "collect_problem_stray_digit_group": "« {value} » peut se lire de deux façons. Écrivez le nombre sans signe "
    "entre les chiffres.",
    "collect_problem_not_a_number": "« {value} » n’est pas un nombre. Écrivez des chiffres seulement, par "
    "exemple 1250.",
    "collect_problem_number_too_large": "« {value} » est trop grand. Vérifiez le nombre de chiffres.",
    "collect_problem_integer_expected": "« {value} » n’est pas un nombre entier. Écrivez-le sans décimales.",
    "collect_problem_date_unreadable": "« {value} » n’est pas une date. Écrivez l’année, le mois et le jour, par "
    "exemple 2026-03-31.",
    "collect_problem_url_unreadable": "« {value} » n’est pas l’adresse d’une page. Copiez-la entière depuis "
    "votre navigateur ; elle commence par https://.",
    "collect_problem_option_unknown": "« {value} » ne fait pas (ou plus) partie des choix. Choisissez l’un de "
    "ceux qui sont proposés.",
    "collect_problem_too_many_options": {
        "one": "Choisissez au plus {most} option.",
        "other": "Choisissez au plus {most} options.",
    },
    "collect_problem_option_repeated": "Une option a été citée deux fois ; elle compte une fois.",
    "collect_problem_constraint_violated": "Cette réponse sort de ce que la question permet.",
    "collect_problem_unreadable": "« {value} » ne peut pas servir de réponse ici.",
}

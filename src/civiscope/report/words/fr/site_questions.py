"""French phrases of the explorer's pages of questions and of the codebook."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # the list of questions
    "site_questions_find": "Chercher une question par son libellé ou ses réponses",
    "site_questions_count": {
        "one": "{shown} question trouvée.",
        "other": "{shown} questions trouvées.",
    },
    "site_questions_all": "Afficher toutes les questions",
    "site_questions_none": "Aucune question ne contient tous ces mots : « {query} ».",
    "site_questions_note": "À côté de chaque question figure la réponse donnée par le plus grand nombre de villes ou, "
    "pour un nombre, la moyenne, dans la dernière vague qui a des résultats. Codes et toutes les variables :",
    "site_n_of_lists": "{n} listes sur {base}",
    "site_of": "{n} sur {base}",
    # why a question has no results
    "site_without_never": "Ni les réponses à cette question ni leurs estimations ne sont publiées.",
    "site_without_text": "Les réponses sont des textes propres aux villes ; il n’y a pas de chiffre à montrer.",
    "site_without_estimates": "Cette question ne donne lieu à aucune estimation.",
    "site_without_public": "Les réponses à cette question ne sont pas publiques.",
    "site_without_answers": "Aucune ville n’a répondu à cette question dans cette publication.",
    "site_without_few": "Si peu de villes ont répondu qu’aucune réponse ne vaut pour d’autres ; ce qu’il y a figure "
    "sur sa page.",
    "site_without_published": "Cette publication n’a pas de résultats de cette question qui puissent être montrés.",
    # the page of a question
    "site_trail": "Où vous êtes",
    "site_results_by": "Résultats selon",
    "site_result": "Résultat",
    "site_head_possible": "Possible pour toutes les listes",
    "site_head_value": "Valeur",
    "site_head_change": "Évolution depuis {wave} (points de pourcentage)",
    "site_in_words": "Le graphique en mots",
    "site_as_table": "Tableau avec les intervalles",
    "site_over_time": "Évolution entre les vagues",
    "site_beside": "Le point de vue d’autres répondants",
    "site_figure_files": "Cette figure en fichier :",
    "site_take_along": "Emporter la figure",
    "site_files_language": "En {language} seulement.",
    "site_interactive": "Rendre interactif",
    "site_interactive_note": "La figure indique alors ses valeurs là où l’on pointe ; charge 0,3 Mo depuis ce site.",
    "site_interactive_failed": "La figure n’a pas pu être dessinée. Le graphique ci-dessus montre la même chose.",
    "site_embed": "Intégrer cette figure",
    "site_embed_note": "Collez ce code dans votre page :",
    "site_embed_look": "Voir le rendu",
    "site_embed_address": "Cette copie du site ne connaît pas son adresse sur le web : placez-la devant l’adresse dans "
    "le code.",
    "site_embed_back": "La question entière, avec ventilations et données",
    "site_copy": "Copier",
    "site_copied": "Copié.",
    "site_cite": "Citer cette figure",
    "site_permanent": "Une adresse qui mènera toujours à cette figure telle qu’elle est :",
    "site_permanent_release": "La figure appartient à la publication {release}, qui ne change jamais.",
    "site_how_asked": "Comment la question est posée",
    "site_in_codebook": "dans le dictionnaire des variables",
    "site_asked_when": "Posée quand",
    "site_asked_always": "Toujours",
    "site_constraint": "La réponse doit remplir",
    "site_consent": "Ce qui est publié",
    "site_consent_public": "Les réponses individuelles et les estimations sont publiées.",
    "site_waves": "Vagues",
    "site_also_asked": "Également posée dans",
    "site_answered": {
        "one": "{count} ville sur {cities} a répondu.",
        "other": "{count} villes sur {cities} ont répondu.",
    },
    "site_neighbours": "Questions précédente et suivante",
    "site_question_before": "Question précédente",
    "site_question_after": "Question suivante",
    # what differs by more than chance
    "site_mark_higher": "plus élevé",
    "site_mark_lower": "plus bas",
    "site_mark_other_cities": "que dans les autres villes",
    "site_mark_wave": "que dans {wave}",
    "site_mark_none": "pas de différence établie",
    "site_marks_levels": "▲ plus élevé et ▼ plus bas : le chiffre diffère de celui de l’ensemble des autres villes "
    "plus que le hasard ne l’explique.",
    "site_marks_none_levels": "Aucun chiffre ne diffère de celui de l’ensemble des autres villes plus que le hasard ne "
    "l’explique.",
    "site_marks_waves": "▲ plus élevé et ▼ plus bas : le chiffre diffère de celui de {wave} plus que le "
    "hasard ne l’explique.",
    "site_marks_none_waves": "Aucun chiffre ne diffère de celui de {wave} plus que le hasard ne l’explique.",
    "site_marks_untested": "Aucune différence n’est testée ici : un test demande {fewest} villes de chaque côté, une "
    "incertitude due à l’échantillonnage et une réponse qui ne soit ni trop rare ni trop fréquente.",
    "site_marks_how": {
        "one": "Une comparaison, par {test}, au seuil de {level}.",
        "other": "{shown} comparaisons, chacune par {test} ; sont marquées celles dont la valeur p, ajustée pour "
        "toutes par la méthode de Holm, est inférieure à {level}.",
    },
    "site_marks_test_shares": "un test du score de deux proportions",
    "site_marks_test_means": "le test de Welch de deux moyennes",
    "site_contrasts_table": "Tableau des différences et des tests",
    "site_contrasts_caption": "{title} : différences, avec leurs intervalles de confiance à 95 % entre parenthèses, et "
    "tests.",
    "site_head_theirs": "Les leurs",
    "site_head_others": "Toutes les autres villes",
    "site_head_difference": "Différence",
    "site_head_difference_points": "Différence (points de pourcentage)",
    "site_head_p": "Valeur p",
    "site_head_p_adjusted": "Valeur p ajustée",
    "site_head_marked": "Marque",
    # the codebook
    "site_codebook_about": "Toutes les variables de l’étude : leur code, ce qui a été demandé à qui, leurs valeurs et "
    "combien de villes ont répondu.",
    "site_missing_kinds": "Types de données manquantes",
    "site_missing_not_asked": "Les réponses précédentes de la ville l’ont conduite au-delà de la question.",
    "site_missing_not_answered": "La question a été posée à la ville, qui n’a pas répondu.",
    "site_missing_dont_know": "La ville a répondu qu’elle ne sait pas.",
    "site_missing_not_applicable": "La ville a répondu que la question ne la concerne pas.",
    "site_missing_not_known": "La source ne dit ni si la ville a répondu, ni quoi.",
    "site_missing_incomplete": "Une liste que l’on sait tronquée : ce qu’elle nomme est vrai, ce qu’elle ne nomme pas "
    "est inconnu.",
}

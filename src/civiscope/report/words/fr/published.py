"""The fixed phrases about results printed elsewhere, in French."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # beside or instead of computed shares in a snapshot
    "published_of": {"one": "{shown} (base : {base} ville)", "other": "{shown} (base : {base} villes)"},
    "published_count": {"one": "{shown} ville", "other": "{shown} villes"},
    "published_and": "{first}, ou {second}",
    "published_named": "{printed} ({source})",
    "published_beside": "Publié : {printed}.",
    "published_list_of": {
        "one": "Publié (base : {base} ville) : {printed}.",
        "other": "Publié (base : {base} villes) : {printed}.",
    },
    "published_option": "{option} {printed}",
    "published_sources": "La mention « Publié » renvoie aux chiffres parus dans : {sources}.",
    "published_real": "Ces résultats sont réels ; tout le reste de ce document est simulé.",
    "file_published_real": "Résultats publiés ailleurs : ils sont réels et portent sur des villes réelles",
    "published_share": "publié : {share}",
    "published_row": "{label} {shown} (publié : {printed})",
    "published_same_answer": "Publié pour la même réponse : {rows}.",
    "chart_title_published": "{item} : part des villes, publiée",
    "alt_published": "part des villes, publiée ({sources})",
    "published_bars": "Parts publiées : {sources}. Les réponses disponibles des autres villes sont trop peu "
    "nombreuses pour calculer des parts.",
    "published_bars_of": {
        "one": "Parts publiées (base : {base} ville) : {sources}. Les réponses disponibles des autres villes sont "
        "trop peu nombreuses pour calculer des parts.",
        "other": "Parts publiées (base : {base} villes) : {sources}. Les réponses disponibles des autres villes sont "
        "trop peu nombreuses pour calculer des parts.",
    },
    "published_no_share": "Également cité par {city}, sans part publiée : {options}.",
    # waves whose answers are not public
    "not_public_wave": {
        "one": "réponses non publiques ; {results} résultat publié",
        "other": "réponses non publiques ; {results} résultats publiés",
    },
    "not_public_wave_some": "(les autres réponses ne sont pas publiques)",
    "not_public_snapshot": "Les réponses des autres villes ne sont pas publiques ; ce qui en a été publié figure ici "
    "à titre de comparaison.",
    "not_public_title": "Réponses non publiques",
    "not_public_none": "{wave} : les réponses ne sont pas publiques. Rien n’est calculé à partir d’elles ; on n’en "
    "connaît que ce qui a été publié.",
    "not_public_some": {
        "one": "{wave} : les réponses ne sont pas publiques. {count} ville a ajouté les siennes ; ce qui est calculé "
        "ne vaut que pour elle.",
        "other": "{wave} : les réponses ne sont pas publiques. {count} villes ont ajouté les leurs ; ce qui est "
        "calculé ne vaut que pour elles.",
    },
    # the page of published results
    "published_title": "Résultats publiés et résultats calculés",
    "published_subtitle": "Ce qui a été publié ailleurs, et ce que donnent les réponses disponibles",
    "index_published": "Résultats publiés ailleurs, chacun en regard de la part calculée, et leur concordance",
    "file_published_comparison": "Résultats publiés ailleurs en regard des parts diffusées, et leur concordance",
    "link_published": "Résultats publiés",
    "published_summary": "En bref",
    "published_none": "L’étude ne comporte aucun résultat publié pour les vagues de cette publication.",
    "published_totals": "Nombre de résultats publiés présentés ici : {total}. Comparables à une part calculée "
    "assortie d’un intervalle de confiance : {compared} ; non comparables : {rest}.",
    "published_inside_all": {
        "one": "Le seul résultat comparable se situe dans l’intervalle de confiance à 95 % de la part calculée.",
        "other": "Les {count} résultats comparables se situent tous dans l’intervalle de confiance à 95 % de la part "
        "calculée.",
    },
    "published_inside": "Sur les {compared} résultats comparables, {inside} se situent dans l’intervalle de confiance "
    "à 95 % de la part calculée et {outside} en dehors.",
    "published_inside_none": "Aucun résultat publié ne peut être comparé à une part calculée assortie d’un intervalle "
    "de confiance.",
    "published_reading": "Lecture : si les réponses disponibles constituaient un échantillon aléatoire de l’ensemble "
    "des réponses données, environ 19 parts publiées sur 20 se situeraient dans l’intervalle. Une proportion plus "
    "faible indique que les réponses disponibles diffèrent des autres, qu’une question ou une modalité a été comptée "
    "autrement, ou que des listes sont incomplètes ; un cas isolé peut relever du hasard. Les parts publiées d’une "
    "même question sont liées entre elles et ne sauraient être considérées comme indépendantes.",
    "published_rounding": "Les pourcentages publiés sont arrondis : 44 % désigne toute valeur comprise entre 43,5 % "
    "et 44,5 %. Une part publiée est donc réputée se situer dans l’intervalle si celui-ci, élargi à chaque extrémité "
    "d’une demi-unité du dernier chiffre publié, la contient. Un nombre de villes publié est exact.",
    "published_simulated": "Les résultats publiés sont réels : ils ont paru pour les villes réelles de l’étude. Les "
    "parts calculées en regard sont simulées ; une concordance renseigne donc ici sur la simulation, et non sur la "
    "validité d’un résultat. Les intervalles ne valent en outre que pour les villes fictives, de sorte que plus de 1 "
    "part sur 20 peut se situer en dehors.",
    "published_answer": "Réponse",
    "published_printed": "Publié",
    "published_computed": "Calculé",
    "published_verdict": "Dans l’intervalle ?",
    "published_where": "Source",
    "published_inside_word": "dans l’intervalle",
    "published_outside_word": "hors de l’intervalle : la part publiée se situe {distance} points {direction}",
    "published_higher": "au-dessus",
    "published_lower": "au-dessous",
    "published_computed_share": {
        "one": "{share} ({low} à {high} ; base : {base} ville)",
        "other": "{share} ({low} à {high} ; base : {base} villes)",
    },
    "published_computed_plain": {"one": "{share} (base : {base} ville)", "other": "{share} (base : {base} villes)"},
    "published_among": "{answer}, parmi : {level}",
    "published_whole": "la question dans son ensemble",
    "published_by_question": "{wave} : {questionnaire}",
    "published_without": "Résultats publiés sans équivalent calculé",
    "published_without_note": "Rien n’est calculé pour ces résultats : ils ont été publiés sous forme de texte, les "
    "réponses ne sont pas disponibles, ou elles sont trop peu nombreuses pour calculer une part.",
    "published_question": "Réponse",
    "published_wave": "Édition",
    "published_why": "Raison de l’absence de comparaison",
    "published_rest": {
        "one": "{shown} autre résultat publié n’a pas de part calculée ; il figure à la page des résultats publiés.",
        "other": "{shown} autres résultats publiés n’ont pas de part calculée ; ils figurent à la page des résultats "
        "publiés.",
    },
    "published_rest_alone": {
        "one": "Le résultat publié ({shown}) n’a pas de part calculée ; il figure à la page des résultats publiés.",
        "other": "Aucun des {shown} résultats publiés n’a de part calculée ; ils figurent à la page des résultats "
        "publiés.",
    },
    "finding_published-sum": "Les pourcentages publiés pour une question à réponse unique totalisent plus de 100",
    "finding_published-contradiction": "Un effectif et un pourcentage publiés pour un même résultat ne concordent pas",
}

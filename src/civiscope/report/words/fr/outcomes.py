"""The fixed phrases of outcome models in French. None of them claims that one thing causes another."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # front page
    "index_outcomes": "Indicateurs de résultat",
    "index_outcomes_about": {
        "one": "{count} indicateur de résultat",
        "other": "{count} indicateurs de résultat",
    },
    "file_models": "Modèles des indicateurs de résultat : coefficients et écarts avec intervalles de confiance, tests "
    "et villes",
    "file_outcomes": "Les valeurs des indicateurs de résultat rattachées aux villes, dans la mesure où leur licence "
    "en permet la rediffusion",
    "file_outcome_coverage": "Combien de villes disposent d’une valeur de chaque indicateur de résultat, et de "
    "quelles années",
    "file_outcome_cities": "L’effet de chaque ville sur le coefficient du score",
    "file_outcome_groups": "L’appartenance des villes aux groupes comparés",
    # pages
    "outcomes_title": "Indicateurs de résultat",
    "outcomes_subtitle": "Les réponses des villes en regard de la situation de leurs habitants",
    "outcomes_lead": "Les villes dont le score est plus élevé, ou qui ont donné une certaine réponse, sont comparées "
    "aux autres. Chaque nombre indique ce qui va de pair dans ces villes ; aucun n’en indique la cause : {caveats}.",
    "outcomes_lead_caveats": "ce que ces résultats ne permettent pas de dire",
    "outcome_subtitle": "{title}, {wave}",
    "link_outcomes": "Indicateurs de résultat",
    "outcomes_files": "Fichiers",
    "outcome_unit": "Unité",
    "outcome_better": "Sens",
    "outcome_direction_up": "une valeur plus élevée est préférable",
    "outcome_direction_down": "une valeur plus faible est préférable",
    "outcome_direction_none": "aucun sens n’est préférable",
    "outcome_years": "Année des valeurs",
    "outcome_years_within": {
        "one": "{years} (recherché : {wanted}, à {count} an près)",
        "other": "{years} (recherché : {wanted}, à {count} ans près)",
    },
    "outcome_years_exact": "{years} (recherché : {wanted}, à l’exclusion de toute autre année)",
    "outcome_cities": "Villes",
    "outcome_cities_known": "{with_value} sur {cities} ayant un score ou une réponse",
    "outcome_cities_controls": "{with_controls} sur {with_value} disposent de toutes les variables de contrôle",
    "outcome_only": "Limité aux villes suivantes",
    "outcome_source": "Source",
    "outcome_licence": "Conditions",
    "outcome_kept": "Les valeurs par ville ne peuvent être rediffusées et ne sont pas présentées.",
    # groups
    "outcome_groups_title": "Groupes de villes",
    "outcome_difference": "parmi {n} villes{only}, la moyenne est de {first_mean} pour « {first} » ({first_n}) et de "
    "{other_mean} pour « {other} » ({other_n}) ; unité : {unit}. L’écart est de {difference} (intervalle de confiance "
    "à 95 % : de {low} à {high} ; {p}{adjusted}).",
    "outcome_adjusted": ", {p} après ajustement pour {count} indicateurs de résultat",
    "outcome_p": "p = {p}",
    "outcome_p_small": "p < {p}",
    "outcome_none": "Cet écart ne se distingue pas d’une absence d’écart.",
    "outcome_none_relation": "Cette relation ne se distingue pas d’une absence de relation.",
    "outcome_none_adjusted": "Pris isolément, l’intervalle exclut 0 ; parmi {count} indicateurs de résultat, un tel "
    "résultat n’a rien d’inhabituel et, après ajustement pour leur nombre, il ne se distingue pas d’une absence "
    "d’effet.",
    "outcome_some": "Le hasard seul donnerait rarement un écart aussi grand. Rien ne permet de dire si ce facteur y "
    "est pour quelque chose : les villes peuvent différer à bien d’autres égards.",
    "outcome_some_relation": "Le hasard seul donnerait rarement une relation aussi forte. Rien ne permet de dire si "
    "le score y est pour quelque chose : les villes peuvent différer à bien d’autres égards.",
    "outcome_permutation_exact": "Sur l’ensemble des {count} façons de répartir les villes en groupes de cette "
    "taille, {share} donnent un écart au moins aussi grand.",
    "outcome_permutation_random": "Sur {count} répartitions aléatoires des villes en groupes de cette taille, {share} "
    "donnent un écart au moins aussi grand.",
    "outcome_not_compared": "Non calculé : {reason}.",
    "outcome_strips": "{outcome} : comparaison de groupes de villes",
    "outcome_strips_alt": {
        "one": "Un point par ville pour {count} paire de groupes, avec la moyenne de chaque groupe et son intervalle "
        "de confiance.",
        "other": "Un point par ville pour {count} paires de groupes, avec la moyenne de chaque groupe et son "
        "intervalle de confiance.",
    },
    "outcome_strips_alt_hidden": "Les moyennes des paires de groupes et leurs intervalles de confiance ; les villes "
    "ne sont pas représentées.",
    "outcome_strips_row": "{group} : n = {n}, moyenne {mean} ({low} à {high}).",
    "outcome_strips_row_mean": "{group} : n = {n}, moyenne {mean}.",
    "outcome_head_n": "n",
    "outcome_head_mean": "Moyenne",
    "outcome_key_city": "une ville",
    "outcome_key_mean": "moyenne du groupe et son intervalle de confiance à 95 %",
    "outcome_to": "{low} à {high}",
    "outcome_and": "{first} et {other}",
    "outcome_head_model": "Modèle",
    "outcome_head_welch_score": "p",
    "outcome_table_score": "Les estimations du graphique (unité : {unit})",
    "outcome_head_low": "De",
    "outcome_head_high": "À",
    "outcome_axis": "Unité : {unit}.",
    "outcome_tests_caption": "Écarts, premier groupe moins le second (unité : {unit})",
    "outcome_head_comparison": "Groupes comparés",
    "outcome_head_cities": "Villes dans chacun",
    "outcome_head_difference": "Écart",
    "outcome_head_interval": "Intervalle de confiance à 95 %",
    "outcome_head_welch": "p de Welch",
    "outcome_head_permutation": "p par permutation",
    "outcome_head_holm": "p selon Holm",
    "outcome_head_bh": "p selon Benjamini et Hochberg",
    "outcome_head_effect": "g de Hedges",
    # regressions
    "outcome_score_title": "Le score, avec et sans variables de contrôle",
    "outcome_who_score": "celles dont le score est plus élevé de {step}",
    "outcome_who_answer": "celles du groupe « {first} », comparées à celles du groupe « {other} »,",
    "outcome_step_score": "un score plus élevé de {step}",
    "outcome_step_answer": "« {first} » plutôt que « {other} »",
    "outcome_named": "{outcome} : {said}",
    "outcome_among_only": " ({group})",
    "outcome_logarithm": "{label} (logarithme)",
    "outcome_alone": "parmi {n} villes{only}, {who} ont en moyenne une valeur {change} (intervalle de confiance à "
    "95 % : de {low} à {high}{tested}), sans que rien d’autre soit maintenu constant.",
    "outcome_with_controls": "En maintenant constants les facteurs suivants ({controls}), parmi {n} villes, {who} ont "
    "une valeur {change} (intervalle de confiance à 95 % : de {low} à {high}{tested}).",
    "outcome_tested": " ; {p}{adjusted}",
    "outcome_higher": "supérieure de {value}",
    "outcome_lower": "inférieure de {value}",
    "outcome_same": "ni supérieure ni inférieure",
    "outcome_points": "points de pourcentage",
    "outcome_effect_logit": "D’après un logit fractionnaire, qui respecte les limites d’une part, la valeur est "
    "{change} en moyenne (intervalle de confiance à 95 % : de {low} à {high}).",
    "outcome_coefficients": "{outcome}, pour {step}",
    "outcome_coefficients_alt": "Estimations et intervalles de confiance à 95 % de part et d’autre d’un trait à 0, "
    "avec et sans variables de contrôle.",
    "outcome_coefficients_row": "{row} : n = {n}, {estimate} ({low} à {high}).",
    "outcome_coefficients_row_none": "{row} : n = {n}.",
    "outcome_key_plain": "sans variables de contrôle",
    "outcome_key_filled": "avec variables de contrôle",
    "outcome_head_estimate": "Estimation",
    "outcome_row_ols": "Modèle linéaire, score seul, toutes les villes",
    "outcome_row_ols_same": "Modèle linéaire, score seul, villes disposant de toutes les variables de contrôle",
    "outcome_row_ols_controls": "Modèle linéaire, avec variables de contrôle",
    "outcome_row_logit": "Logit fractionnaire, score seul, toutes les villes",
    "outcome_row_logit_same": "Logit fractionnaire, score seul, villes disposant de toutes les variables de contrôle",
    "outcome_row_logit_controls": "Logit fractionnaire, avec variables de contrôle",
    "outcome_row_answer_ols": "Modèle linéaire, réponse seule, toutes les villes",
    "outcome_row_answer_ols_same": "Modèle linéaire, réponse seule, villes disposant de toutes les variables de "
    "contrôle",
    "outcome_row_answer_ols_controls": "Modèle linéaire, avec variables de contrôle",
    "outcome_row_answer_logit": "Logit fractionnaire, réponse seule, toutes les villes",
    "outcome_row_answer_logit_same": "Logit fractionnaire, réponse seule, villes disposant de toutes les variables de "
    "contrôle",
    "outcome_row_answer_logit_controls": "Logit fractionnaire, avec variables de contrôle",
    "outcome_interval_note": "Intervalles de confiance à 95 % avec des erreurs types robustes à l’hétéroscédasticité "
    "(HC3). Pour les logits fractionnaires, c’est l’effet partiel moyen qui est présenté.",
    "outcome_table_caption": "Modèles linéaires : {outcome} (unité : {unit})",
    "outcome_head_term": "Terme",
    "outcome_head_alone": "Score seul",
    "outcome_head_same": "Score seul, mêmes villes",
    "outcome_head_controls": "Avec variables de contrôle",
    "outcome_head_standardised": "Standardisé, avec variables de contrôle",
    "outcome_head_standardised_alone": "Standardisé",
    "outcome_term_intercept": "Constante",
    "outcome_term_score": "Score, un point",
    "outcome_term_answer": "Réponse : premier groupe",
    "outcome_row_n": "Villes",
    "outcome_row_r_squared": "R²",
    "outcome_row_p": "p du score",
    "outcome_row_p_adjusted": "p du score, après ajustement",
    "outcome_missing_complete": "Les villes auxquelles manque une variable de contrôle sont exclues du modèle avec "
    "variables de contrôle.",
    "outcome_missing_imputed": "Les valeurs manquantes des variables de contrôle ont été tirées {count} fois et les "
    "résultats combinés (imputation multiple).",
    "outcome_range": "En retirant une à une chacune des villes, l’estimation pour {step} varie de {low} à {high}.",
    # single cities
    "outcome_cloud_title": "{outcome} et score, après prise en compte des variables de contrôle",
    "outcome_cloud_title_alone": "{outcome} et score",
    "outcome_cloud_x_score": "Score (unité : {unit})",
    "outcome_cloud_x_answer": "0 : {other} ; 1 : {first}",
    "outcome_cloud_y": "{outcome}, les variables de contrôle étant ramenées à leur moyenne (unité : {unit})",
    "outcome_cloud_y_alone": "{outcome} (unité : {unit})",
    "outcome_cloud_alt": "Un point pour chacune des {n} villes, et la droite du modèle ; sa pente est le coefficient "
    "du score.",
    "outcome_cloud_named": "Sont nommées les villes les plus influentes : {cities}.",
    "outcome_cloud_note": "Graphique des résidus partiels : la composante de l’indicateur de résultat due au score et "
    "au résidu, les variables de contrôle étant à leur moyenne. La droite est celle du modèle. {named}",
    "outcome_cloud_note_alone": "La droite est celle du modèle. {named}",
    "outcome_head_city": "Ville",
    "outcome_head_x_score": "Score",
    "outcome_head_x_answer": "Groupe",
    "outcome_head_y": "Indicateur de résultat, variables de contrôle à leur moyenne",
    "outcome_head_y_alone": "Indicateur de résultat",
    "outcome_influence_title": "L’influence de chaque ville",
    "outcome_influence_caption": "Les villes les plus influentes : l’estimation pour {step}, avec et sans chacune "
    "d’elles",
    "outcome_head_without": "Estimation sans la ville",
    "outcome_head_cook": "Distance de Cook",
    "outcome_head_dfbetas": "DFBETAS",
    "outcome_influence_note": "Avec toutes les villes : {estimate}. Toutes les villes figurent dans "
    "results/outcome_cities.csv.",
    # overview
    "outcome_overview_figure": "Le score et {count} indicateurs de résultat, en écarts types",
    "outcome_overview_alt": "Pour chaque indicateur de résultat, le coefficient standardisé du score et son "
    "intervalle de confiance à 95 %, sans et avec variables de contrôle.",
    "outcome_overview_axis": "Écarts types de l’indicateur de résultat pour un écart type du score. Un score qui va "
    "de pair avec une valeur plus faible de l’indicateur se situe à gauche de 0, que cette valeur plus faible soit "
    "préférable ou non.",
    "outcome_overview_alone": "score seul",
    "outcome_overview_controls": "avec variables de contrôle",
    "outcome_overview_table": "Les résultats en bref",
    "outcome_head_outcome": "Indicateur de résultat",
    "outcome_head_result": "Résultat",
    "outcome_families": "Les valeurs p sont ajustées pour les {count} indicateurs de résultat de la question, modèle "
    "par modèle, selon {rule}. Les deux corrections figurent dans results/models.csv.",
    "outcome_rule_holm": "la méthode de Holm (1979)",
    "outcome_rule_bh": "la méthode de Benjamini et Hochberg (1995)",
    "outcome_head_coverage": "Disposant d’une valeur",
    "outcome_head_with_controls": "Disposant de toutes les variables de contrôle",
    "outcome_head_asked": "Ayant un score ou une réponse",
    "outcome_head_years": "Années",
    "outcome_coverage_title": "Couverture, sources et conditions",
    "outcome_coverage_caption": "Nombre de villes disposant d’une valeur",
    "outcome_sources_caption": "Origine des valeurs",
    # caveats
    "outcome_caveats": "Ce que ces résultats ne permettent pas de dire",
    "outcome_caveats_all": "Pour tous les indicateurs de résultat de cette étude",
    "outcome_caveat_cause": "Ce qui va de pair n’est pas nécessairement lié par une relation de cause à effet. Ce qui "
    "amène une ville à répondre comme elle le fait – sa taille, ses revenus, son histoire – peut aussi expliquer la "
    "situation de ses habitants. Les variables de contrôle neutralisent quelques-uns de ces facteurs, jamais tous.",
    "outcome_caveat_wave": "Le score et l’indicateur de résultat portent chacun sur un seul moment. On ignore lequel "
    "a précédé l’autre, et l’indicateur peut être antérieur ou postérieur aux réponses : les années sont indiquées en "
    "regard.",
    "outcome_caveat_chosen": "Les villes retenues sont celles qui ont répondu et disposent d’une valeur. Elles ne "
    "constituent pas un échantillon aléatoire de toutes les villes ; les intervalles de confiance et les valeurs p "
    "indiquent dans quelle mesure de tels nombres varient par hasard parmi des villes comme celles-ci.",
    "outcome_caveat_many": "Avec un grand nombre d’indicateurs de résultat, certains écarts apparaissent par le seul "
    "fait du hasard. Les valeurs p ajustées tiennent compte de ce nombre ; ce qui est dit d’un seul indicateur n’en "
    "tient pas compte.",
    "outcome_caveat_residents": "Un nombre relatif à une ville ne dit rien de chacun de ses habitants.",
    "outcome_caveat_sets": "Les indicateurs de résultat portant sur des ensembles de villes différents, ou sur des "
    "questions différentes, ne sont pas comparables entre eux.",
    "outcome_caveat_index": "Sur le score « {index} » : {words}",
    "outcome_caveat_indicator": "Sur « {outcome} » : {words}",
}

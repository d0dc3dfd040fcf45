"""The fixed phrases of indices (in snapshots, and on the pages of their own) in French."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # a city's score
    "score_of": "{city} obtient {score}{scale} et se classe au rang {rank} parmi les {cities} villes ayant un score.",
    "score_of_shared": {
        "one": "{city} obtient {score}{scale} et se classe au rang {rank} parmi les {cities} villes ayant un score, à "
        "égalité avec {count} autre.",
        "other": "{city} obtient {score}{scale} et se classe au rang {rank} parmi les {cities} villes ayant un score, "
        "à égalité avec {count} autres.",
    },
    # Some scores are withheld, and may be equal as well.
    "score_of_shared_least": {
        "one": "{city} obtient {score}{scale} et se classe au rang {rank} parmi les {cities} villes ayant un score, à "
        "égalité avec au moins {count} autre.",
        "other": "{city} obtient {score}{scale} et se classe au rang {rank} parmi les {cities} villes ayant un score, "
        "à égalité avec au moins {count} autres.",
    },
    "score_of_unranked": "{city} obtient {score}{scale}. Les rangs ne sont pas présentés ici.",
    "score_scale": " sur une échelle de {low} à {high}",
    "score_scale_low": " sur une échelle commençant à {low}",
    "score_scale_high": " sur une échelle allant jusqu’à {high}",
    "score_class": "Classe : {label}.",
    "score_variants": "La méthode pourrait être différente : pour {level} de ses {runs} variantes, le score est "
    "compris entre {low} et {high} et le rang entre {first} et {last}.",
    "score_variants_unranked": "La méthode pourrait être différente : pour {level} de ses {runs} variantes, le score "
    "est compris entre {low} et {high}.",
    "score_not_varied": "La sensibilité du score au choix de la méthode n’a pas été calculée.",
    "score_part_available": "{share} des réponses sur lesquelles il repose sont connues ; celles qui manquent sont "
    "laissées de côté.",
    "score_none": "« {index} » ne donne pas de score, les réponses suivantes n’étant pas entièrement connues : "
    "{items}.",
    "score_none_unknown": "« {index} » ne donne pas de score : trop peu des réponses nécessaires sont connues.",
    # what it consists of
    "contributions_title": "La composition du score",
    "contributions_mean": "moyenne de l’ensemble des villes : {mean}",
    "contributions_key": "moyenne des {cities} villes ayant un score",
    "contributions_key_shown": "moyenne des {cities} villes dont le score est présenté",
    "contributions_note": "Unité : {unit} ; avant arrondi, la somme des barres est égale à {score}.",
    "contributions_alt": "Diagramme en barres : composition du score, {score} {unit} pour {city}. {rows}.",
    "contributions_alt_row": "{label} {points}, moyenne de l’ensemble des villes {mean}",
    "contributions_head": "Indicateur",
    "contributions_head_mean": "Moyenne de {cities} villes",
    "contributions_base": "Une ville dans la moyenne en tout point",
    # single answers
    "improvements_title": "Les réponses qui, prises une à une, augmenteraient le plus le score",
    "improvement": "{item} : {answer} : {score} {unit} (+{gain}){rank}{class_}",
    "improvement_quoted": "« {option} »",
    "improvement_instead": "« {option} » au lieu de « {now} »",
    "improvement_instead_some": "{options} au lieu de « {now} »",
    "improvement_instead_many": "une réponse parmi {number} qui comptent autant, par exemple « {option} », au lieu de "
    "« {now} »",
    "improvement_also": "« {option} » en plus",
    "improvement_also_some": "{options} en plus",
    "improvement_also_many": "une réponse de plus parmi {number} qui comptent autant, par exemple « {option} »",
    "improvement_number": "{option} au lieu de {now}",
    "improvement_rank": ", rang {rank}",
    "improvement_class": ", classe « {label} »",
    "improvements_note": "Ce que serait le score avec cette seule réponse, toutes les autres réponses et toutes les "
    "autres villes étant inchangées. Cela montre comment le score est construit et ne constitue pas un conseil.",
    "improvements_none": "Aucune autre réponse, prise isolément, n’augmenterait le score.",
    # what an index is
    "index_made": "À propos de « {index} ».",
    "index_tells": "« {index} » : {about}",
    "index_known": "Ce que l’on sait de l’original : {known}",
    "index_decided": "Ce qui a été décidé ici : {decided}",
    "index_source": "Source : {source}.",
    "index_more": "Méthode de calcul et ensemble des scores : {link}.",
    # the page of an index
    "index_page_subtitle": "Un indice : ce qu’il mesure, comment il est construit, et les scores des villes",
    "index_from_title": "Ce que l’on sait, et ce qui a été décidé",
    "index_made_title": "Composition",
    "index_made_caption": "Les indicateurs, la transformation des réponses en valeurs et le poids de chacun",
    "index_made_indicator": "Indicateur",
    "index_made_dimension": "Fait partie de",
    "index_made_scored": "Mode de notation",
    "index_made_share": "Part dans l’ensemble, arrondie",
    "index_made_weight": "Poids, arrondi",
    "index_made_weight_note": "Les poids ne sont pas ici des parts du score : les composantes ne sont pas agrégées "
    "par de simples moyennes pondérées.",
    "index_made_note": "Une réponse inconnue, absente, « ne sait pas » ou « sans objet » ne donne aucune valeur ; "
    "elle n’est jamais comptée comme un non.",
    "index_less_is_better": "Une valeur plus faible est préférable.",
    "index_read_from_table": "Lu dans un tableau.",
    "index_points": "{item} : {points}.",
    "index_item_rows": "{item} ({rows})",
    "index_points_row": "{item} ({rows}) : {points}.",
    "index_points_rows": "{item} ({rows}) : {points} ; {combine} des lignes.",
    "index_point": "{option} {points}",
    "index_count": "{item} : nombre de réponses citées parmi les suivantes : {options}.",
    "index_count_all": "{item} : nombre de réponses citées, hors réponses libres.",
    "index_count_cap": "{item} : nombre de réponses citées, plafonné à {cap}, parmi les suivantes : {options}.",
    "index_count_all_cap": "{item} : nombre de réponses citées, plafonné à {cap}, hors réponses libres.",
    "index_any_of": "{item} : 1 pour {options}, sinon 0.",
    "index_any_of_row": "{item} ({rows}) : 1 pour {options}, sinon 0.",
    "index_any_of_rows": "{item} ({rows}) : 1 pour {options}, sinon 0 ; {combine} des lignes.",
    "index_value": "{item} : le nombre donné en réponse.",
    "index_value_row": "{item} ({rows}) : le nombre donné en réponse.",
    "index_value_rows": "{item} ({rows}) : {combine} des nombres donnés en réponse.",
    "index_checklist": "Nombre de critères remplis, sur {count} : {entries}.",
    "index_checklist_entry": "{item} : {options}",
    "index_checklist_rows": "{item} ({rows}) : {options}",
    "index_not_asked": "{points} si la question n’a pas été posée.",
    "index_combine_mean": "moyenne",
    "index_combine_sum": "somme",
    "index_goalposts": "Bornes : {low} à {high}.",
    "index_combinations": "Autres scores",
    "index_combination": "{label} : {rule} ; éléments : {elements}. {about}",
    # steps
    "index_steps_title": "Mode de calcul",
    "index_step_score": "Les réponses sont transformées en valeurs comme l’indique le tableau ci-dessus.",
    "index_step_weights": "Poids : {rule}.",
    "index_step_aggregate": "Agrégation des indicateurs : {rule}.",
    "index_step_aggregate_level": "Au niveau {level} : {rule}.",
    "index_step_minimum": "Au moins {share} des composantes de chaque élément doivent être connues, faute de quoi il "
    "n’a pas de score.",
    "index_step_own_minimum": "Selon une règle particulière, au moins {share} des composantes doivent être connues "
    "pour : {elements}.",
    "index_step_own_aggregate": "{element}, selon une règle particulière : {rule}.",
    "index_step_all": "Toutes les composantes d’un élément doivent être connues, faute de quoi il n’a pas de score.",
    "index_step_classes": "Classes : {classes}.",
    "index_class_first": "{label} (moins de {limit})",
    "index_class": "{label} (à partir de {limit})",
    "index_step_rule": "{words} ({rule}).",
    "index_rule_unknown": "{step} : {rule}",
    "rule_normalise_minmax": "Chaque indicateur est ramené à une échelle définie par sa valeur minimale et sa valeur "
    "maximale",
    "rule_normalise_zscore": "Chaque indicateur est exprimé en écarts types par rapport à sa moyenne",
    "rule_normalise_zscore_population": "Chaque indicateur est exprimé en écarts types (de l’ensemble des unités) par "
    "rapport à sa moyenne",
    "rule_normalise_rank": "Chaque indicateur devient un rang, la valeur la plus faible ayant le rang 1",
    "rule_normalise_percentrank": "Chaque indicateur devient la part des autres villes dont la valeur est plus faible",
    "rule_normalise_borda": "Chaque indicateur devient le nombre de villes dont la valeur est plus faible",
    "rule_normalise_scaled": "Chaque indicateur est ramené à une échelle de 0 à 100 selon une étendue donnée",
    "rule_normalise_dist2max": "Chaque indicateur devient sa proximité à la valeur maximale",
    "rule_normalise_dist2ref": "Chaque indicateur devient sa proximité à la valeur d’une unité de référence",
    "rule_normalise_dist2targ": "Chaque indicateur devient sa proximité à une cible",
    "rule_normalise_fracmax": "Chaque indicateur devient une fraction de sa valeur maximale",
    "rule_normalise_goalposts": "Chaque indicateur est ramené à une échelle définie par des bornes fixes, la plus "
    "petite et la plus grande valeur possibles",
    "rule_normalise_classes": "Chaque indicateur devient le nombre de seuils qu’il atteint",
    "rule_normalise_none": "Les indicateurs restent tels quels",
    "rule_impute_mean": "Les valeurs manquantes sont remplacées par la moyenne de l’indicateur",
    "rule_impute_median": "Les valeurs manquantes sont remplacées par la médiane de l’indicateur",
    "rule_impute_group_mean": "Les valeurs manquantes sont remplacées par la moyenne du groupe de la ville",
    "rule_impute_group_median": "Les valeurs manquantes sont remplacées par la médiane du groupe de la ville",
    "rule_impute_knn": "Les valeurs manquantes sont remplacées par la moyenne des villes les plus semblables",
    "rule_impute_em": "Les valeurs manquantes sont estimées à partir des autres indicateurs de la ville",
    "rule_impute_panel": "Les valeurs manquantes sont reprises des autres vagues de la ville",
    "rule_impute_none": "Les valeurs manquantes le restent",
    "rule_treat_winsorise": "Les valeurs extrêmes sont ramenées à la valeur suivante (winsorisation)",
    "rule_treat_log": "Les indicateurs comportant des valeurs extrêmes sont placés sur une échelle logarithmique",
    "rule_treat_log_ct": "Les indicateurs comportant des valeurs extrêmes sont placés sur une échelle logarithmique "
    "décalée",
    "rule_treat_log_ct_orig": "Les indicateurs comportant des valeurs extrêmes sont placés sur une échelle "
    "logarithmique décalée",
    "rule_treat_log_gii": "Les indicateurs comportant des valeurs extrêmes sont placés sur une échelle logarithmique "
    "décalée",
    "rule_treat_boxcox": "Les indicateurs comportant des valeurs extrêmes subissent une transformation de Box-Cox",
    "rule_treat_none": "Les valeurs extrêmes restent telles quelles",
    "rule_screen_available": "Les villes sur lesquelles on sait trop peu de choses sont exclues",
    "rule_screen_nonzero": "Les villes comptant trop de zéros sont exclues",
    "rule_screen_none": "Toutes les villes sont conservées",
    "rule_denominate_given": "Les indicateurs sont rapportés à un autre nombre, la population par exemple",
    "rule_weights_meta": "ceux du tableau ci-dessus",
    "rule_weights_equal": "identiques pour toutes les composantes d’un élément",
    "rule_weights_file": "lus dans un fichier",
    "rule_weights_pca": "tirés de la première composante principale des parties d’un élément",
    "rule_weights_factors": "tirés d’une analyse factorielle",
    "rule_weights_ahp": "tirés de comparaisons par paires faites par des experts",
    "rule_weights_budget": "tirés de points répartis par des experts",
    "rule_weights_optimised": "fixés de telle sorte que chaque partie ait dans l’ensemble l’importance voulue",
    "rule_aggregate_arithmetic": "moyenne pondérée",
    "rule_aggregate_geometric": "moyenne géométrique, dans laquelle une valeur faible n’est compensée qu’en partie",
    "rule_aggregate_harmonic": "moyenne harmonique, dans laquelle une valeur faible n’est guère compensée",
    "rule_aggregate_sum": "somme de points",
    "rule_aggregate_mazziotta_pareto": "moyenne assortie d’une pénalité pour déséquilibre (Mazziotta-Pareto)",
    "rule_aggregate_copeland": "comparaison de chaque ville avec toutes les autres (Copeland)",
    "rule_aggregate_condorcet": "classement le plus conforme à l’ensemble des comparaisons (Condorcet)",
    "rule_aggregate_benefit_of_doubt": "attribution à chaque ville des poids qui lui sont le plus favorables "
    "(bénéfice du doute)",
    # the scores
    "index_scores_title": "Scores : {wave}",
    "index_scores_count": "{scored} des {respondents} villes répondantes ont un score.",
    "index_scores_unknown": {
        "one": "Le score qu’obtiendrait {count} autre ville n’est pas connu ; celles qui ont un score peuvent en "
        "différer.",
        "other": "Le score qu’obtiendraient les {count} autres n’est pas connu ; celles qui ont un score peuvent en "
        "différer.",
    },
    "index_scores_held": {
        "one": "Le score de {count} d’entre elles n’est pas diffusé.",
        "other": "Les scores de {count} d’entre elles ne sont pas diffusés.",
    },
    "index_no_scores_title": "Scores",
    "index_no_scores": "Aucun score n’est présenté : quelle que soit l’édition, moins de {least} villes ont donné les "
    "réponses nécessaires à l’indice.",
    "index_distribution": "Nombre de villes selon le score",
    "index_distribution_note": "Chaque barre porte le nom du score auquel elle commence.",
    "index_distribution_alt": "Histogramme : répartition de {cities} villes selon leur score, par tranches de {step} "
    "{unit}. {rows}.",
    "index_distribution_row": "à partir de {low} : {count}",
    "index_table_caption": "Scores des villes, par ordre décroissant",
    "index_table_city": "Ville",
    "index_table_score": "Score",
    "index_table_interval": "Intervalle lié à la méthode",
    "index_table_rank": "Rang",
    "index_table_ranks": "Intervalle du rang",
    "index_table_same": "Même rang",
    "index_table_class": "Classe",
    "index_table_available": "Connu",
    "index_range": "{low} à {high}",
    "index_table_note": "Les intervalles liés à la méthode contiennent {level} de ses {runs} variantes. De petits "
    "écarts de score ou de rang dépendent des choix de méthode. La probabilité qu’une ville en devance une autre est "
    "donnée par « civiscope sensitivity --what pairs » ; le chevauchement de deux intervalles ne la donne pas.",
    "index_table_note_same": "Même rang : part des variantes dans lesquelles la ville a le rang indiqué ici.",
    "index_table_tied": "{rank}=",
    "index_table_note_tied": "Un signe égal indique les rangs que se partagent des villes de même score : chacune a "
    "le premier de leurs rangs, y compris dans les intervalles du rang.",
    "index_table_known": "Connu : part des indicateurs qui sont connus.",
    "index_table_all_known": "Tous les indicateurs de ces villes sont connus.",
    "index_groups": "Scores moyens des groupes : {wave}",
    "index_groups_caption": "Scores moyens et intervalles de confiance à 95 %",
    "index_groups_group": "Groupe",
    "index_groups_level": "Modalité",
    "index_groups_mean": "Moyenne",
    "index_groups_interval": "Intervalle de confiance à 95 % lié à l’échantillonnage",
    "index_groups_n": "Villes ayant un score",
    "index_groups_base": "Villes répondantes",
    "index_groups_all": "Ensemble des villes",
    "index_groups_note": "Les intervalles assimilent les villes disponibles à un échantillon des villes interrogées : "
    "chaque étape du calcul de l’indice est répétée avec d’autres tirages de villes. Ils ne tiennent compte ni du "
    "choix de la méthode, ni du fait que les villes sans score peuvent différer des autres.",
    "index_groups_few": "trop peu de villes",
    "index_groups_circular": "Groupes définis par une réponse que l’indice lui-même note, de sorte que ces moyennes "
    "diffèrent par construction : {groups}.",
    "index_groups_suppressed": "secret statistique",
    "index_dimensions_caption": "Scores moyens des dimensions, pour toutes les villes ayant un score dans chacune",
    "index_dimensions_name": "Dimension",
    "index_sensitivity_title": "Les choix qui modifient les rangs",
    "index_sensitivity_lead": "Sur {runs} variantes de la méthode, « {element} » est le choix qui modifie le plus les "
    "rangs : il explique {share} de la variance du décalage moyen de rang, interactions avec les autres choix "
    "comprises.",
    "index_sensitivity_none": "La sensibilité des rangs aux choix de méthode n’a pas été calculée.",
    "index_sensitivity_still": "Sur {runs} variantes de la méthode, aucun choix ne modifie les rangs.",
    "index_sensitivity_caption": "Part de la variance du décalage moyen de rang",
    "index_sensitivity_choice": "Choix",
    "index_sensitivity_first": "À lui seul",
    "index_sensitivity_total": "Avec les autres choix",
    "index_sensitivity_note": "Indices de Sobol’ : ce qu’un choix modifie à lui seul (premier ordre) et conjointement "
    "avec les autres (total). Les parts totales dépassent 100 % en somme lorsque les choix dépendent les uns des "
    "autres.",
    "index_sensitivity_interval": "{share} ({low} à {high})",
    "index_sensitivity_exact": "Toutes les combinaisons ont été calculées : les parts sont exactes.",
    "index_sensitivity_exact_noise": "Toutes les combinaisons ont été calculées : les parts sont exactes pour les "
    "tirages de bruit effectués, qui représentent l’ensemble des tirages possibles.",
    "index_sensitivity_waves": "Toutes les éditions sont prises ensemble.",
    "index_element_normalise": "Normalisation",
    "index_element_aggregate": "Mode d’agrégation des composantes",
    "index_element_weights": "Règle de pondération",
    "index_element_impute": "Traitement des valeurs manquantes",
    "index_element_treat": "Traitement des valeurs extrêmes",
    "index_element_screen": "Villes exclues",
    "index_element_denominate": "Dénominateur des indicateurs",
    "index_element_noise on weights": "Poids variant jusqu’à {noise}",
    "index_element_noise on data": "Erreurs dans les valeurs",
    "index_alternatives": "Les variantes : {alternatives}.",
    "index_alternative": "{step} – {rules}",
    "index_files_title": "Fichiers",
    # front page
    "index_indices": "Indices",
    "index_indices_none": "{about} Aucune ville de cette publication n’a de score.",
    "index_indices_some": {
        "one": "{about} {count} ville a un score.",
        "other": "{about} {count} villes ont un score.",
    },
    "file_scores": "Scores des villes avec leurs intervalles et leurs rangs (aussi au format Parquet)",
    "file_contributions": "La contribution de chaque indicateur à chaque score",
    "file_improvements": "Les réponses qui, prises une à une, augmenteraient le plus chaque score",
    "file_group_scores": "Scores moyens des groupes avec leurs intervalles",
    "file_sensitivity": "Les choix de méthode qui modifient les rangs",
}

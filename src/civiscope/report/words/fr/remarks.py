"""What results say of themselves, in French."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # notes of estimates and scores
    "remark_complete_lists": "listes complètes seulement",
    "remark_bounds": "les bornes portent sur l’ensemble des listes",
    "remark_counts_only": "moins de {least} listes complètes : effectifs et bornes seulement",
    "remark_ranked": "classée à un rang quelconque",
    "remark_ranked_only": "parmi les villes qui ont classé la modalité",
    "remark_unranked": "une modalité non classée ne reçoit aucun point",
    "remark_no_interval": "sans intervalle : la méthode n’en donne pas pour une part de 0 ou de 1",
    "remark_suppressed_few": "secret statistique : trop peu de villes",
    "remark_suppressed": "secret statistique : trop peu de villes, ici ou dans une ligne que celle-ci révélerait",
    "remark_suppressed_median": "secret statistique : une médiane est la réponse d’une seule ville, et les réponses "
    "individuelles ne sont pas diffusées",
    "remark_suppressed_weighted": "effectifs seulement : la part pondérée révélerait un nombre couvert par le secret "
    "statistique",
    "remark_suppressed_mean": "secret statistique : trop peu de villes, ou des scores non diffusés seraient révélés",
    "remark_ranks_left_out": "rangs non diffusés : ils révéleraient la place d’une ville dont le score n’est pas "
    "diffusé",
    "remark_one_city": "une seule ville",
    # representativeness
    "remark_r_indicator": "indicateur R",
    "remark_r_indicator_adjusted": "indicateur R corrigé du biais",
    "remark_variation": "coefficient de variation des probabilités de réponse",
    "remark_maximal_bias": "biais absolu maximal d’une part",
    "remark_frame_smaller": "la vague représente {surveyed} villes, la base de sondage en recense {frame} : les taux "
    "sont rapportés à la base de sondage",
    "remark_frame_level": "valeur absente de la base de sondage : non comprise dans les parts des autres modalités",
    "remark_frame_none": "la base de sondage ne contient aucune valeur",
    "remark_frame_missing": "valeur absente de la base de sondage : {cities}",
    "remark_indistinct": "aucune variable ne distingue les villes",
    "remark_few_answered": "effectif trop faible : {cities} ont répondu, il en faut {needed}",
    "remark_few_unanswered": "effectif trop faible : {cities} n’ont pas répondu, il en faut {needed}",
    "remark_uncertain": "{coefficients} coefficients, {cities} dans la partie la plus petite : les indicateurs sont "
    "incertains",
    "remark_variable_empty": "{variable} n’a aucune valeur et est exclue du modèle",
    "remark_variable_log": "{variable} en logarithme",
    "remark_left_out": "exclues du modèle faute de valeur : {cities}",
    "remark_city": "1 ville",
    "remark_cities": "{count} villes",
    # printed results beside computed ones
    "remark_not_computed": "aucune part n’est calculée à partir des réponses disponibles",
    "remark_no_share": "les réponses disponibles donnent un effectif, mais pas de part",
    "remark_no_share_why": "les réponses disponibles donnent un effectif, mais pas de part ({why})",
    "remark_computed_no_interval": "la part calculée n’a pas d’intervalle",
    "remark_few_answers": "moins de {least} réponses sont disponibles, ce qui est trop peu pour une comparaison",
    "remark_in_words": "publié sous forme de texte : {words}",
    "remark_no_base": "un effectif est publié sans sa base : {count}",
    "remark_simulated_share": "la part calculée porte sur des réponses simulées",
    "remark_published_real": "le résultat publié est réel",
    # outcome models
    "remark_complete_cases": "cas complets : {left} villes sur {all}, auxquelles manque une variable de contrôle, "
    "sont exclues",
    "remark_imputed": "valeurs de {lacking} villes sur {all} imputées {times} fois",
    "remark_model_thin": "{outcome} : {count} villes disposent de tout ce que requiert le modèle {value}, pour "
    "{coefficients} coefficients",
    "remark_control_constant": "{outcome} : la variable de contrôle {name} a la même valeur dans les {count} villes "
    "du modèle {value}",
    "remark_score_constant": "{outcome} : les {count} villes du modèle {value} ont toutes le même score ou la même "
    "réponse",
    "remark_outcome_constant": "{outcome} : les {count} villes du modèle {value} ont toutes la même valeur",
    "remark_collinear": "{outcome} : dans le modèle {value}, {name} se déduit du score et des variables de contrôle "
    "qui précèdent",
    "remark_city_alone": "{outcome} : dans le modèle {value}, {city} détermine à elle seule un coefficient, lequel "
    "n’a donc pas d’erreur type",
    "remark_group_small": "{outcome} : {count} des villes comparées selon {name} sont {group}",
    "remark_first_group": "dans le premier groupe",
    "remark_other_group": "dans l’autre groupe",
    # rounds of two waves
    "remark_different_rounds": "campagnes différentes",
    "remark_same_round": "même campagne",
    "remark_round_not_known": "campagne inconnue",
    # differences between groups and between waves
    "remark_few_on_a_side": "moins de {least} villes de l’un des deux côtés",
    "remark_not_given": "un nombre nécessaire n’est pas donné",
    "remark_no_spread": "les intervalles n’indiquent pas le degré de certitude des nombres",
    "remark_too_rare": "la réponse est trop rare, ou trop fréquente, de l’un des deux côtés pour un test",
    # what was done about a finding
    "remark_left_missing": "valeur laissée manquante",
    "remark_left_missing_as": "valeur laissée manquante {kind}",
    "remark_kept": "conservé tel que répondu",
    "remark_counted_once": "compté une seule fois",
    "remark_not_read": "non lu",
    "remark_withdrawn": "retiré",
    "remark_counted_not_known": "compté comme inconnu",
    "remark_no_change": "aucune évolution n’est calculée",
    "remark_shares_complete": "les parts ne portent que sur les listes complètes ; les bornes sont indiquées",
    "remark_percentage_used": "le pourcentage est retenu",
    "remark_digit_groups": "lu avec un séparateur de milliers",
    "remark_placed": "placée à cet endroit",
    "remark_no_coordinates": "laissée sans coordonnées",
    "remark_coded": "codé comme {option}",
    "remark_kind_not_known": "(inconnue)",
    "remark_kind_not_applicable": "(sans objet)",
    "remark_kind_dont_know": "(ne sait pas)",
    "remark_no_reason": "sans motif indiqué",
    # the findings of the catalogue of errors, word by word
    "remark_finding_wave-folder-unknown": "le dossier waves/{value} ne correspond à aucune vague de study.yaml et "
    "n’est pas lu",
    "remark_finding_wave-file-unknown": "{value} ne correspond à aucun questionnaire de cette vague et n’est pas lu",
    "remark_finding_option-repeated": "la liste « {item} » cite deux fois « {value} »",
    "remark_finding_required-missing": "la question obligatoire « {item} » est sans réponse",
    "remark_finding_constraint-violated": "la réponse « {value} » à « {item} » ne respecte pas la condition posée",
    "remark_finding_recode-unused": "aucune réponse à « {item} » ne porte « {value} » : le recodage n’a pas servi",
    "remark_finding_recoded": "{count} × « {value} » ({item}), codé comme {target} : {reason}",
    "remark_finding_same-round": "« {city} » figure dans les vagues {before} et {after}, mais les deux réponses "
    "proviennent de la même campagne ({round})",
    "remark_finding_round-not-known": "« {city} » figure dans les vagues {before} et {after}, mais la campagne lors "
    "de laquelle la ville a répondu n’est pas connue",
    "remark_finding_lists-incomplete": "« {item} » : {count} listes sur {base} sont incomplètes ; ce qu’elles citent "
    "est exact, ce qu’elles ne citent pas est inconnu",
    "remark_finding_code-list-unused": "aucune question n’utilise la liste de codes « {value} »",
    "remark_finding_population-missing": "la base de sondage ne donne pas la population pour « {city} »",
    "remark_finding_coordinates-not-found": "« {name} » ne figure pas sur la carte : geonames ne connaît aucun lieu "
    "de ce nom ({where})",
    "remark_finding_coordinates-refused": "« {name} » ne figure pas sur la carte : parmi les lieux de ce nom "
    "({where}), aucun n’est identique à coup sûr ; écartés : {places}",
    "remark_finding_coordinates-ambiguous": "« {name} » ne figure pas sur la carte : plusieurs lieux de ce nom "
    "({where}) conviennent : {places}",
    "remark_finding_coordinates-by-name": "« {name} » a été placée d’après son nom et son pays seulement, la base de "
    "sondage ne donnant aucune population à comparer : {places}",
    "remark_finding_consent-withdraws-routed": "« {item} » est retirée en même temps que « {value} », qui en commande "
    "la pose : {consent}",
    "remark_finding_consent-aggregate-as-never": "{count} réponses à « {item} », réservées aux estimations, "
    "pourraient en être déduites : elles sont écartées",
    "remark_finding_stratum-without-answers": "dans la vague {wave}, aucune ville de la strate « {value} » n’a "
    "répondu : les estimations ne valent pas pour elle",
    "remark_finding_lost-characters": "la cellule a perdu des caractères lors d’une conversion antérieure (remplacés "
    "par �) : {value}{more}",
    "remark_finding_several-sheets": "le classeur comporte plusieurs feuilles non vides ; « {value} » a été lue, mais "
    "non {others}",
    "remark_finding_outcome-digit-groups": "les valeurs comportant une virgule ont été lues avec un séparateur de "
    "milliers : « {value} » comme {number}{more}",
    "remark_finding_published-sum": "la source « {source} » publie, pour {item}, des pourcentages totalisant "
    "{value} %, alors que chaque ville donne une seule réponse",
    "remark_finding_published-contradiction": "{value} villes sur {base} représentent {share} %, mais {percent} % est "
    "publié pour elles",
    "remark_place": "{name} (population : {population})",
    "remark_place_refused": "{name} (population : {population} dans la base de sondage, {other} dans geonames)",
    "remark_place_state": "{name} (dans {state}, et non {other})",
    "remark_more": "{count} de plus",
    "remark_and_more": " (et {count} de plus)",
    "remark_and_more_column": " (et {count} de plus dans cette colonne)",
}

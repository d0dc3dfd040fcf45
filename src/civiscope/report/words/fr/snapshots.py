"""The fixed phrases of snapshots in French."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # writers
    "about_this_document": "À propos de ce document",
    "navigation": "Ce document et les documents voisins",
    "simulated": "Données simulées : villes et réponses sont fictives.",
    "simulated_short": "Données simulées",
    "page_of": "Page {page} sur {pages}",
    # head facts
    "population": "Population",
    "country": "Pays",
    "gdp_per_capita": "Produit intérieur brut par habitant",
    "round": "Campagne",
    "round_not_known": "campagne inconnue",
    # sentences that compare
    "along_with": "Comme {share} des villes interrogées ({n} sur {base}{interval}), {city} {phrase}.",
    "along_with_weighted": "Comme {share} des villes, part pondérée selon le tirage des villes ({n} sur les {base} "
    "dont la réponse est connue{interval}), {city} {phrase}.",
    "along_with_known": "Comme {share} des villes dont la réponse est connue ({n} sur {base}{interval}), {city} "
    "{phrase}.",
    "alone": "Seule parmi les {base} villes dont la réponse est connue, {city} {phrase}.",
    "without_comparison": "{city} {phrase}.",
    "without_comparison_base": {
        "one": "{city} {phrase}. Cette réponse n’est connue pour aucune autre ville : il n’y a pas de comparaison "
        "possible.",
        "other": "{city} {phrase}. Cette réponse n’est connue que pour {count} villes, un nombre trop faible pour une "
        "comparaison.",
    },
    "interval": " ; intervalle de confiance à 95 % : de {low} à {high}",
    "answered": "a répondu « {option} » à la question « {item} »",
    "own_words": "Dans les termes de la ville : {texts}.",
    "quoted": "« {text} »",
    # lists and charts
    "chart_title_share": "{item} : part de l’ensemble des villes",
    "chart_title_count": "{item} : nombre de villes",
    "named_by": "cité par {city}",
    "unknown_whether": "inconnu pour {city}",
    "axis_ends": "La largeur totale d’une barre représente {share}.",
    "other_answers": "Autres réponses",
    "key_interval": "intervalle de confiance à 95 %",
    "key_possible": "possible, certaines listes étant incomplètes",
    "number_of": "{city}",
    "names_none": "{city} n’en cite aucune.",
    "own_list_incomplete": "La liste donnée par {city} est incomplète : ce qu’elle cite est exact ; pour le reste, la "
    "réponse n’est pas connue.",
    "share_of_lists": {
        "one": "Part calculée sur {base} ville dont la liste est connue.",
        "other": "Parts calculées sur les {base} villes dont la liste est connue.",
    },
    "share_of_complete": "Parts calculées sur les {base} villes dont la liste est complète ; listes incomplètes non "
    "prises en compte : {incomplete}.",
    "count_of_lists": "Nombre de villes ayant cité chaque réponse, sur {base}. {complete}, ce qui est trop peu pour "
    "calculer des parts ; certaines villes pourraient donc en citer davantage.",
    "complete_lists": {
        "one": "Seule {count} liste est complète",
        "other": "Seules {count} listes sont complètes",
        "zero": "Aucune liste n’est complète",
    },
    "no_list_complete": "Aucune liste n’est complète",
    "missing_lists": {"one": "{count} ville : {kind}.", "other": "{count} villes : {kind}."},
    "no_city_names": "Cité par aucune ville : {options}.",
    "no_city_names_many": "{count} autres réponses proposées ne sont citées par aucune ville.",
    "too_few_lists": {
        "one": "Cette liste n’est connue pour aucune autre ville : il n’y a pas de comparaison possible.",
        "other": "Les listes ne sont connues que pour {count} villes, un nombre trop faible pour une comparaison.",
    },
    "too_few_grids": {
        "one": "Ces réponses ne sont connues pour aucune autre ville : il n’y a pas de comparaison possible.",
        "other": "Ces réponses ne sont connues que pour {count} villes, un nombre trop faible pour une comparaison.",
    },
    "same_answer": "Villes ayant donné la même réponse : {rows}.",
    "too_few_numbers": {
        "one": "Ce nombre n’est connu pour aucune autre ville.",
        "other": "Ce nombre n’est connu que pour {count} villes, un nombre trop faible pour une comparaison.",
    },
    "named_by_share": "{share} des villes",
    "named_by_count": "{n} villes sur {base}",
    "state": "{label} ({count})",
    "state_of": " : {label} ({count})",
    # texts that replace charts for those who do not see them
    "alt_bars": "Diagramme en barres, {item} : {measure}, par ordre décroissant. {rows}.",
    "alt_share": "part des {base} villes",
    "alt_count": "nombre de villes, sur {base}",
    "alt_row": "{label} {shown}",
    "alt_row_own": "{label} {shown}, cité par {city}",
    "alt_row_unknown": "{label} {shown}, réponse inconnue pour {city}",
    "alt_columns": "Histogramme, {item} : nombre de villes, sur {base}, ayant donné chaque valeur. {rows}. {city} a "
    "donné {value}.",
    "alt_column": "{label} : {count}",
    # numbers
    "value": "{item} : {value}.",
    "with_unit": "{value} {unit}",
    "number_median": "La médiane des {base} villes dont la valeur est connue est de {median}. Nombre de villes "
    "au-dessous de la valeur donnée par {city} : {fewer} ; au-dessus : {more}.",
    "none_of_them": "aucune",
    "number_title": "{item} : nombre de villes par valeur",
    # what is not known
    "not_known_title": "Ce que l’on ne sait pas",
    "kind_question": "« {question} »",
    "kind_not_known": "Réponse inconnue : {items}.",
    "kind_not_answered": "Sans réponse : {items}.",
    "kind_dont_know": "Réponse « ne sait pas » : {items}.",
    "kind_not_applicable": "Sans objet : {items}.",
    "kind_not_asked": "Question non posée : {items}.",
    "kind_not_published": "Non diffusé ville par ville : {items}.",
    # kinds of missing, in words
    "status_not asked": "question non posée",
    "status_not answered": "sans réponse",
    "status_don't know": "réponse « ne sait pas »",
    "status_not applicable": "sans objet",
    "status_not known": "réponse inconnue",
    "status_incomplete": "liste incomplète",
    "no_response": "Sans réponse",
    # an earlier round
    "changes_title": "La même ville lors d’une campagne antérieure",
    "changes_rounds": "{city} a aussi répondu lors de la campagne {before_round} ({before}) ; cette réponse est "
    "comparée ici à celle de la campagne {after_round} ({after}).",
    "changes_same_round": "{city} figure aussi dans « {before} ». Les réponses proviennent de la même campagne "
    "({round}) : aucune évolution n’est donc calculée.",
    "changes_not_known": "{city} figure aussi dans « {before} ». Rien n’établit que les réponses proviennent de deux "
    "campagnes différentes : aucune évolution n’est donc calculée.",
    "changes_caption": "Ce qui a changé",
    "changes_item": "Question",
    "changes_added_mark": "{option} (nouveau)",
    "changes_dropped_mark": "{option} (plus cité)",
    "changes_none": "Aucune des réponses comparables n’a changé.",
    "changes_same": "Inchangé : {items}.",
    "changes_unknown": "Indéterminé, une réponse étant manquante ou incomplète : {items}.",
    "changes_others": {
        "one": "{count} autre réponse, qui ne figure pas dans cette fiche, a changé (results/changes.csv).",
        "other": "{count} autres réponses, qui ne figurent pas dans cette fiche, ont changé (results/changes.csv).",
    },
    "earlier_answers": "Connu seulement par « {before} » ({round}) :",
    "earlier_round": "campagne {round}",
    "earlier_rows": "{label} – {rows}",
    "none_named": "aucune",
    # peers
    "peers_title": "Comparaison avec des villes semblables",
    "peers_are": "Villes comparées à {city} : {peers}.",
    "peers_none": "Aucune ville ne peut être comparée à {city}.",
    "peer_rule_none": "Aucune autre ville n’a répondu lors de la même vague.",
    "peer_rule_all": {
        "one": "La seule autre ville ayant répondu lors de la même vague.",
        "other": "L’ensemble des {shown} autres villes ayant répondu lors de la même vague.",
    },
    "peer_rule_group": "Les autres villes du groupe « {group} ».",
    "peer_rule_population": {
        "one": "La ville de la même vague la plus proche par sa population (en rapport){income}.",
        "other": "Les {shown} villes de la même vague les plus proches par leur population (en rapport){income}.",
    },
    "peer_rule_population_region": {
        "one": "La ville de la même vague la plus proche par sa population (en rapport), de préférence dans la même "
        "région{income}.",
        "other": "Les {shown} villes de la même vague les plus proches par leur population (en rapport), de "
        "préférence dans la même région{income}.",
    },
    "peer_rule_median": {
        "one": "La ville de la même vague dont la population est la plus proche de la médiane d’ensemble, la "
        "population n’étant pas connue pour {city}{income}.",
        "other": "Les {shown} villes de la même vague dont la population est la plus proche de la médiane d’ensemble, "
        "la population n’étant pas connue pour {city}{income}.",
    },
    "peer_rule_median_region": {
        "one": "La ville de la même vague dont la population est la plus proche de la médiane de la région, la "
        "population n’étant pas connue pour {city}, de préférence dans la même région{income}.",
        "other": "Les {shown} villes de la même vague dont la population est la plus proche de la médiane de la "
        "région, la population n’étant pas connue pour {city}, de préférence dans la même région{income}.",
    },
    "peer_rule_region": {
        "one": "La première ville de la même vague dans l’ordre des codes, de préférence dans la même région{income}.",
        "other": "Les {shown} premières villes de la même vague dans l’ordre des codes, de préférence dans la même "
        "région{income}.",
    },
    "peer_rule_order": {
        "one": "La première ville de la même vague dans l’ordre des codes{income}.",
        "other": "Les {shown} premières villes de la même vague dans l’ordre des codes{income}.",
    },
    "peer_income_not_known": " ; le revenu n’est pas connu dans cette étude",
    "peer_income_city_not_known": " ; le revenu n’est pas connu pour {city}",
    "peer_income_similar": ", et à revenu voisin lorsqu’il est connu",
    "peers_caption": "Nombre de villes semblables ayant donné les mêmes réponses",
    "peers_question": "Question",
    "peers_answers": "Réponses données par {city}, et nombre de villes semblables les ayant données aussi",
    "peers_known": "Réponses connues",
    "peers_range": "{n}–{most}",
    "peers_note": "Les villes dont la réponse n’est pas connue sont exclues. Deux nombres : le minimum et le maximum, "
    "certaines listes étant incomplètes.",
    "peers_others": "Cité par au moins la moitié des villes semblables, mais non par {city} : {options}.",
    "peers_other_option": "{option} ({n} sur {base})",
    "peers_few": "Aucune réponse comparable n’est connue pour ces villes.",
    # about the document
    "found_in_data": "Constats relatifs aux données ({city}) : {findings}",
    "source_of": "Source des réponses : {source}.",
    "source_page": "la page consacrée à {city} ({wave})",
    "answered_round": "{city} a répondu lors de la campagne {round}.",
    "answered_round_unknown": "La campagne lors de laquelle {city} a répondu n’est pas connue.",
    "intervals": "Pour le calcul des intervalles de confiance (95 %), les {cities} villes dont les réponses sont "
    "disponibles sont assimilées à un échantillon aléatoire simple des {surveyed} villes interrogées.",
    "intervals_frame": "Pour le calcul des intervalles de confiance (95 %), les {cities} villes dont les réponses "
    "sont disponibles sont assimilées à un échantillon aléatoire simple des {surveyed} villes de la base de sondage.",
    "intervals_design": "Les intervalles de confiance (95 %) tiennent compte du plan de sondage, par lequel les "
    "villes ont été tirées parmi les {surveyed} de la base de sondage ; {cities} d’entre elles ont répondu. Les parts "
    "et les moyennes sont pondérées en conséquence.",
    "links_lead": "Les mots soulignés renvoient à la question telle qu’elle a été posée.",
    "licence": "Licence : {licence}.",
    "cite": "Pour citer ce document : {publisher} ({year}). {study}. {title} : {city}, {wave}.",
    "dated": "Résultats au {date}.",
    "foot": "{title} : {city} · {wave} · {publisher} · résultats au {date}",
    "contact": "Renseignements : {contact}.",
    "draws_on": "L’étude s’appuie sur : {sources}.",
    "description": "Les réponses de l’administration municipale ({city}) : {study}, {wave}.",
    # links of a snapshot
    "link_pdf": "Cette fiche en PDF",
    "link_html": "Cette fiche en page web",
    "link_index": "Toutes les villes",
    "link_codebook": "Questions",
    "link_quality": "Qualité des données",
    "link_release": "La publication",
    # when a question is asked
    "routing_is": "la réponse à « {item} » est « {option} »",
    "routing_is_not": "la réponse à « {item} » n’est pas « {option} »",
    "routing_open": "« {item} » est sans réponse",
    "routing_answered": "« {item} » a reçu une réponse",
    "routing_names": "« {item} » cite « {option} »",
    "routing_names_not": "« {item} » ne cite pas « {option} »",
    "routing_at_least": "« {item} » vaut {option} ou plus",
    "routing_at_most": "« {item} » vaut {option} ou moins",
    "routing_more_than": "« {item} » est supérieur à {option}",
    "routing_less_than": "« {item} » est inférieur à {option}",
    "routing_or": " ou ",
}

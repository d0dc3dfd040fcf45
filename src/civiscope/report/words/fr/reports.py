"""The fixed phrases of reports in French: numbers within the text, and the chapters that the program writes."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # numbers within the text
    "report_share": "{share} ({behind})",
    "report_interval": "{low} à {high}",
    "report_bounds": "{low} à {high} pour l’ensemble des listes, certaines étant tronquées",
    "report_n_of_base": "{n} sur {base}",
    "report_base": "n = {base}",
    "report_hole": "[aucune réponse fictive ici]",
    "report_mean": "moyenne",
    "report_median": "médiane",
    "report_residents": "{millions} millions de personnes",
    "report_residents_known": "{millions} millions de personnes dans les {known} villes, sur {cities}, dont la "
    "population est connue",
    "report_brackets": "Entre parenthèses, après un nombre de cette étude : son intervalle de confiance à 95 % et les "
    "villes sur lesquelles il porte. Les nombres entre crochets renvoient aux sources, en fin de document.",
    "report_figure": "Graphique {number}",
    # chapters that the program adds
    "report_numbers": "Les chiffres de ce rapport",
    "report_numbers_text": "Résultats, chiffres publiés et faits cités dans le texte, chapitre par chapitre. Les "
    "nombres entre crochets renvoient aux sources, en fin de document.",
    "report_before_chapters": "Avant le premier chapitre",
    "number_about": "Objet",
    "number_value": "Valeur",
    "number_interval": "Intervalle de confiance à 95 %",
    "number_cities": "Villes",
    "number_source": "Source, note",
    "report_sources": "Sources des faits",
    "report_participants": "Villes répondantes",
    "report_number_of_cities": "Nombre de villes",
    # glossary
    "report_terms_of": "Termes du questionnaire : {title}",
    "report_terms_results": "Termes des résultats",
    "report_term": "Terme",
    "report_meaning": "Définition",
    "term_wave": "Vague",
    "term_wave_is": "Une campagne d’enquête, ou une édition de réponses publiées.",
    "term_base": "Base",
    "term_base_is": "Les villes sur lesquelles porte une part ou une moyenne : celles qui ont été interrogées et qui "
    "ont répondu.",
    "term_n": "n",
    "term_n_is": "Le nombre de villes sur lequel porte un résultat.",
    "term_interval": "Intervalle de confiance à 95 %",
    "term_interval_is": "La plage dans laquelle se situe vraisemblablement la valeur pour l’ensemble des villes "
    "interrogées : pour 95 enquêtes semblables sur 100, l’intervalle la contient.",
    "term_finite": "Correction de population finie",
    "term_finite_is": "Ce qui resserre les intervalles de confiance à mesure qu’une plus grande part des villes "
    "interrogées a répondu ; si toutes ont répondu, l’erreur d’échantillonnage est nulle.",
    "term_incomplete": "Liste incomplète",
    "term_incomplete_is": "Une liste dont on sait qu’elle est tronquée : ce qu’elle cite est exact, ce qu’elle ne "
    "cite pas est inconnu.",
    "term_median": "Médiane",
    "term_median_is": "La valeur au-dessous de laquelle se situe la moitié des villes, l’autre moitié se situant "
    "au-dessus.",
    "term_published": "Résultat publié",
    "term_published_is": "Un nombre publié ailleurs, présenté en regard de ceux de cette étude sans jamais leur être "
    "mêlé.",
    "term_suppressed": "Secret statistique",
    "term_suppressed_is": "Résultat non diffusé, parce qu’il porte sur si peu de villes qu’il révélerait leurs "
    "réponses.",
    "term_peers": "Villes semblables",
    "term_peers_is": "Les villes qui ressemblent le plus à une ville donnée, ou celles de son groupe, auxquelles sa "
    "fiche la compare.",
    # methods
    "methods_response": "Taux de réponse",
    "methods_response_caption": "Villes interrogées et villes répondantes",
    "methods_survey": "Enquête",
    "methods_surveyed": "Villes interrogées",
    "methods_answered": "Répondantes",
    "methods_rate": "Part",
    "methods_distribution": "Répartition des villes",
    "methods_distribution_caption": "Villes de la base de sondage et villes répondantes : {survey}",
    "methods_distribution_note": "Les parts portent sur les villes dont la modalité est connue. La base de sondage "
    "recense les villes que l’étude peut interroger.",
    "methods_group": "Groupe",
    "methods_level": "Modalité",
    "methods_in_frame": "Dans la base de sondage",
    "methods_share": "Part des répondantes",
    "methods_frame_share": "Part de la base de sondage",
    "methods_representative": "Représentativité",
    "methods_representative_note": "L’indicateur R mesure à quel point la probabilité de répondre varie selon le type "
    "de ville, de 1 (aucune variation) vers le bas ; le biais maximal est l’erreur la plus grande que ces différences "
    "pourraient entraîner sur une part (Schouten, Cobben et Bethlehem, 2009). L’un et l’autre ne tiennent compte que "
    "des caractéristiques des villes connues dans la base de sondage.",
    "methods_indicator": "Indicateur",
    "methods_value": "Valeur",
    "methods_uncertainty": "Les estimations et leur incertitude",
    "methods_uncertainty_text": "Sauf plan de sondage déclaré, les villes répondantes sont assimilées à un "
    "échantillon aléatoire des villes interrogées. Les intervalles de confiance des parts sont des intervalles de "
    "Wilson calculés avec la taille effective de l’échantillon ; ceux des moyennes reposent sur la loi de Student, "
    "ceux des médianes sur la méthode de Woodruff ; tous tiennent compte de la population finie. Les villes dont la "
    "réponse n’est pas connue sont exclues du résultat et de son intervalle, lequel ne dit rien des villes qui n’ont "
    "pas répondu en raison de la réponse qu’elles auraient donnée.",
    "methods_recodes": "Recodages",
    "methods_recodes_text": {
        "one": "{count} libellé des réponses brutes a reçu un code par recodage. Les réponses brutes sont conservées "
        "telles quelles ; chaque recodage figure avec son motif à la page consacrée à la qualité des données.",
        "other": "{count} libellés des réponses brutes ont reçu un code par recodage. Les réponses brutes sont "
        "conservées telles quelles ; chaque recodage figure avec son motif à la page consacrée à la qualité des "
        "données.",
    },
    "methods_no_recodes": "Aucun libellé des réponses brutes n’a nécessité de recodage.",
    "methods_concepts_text": "Les questions posées ailleurs avec d’autres modalités sont comparées comme suit "
    "(modalité d’origine, puis modalité retenue) :",
    "methods_concept": "{item} ({questionnaire}) : {recodes}",
    "methods_counts_as": "{own} est compté comme {common}",
    "methods_question": "Question",
    "methods_labels": "Libellés",
    "methods_answers": "Réponses",
    "methods_missing": "Ce qui manque",
    "methods_missing_text": "Les différents types de réponses manquantes ne sont jamais confondus. Pour les grilles, "
    "toutes les lignes sont comptées ensemble.",
    "methods_missing_caption": "Réponses selon ce que l’on en sait : {survey}",
    "methods_status_answered": "Réponse donnée",
    "methods_status_incomplete": "Liste tronquée",
    "methods_status_not_answered": "Sans réponse",
    "methods_status_dont_know": "Ne sait pas",
    "methods_status_not_applicable": "Sans objet",
    "methods_status_not_asked": "Question non posée",
    "methods_status_not_known": "Réponse inconnue",
    "methods_disclosure": "Ce qui peut être diffusé",
    "methods_disclosure_text": "Seul ce que les villes ont accepté de rendre public est présenté ville par ville.",
    "methods_disclosure_base": "Les résultats portant sur moins de {least} villes ne sont pas diffusés.",
    "methods_disclosure_cell": "Ne le sont pas non plus les parts qui reposent sur moins de {least} villes ou sur "
    "toutes sauf moins de {least}, ni les nombres dont elles pourraient être déduites.",
}

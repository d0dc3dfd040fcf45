"""French phrases of the explorer's pages of indices: ranking, rank intervals, other weights."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "index_card_none": "Aucune ville n’a encore de score.",
    # key facts
    "index_fact_cities": "villes ayant un score, sur {asked} répondantes : {wave}",
    "index_fact_range": "points : le score le plus faible et le plus élevé{scale}",
    "index_fact_variants": "variantes de la méthode derrière chaque intervalle",
    # the ranking
    "ranking_title": "Classement",
    "ranking_list_title": "Scores des villes",
    "ranking_caption": "Villes selon leur score, par ordre décroissant, chacune avec l’intervalle de son rang : {wave}",
    "ranking_caption_unranked": "Villes ayant un score, par ordre alphabétique : {wave}",
    "ranking_waves": "Classement d’une autre édition",
    "ranking_pages": "Pages du classement",
    "ranking_download": "Télécharger le classement (CSV)",
    "ranking_unranked": "Il n’y a pas de classement ici, car aucun intervalle du rang n’est publié, et un rang sans "
    "intervalle en dit plus que ce que l’on sait. Les villes sont présentées par ordre alphabétique.",
    "ranking_note": "Sur chaque ligne, le trait va du premier au dernier rang ; sa partie foncée est celle où {level} "
    "des {runs} variantes de la méthode placent la ville, et le repère indique où la place la méthode publiée. Sous "
    "chaque score figure son intervalle pour les mêmes variantes. Ces intervalles montrent ce qui dépend des choix de "
    "méthode. Ce ne sont pas des erreurs d’échantillonnage, et ils ne disent rien des erreurs dans les réponses.",
    "ranking_note_scores": "Sous chaque score figure l’intervalle dans lequel {level} des {runs} variantes de la "
    "méthode le placent. Ce n’est pas une erreur d’échantillonnage, et il ne dit rien des erreurs dans les réponses.",
    "ranking_overlap": "Ce tableau ne permet pas de départager des villes voisines dont les intervalles du rang se "
    "chevauchent : un autre choix de méthode peut inverser leur ordre.",
    "ranking_known": "{share} connus",
    "ranking_known_note": "Connus : la part des indicateurs qui sont connus, lorsqu’ils ne le sont pas tous.",
    # other weights
    "weights_title": "Modifier les poids",
    "weights_honest": "Ces poids sont les vôtres et non ceux de l’étude. Les scores et les rangs sont recalculés dans "
    "votre navigateur, à partir des scores publiés des composantes ; les intervalles et les classes ne le sont pas.",
    "weights_all_parts": "Une ville n’a de score que si toutes les composantes sont connues, quel que soit leur poids.",
    "weights_minimum": "Une ville n’a de score que si au moins {share} des composantes sont connues ; le poids de "
    "celles qui manquent est réparti proportionnellement entre les autres.",
    "weights_rescaled": "Lorsqu’une composante n’est pas connue pour une ville, son poids est réparti "
    "proportionnellement entre les autres.",
    "weights_hidden": "Les villes dont le score n’est pas publié sont exclues : tous les rangs présentés ici portent "
    "sur les autres villes.",
    "weights_noscript": "La modification des poids nécessite JavaScript. Le classement publié ci-dessus s’en passe.",
    "weights_rule": "Les composantes sont agrégées comme dans la méthode publiée : {rule}. Seules comptent les "
    "proportions entre les poids.",
    "weights_slider": "{label} : curseur",
    "weights_published": "Poids publiés",
    "weights_equal": "Poids égaux",
    "weights_share": "Les poids figurent dans l’adresse de cette page : copiez-la pour partager ce que vous voyez.",
    "weights_start": "Modifiez un poids, et voyez quelles villes changent de place.",
    "weights_caption": "Villes selon leur score avec vos poids",
    "weights_rank": "Votre rang",
    "weights_score": "Votre score",
    "weights_move": "Par rapport au classement publié",
    "weights_before": "Rang publié",
    "weights_more": "Afficher la suite",
    "weights_correlation": "La corrélation des rangs (Spearman) entre votre classement et le classement publié est de "
    "{value}.",
    "weights_no_correlation": "Il n’y a pas de corrélation des rangs avec le classement publié, les scores étant tous "
    "égaux.",
    "weights_summary": {
        "one": "Sur {count} ville, {same} conserve son rang.",
        "other": "Sur {count} villes, nombre de celles qui conservent leur rang : {same}.",
    },
    "weights_furthest": "Le plus grand déplacement est celui de la ville suivante : {city} ({move}).",
    "weights_up": {"one": "{count} place gagnée", "other": "{count} places gagnées"},
    "weights_down": {"one": "{count} place perdue", "other": "{count} places perdues"},
    "weights_same": "même rang",
    "weights_lost": {
        "one": "{count} ville n’a pas de score avec ces poids.",
        "other": "{count} villes n’ont pas de score avec ces poids.",
    },
    "weights_lost_city": "sans score",
    "weights_no_weight": "Au moins un poids doit être supérieur à 0.",
    "weights_unknown_part": "L’adresse nomme des composantes que cet indice n’a pas, ou des poids qui ne sont pas des "
    "nombres positifs ou nuls. Sont écartés : {parts}",
    "weights_found": {"one": "{shown} sur {count} ville", "other": "{shown} sur {count} villes"},
    "weights_failed": "Les scores n’ont pas pu être chargés.",
    "weights_fixed_rule": "Les composantes de cet indice ne sont pas agrégées par une moyenne pondérée : d’autres "
    "poids ne peuvent donc pas être essayés ici.",
    "weights_fixed_computed": "Les poids de cet indice sont calculés à partir des réponses ou lus dans un fichier : "
    "d’autres poids ne peuvent donc pas être essayés ici.",
    "weights_fixed_single": "Cet indice n’a qu’une seule composante : il n’y a donc rien à pondérer.",
    "weights_fixed_unranked": "D’autres poids ne peuvent pas être essayés lorsqu’aucun classement n’est publié.",
    "weights_fixed_differs": "Les scores publiés des composantes ne redonnent pas exactement les scores publiés de "
    "l’indice : d’autres poids ne peuvent donc pas être essayés ici.",
}

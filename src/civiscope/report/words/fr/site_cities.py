"""French phrases of the page of cities: filters, map, table."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "cities_title": "Carte et villes",
    "cities_description": "Trouver les administrations municipales répondantes d’après ce qu’elles font et leur "
    "situation géographique.",
    "cities_lead": "Choisissez vos critères : la carte et la liste ci-dessous montrent les villes qui y répondent.",
    "cities_filters": "Filtres",
    "cities_filters_note": "Le nombre en regard d’un choix indique combien de villes resteraient. Pour une même "
    "question, un seul des choix suffit ; entre questions, tous les critères doivent être remplis.",
    "cities_filters_baked": "Le choix de critères nécessite ici JavaScript. Sans lui, les pages de cette liste "
    "montrent toutes les villes.",
    "cities_text": "Nom de la ville",
    "cities_country": "Pays",
    "cities_region": "Région",
    "cities_population": "Population",
    "cities_population_from": "de",
    "cities_population_to": "à",
    "cities_more_groups": "Autres groupes",
    "cities_class_of": "Classe de score : {index}",
    "cities_apply": "Afficher les villes",
    "cities_clear": "Tout effacer",
    "cities_chosen": "Filtres choisis",
    "cities_remove": "Retirer ce filtre",
    "cities_count": {"one": "{shown} ville sur {all}", "other": "{shown} villes sur {all}"},
    "cities_left_out": {
        "one": "{shown} ville est exclue parce que sa réponse n’est pas connue : {facet}.",
        "other": "{shown} villes sont exclues parce que leur réponse n’est pas connue : {facet}.",
    },
    "cities_none": "Aucune ville ne répond à tous ces critères. Retirez un filtre, ou effacez-les tous.",
    "cities_download": "Télécharger ces villes en CSV",
    "cities_download_all": "Télécharger toutes les villes en CSV",
    "cities_caption": "Les villes, et la vague dans laquelle chacune a répondu en dernier",
    "cities_city": "Ville",
    "cities_wave": "Dernière réponse",
    "cities_score": "Score",
    "cities_index": "Score affiché",
    "cities_interval_note": "Entre parenthèses : l’intervalle du score selon les variantes de sa méthode.",
    "cities_show_classes": "Distinguer les classes de score sur la carte",
    "cities_pages": "Pages de la liste",
    "cities_page": "Page {page}",
    "cities_previous": "Page précédente",
    "cities_next": "Page suivante",
    "cities_not_known": "inconnu",
    "cities_unknown_filter": "Cette page n’a pas de filtre « {value} ».",
    "cities_unknown_level": "« {value} » ne fait pas partie des choix de « {facet} ».",
    "cities_not_a_number": "« {value} » n’est pas un nombre entier, nécessaire pour « {name} ».",
    "cities_map": "Carte des villes",
    "cities_map_alt": {
        "one": "Carte : {shown} ville répond aux critères, représentée par un point à son emplacement. Le tableau "
        "ci-dessous la mentionne.",
        "other": "Carte : {shown} villes répondent aux critères, chacune représentée par un point à son emplacement. "
        "Le tableau ci-dessous en donne la liste.",
    },
    "cities_map_note": "Le tableau ci-dessous donne la liste des mêmes villes.",
    "cities_map_keys": "Au clavier : les flèches déplacent la carte, plus et moins en changent l’échelle, Entrée "
    "ouvre la ville la plus proche de la croix centrale, Échap la referme. Le tableau ci-dessous donne la liste des "
    "mêmes villes.",
    "cities_map_without": {
        "one": "{shown} ville n’a pas de coordonnées et ne figure que dans le tableau.",
        "other": "{shown} villes n’ont pas de coordonnées et ne figurent que dans le tableau.",
    },
    "cities_map_none": "Aucune ville de cette publication n’a de coordonnées : il n’y a donc pas de carte ; le "
    "tableau les recense toutes.",
    "cities_map_matching": "Répondent aux critères ({shown})",
    "cities_map_others": "Autres ({shown})",
    "cities_map_class": "{label} ({shown})",
    "cities_map_no_class": "Répondent aux critères, sans classe ({shown})",
    "cities_zoom_in": "Agrandir",
    "cities_zoom_out": "Réduire",
    "cities_popup_close": "Fermer",
    "cities_popup_here": {"one": "{shown} ville ici", "other": "{shown} villes ici"},
    "cities_popup_more": "et {shown} de plus : agrandissez la carte pour les distinguer",
    "cities_nearest": "La plus proche de la croix : {city}",
}

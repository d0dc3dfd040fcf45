"""French phrases of the explorer's pages of cities and of their comparison."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "site_about_city": "À propos de la ville",
    "site_named": "Cité",
    "site_not_named": "Non cité",
    "site_member": "en fait partie",
    "site_not_member": "n’en fait pas partie",
    "site_unknown": "Inconnu",
    "site_not_published": "non diffusé",
    "site_score_with_rank": "{score} (intervalle : {interval}), rang {rank}",
    "site_score_alone": "{score} (intervalle : {interval})",
    "site_mean": "moyenne {mean} (intervalle de confiance à 95 % : {interval} ; {base} villes)",
    "site_share": "{share} (intervalle de confiance à 95 % : de {low} à {high} ; {base} villes)",
    "site_share_alone": "{share} ({base} villes)",
    "site_count_of": "{n} villes sur {base}",
    "site_did_you_mean": "Vouliez-vous dire « {name} » ?",
    "site_compare_about": "Jusqu’à six villes, ou des villes et un groupe, sur tout ce qui est connu ; les "
    "différences d’abord.",
    "site_compare_with_peers": "Comparer avec les villes semblables",
    "site_compare_city": "Ajouter une ville ({most} au plus côte à côte)",
    "site_compare_group": "Ajouter un groupe de villes",
    "site_compare_add": "Ajouter",
    "site_compare_too_many": "Au plus {most} villes et groupes peuvent figurer côte à côte.",
    "site_peers_of": "Les villes semblables à {city}",
    "site_peers_count": {"one": "{shown} ville", "other": "{shown} villes"},
    "site_compare_unknown_city": "Aucune ville « {value} » n’a répondu dans cette publication.",
    "site_compare_unknown_group": "Cette publication n’a pas de résultats pour un groupe « {value} ».",
    "site_compare_one_more": "Ajoutez une autre ville, ou un groupe.",
    "site_compare_different": "Ce qui les distingue",
    "site_compare_alike": "Ce qu’elles ont en commun",
    "site_compare_alone": "Connu pour une seule d’entre elles",
    "site_compare_beside": "Côte à côte",
    "site_compare_table": "Comparaison ; faites défiler latéralement pour voir toutes les colonnes",
    "site_compare_noscript": "Dans cette copie du site, la comparaison nécessite JavaScript. Chaque ville a sa propre "
    "page :",
    "site_compare_note": "Chaque ville d’après ses réponses à sa dernière vague. « Inconnu » désigne aussi une liste "
    "tronquée. Les nombres relatifs aux groupes sont des estimations assorties de leur intervalle de confiance à "
    "95 % ; les intervalles des scores portent sur les variantes de la méthode.",
    "site_snapshot_pdf": "Fiche (PDF)",
    "site_snapshot_page": "Fiche (page à conserver)",
    "site_city_data": "Les données de cette ville",
    "site_city_data_note": "Toutes les réponses publiées, vague par vague, avec codes, libellés et types de réponses "
    "manquantes.",
    "site_how_to_cite": "Comment citer",
    "site_cite_page": "{publisher} ({year}) : {page}. Dans : {study}, version {version}, publication {release}.",
    "site_cite_release": "{publisher} ({year}) : {study}. Version {version}, publication {release}.",
}

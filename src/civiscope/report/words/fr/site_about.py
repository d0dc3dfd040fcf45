"""French phrases of the explorer's pages on data, terms, releases and the API."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "site_data_note": "Deux productions de la même étude donnent des fichiers identiques à l’octet près ; les sommes "
    "de contrôle indiquent si un fichier est bien celui qui a été publié. Un texte qu’un tableur prendrait pour une "
    "formule est précédé d’une apostrophe.",
    "site_files": "Fichiers",
    "site_columns": {"one": "{count} colonne", "other": "{count} colonnes"},
    "site_columns_of": "Colonnes du fichier {file}",
    "site_column": "Colonne",
    "site_column_kind": "Type",
    "site_column_meaning": "Signification",
    "site_kind_of_text": "texte",
    "site_kind_of_integer": "nombre entier",
    "site_kind_of_number": "nombre",
    "site_kind_of_boolean": "vrai ou faux",
    "site_about_lead": "Qui publie l’étude, à quelles conditions, et comment la citer.",
    "site_publisher": "Éditeur et contact",
    "site_licence": "Licence",
    "site_sources": "Sources",
    "site_accessibility": "Déclaration d’accessibilité",
    "site_accessibility_text": "Ce site vise la conformité aux règles pour l’accessibilité des contenus web (WCAG) "
    "2.2, niveau AA. Les chiffres de chaque graphique sont donnés sous forme de texte ou de tableau, la carte a pour "
    "équivalent une liste, tout fonctionne au clavier, et rien ne dépend de la seule couleur ni du seul pointeur. "
    "Toutes les pages peuvent être lues sans JavaScript.",
    "site_accessibility_limits": "Limites connues : les graphiques dessinés conservent leurs couleurs en mode sombre "
    "et doivent parfois être défilés sur les petits écrans ; les textes que l’étude n’a pas traduits restent dans "
    "leur langue d’origine.",
    "site_accessibility_contact": "Si quelque chose vous empêche d’utiliser le site, signalez-le à l’éditeur.",
    "site_privacy": "Vie privée",
    "site_privacy_text": "Le site ne dépose aucun cookie, ne mesure pas la fréquentation et ne sollicite aucun autre "
    "serveur.",
    "site_api_about": "Tout le contenu de ce site en JSON, en lecture seule et sans clé : l’adresse d’une page, "
    "suivie de .json.",
    "site_api_addresses": "Adresses de l’API",
    "site_api_address": "Adresse",
    "site_api_gives": "Renvoie",
    "site_api_takes": "Paramètres",
    "site_api_note": "Une copie du site chez un simple hébergeur ne comporte que les adresses sans paramètres.",
    "site_releases_about": "Une publication ne change jamais. Toute correction fait l’objet d’une nouvelle "
    "publication, et les anciennes adresses restent valables.",
    "site_release_superseded": "Cette publication a été remplacée.",
    "site_release_withdrawn": "Cette publication a été retirée et ne doit plus être utilisée.",
    "site_release_instead": "Cette page dans la publication {release}",
    "site_status_current": "en vigueur",
    "site_status_superseded": "remplacée par {release}.",
    "site_status_withdrawn": "retirée au profit de {release}.",
    "site_release_version": "Version",
    "site_release_date": "Date",
    "site_release_cities": "Villes",
    "site_release_status": "Statut",
    "site_release_id": "Publication",
}

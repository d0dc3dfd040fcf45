"""Spanish phrases of the explorer's pages of cities and of their comparison."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "site_about_city": "Acerca de la ciudad",
    "site_named": "Mencionada",
    "site_not_named": "No mencionada",
    "site_member": "pertenece",
    "site_not_member": "no pertenece",
    "site_unknown": "Se desconoce",
    "site_not_published": "no publicado",
    "site_score_with_rank": "{score} (intervalo {interval}), puesto {rank}",
    "site_score_alone": "{score} (intervalo {interval})",
    "site_mean": "media {mean} (intervalo de confianza del 95 %: {interval}; {base} ciudades)",
    "site_share": "{share} (intervalo de confianza del 95 %: de {low} a {high}; {base} ciudades)",
    "site_share_alone": "{share} ({base} ciudades)",
    "site_count_of": "{n} de {base} ciudades",
    "site_did_you_mean": "¿Quiso decir “{name}”?",
    "site_compare_about": "Hasta seis ciudades, o ciudades frente a un grupo, en todo lo que se conoce; primero las "
    "diferencias.",
    "site_compare_with_peers": "Comparar con ciudades similares",
    "site_compare_city": "Añadir una ciudad (como máximo {most} una junto a otra)",
    "site_compare_group": "Añadir un grupo de ciudades",
    "site_compare_add": "Añadir",
    "site_compare_too_many": "Pueden compararse como máximo {most} ciudades y grupos.",
    "site_peers_of": "Las ciudades similares a {city}",
    "site_peers_count": {"one": "{shown} ciudad", "other": "{shown} ciudades"},
    "site_compare_unknown_city": "Ninguna ciudad “{value}” ha respondido en esta publicación.",
    "site_compare_unknown_group": "Esta publicación no tiene resultados de un grupo “{value}”.",
    "site_compare_one_more": "Añada otra ciudad o un grupo.",
    "site_compare_different": "En qué difieren",
    "site_compare_alike": "Qué tienen en común",
    "site_compare_alone": "Solo se conoce de una",
    "site_compare_beside": "Comparación",
    "site_compare_table": "Comparación; desplácese hacia los lados para ver todas las columnas",
    "site_compare_noscript": "En esta copia del sitio, la comparación requiere JavaScript. Cada ciudad tiene su "
    "propia página:",
    "site_compare_note": "Cada ciudad, según lo que respondió en su última ola. “Se desconoce” incluye también las "
    "listas truncadas. Las cifras de los grupos son estimaciones con sus intervalos de confianza del 95 %; las "
    "puntuaciones tienen intervalos según las variantes del método.",
    "site_snapshot_pdf": "Ficha (PDF)",
    "site_snapshot_page": "Ficha (página para conservar)",
    "site_city_data": "Los datos de esta ciudad",
    "site_city_data_note": "Todas las respuestas publicadas de todas las olas, con códigos, etiquetas y tipos de no "
    "respuesta.",
    "site_how_to_cite": "Cómo citar",
    "site_cite_page": "{publisher} ({year}): {page}. En: {study}, versión {version}, publicación {release}.",
    "site_cite_release": "{publisher} ({year}): {study}. Versión {version}, publicación {release}.",
}

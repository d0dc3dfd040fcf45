"""Spanish phrases that writers of documents add themselves: names of parts, keys, and what stands at a figure."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # how texts are joined, and small shares written
    "colon": ": ",
    "separator": "; ",
    "share_below": "<{share}",
    "simulated_book": "Datos simulados: las ciudades y las respuestas son ficticias. Las cifras que llevan marca de "
    "fuente son reales.",
    "series_simulated": "{name} (datos simulados)",
    "contents": "Índice general",
    "tables_of_figures": "Los datos de las figuras",
    "table_of_figure": "Los datos de esta figura",
    "table_of": "Datos de: {figure}",
    "numbers_on_page": "Los datos figuran en una tabla en la página {page}.",
    "numbers_at_end": "Los datos figuran en una tabla al final de este documento.",
    "picture_of": "{figure}, imagen",
    "part_of": "{title} ({part} de {parts})",
    "closing_title": "Cómo citar y condiciones de uso",
    "number_column": "Cifra",
    "answer": "Respuesta",
    "cities_column": "Ciudades",
    "notes_alt": "Qué muestra la figura",
    "notes_table": "Los datos de la figura",
}

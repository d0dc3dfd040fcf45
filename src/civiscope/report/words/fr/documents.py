"""French phrases that writers of documents add themselves: names of parts, keys, and what stands at a figure."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # how texts are joined, and small shares written
    "colon": " : ",
    "separator": " ; ",
    "share_below": "< {share}",
    "simulated_book": "Données simulées : villes et réponses sont fictives. Les nombres qui renvoient à une source "
    "sont réels.",
    "series_simulated": "{name} (données simulées)",
    "contents": "Sommaire",
    "tables_of_figures": "Les données des graphiques",
    "table_of_figure": "Les données de ce graphique",
    "table_of": "Données : {figure}",
    "numbers_on_page": "Les données figurent dans un tableau à la page {page}.",
    "numbers_at_end": "Les données figurent dans un tableau à la fin de ce document.",
    "picture_of": "{figure}, image",
    "part_of": "{title} ({part} sur {parts})",
    "closing_title": "Citation et conditions d’utilisation",
    "number_column": "Nombre",
    "answer": "Réponse",
    "cities_column": "Villes",
    "notes_alt": "Ce que montre le graphique",
    "notes_table": "Les données correspondantes",
}

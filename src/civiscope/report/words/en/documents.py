"""English phrases that writers of documents add themselves: names of parts, keys, and what stands at a figure."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # how texts are joined, and small shares written
    "colon": ": ",
    "separator": "; ",
    "share_below": "<{share}",
    "simulated_book": "Simulated: cities and answers are made up. Numbers with a source mark are real.",
    "series_simulated": "{name} (simulated)",
    "contents": "Contents",
    "tables_of_figures": "The numbers behind the figures",
    "table_of_figure": "The numbers behind this figure",
    "table_of": "The numbers behind {figure}",
    "numbers_on_page": "The numbers stand in a table on page {page}.",
    "numbers_at_end": "The numbers stand in a table at the end of this document.",
    "picture_of": "{figure}, picture",
    "part_of": "{title} ({part} of {parts})",
    "closing_title": "How to cite, and terms",
    "number_column": "Number",
    "answer": "Answer",
    "cities_column": "Cities",
    "notes_alt": "What the figure shows",
    "notes_table": "The numbers behind it",
}

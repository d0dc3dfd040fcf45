"""What the page of cities tells its script: phrases to fill, and what waves are called."""

from __future__ import annotations

import json

from civiscope.report.words.phrases import template_of
from civiscope.web.explorer.domain.cities import PAGE_LENGTH, CityTable
from civiscope.web.explorer.domain.city_map import CORNERS, CROWD, SMALL

_WORDS = (
    "count",
    "left_out",
    "population",
    "population_from",
    "population_to",
    "remove",
    "map_alt",
    "map_without",
    "map_matching",
    "map_others",
    "map_class",
    "map_no_class",
    "zoom_in",
    "zoom_out",
    "popup_close",
    "popup_here",
    "popup_more",
    "nearest",
    "page",
    "previous",
    "next",
    "not_known",
    "download",
)
"""Phrases that the script fills, without ``cities_``."""


def script_words(table: CityTable) -> str:
    """As JSON, for a data attribute."""
    words = {name: template_of(f"cities_{name}", table.language) for name in _WORDS}
    waves = {row.wave: row.wave_title for row in table.rows}
    classes = {
        code: {"facet": column.classes.name, "labels": {level.code: level.label for level in column.classes.levels}}
        for code, column in table.indices.items()
        if column.classes
    }
    told = {
        "words": words,
        "waves": waves,
        "indices": list(table.indices),
        "classes": classes,
        "signs": list(CORNERS.items()),
        "crowd": CROWD,
        "small": SMALL,
        "length": PAGE_LENGTH,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)

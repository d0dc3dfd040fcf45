"""What the page of cities shows on its map: paths for the picture, and a legend with counts."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.words.phrases import number, say
from civiscope.web.explorer.domain.cities import CityTable
from civiscope.web.explorer.domain.city_facets import Bits
from civiscope.web.explorer.domain.city_map import (
    COARSE,
    CROWD,
    SIGNS,
    SMALL,
    CityMap,
    Ground,
    city_map,
    dots_path,
    ground,
    sign_shape,
    signs_path,
)
from civiscope.web.explorer.domain.city_query import CityQuery, Found
from civiscope.web.explorer.domain.shelf import Edition


@dataclass(frozen=True)
class Mark:
    """Cities that share a sign: its path on the map and its entry of the legend. ``style`` names its colours."""

    style: str
    sign: str
    path: str
    shape: str
    text: str


@dataclass(frozen=True)
class MapWords:
    """The map of a page."""

    plane: CityMap
    ground: Ground
    marks: tuple[Mark, ...]
    alternative: str
    without: str
    projection: str
    crowded: bool


def map_words(edition: Edition, table: CityTable, query: CityQuery, found: Found) -> MapWords | None:
    """The map of a query's answer; None where no city has coordinates."""
    plane = city_map(edition)
    if plane is None:
        return None
    language = table.language
    missing = found.count - len(plane.of(found.cities))
    without = say("cities_map_without", language, count=missing, shown=number(missing, language)) if missing else ""
    count = found.count - missing
    return MapWords(
        plane,
        ground(edition, COARSE),
        tuple(_marks(plane, table, query, found)),
        say("cities_map_alt", language, count=count, shown=number(count, language)),
        without,
        say(f"figure_map_{plane.view.name}", language),
        found.count > CROWD,
    )


def _marks(plane: CityMap, table: CityTable, query: CityQuery, found: Found) -> list[Mark]:
    """What does not match lowest, then what does, by class of score where that is asked for."""
    others = table.all & ~found.cities
    marks = [_mark(plane, table, "others", "dot", others, "cities_map_others")] if others else []
    column = table.indices.get(query.index)
    if not (query.classes and column and column.classes):
        return [*marks, _mark(plane, table, "matching", "dot", found.cities, "cities_map_matching")]
    rest = found.cities
    size = SMALL if found.count > CROWD else 1.0
    of_classes = []
    for place, level in enumerate(column.classes.levels):
        rest &= ~level.cities
        here = level.cities & found.cities
        sign = SIGNS[place % len(SIGNS)]
        style = f"class-{place % len(SIGNS)}"
        of_classes.append(_mark(plane, table, style, sign, here, "cities_map_class", level.label, size))
    return [*marks, _mark(plane, table, "no-class", "dot", rest, "cities_map_no_class", "", size), *of_classes]


def _mark(
    plane: CityMap, table: CityTable, style: str, sign: str, cities: Bits, key: str, label: str = "", size: float = 1.0
) -> Mark:
    points = plane.of(cities)
    path = dots_path(points) if style in ("others", "matching") else signs_path(points, sign, size)
    text = say(key, table.language, shown=number(len(points), table.language), label=label)
    return Mark(style, sign, path, sign_shape(sign), text)

"""The table of cities as files hold it: for download, for programs, and for the script that filters in the browser."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field

from civiscope.results.scores import Score
from civiscope.study.spreadsheet import guarded
from civiscope.web.explorer.domain.cities import CityTable, city_table
from civiscope.web.explorer.domain.city_facets import Bits, Facet
from civiscope.web.explorer.domain.city_map import FINE, city_map, ground
from civiscope.web.explorer.domain.city_query import Found
from civiscope.web.explorer.domain.shelf import Edition

COLUMNS = ("code", "name", "wave", "population", "population_year")
"""Columns before those of the facets and of the scores (``score.INDEX``, ``low.INDEX``, ``high.INDEX``)."""
NOT_KNOWN, INCOMPLETE = "(not known)", "(incomplete)"
"""What stands for an answer that is not known, and after a list of which more may hold."""
_DIGITS = 4
"""Decimals of scores."""


def header(table: CityTable) -> list[str]:
    """The names of the columns."""
    scores = [f"{part}.{code}" for code in table.indices for part in ("score", "low", "high")]
    return [*COLUMNS, *table.facets, *scores]


def cities_text(table: CityTable, places: Iterable[int]) -> str:
    """The cities at ``places`` as CSV, safe to open in a spreadsheet; several levels are joined by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guarded(name) for name in header(table)])
    for place in places:
        row = table.rows[place]
        cells = [row.code, guarded(row.name), row.wave, _number(row.population), _number(row.population_year)]
        cells += [guarded(_cell(table.named[name][place], table.open[name][place])) for name in table.facets]
        for column in table.indices.values():
            cells += [_number(value) for value in _values(column.scores[place])]
        writer.writerow(cells)
    return out.getvalue()


def _cell(named: list[str], unknown: list[str]) -> str:
    """The levels that hold for a city, joined by semicolons, and whether more may hold."""
    return ";".join([*named, *([INCOMPLETE if named else NOT_KNOWN] if unknown else [])])


class ListedScore(BaseModel):
    """A city's score of an index, with its interval over the variants of the method."""

    score: float
    low: float | None
    high: float | None


class ListedCity(BaseModel):
    """A city in the list, as it answered last."""

    code: str
    name: str
    country: str = Field(description="ISO 3166-1 alpha-3; XKX for Kosovo.")
    region: str
    population: int | None
    population_year: int | None
    latitude: float | None
    longitude: float | None
    wave: str = Field(description="The wave in which it answered last.")
    levels: dict[str, list[str]] = Field(description="By filter, the choices that hold.")
    not_known: dict[str, list[str]] = Field(description="By filter, the choices of which it is not known.")
    scores: dict[str, ListedScore] = Field(description="Scores by index, as far as there are any.")


class ListedCities(BaseModel):
    """The cities that match what the address asks for."""

    count: int
    left_out: dict[str, int] = Field(description="By filter, the cities left out because their answer is not known.")
    cities: list[ListedCity]


def city_records(table: CityTable, found: Found) -> ListedCities:
    """An answer for programs, all its cities in the order that was asked for."""
    return ListedCities(
        count=found.count, left_out=found.left_out, cities=[_record(table, place) for place in found.places]
    )


def _record(table: CityTable, place: int) -> ListedCity:
    row = table.rows[place]
    scores = {}
    for code, column in table.indices.items():
        score, low, high = _values(column.scores[place])
        if score is not None:
            scores[code] = ListedScore(score=score, low=low, high=high)
    return ListedCity.model_construct(
        code=row.code,
        name=row.name,
        country=row.country,
        region=row.region,
        population=row.population,
        population_year=row.population_year,
        latitude=row.latitude,
        longitude=row.longitude,
        wave=row.wave,
        levels={name: table.named[name][place] for name in table.facets},
        not_known={name: codes for name in table.facets if (codes := table.open[name][place])},
        scores=scores,
    )


def _values(score: Score | None) -> list[float | None]:
    return [_rounded(value) for value in (score.score, score.low, score.high)] if score else [None, None, None]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS) + 0.0


def _number(value: float | None) -> str:
    """As a script writes it: whole numbers without a point, never an exponent."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")


# ------------------------------------------------------------ for the browser
@lru_cache(maxsize=8)
def script_data(edition: Edition) -> bytes:
    """The asset ``cities.js``'s data: every column in short, sets of cities as base64 of little-endian bits."""
    table = city_table(edition, edition.source_language)
    found = city_map(edition)
    waves = sorted({row.wave for row in table.rows})
    length = (len(table.rows) + 7) // 8
    data = {
        "count": len(table.rows),
        "codes": [row.code for row in table.rows],
        "names": [row.name for row in table.rows],
        "population": [row.population for row in table.rows],
        "year": [row.population_year for row in table.rows],
        "waves": waves,
        "wave": [waves.index(row.wave) for row in table.rows],
        "points": [None if point is None else [round(x * 100) for x in point] for point in found.points]
        if found
        else [],
        "facets": [[facet.name, *_facet_data(facet, length)] for facet in table.facets.values()],
        "indices": {
            code: [list(column) for column in zip(*(_values(score) for score in index.scores), strict=True)]
            for code, index in table.indices.items()
        },
        "marks": {"not_known": NOT_KNOWN, "incomplete": INCOMPLETE},
    }
    return _asset("cities-data", data)


@lru_cache(maxsize=8)
def script_ground(edition: Edition) -> bytes:
    """The asset ``cities-ground.js``'s data: land and borders for the map that can be enlarged; null without a map."""
    found = ground(edition, FINE) if city_map(edition) else None
    data = {"land": found.land, "borders": found.borders, "scale": found.scale} if found else None
    return _asset("cities-ground", data)


def _facet_data(facet: Facet, length: int) -> list[Any]:
    """What is not known of any level, then each level's code, cities, and what else is not known of it."""
    missing = ~0
    for level in facet.levels:
        missing &= level.unknown
    levels = [
        [level.code, _packed(level.cities, length), _packed(level.unknown & ~missing, length)] for level in facet.levels
    ]
    return [_packed(missing, length), levels]


def _packed(cities: Bits, length: int) -> str:
    return base64.b64encode(cities.to_bytes(length, "little")).decode() if cities else ""


def _asset(name: str, data: Any) -> bytes:
    """A script that hands data to the page; it must hold nothing that could end the script or a line of it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")
    return f'civiscope.receive("{name}",{text});\n'.encode()

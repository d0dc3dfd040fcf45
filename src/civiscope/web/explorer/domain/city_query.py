"""Which cities a reader asks for, and the answer: those that match, and how many would with each further choice.

Within a facet one choice is enough; of different facets all must hold. Where an answer is not known, a city does not
match; how many are left out for that reason alone is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from civiscope.web.explorer.domain.cities import CityTable
from civiscope.web.explorer.domain.city_facets import Bits, Facet, bits_of
from civiscope.web.explorer.domain.folding import folded

SortKey = Literal["name", "population", "score"]
SORTS: tuple[SortKey, ...] = ("name", "population", "score")
POPULATION = "population"
"""What the limits of population are called among the facets whose unknowns are told."""


@dataclass(frozen=True)
class CityQuery:
    """What the address asks for. ``choices`` holds the chosen levels by facet; limits of population are included.

    ``index`` is the index whose scores are shown; ``classes``: whether the map tells its classes.
    """

    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    population_from: int | None = None
    population_to: int | None = None
    index: str = ""
    classes: bool = False
    sort: SortKey = "name"
    descending: bool = False
    page: int = 1

    @property
    def has_range(self) -> bool:
        """Whether population is limited."""
        return self.population_from is not None or self.population_to is not None

    @property
    def is_filtered(self) -> bool:
        """Whether any city may be left out."""
        return bool(self.choices or self.text.strip() or self.has_range)


@dataclass(frozen=True)
class Found:
    """The answer: the set of the matching cities, their places in the order that was asked for, how many would remain
    with each level of each facet, and how many of the others are left out because something is not known of them."""

    cities: Bits
    places: tuple[int, ...]
    counts: dict[str, dict[str, int]]
    left_out: dict[str, int]

    @property
    def count(self) -> int:
        """How many cities match."""
        return len(self.places)


def find_cities(table: CityTable, query: CityQuery) -> Found:
    """The cities of the table that match the query."""
    parts: dict[str, Bits] = {}
    for name, chosen in query.choices.items():
        parts[name] = _either(level.cities for level in table.facets[name].levels if level.code in chosen)
    if query.has_range:
        parts[POPULATION] = _in_range(table, query)
    if query.text.strip():
        parts["q"] = _named(table, query.text)
    matching = _all(table.all, parts)
    others = {name: _all(table.all, {key: part for key, part in parts.items() if key != name}) for name in parts}
    counts = {
        name: {level.code: (level.cities & others.get(name, matching)).bit_count() for level in facet.levels}
        for name, facet in table.facets.items()
    }
    left_out = {
        name: (others[name] & ~part & _unknown(table, name, query)).bit_count()
        for name, part in parts.items()
        if name != "q"
    }
    places = tuple(place for place in _order(table, query) if matching >> place & 1)
    return Found(matching, places, counts, {name: count for name, count in left_out.items() if count})


def _all(everything: Bits, parts: dict[str, Bits]) -> Bits:
    for part in parts.values():
        everything &= part
    return everything


def _either(parts: Iterable[Bits]) -> Bits:
    found = 0
    for part in parts:
        found |= part
    return found


def _in_range(table: CityTable, query: CityQuery) -> Bits:
    low = query.population_from if query.population_from is not None else 0
    high = query.population_to
    return bits_of(
        place
        for place, row in enumerate(table.rows)
        if row.population is not None and row.population >= low and (high is None or row.population <= high)
    )


def _named(table: CityTable, text: str) -> Bits:
    """The cities whose names hold every word of the text, anywhere."""
    words = folded(text).split()
    return bits_of(place for place, row in enumerate(table.rows) if all(word in row.searched for word in words))


def _unknown(table: CityTable, name: str, query: CityQuery) -> Bits:
    if name == POPULATION:
        return table.without_population
    facet: Facet = table.facets[name]
    return _either(level.unknown for level in facet.levels if level.code in query.choices[name])


def _order(table: CityTable, query: CityQuery) -> Iterable[int]:
    """The places of all cities as the query sorts them; what is not known comes last either way."""
    if query.sort == "name":
        return range(len(table.rows) - 1, -1, -1) if query.descending else range(len(table.rows))
    values: list[float | None] = [row.population for row in table.rows]
    if query.sort == "score":
        column = table.indices.get(query.index)
        values = [score.score if score else None for score in column.scores] if column else [None] * len(table.rows)
    known = [(value, place) for place, value in enumerate(values) if value is not None]
    known.sort(key=lambda entry: (-entry[0] if query.descending else entry[0], entry[1]))
    return [*(place for _, place in known), *(place for place, value in enumerate(values) if value is None)]

"""What the page of cities shows of a query and its answer, with the ways from there to others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from civiscope.report.words.phrases import named, number, say
from civiscope.results.scores import Score
from civiscope.web.explorer.domain.cities import PAGE_LENGTH, CityTable
from civiscope.web.explorer.domain.city_facets import Facet
from civiscope.web.explorer.domain.city_query import POPULATION, CityQuery, Found, SortKey
from civiscope.web.explorer.forms.cities import written

OPEN_BLOCKS = 1
"""How many blocks of filters are open before anything is chosen."""


@dataclass(frozen=True)
class Choice:
    """One box to tick; ``id`` is unique on the page."""

    id: str
    name: str
    code: str
    label: str
    count: str
    checked: bool
    empty: bool
    member: bool


@dataclass(frozen=True)
class Block:
    """Filters under one heading; ``has_range``: with the limits of population."""

    title: str
    choices: tuple[Choice, ...]
    active: int
    open: bool
    has_range: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that is in force, and the way to the page without it."""

    text: str
    href: str


@dataclass(frozen=True)
class Column:
    """A column that can be sorted by; ``href`` is the way to the page sorted by it, the other way round where it is
    already, and ``sorted`` what aria-sort says."""

    key: SortKey
    href: str
    sorted: str


@dataclass(frozen=True)
class Line:
    """One city in the table."""

    code: str
    name: str
    country: str
    region: str
    population: str
    wave: str
    score: str
    interval: str


def blocks(table: CityTable, query: CityQuery, found: Found) -> list[Block]:
    """The filters under their headings: groups of which a city is a member or not stand together."""
    shown: list[Block] = []
    members: list[Choice] = []
    range_shown = False
    for facet in table.facets.values():
        choices = _choices(table, facet, query, found)
        if facet.is_membership:
            members += choices
            continue
        is_population = facet.column == "population"
        range_shown = range_shown or is_population
        shown.append(_block(_title(facet, table), choices, query, is_population))
    if members:
        place = next((n for n, facet in enumerate(_several(table)) if facet.kind in ("item", "class")), len(shown))
        shown.insert(place, _block(say("cities_more_groups", table.language), members, query))
    if not range_shown:
        shown.insert(min(2, len(shown)), _block(say("cities_population", table.language), [], query, has_range=True))
    return [replace(block, open=block.open or n < OPEN_BLOCKS) for n, block in enumerate(shown)]


def _several(table: CityTable) -> list[Facet]:
    return [facet for facet in table.facets.values() if not facet.is_membership]


def _title(facet: Facet, table: CityTable) -> str:
    return say("cities_class_of", table.language, index=facet.label) if facet.kind == "class" else facet.label


def _block(title: str, choices: list[Choice], query: CityQuery, has_range: bool = False) -> Block:
    active = sum(choice.checked for choice in choices) + (1 if has_range and query.has_range else 0)
    return Block(title, tuple(choices), active, bool(active), has_range)


def _choices(table: CityTable, facet: Facet, query: CityQuery, found: Found) -> list[Choice]:
    chosen = query.choices.get(facet.name, ())
    order = list(table.facets).index(facet.name)
    choices = []
    for place, level in enumerate(facet.levels):
        count = found.counts[facet.name][level.code]
        shown = number(count, table.language)
        checked = level.code in chosen
        label = facet.label if facet.is_membership else level.label
        choices.append(
            Choice(f"f{order}-{place}", facet.name, level.code, label, shown, checked, count == 0, facet.is_membership)
        )
    return choices


def chips(table: CityTable, query: CityQuery, page: str) -> list[Chip]:
    """The filters in force, in the order of the page."""
    found = []
    if query.text:
        found.append(Chip(f"“{query.text}”", page + written(query, table, text="")))
    for name, chosen in query.choices.items():
        facet = table.facets[name]
        for level in facet.levels:
            if level.code in chosen:
                rest = tuple(code for code in chosen if code != level.code)
                others = {key: codes for key, codes in (query.choices | {name: rest}).items() if codes}
                text = facet.label if facet.is_membership else named(_title(facet, table), level.label, table.language)
                found.append(Chip(text, page + written(query, table, choices=others)))
    if query.has_range:
        href = page + written(query, table, population_from=None, population_to=None)
        found.append(Chip(_range_text(table, query), href))
    return found


def _range_text(table: CityTable, query: CityQuery) -> str:
    ends = (("cities_population_from", query.population_from), ("cities_population_to", query.population_to))
    parts = [f"{say(key, table.language)} {number(end, table.language)}" for key, end in ends if end is not None]
    return named(say("cities_population", table.language), " ".join(parts), table.language)


def columns(table: CityTable, query: CityQuery, page: str) -> dict[str, Column]:
    """The columns that can be sorted by; a name sorts upward first, a number downward."""
    keys: tuple[SortKey, ...] = ("name", "population", "score") if table.indices else ("name", "population")
    found: dict[str, Column] = {}
    for key in keys:
        here = key == query.sort
        descending = not query.descending if here else key != "name"
        said = ("descending" if query.descending else "ascending") if here else "none"
        found[key] = Column(key, page + written(query, table, sort=key, descending=descending), said)
    return found


def left_out(table: CityTable, found: Found) -> list[str]:
    """Sentences on the cities of which it is not known whether they match."""
    said = []
    for name, count in found.left_out.items():
        label = say("cities_population", table.language) if name == POPULATION else _title(table.facets[name], table)
        said.append(
            say("cities_left_out", table.language, count=count, shown=number(count, table.language), facet=label)
        )
    return said


def lines(table: CityTable, query: CityQuery, found: Found) -> list[Line]:
    """The cities of the query's page."""
    start = (query.page - 1) * PAGE_LENGTH
    scores = table.indices[query.index].scores if query.index else None
    shown = []
    for place in found.places[start : start + PAGE_LENGTH]:
        row = table.rows[place]
        score = scores[place] if scores else None
        population = number(row.population, table.language) if row.population is not None else ""
        shown.append(
            Line(
                row.code,
                row.name,
                row.country_name,
                row.region,
                population,
                row.wave_title,
                _score(score, table.language),
                _interval(score, table.language),
            )
        )
    return shown


def _score(score: Score | None, language: str) -> str:
    return "" if score is None or score.score is None else number(score.score, language, 1)


def _interval(score: Score | None, language: str) -> str:
    if score is None or score.score is None or score.low is None or score.high is None:
        return ""
    return f"({number(score.low, language, 1)}–{number(score.high, language, 1)})"


def kept(query: CityQuery) -> list[tuple[str, str]]:
    """What a form must send along besides its own fields: how the list is sorted."""
    fields: list[tuple[str, Any]] = []
    if query.sort != "name" or query.descending:
        fields = [("sort", query.sort), ("order", "desc" if query.descending else "asc")]
    return fields

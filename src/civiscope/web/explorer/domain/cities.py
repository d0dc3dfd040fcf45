"""The table of cities: who answered, where they are, what they answered last and how they score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from civiscope.report.words.release_view import ReleaseView
from civiscope.results.scores import Score
from civiscope.web.explorer.domain.city_facets import Bits, Facet, bits_of, city_facets, class_name
from civiscope.web.explorer.domain.folding import folded
from civiscope.web.explorer.domain.shelf import Edition

PAGE_LENGTH = 50
"""Cities on a page of the list."""


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city that answered; ``wave`` is the one in which it did last. Labels are in the reader's language."""

    code: str
    name: str
    searched: str
    country: str
    country_name: str
    region: str
    population: int | None
    population_year: int | None
    wave: str
    wave_title: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class IndexColumn:
    """An index with the scores of the cities in their latest waves, in the order of the table's rows."""

    code: str
    title: str
    scores: tuple[Score | None, ...]
    classes: Facet | None


class CityTable:
    """All cities with a page, in the order of their names, and by what they can be filtered. Made once an edition and
    language; nothing in it depends on a request."""

    def __init__(self, view: ReleaseView) -> None:
        release = view.release
        known = [(release.cities[code], waves[-1]) for code, waves in release.waves_by_city.items()]
        latest = sorted(known, key=lambda entry: (folded(entry[0].name), entry[0].code))
        self.language = view.language
        self.facets: dict[str, Facet] = city_facets(view, latest)
        regions = self._labels("region", len(latest))
        self.rows: tuple[CityRow, ...] = tuple(
            CityRow(
                city.code,
                city.name,
                folded(city.name),
                city.country,
                view.country(city.country),
                regions[place],
                city.population,
                city.population_year,
                wave,
                view.wave_title(wave),
                city.latitude,
                city.longitude,
            )
            for place, (city, wave) in enumerate(latest)
        )
        self.indices: dict[str, IndexColumn] = _indices(view, self.rows, self.facets)

    @cached_property
    def all(self) -> Bits:
        """The set of all cities."""
        return (1 << len(self.rows)) - 1

    @cached_property
    def without_population(self) -> Bits:
        """The cities whose population is not known."""
        return bits_of(place for place, row in enumerate(self.rows) if row.population is None)

    @cached_property
    def by_population(self) -> tuple[int, ...]:
        """Places in the order of population, smallest first; without those whose population is not known."""
        known = [(row.population, place) for place, row in enumerate(self.rows) if row.population is not None]
        return tuple(place for _, place in sorted(known))

    @cached_property
    def named(self) -> dict[str, list[list[str]]]:
        """The codes of the levels that hold, by facet and place."""
        return {name: _codes(facet, len(self.rows), unknown=False) for name, facet in self.facets.items()}

    @cached_property
    def open(self) -> dict[str, list[list[str]]]:
        """The codes of the levels of which it is not known whether they hold, by facet and place."""
        return {name: _codes(facet, len(self.rows), unknown=True) for name, facet in self.facets.items()}

    def _labels(self, facet: str, count: int) -> list[str]:
        """The label of each city's level in a facet with one level a city; empty where it has none."""
        found = [""] * count
        for level in self.facets[facet].levels if facet in self.facets else ():
            for place in places_of(level.cities):
                found[place] = level.label
        return found


def places_of(cities: Bits) -> list[int]:
    """The places of the cities in a set, lowest first."""
    return [place for place, bit in enumerate(reversed(f"{cities:b}")) if bit == "1"]


def _codes(facet: Facet, count: int, *, unknown: bool) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(count)]
    for level in facet.levels:
        for place in places_of(level.unknown if unknown else level.cities):
            found[place].append(level.code)
    return found


def _indices(view: ReleaseView, rows: tuple[CityRow, ...], facets: dict[str, Facet]) -> dict[str, IndexColumn]:
    """The indices of which at least one city has a score, in the order of their files."""
    found = {}
    for code, index in view.release.indices.items():
        scores = tuple(view.release.index_score(row.wave, code, row.code) for row in rows)
        if any(score is not None and score.score is not None for score in scores):
            found[code] = IndexColumn(code, view.text(index.title), scores, facets.get(class_name(code)))
    return found


@lru_cache(maxsize=32)
def city_table(edition: Edition, language: str) -> CityTable:
    """The table of an edition in a language."""
    return CityTable(edition.view(language))

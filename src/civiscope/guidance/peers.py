"""The peers of every city that has a snapshot: the most similar cities, or those of the same group.

Only cities that answered in the wave of a city's snapshot (its latest) can be its peers, so that answers to the same
questionnaire are compared. The distance between two cities is

    |ln(population / population)| + (1 if the regions differ) + |ln(income / income)|

Ratios, because 50,000 and 100,000 inhabitants differ as much as 500,000 and a million; another region weighs as much as
a population e = 2.7 times as large, so that a city of similar size elsewhere is preferred to one ten times as large
next door, but not to one twice as large. Income is gross domestic product per head, as the frame gives it. Ties go to
the lower code.

What is not known is not invented. A candidate of unknown population comes after all others; one of unknown income
counts with the mean difference of the others; a city of unknown region is in no candidate's region. A city of unknown
population is set beside those of its region whose populations are nearest the region's median, and its rule says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.release.model import Release
from civiscope.results.peers import Choice, Income, PeerGroup, PeerRule
from civiscope.study.definition import Group, Peers
from civiscope.study.frame import City

Floats = NDArray[np.float64]

_CHUNK = 256
"""Cities whose distances are held at a time: 256 rows of 5,000 distances take 10 MB."""

_LAST = 1e6
"""Added to the distance of candidates of unknown population: larger than any sum of real differences."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The cities that answered in one wave, in the order of their codes.

    ``population`` and ``income`` are natural logarithms, NaN where not known or not used; ``region`` numbers the
    regions, negative where not known. ``known`` names what the study knows of at least one candidate.
    """

    codes: list[str]
    population: Floats
    region: NDArray[np.int64]
    income: Floats
    known: frozenset[str]


def peer_groups(release: Release) -> dict[str, PeerGroup]:
    """The peers of every city that answered, by code; a city without any candidate has an empty group."""
    members: dict[str, list[str]] = defaultdict(list)
    latest: dict[str, list[str]] = defaultdict(list)
    for city in sorted(release.waves_by_city):
        waves = release.waves_by_city[city]
        latest[waves[-1]].append(city)
        for wave in waves:
            members[wave].append(city)
    rules = release.definition.peers
    group = next((entry for entry in release.definition.groups if entry.code == rules.group), None)
    found: dict[str, PeerGroup] = {}
    for wave, cities in latest.items():
        in_group = {} if group is None else _same_level(release, group, wave, cities, members[wave])
        found.update(in_group)
        found.update(_nearest(release, rules, [city for city in cities if city not in in_group], members[wave]))
    return {city: found[city] for city in release.cities if city in found}


def _same_level(
    release: Release, group: Group, wave: str, cities: list[str], members: list[str]
) -> dict[str, PeerGroup]:
    """Peers by the study's own group; cities that have no level in it are left out."""
    levels = {city: _level(release, group, wave, city) for city in members}
    at_level: dict[str, list[str]] = defaultdict(list)
    for city, level in levels.items():
        at_level[level].append(city)
    found = {}
    for city in cities:
        if level := levels[city]:
            peers = tuple(other for other in at_level[level] if other != city)
            found[city] = PeerGroup(city, PeerRule("group", len(peers), group=group.code, level=level), peers)
    return found


def _level(release: Release, group: Group, wave: str, city: str) -> str:
    """A city's level in a group, from the frame or from its answer in the wave; empty where it has none."""
    if group.item is None:
        return release.level_by_city.get(group.code, {}).get(city, "")
    for questionnaire in release.definition.wave(wave).questionnaires:
        answer = release.answers_by_city.get((wave, questionnaire, city), {}).get((group.item, ""))
        if answer is not None and answer.named:
            return answer.named[0]
    return ""


def _nearest(release: Release, rules: Peers, cities: list[str], members: list[str]) -> dict[str, PeerGroup]:
    """The nearest of ``members`` for each of ``cities``."""
    candidates = _candidates([release.cities[code] for code in members], rules)
    position = {code: index for index, code in enumerate(members)}
    rows = np.array([position[city] for city in cities], dtype=np.int64)
    own, imputed = _own_population(candidates, rows)
    count = min(rules.count, len(members) - 1)
    found = {}
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        distances = _distances(candidates, chunk, own[start : start + _CHUNK])
        for row, nearest in zip(chunk, _smallest(distances, count), strict=True):
            code = candidates.codes[row]
            rule = _rule(release.cities[code], candidates, rules, count, bool(imputed[position[code]]))
            found[code] = PeerGroup(code, rule, tuple(candidates.codes[index] for index in nearest))
    return found


def _candidates(cities: list[City], rules: Peers) -> _Candidates:
    names = sorted({city.region for city in cities if city.region})
    number = {name: index for index, name in enumerate(names)}
    population = _logarithms([city.population for city in cities], "population" in rules.by)
    income = _logarithms([city.gdp_per_capita for city in cities], "gdp_per_capita" in rules.by)
    region = np.array([number.get(city.region, -1) if "region" in rules.by else -1 for city in cities], dtype=np.int64)
    known = {
        name
        for name, has in (
            ("population", not np.isnan(population).all()),
            ("region", bool((region >= 0).any())),
            ("gdp_per_capita", not np.isnan(income).all()),
        )
        if has
    }
    return _Candidates([city.code for city in cities], population, region, income, frozenset(known))


def _logarithms(values: list[int | None] | list[float | None], used: bool) -> Floats:
    positive = [value if used and value is not None and value > 0 else np.nan for value in values]
    return np.log(np.array(positive, dtype=np.float64))


def _own_population(candidates: _Candidates, rows: NDArray[np.int64]) -> tuple[Floats, NDArray[np.bool_]]:
    """Log populations to compare with, for the cities in ``rows``; and which candidates' are not their own.

    The median of a region (of all candidates where nobody in the region has one) stands in for an unknown population.
    """
    unknown = np.isnan(candidates.population)
    standing_in = candidates.population.copy()
    if unknown.any() and not unknown.all():
        overall = float(np.median(candidates.population[~unknown]))
        for region in np.unique(candidates.region[unknown]):
            here = candidates.population[~unknown & (candidates.region == region) & (region >= 0)]
            standing_in[unknown & (candidates.region == region)] = float(np.median(here)) if len(here) else overall
    return standing_in[rows], unknown


def _distances(candidates: _Candidates, rows: NDArray[np.int64], own: Floats) -> Floats:
    """Distances from the cities in ``rows`` (own log populations in ``own``) to all candidates, infinite to themselves.

    Rounded to nine digits, so that equal distances are equal on every machine and go to the lower code.
    """
    found = np.zeros((len(rows), len(candidates.codes)))
    if "population" in candidates.known:
        found += np.nan_to_num(np.abs(own[:, None] - candidates.population[None, :]), nan=_LAST)
    if "region" in candidates.known:
        region = candidates.region[rows][:, None]
        found += (region != candidates.region[None, :]) | (region < 0)
    if "gdp_per_capita" in candidates.known:
        difference = np.abs(candidates.income[rows][:, None] - candidates.income[None, :])
        known = ~np.isnan(difference)
        others = np.maximum(known.sum(axis=1, keepdims=True) - 1, 1)
        found += np.where(known, difference, np.nansum(difference, axis=1, keepdims=True) / others)
    found[np.arange(len(rows)), rows] = np.inf
    return np.round(found, 9)


def _smallest(distances: Floats, count: int) -> list[NDArray[np.int64]]:
    """The positions of the ``count`` smallest distances of each row, nearest first, ties in the order of positions."""
    if count <= 0:
        return [np.empty(0, dtype=np.int64) for _ in distances]
    farthest = np.partition(distances, count - 1, axis=1)[:, count - 1]
    found = []
    for row, limit in zip(distances, farthest, strict=True):
        near = np.flatnonzero(row <= limit)
        found.append(near[np.argsort(row[near], kind="stable")][:count])
    return found


def _rule(city: City, candidates: _Candidates, rules: Peers, count: int, without_population: bool) -> PeerRule:
    """What chose the peers of a city."""
    if count <= 0:
        return PeerRule("none")
    if count == len(candidates.codes) - 1:
        return PeerRule("all", count)
    by_region = "region" in candidates.known and bool(city.region)
    choice: Choice
    if "population" in candidates.known and without_population:
        choice = "median_region" if by_region else "median"
    elif "population" in candidates.known:
        choice = "population_region" if by_region else "population"
    else:
        choice = "region" if by_region else "order"
    return PeerRule(choice, count, _on_income(city, candidates, rules))


def _on_income(city: City, candidates: _Candidates, rules: Peers) -> Income:
    if "gdp_per_capita" not in rules.by:
        return ""
    if "gdp_per_capita" not in candidates.known:
        return "not_known"
    return "city_not_known" if city.gdp_per_capita is None else "similar"

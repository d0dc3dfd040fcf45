"""The tables of a study as disclosure control sees them: counts by option and set of cities, and how sets add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.results.estimates import Estimate

TableKey = tuple[str, str, str, str]
"""Wave, questionnaire, item, row."""

LevelKey = tuple[str, str]
"""Domain and level; both empty for all cities."""

ALL: LevelKey = ("", "")


@dataclass(frozen=True, slots=True)
class Answered:
    """Who answered an item: ``levels`` holds the cities of each level, ``named`` those that named each option."""

    levels: Mapping[LevelKey, frozenset[str]]
    named: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A set of cities of a table: all of them, a level, or a remainder, of which nothing is published directly.

    ``base`` counts its cities behind the denominator. The key of a remainder is that of the part that it remains of.
    """

    key: LevelKey
    base: int
    published: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """Parts that add up: the counts of ``children`` sum to that of ``parent`` (positions in the table's parts)."""

    parent: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Atoms:
    """The cities of a table, those together that are in the same levels of all domains.

    ``inside`` has shape (parts, atoms) and tells which parts hold an atom, ``sizes`` has shape (atoms,), ``counts``
    has shape (options, atoms): how many cities of the atom named the option.
    """

    inside: NDArray[np.bool_]
    sizes: NDArray[np.int64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CountTable:
    """One item (or row of a grid) in a wave.

    ``counts`` has shape (options, parts). ``exhaustive`` tells that the options of a part add up to its base (each
    city chose one). ``counted`` is False for means and medians, whose table has one option and whose counts are the
    bases: what must not be computed there is the sum behind the mean, which no count bounds. ``atoms`` are there where
    it is known who answered.
    """

    options: tuple[str, ...]
    parts: tuple[Part, ...]
    counts: NDArray[np.int64]
    relations: tuple[Relation, ...]
    exhaustive: bool
    counted: bool
    atoms: Atoms | None

    @property
    def bases(self) -> NDArray[np.int64]:
        """Shape (parts,): the base of each."""
        return np.array([part.base for part in self.parts], dtype=np.int64)

    @property
    def published(self) -> NDArray[np.bool_]:
        """Shape (parts,): whether rows of the part stand in the estimates."""
        return np.array([part.published for part in self.parts], dtype=np.bool_)


def by_table(estimates: Sequence[Estimate]) -> dict[TableKey, list[int]]:
    """Positions of the estimates of each table, in their order."""
    found: dict[TableKey, list[int]] = defaultdict(list)
    for position, entry in enumerate(estimates):
        found[entry.wave, entry.questionnaire, entry.item, entry.row].append(position)
    return found


def table_of(rows: Sequence[Estimate], exhaustive: bool, answered: Answered | None = None) -> CountTable:
    """The table behind the ``rows`` of one item; ``answered`` are the cities that answered it, where they are known.

    Cities without a level of a domain make a remainder. Where ``answered`` tells that levels of one domain lie wholly
    within a level of another (regions within continents), they make a relation too, with a remainder of their own.
    A row without a base counts none. ``answered`` is not used where it knows of fewer cities than the rows count: then
    it is about other levels.
    """
    options = tuple(dict.fromkeys(entry.option for entry in rows))
    levels = tuple(dict.fromkeys((entry.domain, entry.level) for entry in rows))
    row_of = {code: index for index, code in enumerate(options)}
    column_of = {key: index for index, key in enumerate(levels)}
    if answered and any(len(answered.levels.get((row.domain, row.level), ())) < (row.base or 0) for row in rows):
        answered = None
    counts = np.zeros((len(options), len(levels)), dtype=np.int64)
    bases = np.zeros(len(levels), dtype=np.int64)
    for entry in rows:
        key = (entry.domain, entry.level)
        place = row_of[entry.option], column_of[key]
        named, base = told_of_lists(entry, len(answered.levels[key]) if answered else None)
        counts[place] = max(int(counts[place]), named)
        bases[place[1]] = max(int(bases[place[1]]), base)
    parts = [Part(key, int(base), published=True) for key, base in zip(levels, bases, strict=True)]
    counted = all(entry.measure == "share" for entry in rows)
    columns = [counts]
    relations: list[Relation] = []
    for parent, children in _contained(parts, answered.levels if answered else {}):
        base = parts[parent].base - sum(parts[child].base for child in children)
        if base > 0:
            # Counts of lists with and without incomplete ones do not add up exactly: never below 0, above the base.
            rest = counts[:, parent] - counts[:, list(children)].sum(axis=1)
            columns.append(np.clip(rest, 0, base)[:, np.newaxis])
            children = (*children, len(parts))
            parts.append(Part(parts[parent].key, base, published=False))
        relations.append(Relation(parent, children))
    atoms = _atoms(options, parts, relations, answered) if answered and counted else None
    return CountTable(
        options, tuple(parts), np.hstack(columns), tuple(relations), exhaustive and counted, counted, atoms
    )


def told_of_lists(entry: Estimate, lists: int | None) -> tuple[int, int]:
    """How many lists name the option, of how many: what a row tells of all lists, incomplete ones included.

    ``lists`` is the number of all lists, where it is known. A share of complete lists only has bounds, which tell how
    many of all lists name the option; every other row tells just its n and base.
    """
    if lists is not None and entry.bound_low is not None and entry.estimate is not None:
        return round(entry.bound_low * lists), lists
    return entry.n or 0, entry.base or 0


def _atoms(options: Sequence[str], parts: Sequence[Part], relations: Sequence[Relation], answered: Answered) -> Atoms:
    cities = sorted(answered.levels.get(ALL, frozenset()).union(*answered.levels.values()))
    inside = np.array(
        [[city in answered.levels.get(part.key, ()) for city in cities] for part in parts], dtype=np.bool_
    ).reshape(len(parts), len(cities))
    for parent, children in ((relation.parent, relation.children) for relation in relations):
        if not parts[children[-1]].published:
            inside[children[-1]] = inside[parent] & ~inside[list(children[:-1])].any(axis=0)
    kinds, of_city = np.unique(inside, axis=1, return_inverse=True)
    counts = np.zeros((len(options), kinds.shape[1]), dtype=np.int64)
    for row, option in enumerate(options):
        named = np.array([city in answered.named.get(option, ()) for city in cities], dtype=np.bool_)
        counts[row] = np.bincount(of_city[named], minlength=kinds.shape[1])
    return Atoms(kinds, np.bincount(of_city, minlength=kinds.shape[1]), counts)


def _contained(parts: Sequence[Part], cities: Mapping[LevelKey, frozenset[str]]) -> list[tuple[int, tuple[int, ...]]]:
    """Each part with the levels of another domain that lie within it; all levels lie within all cities."""
    domains: dict[str, list[int]] = defaultdict(list)
    for index, part in enumerate(parts):
        if part.key != ALL:
            domains[part.key[0]].append(index)
    found: list[tuple[int, tuple[int, ...]]] = []
    for parent, part in enumerate(parts):
        whole = cities.get(part.key)
        for domain, levels in domains.items():
            if part.key == ALL:
                found.append((parent, tuple(levels)))
            elif whole is not None and domain != part.key[0]:
                within = tuple(child for child in levels if cities.get(parts[child].key, whole | {""}) <= whole)
                if within:
                    found.append((parent, within))
    return found

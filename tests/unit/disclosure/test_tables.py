"""Tables: parts, what they add up to, and remainders."""

from __future__ import annotations

import numpy as np

from civiscope.disclosure.tables import Answered, by_table, table_of
from tests.unit.disclosure.examples import estimate, table

LEVELS = {
    "aa": {"continent": "europe", "region": "north"},
    "bb": {"continent": "europe", "region": "north"},
    "cc": {"continent": "europe", "region": "south"},
    "dd": {"continent": "asia"},
    "ee": {},
}
CHOICES = {"aa": {"x"}, "bb": {"y"}, "cc": {"x"}, "dd": {"x"}, "ee": {"y"}}
CITIES = {
    ("", ""): frozenset(LEVELS),
    ("continent", "europe"): frozenset({"aa", "bb", "cc"}),
    ("continent", "asia"): frozenset({"dd"}),
    ("region", "north"): frozenset({"aa", "bb"}),
    ("region", "south"): frozenset({"cc"}),
}
NAMED = {option: frozenset(city for city, named in CHOICES.items() if option in named) for option in ("x", "y")}
ROWS = table(LEVELS, CHOICES, ["x", "y"])


def test_levels_of_a_domain_and_the_cities_without_one_add_up_to_all() -> None:
    found = table_of(ROWS, exhaustive=True)
    keys = [part.key for part in found.parts if part.published]
    assert keys == [("", ""), ("continent", "asia"), ("continent", "europe"), ("region", "north"), ("region", "south")]
    assert [(part.base, part.published) for part in found.parts[5:]] == [(1, False), (2, False)]
    assert [(relation.parent, relation.children) for relation in found.relations] == [(0, (1, 2, 5)), (0, (3, 4, 6))]
    assert found.counts[:, 5:].tolist() == [[0, 1], [1, 1]]


def test_levels_within_a_level_of_another_domain_add_up_to_it() -> None:
    found = table_of(ROWS, exhaustive=True, answered=Answered(CITIES, NAMED))
    across = {found.parts[entry.parent].key: entry.children for entry in found.relations if entry.parent}
    assert across == {("continent", "europe"): (3, 4)}


def test_atoms_hold_every_city_once() -> None:
    atoms = table_of(ROWS, exhaustive=True, answered=Answered(CITIES, NAMED)).atoms
    assert atoms is not None
    assert sorted(atoms.sizes) == [1, 1, 1, 2]
    assert atoms.counts.sum(axis=0).tolist() == atoms.sizes.tolist()
    found = table_of(ROWS, exhaustive=True)
    published = len(CITIES)
    assert np.array_equal(atoms.inside[:published] @ atoms.sizes, found.bases[:published])
    assert np.array_equal(atoms.counts @ atoms.inside[:published].T, found.counts[:, :published])


def test_answers_of_other_levels_are_not_used() -> None:
    fewer = Answered({**CITIES, ("region", "north"): frozenset({"aa"})}, NAMED)
    assert table_of(ROWS, exhaustive=True, answered=fewer).atoms is None


def test_means_have_no_counts_to_compute() -> None:
    found = table_of([estimate(5, 5, measure="mean"), estimate(5, 5, measure="median")], exhaustive=True)
    assert (found.counted, found.exhaustive, found.atoms, found.options) == (False, False, None, ("",))


def test_estimates_are_gathered_by_item_and_row() -> None:
    assert by_table(ROWS) == {("2020", "officers", "tools", ""): list(range(len(ROWS)))}

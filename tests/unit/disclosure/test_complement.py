"""Complementary suppression: a reader cannot compute what was suppressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.disclosure.complement import suppressed_cells
from civiscope.disclosure.publication import Analysis, Basis, publish
from civiscope.disclosure.tables import table_of
from civiscope.study.definition import DisclosureRules
from tests.unit.disclosure.examples import answers, definition, estimate, frame, questionnaire, table
from tests.unit.disclosure.reader import Reader

Levels = Mapping[str, Mapping[str, str]]
Choices = Mapping[str, Set[str]]
OPTIONS = ["x", "y", "z"]
DOMAINS = ("area", "size")


@st.composite
def studies(draw: st.DrawFn, exclusive: bool, domains: Sequence[str] = DOMAINS) -> tuple[Levels, Choices]:
    """Up to 24 cities, each with a level (or none) of every domain, and what it chose."""
    several = st.sampled_from(["a", "b", "c", ""])
    levels, choices = {}, {}
    for index in range(draw(st.integers(3, 24))):
        city = f"c{index:02}"
        levels[city] = {domain: level for domain in domains if (level := draw(several))}
        named = [draw(st.sampled_from(OPTIONS))] if exclusive else draw(st.lists(st.sampled_from(OPTIONS)))
        choices[city] = set(named)
    return levels, choices


def audit(
    levels: Levels, choices: Choices, exclusive: bool, rules: DisclosureRules, with_cities: bool = True
) -> list[str]:
    """Publish the table of a study and list what a reader learns of forbidden cells that he must not."""
    rows = table(levels, choices, OPTIONS)
    kind = "single" if exclusive else "multiple"
    basis = Basis({"officers": questionnaire(kind, "aggregate", OPTIONS)}, rules)
    if with_cities:
        basis = replace(basis, definition=definition(DOMAINS), frame=frame(levels))
    released = publish(Analysis(rows, answers(choices, OPTIONS), [], []), basis).estimates
    published = {(row.option, row.domain, row.level): row.n for row in released if row.n is not None}
    reader = Reader(levels, OPTIONS, exclusive, published)
    failures = []
    for row in rows:
        cell = (row.option, row.domain, row.level)
        assert row.n is not None
        assert row.base is not None
        small = row.base < rules.minimum_base or any(
            0 < count < rules.minimum_cell for count in (row.n, row.base - row.n)
        )
        if cell in published:
            assert not small, f"{cell} is published"
        elif small and not unanimous(reader, levels, cell):
            low, high = reader.range(cell)
            need = min(max(1, rules.minimum_cell), row.base)
            if high - low < need - 1e-6 or reader.is_determined(cell):
                failures.append(f"{cell}, {row.n} of {row.base}, lies between {low} and {high}")
    return failures


def unanimous(reader: Reader, levels: Levels, cell: tuple[str, str, str]) -> bool:
    """Whether the cell lies within a published set in which none or all named the option, which may be published."""

    def members(domain: str, level: str) -> set[str]:
        return {city for city, has in levels.items() if not domain or has.get(domain) == level}

    option, domain, level = cell
    return any(
        name == option and count in (0, reader.size(other, of)) and members(domain, level) <= members(other, of)
        for (name, other, of), count in reader.published.items()
    )


@settings(max_examples=60, deadline=None)
@given(studies(exclusive=True), st.integers(1, 6), st.integers(1, 4))
def test_no_forbidden_cell_of_single_choices_can_be_computed(
    study: tuple[Levels, Choices], minimum_base: int, minimum_cell: int
) -> None:
    assert audit(*study, True, DisclosureRules(minimum_base=minimum_base, minimum_cell=minimum_cell)) == []


@settings(max_examples=60, deadline=None)
@given(studies(exclusive=False), st.integers(1, 6), st.integers(1, 4))
def test_no_forbidden_cell_of_lists_can_be_computed(
    study: tuple[Levels, Choices], minimum_base: int, minimum_cell: int
) -> None:
    assert audit(*study, False, DisclosureRules(minimum_base=minimum_base, minimum_cell=minimum_cell)) == []


@settings(max_examples=40, deadline=None)
@given(st.booleans(), st.data(), st.integers(1, 6), st.integers(1, 4))
def test_no_forbidden_cell_of_one_domain_can_be_computed_where_the_cities_are_not_known(
    exclusive: bool, data: st.DataObject, minimum_base: int, minimum_cell: int
) -> None:
    study = data.draw(studies(exclusive=exclusive, domains=["area"]))
    rules = DisclosureRules(minimum_base=minimum_base, minimum_cell=minimum_cell)
    assert audit(*study, exclusive, rules, with_cities=False) == []


def test_audit_finds_what_mere_thresholds_would_leave_open() -> None:
    """The reader of these tests is no straw man: without complementary suppression it computes the cell."""
    levels = {f"c{index:02}": {"area": "a" if index < 2 else "b"} for index in range(9)}
    choices = {city: {"x"} if index in (0, 3, 4) else {"y"} for index, city in enumerate(levels)}
    published = {
        (row.option, row.domain, row.level): row.n or 0
        for row in table(levels, choices, ["x", "y"])
        if row.level != "a"
    }
    assert Reader(levels, ["x", "y"], True, published).range(("x", "area", "a")) == (1, 1)


def test_small_remainder_of_cities_without_a_level_is_protected() -> None:
    """Seven cities, six of them in a level: the seventh would be all cities less the six."""
    rows = [estimate(4, 7, "a"), estimate(3, 6, "a", "d", "x")]
    found = suppressed_cells(
        table_of(rows, exhaustive=False), DisclosureRules(minimum_base=3), np.zeros((1, 3), dtype=np.bool_)
    )
    assert found.tolist() == [[False, True, True]]


def test_cities_of_hidden_levels_are_enough_together() -> None:
    """Two levels of two cities each make a set of four, which is below the minimum as well."""
    rows = [estimate(20, 20, measure="mean")]
    rows += [estimate(n, n, domain="d", level=str(n), measure="mean") for n in (2, 7, 11)]
    rows.insert(1, estimate(2, 2, domain="d", level="two more", measure="mean"))
    rows[0] = estimate(22, 22, measure="mean")
    table_ = table_of(rows, exhaustive=False)
    found = suppressed_cells(table_, DisclosureRules(minimum_base=5), np.zeros((1, 5), dtype=np.bool_))
    assert found.tolist() == [[False, True, True, True, False]]


@pytest.mark.parametrize("rules", [DisclosureRules(), DisclosureRules(minimum_base=2, minimum_cell=2)])
def test_table_without_forbidden_cells_is_published_whole(rules: DisclosureRules) -> None:
    rows = [estimate(6, 12, "a"), estimate(3, 6, "a", "d", "x"), estimate(3, 6, "a", "d", "y")]
    assert not suppressed_cells(table_of(rows, exhaustive=False), rules, np.zeros((1, 3), dtype=np.bool_)).any()

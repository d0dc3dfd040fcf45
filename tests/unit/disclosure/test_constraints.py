"""Which cells the rules forbid, and what one equation tells of a cell."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from civiscope.disclosure.constraints import CellSystem, primary_cells
from civiscope.disclosure.tables import table_of
from civiscope.study.definition import DisclosureRules
from tests.unit.disclosure.examples import estimate


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=4), st.data())
def test_width_is_that_of_all_solutions_counted_out(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    """The parent is all cities, the children are the levels; every hidden cell takes every value up to its base."""
    counts = [(n, n + rest or 1) for n, rest in pairs]
    rows = [estimate(sum(n for n, _ in counts), sum(base for _, base in counts), "a")]
    rows += [estimate(n, base, "a", "d", str(place)) for place, (n, base) in enumerate(counts)]
    hidden = np.array([data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))])
    system = CellSystem(table_of(rows, exhaustive=False), hidden, DisclosureRules())
    (constraint,) = system.constraints
    unknown = system.hidden_of(constraint)
    total = sum(sign * system.values[cell] for cell, sign in unknown)
    solutions = [
        values
        for values in itertools.product(*(range(system.caps[cell] + 1) for cell, _ in unknown))
        if sum(sign * value for (_, sign), value in zip(unknown, values, strict=True)) == total
    ]
    expected = [max(column) - min(column) for column in zip(*solutions, strict=True)]
    assert system.widths(unknown) == expected


def test_primary_cells_are_small_bases_and_small_counts_on_either_side() -> None:
    rows = [
        estimate(n, base, "a", "d", f"{n} of {base}")
        for n, base in ((0, 9), (2, 9), (3, 9), (7, 9), (9, 9), (0, 4), (2, 5))
    ]
    found = primary_cells(table_of(rows, exhaustive=False), DisclosureRules(minimum_base=5, minimum_cell=3))
    assert found.tolist() == [[False, True, False, True, False, True, True]]


def test_cell_within_a_unanimous_published_set_may_be_known() -> None:
    rows = [estimate(0, 9, "a"), estimate(0, 2, "a", "d", "x"), estimate(0, 7, "a", "d", "y")]
    system = CellSystem(
        table_of(rows, exhaustive=False), np.zeros((1, 3), dtype=np.bool_), DisclosureRules(minimum_base=3)
    )
    assert system.hidden == [False, True, False]
    assert system.need(1) == 0
    system.hidden[0] = True
    assert system.need(1) == 1

"""Cells: sums by level, and rows of a result that fall together."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from civiscope.sampling.design import Lonely
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells, LevelName, merged, starts_of

ROWS = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 2), st.integers(0, 4), st.integers(-9, 9)), min_size=1)


@given(ROWS)
def test_rows_of_one_level_and_unit_are_added_up_in_their_order(rows: list[tuple[int, int, int, int]]) -> None:
    """Every row belongs to a level of two groupings (or to none, -1); levels of the second are numbered from 10."""
    first = np.array([row[0] for row in rows])
    second = np.array([row[1] if row[1] < 0 else row[1] + 10 for row in rows])
    unit, values = np.array([row[2] for row in rows]), np.array([[float(row[3]), 1.0] for row in rows])
    level, units, added = merged([first, second], unit, values)
    expected: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for levels in (first, second):
        for place, of_row in enumerate(levels.tolist()):
            if of_row >= 0:
                expected[of_row, int(unit[place])][0] += values[place, 0]
                expected[of_row, int(unit[place])][1] += 1
    found = dict(zip(zip(level.tolist(), units.tolist(), strict=True), added.tolist(), strict=True))
    assert found == expected
    assert list(found) == sorted(expected)


def test_starts_are_where_any_key_changes() -> None:
    assert starts_of(np.array([0, 0, 1, 1]), np.array([2, 3, 3, 3])).tolist() == [0, 1, 2]
    assert starts_of(np.array([], dtype=np.int64)).tolist() == []


def test_sums_by_level_are_0_where_a_level_has_no_cell() -> None:
    stages = Stages(np.zeros((1, 1), dtype=np.int64), np.array([5]), (np.array([np.inf]),), True, Lonely.FAIL)
    names = (LevelName("", ""), LevelName("g", "a"), LevelName("g", "b"))
    cells = Cells(
        stages,
        names,
        np.array([0, 2]),
        np.array([0, 0]),
        np.array([5, 3]),
        np.array([5, 3]),
        {"s": np.array([4.0, 1.5])},
    )
    assert cells.total("s").tolist() == [4.0, 0.0, 1.5]
    assert cells.by_level(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist() == [[1, 2], [0, 0], [3, 4]]
    assert cells.degrees_of_freedom.tolist() == [4, 0, 2]

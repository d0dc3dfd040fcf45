"""Quantiles of tables: levels, ties, weights that follow from population sizes, open intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.sampling.design import Design
from civiscope.tabulation.inverse import inverse_distribution
from civiscope.tabulation.tables.estimate import estimate

ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9), st.sampled_from("ab")), min_size=2, max_size=40)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from([0.1, 0.25, 0.3, 0.5, 0.9]))
def test_engine_and_memory_find_the_same_values(rows: list[tuple[int, int, str]], probability: float) -> None:
    """The same rule twice, by SQL and by NumPy; weights of one decimal, so that ties are decided by rounding."""
    table = {"y": [row[0] for row in rows], "w": [row[1] / 10 for row in rows], "g": [row[2] for row in rows]}
    found = estimate(table, "y", ["g"], Design("w"), measure="quantile", quantiles=[probability])
    for row in found:
        kept = np.array([not row.level or row.level == level for level in table["g"]])
        at = inverse_distribution(np.array(table["y"], dtype=float)[kept], np.array(table["w"])[kept])
        assert row.estimate == at(probability)
        assert row.base == kept.sum()


def test_weights_that_follow_from_sizes_count_by_stratum() -> None:
    """Three rows stand for 30, three for 3: the median is among the first three."""
    table = {"y": [1, 2, 3, 7, 8, 9], "s": ["a", "a", "a", "b", "b", "b"], "n": [30, 30, 30, 3, 3, 3]}
    (row,) = estimate(table, "y", (), Design(strata="s", fpc=("n",)), measure="quantile")
    assert (row.estimate, row.weighted_base) == (2, pytest.approx(33))
    (unweighted,) = estimate(table, "y", (), Design(strata="s"), measure="quantile")
    assert unweighted.estimate == 3


def test_two_stages_weigh_every_row_by_both() -> None:
    table = {"y": [1, 2, 5, 6], "c": ["p", "p", "q", "q"], "n": [2, 2, 2, 2], "m": [2, 2, 9, 9]}
    (row,) = estimate(table, "y", (), Design(clusters=("c",), fpc=("n", "m")), measure="quantile", quantiles=[0.2])
    assert (row.estimate, row.weighted_base) == (5, pytest.approx(11))


def test_interval_is_open_where_its_share_leaves_the_range() -> None:
    low, middle, high = estimate({"y": list(range(20))}, "y", measure="quantile", quantiles=[0.05, 0.5, 0.95])
    assert (low.low, low.se, high.high, high.se) == (None, None, None, None)
    assert middle.low is not None
    assert middle.high is not None
    assert middle.low < 9 < middle.high
    assert [row.option for row in (low, middle, high)] == ["0.05", "0.5", "0.95"]


def test_degrees_of_freedom_are_those_of_rows_that_have_the_item() -> None:
    rows = estimate({"y": [1, 2, 3, None, None]}, "y", measure="quantile")
    assert [row.df for row in rows] == [2]


def test_intervals_widen_with_the_level() -> None:
    table = {"y": list(range(50))}
    widths = [
        row.high - row.low  # type: ignore[operator]
        for level in (0.5, 0.9, 0.99)
        for row in estimate(table, "y", measure="quantile", level=level)
    ]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]

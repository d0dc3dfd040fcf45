"""From statistics to rows: what is shown, and what is left out."""

from __future__ import annotations

import pytest

from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design
from civiscope.tabulation.rows import NO_INTERVAL
from civiscope.tabulation.tables.estimate import estimate

TABLE = {
    "y": [1, 1, 0, 0, 1, 0],
    "all": ["x"] * 6,
    "g": ["a", "a", "a", "b", "b", "c"],
    "h": [1, 2, None, None, None, 5],
}


def test_rows_come_by_item_level_and_option() -> None:
    rows = estimate(TABLE, ["all", "y"], ["g"])
    assert [(row.item, row.level, row.option) for row in rows] == [
        (item, level, option)
        for item, options in (("all", ["x"]), ("y", ["0", "1"]))
        for level in ("", "a", "b", "c")
        for option in options
    ]


def test_level_without_a_row_that_has_the_item_has_no_estimate() -> None:
    assert [row.level for row in estimate(TABLE, "h", ["g"], measure="mean")] == ["", "a", "c"]


def test_single_row_has_an_estimate_and_no_spread() -> None:
    (row,) = [row for row in estimate(TABLE, "y", ["g"], measure="mean") if row.level == "c"]
    assert (row.estimate, row.se, row.low, row.high, row.deff, row.df) == (0, None, None, None, None, 0)


@pytest.mark.parametrize(
    ("method", "note"), [("logit", NO_INTERVAL), ("xlogit", NO_INTERVAL), ("wilson", ""), ("beta", "")]
)
def test_method_without_an_interval_at_an_end_says_so(method: str, note: str) -> None:
    (row,) = estimate(TABLE, "all", interval=method)
    assert (row.estimate, row.se, row.note) == (1, 0, note)
    assert (row.low is None) == bool(note)


def test_rows_carry_counts_weights_and_what_they_are_of() -> None:
    table = {**TABLE, "w": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}
    row = estimate(table, "y", ["g"], Design("w"))[3]
    assert isinstance(row, Estimate)
    assert (row.option, row.domain, row.level, row.measure, row.n, row.base, row.weighted_base) == (
        "1",
        "g",
        "a",
        "share",
        2,
        3,
        6.0,
    )
    assert (row.bound_low, row.bound_high, row.suppressed) == (None, None, False)

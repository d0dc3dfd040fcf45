"""The public call: values and names of every kind, files and tables in memory, and what messages say."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.estimate import Data, estimate

NAN = float("nan")


def shares(data: Data, item: str) -> dict[str, tuple[int | None, int | None]]:
    """Rows behind numerator and denominator by option; their quotient must be the share."""
    found = {}
    for row in estimate(data, item):
        assert row.n is not None
        assert row.base is not None
        assert row.estimate == pytest.approx(row.n / row.base)
        found[row.option] = (row.n, row.base)
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["O'Brien", '"x"', "O'Brien", None], {'"x"': (1, 3), "O'Brien": (2, 3)}),
        (["''", "'", "\\", "%"], {"%": (1, 4), "'": (1, 4), "''": (1, 4), "\\": (1, 4)}),
        (["東京", "ß", "東京", " "], {"ß": (1, 3), "東京": (2, 3)}),
        ([" a", "a ", "a", "b"], {"a": (3, 4), "b": (1, 4)}),
        (["10", "9", "1,000", "9"], {"9": (2, 4), "10": (1, 4), "1,000": (1, 4)}),
        ([0.1, 2.0, NAN, 0.1], {"0.1": (2, 3), "2": (1, 3)}),
        ([-1, 2, -1, None], {"-1": (2, 3), "0": (0, 3), "1": (0, 3), "2": (1, 3)}),
        ([True, False, True, None], {"false": (1, 3), "true": (2, 3)}),
        ([2**60, 2**60 + 1, 2**60, 2**60], {str(2**60): (3, 4), str(2**60 + 1): (1, 4)}),
        (
            [dt.date(2020, 1, 2), dt.date(2019, 5, 1), None, dt.date(2020, 1, 2)],
            {"2019-05-01": (1, 3), "2020-01-02": (2, 3)},
        ),
        (
            ["NULL", "true", "1; DROP TABLE data", "--"],
            {"--": (1, 4), "1; DROP TABLE data": (1, 4), "NULL": (1, 4), "true": (1, 4)},
        ),
    ],
)
def test_values_of_every_kind_are_options_in_their_order(
    tmp_path: Path, values: list[Any], expected: dict[str, tuple[int, int]]
) -> None:
    table = pa.table({"item": pa.array(values)})
    pq.write_table(table, tmp_path / "table.parquet")
    for data in (table, tmp_path / "table.parquet"):
        found = shares(data, "item")
        assert found == expected
        assert list(found) == list(expected)


NAMES = ["select", "from.where", "x y", 'a "b"', "it's", "ünï ✓", "a/b", "1", "data", "rows", "s0", "by0", "*", "市"]


@pytest.mark.parametrize("name", NAMES)
def test_column_may_have_any_name_as_item_domain_and_design(name: str) -> None:
    table = {name: [0, 1, 1, 1], "y": [1.0, 2.0, 3.0, 6.0]}
    assert shares(table, name) == {"0": (1, 4), "1": (3, 4)}
    rows = estimate(table, "y", [name], Design(strata=None, clusters=(name,)), measure="mean")
    assert [(row.domain, row.level, row.estimate) for row in rows] == [
        ("", "", 3.0),
        (name, "0", 1.0),
        (name, "1", pytest.approx(11 / 3)),
    ]
    weighted = estimate(table, "y", (), Design(weight=name), measure="mean")
    assert weighted[0].estimate == pytest.approx(11 / 3)


def test_not_a_number_is_missing_in_parquet_wherever_it_stands(tmp_path: Path) -> None:
    """Ranges in Parquet files leave NaN out, from which DuckDB 2.0 concludes that there is none."""
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"y": [1.0, NAN, 3.0], "g": [1.5, 1.5, NAN], "w": [1.0, 1.0, NAN]}), path)
    rows = estimate(path, "y", ["g"], measure="mean")
    assert [(row.level, row.estimate, row.n) for row in rows] == [("", 2.0, 2), ("1.5", 1.0, 1)]
    (median,) = estimate(path, "y", measure="quantile")
    assert (median.estimate, median.n) == (1.0, 2)
    with pytest.raises(UserError) as caught:
        estimate(path, "y", (), Design("w"), measure="mean")
    assert [entry.code for entry in caught.value.problems] == ["weight-missing"]


def test_infinite_values_are_refused() -> None:
    with pytest.raises(UserError) as caught:
        estimate({"y": [1.0, math.inf]}, "y", measure="mean")
    (told,) = caught.value.problems
    assert (told.code, told.message) == ("item-not-finite", "the column holds values that are infinite")


def test_dates_have_no_mean() -> None:
    with pytest.raises(UserError) as caught:
        estimate({"day": [dt.date(2020, 1, 1)]}, "day", measure="mean")
    (told,) = caught.value.problems
    assert told.code == "item-not-numeric"
    assert told.message == "the column holds values of the kind values that are neither numbers nor texts, not numbers"


def test_row_that_misses_one_item_stays_in_the_others() -> None:
    rows = estimate({"a": [1, None, 3], "b": [2, 4, None]}, ["a", "b"], measure="mean")
    assert [(row.item, row.estimate, row.n) for row in rows] == [("a", 2.0, 2), ("b", 3.0, 2)]


def test_domains_are_single_and_crossed_and_missing_ones_belong_to_none() -> None:
    data = {"y": [1, 2, 3, 4], "g": ["a", "a", "b", None], "h": ["x", "y", "x", "x"]}
    rows = estimate(data, "y", ["g", "h"], measure="mean")
    assert {(row.domain, row.level): row.estimate for row in rows} == {
        ("", ""): 2.5,
        ("g", "a"): 1.5,
        ("g", "b"): 3.0,
        ("h", "x"): pytest.approx(8 / 3),
        ("h", "y"): 2.0,
        ("g & h", "a & x"): 1.0,
        ("g & h", "a & y"): 2.0,
        ("g & h", "b & x"): 3.0,
    }
    alone = estimate(data, "y", ["h & g"], measure="mean")
    assert [(row.domain, row.level) for row in alone] == [
        ("", ""),
        ("h & g", "x & a"),
        ("h & g", "x & b"),
        ("h & g", "y & a"),
    ]


def test_what_cannot_be_told_is_absent() -> None:
    """A ratio to 0, the variance of a single value, the mean of rows without weight."""
    (row,) = estimate({"y": [5, 5], "x": [0, 0]}, "y/x", measure="ratio")
    assert (row.estimate, row.se, row.low, row.high, row.n) == (None, None, None, None, 2)
    rows = estimate({"y": [1, 2, 4], "g": ["a", "a", "b"]}, "y", ["g"], measure="variance")
    assert [row.estimate for row in rows] == [pytest.approx(7 / 3), pytest.approx(0.5), None]
    weighted = {"y": [1, 2, 3], "g": ["a", "a", "b"], "w": [0, 0, 1]}
    rows = estimate(weighted, "y", ["g"], Design("w"), measure="mean")
    assert [(row.level, row.estimate, row.se) for row in rows] == [("", 3.0, None), ("b", 3.0, None)]
    rows = estimate(weighted, "y", ["g"], Design("w"), measure="quantile")
    assert [(row.level, row.estimate) for row in rows] == [("", 3.0), ("b", 3.0)]
    assert estimate({"y": [1, None], "w": [0, 1]}, "y", (), Design("w"), measure="quantile") == []


def test_engine_that_is_given_stays_open() -> None:
    with open_table({"y": [1, 2]}) as engine:
        for _ in range(2):
            assert estimate(engine, "y", measure="mean")[0].estimate == 1.5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=50), st.integers(1, 9))
def test_estimates_do_not_hang_on_the_origin_of_the_values(values: list[int], shift: int) -> None:
    """A mean of 10**9 with the same spread has the same standard error to nine digits."""
    moved = [value / 10**6 + shift * 10**9 for value in values]
    (near,) = estimate({"y": np.array(values) / 10**6}, "y", measure="mean")
    (far,) = estimate({"y": np.array(moved)}, "y", measure="mean")
    assert near.se is not None
    assert far.estimate == pytest.approx(near.estimate + shift * 10**9, rel=1e-15)  # type: ignore[operator]
    assert far.se == pytest.approx(near.se, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("far", [0.0, 1e9])
def test_design_effect_of_a_simple_random_sample_is_1(weighted: bool, far: float) -> None:
    """With weights of 1 as well, which do not tell the size of the population."""
    values = [far + value for value in (1.0, 4.0, 2.0, 8.0, 5.0)]
    table = {"y": values, "size": [20] * 5, "one": [1.0] * 5}
    design = Design(weight="one" if weighted else None, fpc=("size",))
    for measure in ("mean", "total"):
        (row,) = estimate(table, "y", (), design, measure=measure)
        assert row.deff == pytest.approx(1, rel=1e-9)

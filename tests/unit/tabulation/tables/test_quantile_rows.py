"""The interval of a quantile from the share of rows at or below it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from civiscope.tabulation.cells import LevelName
from civiscope.tabulation.tables.quantile_rows import limits_of_share, quantile_of_rows

NAME = LevelName("region", "North")


def test_limits_are_the_share_and_t_standard_errors() -> None:
    half = stats.t.ppf(0.975, 7) * 0.1
    assert limits_of_share(0.5, 0.01, 7, 0.95) == pytest.approx((0.5 - half, 0.5 + half))


@pytest.mark.parametrize(
    ("share", "variance", "df", "is_open"),
    [
        (0.05, 0.01, 7, (True, False)),
        (0.95, 0.01, 7, (False, True)),
        (0.5, 0.25, 7, (True, True)),
        (0.5, 0.01, 0, (True, True)),
        (0.5, math.nan, 7, (True, True)),
        (1.0, 0.0, 7, (False, False)),
    ],
)
def test_side_beyond_all_shares_is_open(share: float, variance: float, df: int, is_open: tuple[bool, bool]) -> None:
    low, high = limits_of_share(share, variance, df, 0.95)
    assert (low is None, high is None) == is_open


def test_row_of_a_median() -> None:
    values, weights = np.arange(1.0, 101.0), np.ones(100)
    seen = []

    def variance(below: np.ndarray, share: float) -> float:
        seen.append((below.sum(), share))
        return 0.0025

    row = quantile_of_rows("income", NAME, 0.5, values, weights, variance, 99, 0.95)
    assert seen == [(50, 0.5)]
    t = stats.t.ppf(0.975, 99)
    assert (row.low, row.estimate, row.high) == (
        math.ceil(100 * (0.5 - t * 0.05)),
        50,
        math.ceil(100 * (0.5 + t * 0.05)),
    )
    assert row.se == pytest.approx((row.high - row.low) / (2 * t))
    assert (row.item, row.domain, row.level, row.option, row.n, row.weighted_base, row.df) == (
        "income",
        "region",
        "North",
        "0.5",
        100,
        100.0,
        99,
    )


def test_share_of_all_rows_is_1_whatever_rounding_makes_of_it() -> None:
    weights = np.full(3, 0.1)
    row = quantile_of_rows("y", NAME, 1.0, np.full(3, 2.0), weights, lambda below, share: math.nan, 2, 0.95)
    assert (row.low, row.estimate, row.high, row.se) == (2.0, 2.0, 2.0, 0.0)

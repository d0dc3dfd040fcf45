"""Estimates by replicate weights: with the jackknife of a simple random sample they are the linear ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design, ReplicateMethod, ReplicateWeights
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.estimate import estimate
from civiscope.workflows.replicates import ReplicateOptions, with_replicates

TABLE: dict[str, Any] = {
    "y": [2.0, 4.0, 4.0, 7.0, 9.0, None, 1.0, 3.0],
    "x": [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 1.0, 4.0],
    "k": ["a", "b", "a", "b", "a", "a", None, "b"],
    "g": ["p", "p", "p", "q", "q", "q", "q", "q"],
    "c": [1, 1, 2, 2, 3, 3, 4, 4],
}


def both(items: str, measure: str, by: tuple[str, ...] = (), **words: Any) -> list[tuple[Any, Any]]:
    """Pairs of rows: linearised, and by the jackknife of the same clusters."""
    design = Design(clusters=("c",))
    with open_table(TABLE) as engine:
        replicated = with_replicates(engine, design, ReplicateOptions(ReplicateMethod.JK1))
        pairs = [estimate(engine, items, by, used, measure=measure, **words) for used in (design, replicated)]
    return list(zip(*pairs, strict=True))


def test_totals_have_the_linear_variance() -> None:
    """Totals of complete items are linear, for which the jackknife is exact (Wolter 2007, 4.2)."""
    for linear, replicated in both("x", "total", ("g",)):
        assert replicated.estimate == pytest.approx(linear.estimate)
        assert (replicated.level, replicated.df) == (linear.level, linear.df)
        assert replicated.se == pytest.approx(linear.se)
        assert replicated.deff == pytest.approx(linear.deff)


@pytest.mark.parametrize(
    ("items", "measure"), [("y", "mean"), ("k", "share"), ("y/x", "ratio"), ("y", "variance"), ("y", "quantile")]
)
def test_estimates_are_those_of_the_full_weights(items: str, measure: str) -> None:
    for linear, replicated in both(items, measure, ("g",)):
        assert replicated.estimate == pytest.approx(linear.estimate)
        assert (replicated.option, replicated.level, replicated.n, replicated.base) == (
            linear.option,
            linear.level,
            linear.n,
            linear.base,
        )


def test_mean_has_the_spread_of_the_replicates_means_about_their_mean() -> None:
    with open_table(TABLE) as engine:
        design = with_replicates(engine, Design(clusters=("c",)), ReplicateOptions(ReplicateMethod.JK1))
        (row,) = estimate(engine, "x", (), design, measure="mean")
    means = [np.mean([x for x, c in zip(TABLE["x"], TABLE["c"], strict=True) if c != left]) for left in (1, 2, 3, 4)]
    assert row.se == pytest.approx(np.sqrt(3 / 4 * np.sum((np.array(means) - np.mean(means)) ** 2)))


def test_replicates_of_another_table_are_refused() -> None:
    weights = ReplicateWeights(np.ones(3), np.ones((3, 2)), 0.5, np.ones(2))
    with pytest.raises(UserError) as caught:
        estimate(TABLE, "y", (), replace(Design(), replicates=weights), measure="mean")
    (told,) = caught.value.problems
    assert told.message == "the replicate weights have 3 rows, the table has 8"


def test_quantile_at_the_highest_value_has_a_closed_interval() -> None:
    """All rows are at or below the highest value: the share is 1 without a spread, whatever rounding leaves."""
    weights = np.array([0.1, 0.7, 0.3, 0.9, 0.2, 0.6])
    replicates = weights[:, None] * np.random.default_rng(1).uniform(0.5, 1.5, (6, 20))
    design = Design(replicates=ReplicateWeights(weights, replicates, 1 / 20, np.ones(20)))
    (row,) = estimate({"y": [1, 2, 3, 4, 4, 4]}, "y", (), design, measure="quantile", quantiles=[0.9])
    assert (row.estimate, row.low, row.high, row.se) == (4, 4, 4, 0)

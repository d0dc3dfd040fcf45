"""Replicate weights: what their spread says, and those that are made."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.design import Lonely, ReplicateMethod, ReplicateWeights
from civiscope.sampling.replicates import (
    make_replicates,
    replicate_degrees_of_freedom,
    replicate_variance,
    scales_of,
)
from civiscope.sampling.stages import Stages


def design(strata: list[int], population: list[float]) -> Stages:
    """Clusters of one row in strata."""
    ancestors = np.stack([np.array(strata), np.arange(len(strata))])
    return Stages(ancestors, np.ones(len(strata), dtype=np.int64), (np.array(population),), False, Lonely.FAIL)


def total_variance(weights: ReplicateWeights, values: list[float]) -> float:
    return replicate_variance(weights, weights.replicates.T @ np.array(values))


VALUES = st.lists(st.integers(-50, 50), min_size=6, max_size=6)


@given(VALUES)
def test_jackknives_give_the_linear_variance_of_a_total(values: list[int]) -> None:
    """Wolter (2007), 4.2 and 4.5: for totals the jackknife is exact."""
    numbers = [float(value) for value in values]
    weights, unit = np.full(6, 2.0), np.arange(6)
    weighted = 2 * np.array(numbers)
    one = make_replicates(ReplicateMethod.JK1, design([0] * 6, [12.0]), unit, weights)
    assert total_variance(one, numbers) == pytest.approx(0.5 * 6 * weighted.var(ddof=1), abs=1e-9)
    strata = design([0, 0, 0, 1, 1, 1], [12.0, np.inf])
    several = make_replicates(ReplicateMethod.JKN, strata, unit, weights)
    expected = (1 - 3 / 12) * 3 * weighted[:3].var(ddof=1) + 3 * weighted[3:].var(ddof=1)
    assert total_variance(several, numbers) == pytest.approx(expected, abs=1e-9)


@given(VALUES, st.floats(0, 0.9))
def test_balanced_half_samples_give_the_linear_variance_of_a_total(values: list[int], rho: float) -> None:
    """Judkins (1990): also with Fay's factor, and the half-samples are balanced."""
    numbers, weights, unit = np.array(values, dtype=float), np.full(6, 2.0), np.arange(6)
    stages = design([0, 0, 1, 1, 2, 2], [np.inf] * 3)
    made = make_replicates(ReplicateMethod.FAY, stages, unit, weights, fay_rho=rho)
    expected = sum((2 * (numbers[place] - numbers[place + 1])) ** 2 for place in (0, 2, 4))
    assert total_variance(made, numbers.tolist()) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert made.replicates.shape == (6, 4)
    brr = make_replicates(ReplicateMethod.BRR, stages, unit, weights)
    assert set(np.unique(brr.replicates)) == {0.0, 4.0}


def test_bootstrap_comes_near_to_the_linear_variance_and_keeps_the_correction() -> None:
    """Rao, Wu and Yue (1992): its expectation is (1 - f) times the variance with replacement."""
    random = np.random.default_rng(5)
    values, stages = random.normal(size=20), design([0] * 12 + [1] * 8, [24.0, 80.0])
    made = make_replicates(ReplicateMethod.BOOTSTRAP, stages, np.arange(20), np.ones(20), count=4000, seed=3)
    expected = 0.5 * 12 * values[:12].var(ddof=1) + 0.9 * 8 * values[12:].var(ddof=1)
    assert total_variance(made, values.tolist()) == pytest.approx(expected, rel=0.1)
    again = make_replicates(ReplicateMethod.BOOTSTRAP, stages, np.arange(20), np.ones(20), count=4000, seed=3)
    assert (made.replicates == again.replicates).all()
    assert made.replicates.min() >= 0


@pytest.mark.parametrize(
    ("method", "strata", "wanted"),
    [
        (ReplicateMethod.JK1, [0, 0, 1, 1], "a design without strata"),
        (ReplicateMethod.JKN, [0, 0, 0, 1], "two clusters or more per stratum"),
        (ReplicateMethod.BOOTSTRAP, [0, 0, 0, 1], "two clusters or more per stratum"),
        (ReplicateMethod.BRR, [0, 0, 0, 1], "exactly two clusters in every stratum"),
    ],
)
def test_design_that_does_not_suit_the_method(method: ReplicateMethod, strata: list[int], wanted: str) -> None:
    with pytest.raises(UserError) as caught:
        make_replicates(method, design(strata, [np.inf, np.inf]), np.arange(4), np.ones(4))
    (told,) = caught.value.problems
    assert (told.code, told.expected) == ("replicates-unsuited", wanted)


def test_scales_of_replicates_that_were_made_elsewhere() -> None:
    weights, replicates = np.ones(5), np.ones((5, 5)) - np.eye(5)
    stages, unit = design([0, 0, 1, 1, 1], [4.0, 9.0]), np.arange(5)
    assert scales_of(ReplicateMethod.BRR, weights, replicates, None, None)[0] == 1 / 5
    assert scales_of(ReplicateMethod.FAY, weights, replicates, None, None, 0.5)[0] == 1 / (5 * 0.25)
    assert scales_of(ReplicateMethod.BOOTSTRAP, weights, replicates, None, None)[0] == 1 / 4
    mean = 2 / (1 / 2 + 1 / 3)
    assert scales_of(ReplicateMethod.BOOTSTRAP, weights, replicates, stages, unit)[0] == pytest.approx(
        mean / ((mean - 1) * 4)
    )
    assert scales_of(ReplicateMethod.JK1, weights, replicates, None, None)[0] == 4 / 5
    scale, rscales = scales_of(ReplicateMethod.JKN, weights, replicates, stages, unit)
    assert scale == 1
    assert rscales == pytest.approx([0.5 / 2] * 2 + [(1 - 3 / 9) * 2 / 3] * 3)


def test_replicates_without_an_estimate_are_left_out() -> None:
    weights = ReplicateWeights(np.ones(1), np.ones((1, 4)), 0.5, np.array([1.0, 1.0, 1.0, 0.0]))
    assert replicate_variance(weights, np.array([1.0, math.nan, 3.0, 100.0])) == 0.5 * 2
    assert math.isnan(replicate_variance(weights, np.full(4, math.nan)))


def test_degrees_of_freedom_are_the_rank_less_one() -> None:
    made = make_replicates(ReplicateMethod.JK1, design([0] * 6, [np.inf]), np.arange(6), np.ones(6))
    assert replicate_degrees_of_freedom(made, np.arange(6)) == 5
    assert replicate_degrees_of_freedom(made, np.array([1, 4])) == 1
    assert replicate_degrees_of_freedom(made, np.array([2])) == 0

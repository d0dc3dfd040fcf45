"""Weights by correlations with the index, held against their closed forms for an arithmetic mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from civiscope.indices.weighting.optimised import Correlations, optimised_weights

Floats = NDArray[np.float64]


def data_of(seed: int, elements: int) -> Floats:
    """Elements that share something, each with a spread of its own."""
    random = np.random.default_rng(seed)
    common = random.normal(size=(60, 1))
    return (common + random.normal(size=(60, elements))) * random.uniform(0.5, 3, elements)


def with_the_mean(values: Floats) -> Correlations:
    """The correlations of the elements with their weighted mean."""

    def correlations(weights: Floats) -> Floats:
        index = values @ weights
        return np.array([np.corrcoef(column, index)[0, 1] for column in values.T])

    return correlations


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(2, 7))
def test_the_sum_of_correlations_is_highest_with_weights_against_the_spread(seed: int, elements: int) -> None:
    # With standardised elements of correlations R the sum is 1'Rw / sqrt(w'Rw), which by Cauchy and Schwarz is
    # greatest for equal w: each element's weight is then the inverse of its standard deviation.
    values = data_of(seed, elements)
    found = optimised_weights(with_the_mean(values), None, np.ones(elements))
    expected = 1 / values.std(axis=0)
    np.testing.assert_allclose(found, expected / expected.sum(), rtol=1e-3)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(2, 7))
def test_correlations_take_the_shares_that_are_wanted(seed: int, elements: int) -> None:
    # corr = Rw / sqrt(w'Rw) is proportional to the targets t where w is to R^-1 t, if that is not negative.
    values = data_of(seed, elements)
    targets = np.random.default_rng(seed).uniform(0.9, 1.1, elements)
    standard = np.linalg.solve(np.corrcoef(values, rowvar=False), targets)
    found = optimised_weights(with_the_mean(values), targets, np.ones(elements))
    if standard.min() > 0.02 * standard.max():
        expected = standard / values.std(axis=0)
        np.testing.assert_allclose(found, expected / expected.sum(), rtol=1e-4)
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1)


def test_targets_and_start_count_by_their_proportions() -> None:
    correlations = with_the_mean(data_of(4, 3))
    once = optimised_weights(correlations, np.array([1.0, 2, 1]), np.ones(3))
    often = optimised_weights(correlations, np.array([10.0, 20, 10]), np.array([5.0, 5, 5]))
    np.testing.assert_allclose(once, often, rtol=1e-6)


def test_weights_stay_above_zero_where_targets_ask_for_less() -> None:
    values = data_of(5, 3)
    values[:, 2] = values[:, 0] + 0.1 * values[:, 2]
    targets = np.array([0.05, 0.9, 0.05])
    found = optimised_weights(with_the_mean(values), targets, np.ones(3))
    assert found.min() >= 0
    shares = with_the_mean(values)(found)
    tried = np.random.default_rng(1).dirichlet(np.full(3, 0.4), size=2000)
    losses = [((got / got.sum() - targets) ** 2).sum() for got in map(with_the_mean(values), tried)]
    assert ((shares / shares.sum() - targets) ** 2).sum() <= min(losses) + 1e-9


def test_correlations_that_move_in_jumps_are_followed_by_a_search() -> None:
    values = data_of(6, 3)

    def by_rank(weights: Floats) -> Floats:
        index = values @ weights
        return np.array([stats.spearmanr(column, index).statistic for column in values.T])

    start = np.array([0.1, 0.1, 0.8])
    found = by_rank(optimised_weights(by_rank, np.ones(3), start))
    before = by_rank(start)
    assert (found / found.sum()).std() < 0.1 * (before / before.sum()).std()
    highest = by_rank(optimised_weights(by_rank, None, start))
    tried = np.random.default_rng(1).dirichlet(np.ones(3), size=500)
    assert highest.sum() >= max(by_rank(weights).sum() for weights in tried) - 0.002


def test_no_correlations_no_weights() -> None:
    def none(_: Floats) -> Floats:
        return np.array([0.5, np.nan])

    assert np.isnan(optimised_weights(none, np.ones(2), np.ones(2))).all()

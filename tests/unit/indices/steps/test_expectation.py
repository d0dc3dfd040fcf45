"""Expectation and maximisation, against results that are known in closed form and against the likelihood itself."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from civiscope.indices.steps.expectation import filled_by_expectation

Floats = NDArray[np.float64]

NONE = np.nan


def correlated(rows: int, columns: int, seed: int = 1) -> Floats:
    random = np.random.default_rng(seed)
    return random.normal(size=(rows, columns)) @ random.normal(size=(columns, columns)) * 10 + 50


def with_gaps(values: Floats, share: float, seed: int = 2) -> Floats:
    found = values.copy()
    found[np.random.default_rng(seed).random(values.shape) < share] = NONE
    return found


def test_gaps_in_one_column_are_filled_by_the_regression_of_the_complete_rows() -> None:
    """With gaps in one column only, the maximum has this closed form (Anderson 1957)."""
    values = correlated(60, 3)
    values[35:, 2] = NONE
    complete = values[:35]
    design = np.column_stack([np.ones(35), complete[:, :2]])
    slopes, *_ = np.linalg.lstsq(design, complete[:, 2], rcond=None)
    expected = slopes[0] + values[35:, :2] @ slopes[1:]
    np.testing.assert_allclose(filled_by_expectation(values)[35:, 2], expected, rtol=1e-6)


def test_weights_are_repeated_rows() -> None:
    values = with_gaps(correlated(30, 4), 0.15)
    times = np.random.default_rng(3).integers(1, 4, 30)
    repeated = filled_by_expectation(np.repeat(values, times, axis=0))
    weighted = filled_by_expectation(values, times.astype(np.float64))
    np.testing.assert_allclose(np.repeat(weighted, times, axis=0), repeated, rtol=1e-6)


def log_likelihood(values: Floats, mean: Floats, covariance: Floats) -> float:
    """Of the values that are there, each row in the dimensions that it has."""
    total = 0.0
    for row in values:
        there = ~np.isnan(row)
        if there.any():
            total += float(stats.multivariate_normal.logpdf(row[there], mean[there], covariance[np.ix_(there, there)]))
    return total


def test_the_estimates_are_at_a_maximum_of_the_likelihood() -> None:
    """The expectations are linear in what is there, so mean and covariance can be read from them and moved."""
    values = with_gaps(correlated(80, 3), 0.2)
    completed = filled_by_expectation(values)
    mean = completed.mean(axis=0)
    covariance = np.cov(completed.T, ddof=0)
    # The completed values lack the variance around their expectations: add it until it no longer changes.
    for _ in range(500):
        lost = np.zeros_like(covariance)
        for row in values:
            gone = np.isnan(row)
            if gone.any():
                inner = covariance[np.ix_(~gone, ~gone)]
                outer = covariance[np.ix_(gone, ~gone)]
                lost[np.ix_(gone, gone)] += covariance[np.ix_(gone, gone)] - outer @ np.linalg.solve(inner, outer.T)
        covariance = np.cov(completed.T, ddof=0) + lost / len(values)
    best = log_likelihood(values, mean, covariance)
    random = np.random.default_rng(4)
    for size in (0.1, 0.01):
        for _ in range(20):
            step = random.normal(size=(3, 3))
            moved_mean = mean + size * random.normal(size=3)
            assert log_likelihood(values, moved_mean, covariance) < best
            moved = covariance + size * (step + step.T)
            assert log_likelihood(values, mean, moved) < best


def test_units_of_measurement_do_not_matter() -> None:
    values = with_gaps(correlated(40, 4), 0.15)
    scale, shift = np.array([1e6, 1e-4, 3, 1]), np.array([0, 7, -2e3, 5])
    np.testing.assert_allclose(
        filled_by_expectation(values * scale + shift), filled_by_expectation(values) * scale + shift
    )


def test_collinear_indicators_are_filled_from_one_another() -> None:
    values = correlated(40, 2)
    values = np.column_stack([values, values[:, 0] * 2 + 1, values @ [1, -1]])
    whole = values.copy()
    values[3, 2] = values[5, 0] = values[8, 3] = NONE
    np.testing.assert_allclose(filled_by_expectation(values), whole, rtol=1e-4)


def test_with_few_units_the_prior_keeps_expectations_nearer_than_likelihood_alone() -> None:
    """30 indicators that share one factor, 32 units: held-out values, with the spread of an indicator as unit."""
    random = np.random.default_rng(6)
    whole = random.normal(size=(32, 1)) + random.normal(size=(32, 30))
    out = random.random(whole.shape) < 0.05
    values = np.where(out, NONE, whole)
    errors = {prior: filled_by_expectation(values, prior=prior)[out] - whole[out] for prior in (None, 0.0)}
    spread = {prior: float(np.sqrt(np.mean(error**2))) for prior, error in errors.items()}
    means = np.nanmean(values, axis=0)
    mean_error = float(np.sqrt(np.mean((np.broadcast_to(means, whole.shape)[out] - whole[out]) ** 2)))
    assert spread[None] < mean_error < spread[0.0]


def test_an_endless_prior_gives_the_mean() -> None:
    values = with_gaps(correlated(30, 3), 0.1)
    found = filled_by_expectation(values, prior=1e12)
    expected = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_few_rows_constants_and_what_cannot_be_filled(rows: int) -> None:
    values = np.column_stack([np.full(rows + 2, 4.0), np.arange(rows + 2.0), np.full(rows + 2, NONE)])
    values[0, 0] = values[1, 1] = NONE
    values[-1] = NONE
    found = filled_by_expectation(values)
    assert found[0, 0] == pytest.approx(4.0)
    assert np.isfinite(found[:-1, :2]).all()
    assert np.isnan(found[:, 2]).all()
    assert np.isnan(found[-1]).all()

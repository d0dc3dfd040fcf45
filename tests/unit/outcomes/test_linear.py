"""Least squares, influence and partial residuals against statsmodels, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from statsmodels.stats.outliers_influence import OLSInfluence

from civiscope.outcomes.linear import influence, least_squares, partial_residuals

Floats = NDArray[np.float64]


def example(seed: int = 3, n: int = 40, controls: int = 3) -> tuple[Floats, Floats]:
    """An outcome with unequal variances, and predictors with an intercept."""
    drawn = np.random.default_rng(seed)
    predictors = np.column_stack([np.ones(n), drawn.normal(50, 15, n), drawn.normal(size=(n, controls))])
    outcome = 3 + 0.2 * predictors[:, 1] + predictors[:, 2] + drawn.normal(size=n) * (1 + 0.05 * predictors[:, 1])
    return outcome, predictors


def test_fit_is_that_of_statsmodels_with_hc3() -> None:
    outcome, predictors = example()
    found = least_squares(outcome, predictors)
    direct = sm.OLS(outcome, predictors).fit(cov_type="HC3", use_t=True)
    assert found.fit.coefficients == pytest.approx(direct.params, rel=1e-10)
    assert found.fit.covariance == pytest.approx(direct.cov_params(), rel=1e-9)
    assert (found.fit.df, found.r_squared) == (direct.df_resid, pytest.approx(direct.rsquared))


def test_influence_is_that_of_statsmodels() -> None:
    outcome, predictors = example()
    found = influence(least_squares(outcome, predictors), 1)
    direct = OLSInfluence(sm.OLS(outcome, predictors).fit())
    assert found.cooks_distance == pytest.approx(direct.cooks_distance[0], rel=1e-9)
    assert found.dfbetas == pytest.approx(direct.dfbetas[:, 1], rel=1e-9)
    assert found.leverage == pytest.approx(direct.hat_matrix_diag, rel=1e-10)


def test_coefficient_without_a_city_is_that_of_a_fit_without_it() -> None:
    outcome, predictors = example(n=15)
    found = influence(least_squares(outcome, predictors), 1)
    for row in range(15):
        kept = np.arange(15) != row
        alone = least_squares(outcome[kept], predictors[kept])
        assert found.without[row] == pytest.approx(alone.fit.coefficients[1], rel=1e-9)


def test_line_through_partial_residuals_has_the_slope_of_the_model_and_the_mean_of_the_outcome() -> None:
    outcome, predictors = example()
    found = least_squares(outcome, predictors)
    partial = partial_residuals(outcome, found, 1)
    slope, _ = np.polyfit(predictors[:, 1], partial, 1)
    assert slope == pytest.approx(found.fit.coefficients[1])
    assert partial.mean() == pytest.approx(outcome.mean())


def test_partial_residuals_are_those_of_statsmodels() -> None:
    outcome, predictors = example()
    fit = sm.OLS(outcome, predictors).fit()
    own = predictors[:, 1]
    expected = outcome.mean() + fit.params[1] * (own - own.mean()) + fit.resid
    assert partial_residuals(outcome, least_squares(outcome, predictors), 1) == pytest.approx(expected, rel=1e-10)


def test_partial_residuals_without_controls_are_the_outcome() -> None:
    outcome, predictors = example()
    alone = predictors[:, :2]
    assert partial_residuals(outcome, least_squares(outcome, alone), 1) == pytest.approx(outcome)


@given(st.integers(0, 1000), st.floats(0.01, 100), st.floats(-50, 50))
def test_rescaling_an_outcome_rescales_its_coefficients(seed: int, factor: float, shift: float) -> None:
    outcome, predictors = example(seed, n=25)
    plain, scaled = (least_squares(y, predictors) for y in (outcome, factor * outcome + shift))
    assert scaled.fit.coefficients[1:] == pytest.approx(factor * plain.fit.coefficients[1:], rel=1e-6, abs=1e-9)
    assert np.sqrt(scaled.fit.covariance.diagonal()) == pytest.approx(
        factor * np.sqrt(plain.fit.covariance.diagonal()), rel=1e-6, abs=1e-9
    )


@given(st.integers(0, 1000))
def test_order_of_cities_changes_nothing(seed: int) -> None:
    outcome, predictors = example(seed, n=25)
    order = np.random.default_rng(seed).permutation(25)
    plain, shuffled = least_squares(outcome, predictors), least_squares(outcome[order], predictors[order])
    assert shuffled.fit.coefficients == pytest.approx(plain.fit.coefficients)
    assert shuffled.fit.covariance == pytest.approx(plain.fit.covariance, abs=1e-12)
    assert influence(shuffled, 1).without == pytest.approx(influence(plain, 1).without[order])

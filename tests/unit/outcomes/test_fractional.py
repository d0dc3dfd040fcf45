"""The fractional logit against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.special import expit

from civiscope.errors import UserError
from civiscope.outcomes.fractional import average_effect, fractional_logit

Floats = NDArray[np.float64]


def example(n: int = 60) -> tuple[Floats, Floats]:
    drawn = np.random.default_rng(8)
    predictors = np.column_stack([np.ones(n), drawn.normal(50, 15, n), drawn.normal(size=n)])
    shares = expit(-2 + 0.03 * predictors[:, 1] + 0.4 * predictors[:, 2] + drawn.normal(0, 0.5, n))
    return shares, predictors


def test_coefficients_are_those_of_a_binomial_glm() -> None:
    shares, predictors = example()
    direct = sm.GLM(shares, predictors, family=sm.families.Binomial()).fit(tol=1e-14)
    assert fractional_logit(shares, predictors).coefficients == pytest.approx(direct.params, rel=1e-9)


def test_errors_are_hc3_of_the_glm() -> None:
    # statsmodels gives a GLM HC0; scores divided by 1 - h, with its own leverages, make HC3 of it.
    shares, predictors = example()
    direct = sm.GLM(shares, predictors, family=sm.families.Binomial()).fit(tol=1e-14, cov_type="HC0")
    bread = direct.normalized_cov_params
    leverage = direct.get_influence().hat_matrix_diag
    scores = predictors * (direct.resid_response / (1 - leverage))[:, None]
    assert fractional_logit(shares, predictors).covariance == pytest.approx(bread @ scores.T @ scores @ bread, rel=1e-8)
    plain = predictors * direct.resid_response[:, None]
    assert direct.cov_params() == pytest.approx(bread @ plain.T @ plain @ bread, rel=1e-8)


def test_average_effect_and_its_delta_method_by_differences() -> None:
    shares, predictors = example()
    fit = fractional_logit(shares, predictors)

    def effect(coefficients: Floats) -> float:
        expected = expit(predictors @ coefficients)
        return float(coefficients[1] * (expected * (1 - expected)).mean())

    steps = 1e-6 * np.eye(3)
    gradient = np.array([(effect(fit.coefficients + s) - effect(fit.coefficients - s)) / 2e-6 for s in steps])
    found = average_effect(fit, predictors, 1)
    assert found.estimate == pytest.approx(effect(fit.coefficients))
    assert found.variance == pytest.approx(gradient @ fit.covariance @ gradient, rel=1e-6)


def test_average_effect_is_the_mean_change_for_a_small_step() -> None:
    shares, predictors = example()
    fit = fractional_logit(shares, predictors)
    moved = predictors + np.array([0, 1e-5, 0])
    change = (expit(moved @ fit.coefficients) - expit(predictors @ fit.coefficients)).mean() / 1e-5
    assert average_effect(fit, predictors, 1).estimate == pytest.approx(change, rel=1e-5)


def test_shares_that_the_score_separates_are_refused() -> None:
    predictors = np.column_stack([np.ones(8), np.arange(8.0)])
    with pytest.raises(UserError):
        fractional_logit((np.arange(8) >= 4).astype(float), predictors)

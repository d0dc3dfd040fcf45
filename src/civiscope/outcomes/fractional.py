"""The fractional logit: shares of cities' residents as outcomes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from civiscope.outcomes.linear import Fit, leverage_of
from civiscope.sampling.regression import fit_logit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AverageEffect:
    """The mean change of the expected share for one unit of a predictor, with its variance."""

    estimate: float
    variance: float


def fractional_logit(shares: Floats, predictors: Floats) -> Fit:
    """E(share) = 1 / (1 + exp(-x b)) by quasi-likelihood of the Bernoulli (Papke and Wooldridge 1996).

    ``shares`` (n,) in [0, 1], ``predictors`` (n, k) of full rank. The covariance allows for any variance: HC3 of the
    weighted least squares of the last step, with its leverages, as the R package sandwich takes it for such models
    (Zeileis 2006). t intervals on n - k degrees of freedom are a little wider than those of the normal distribution.
    Raises UserError where the fit does not converge.
    """
    coefficients, _, _ = fit_logit(predictors, shares, np.ones(len(shares)))
    # One step more: where the iteration stops, the error is that of the last step; after another one it is its square.
    inverse = _inverse_information(predictors, coefficients)
    coefficients = coefficients + inverse @ (predictors.T @ (shares - expit(predictors @ coefficients)))
    expected = expit(predictors @ coefficients)
    leverage = leverage_of(predictors * np.sqrt(expected * (1 - expected))[:, None])
    inverse = _inverse_information(predictors, coefficients)
    scores = (predictors * ((shares - expected) / (1 - leverage))[:, None]) @ inverse
    return Fit(coefficients, scores.T @ scores, len(shares) - predictors.shape[1])


def _inverse_information(predictors: Floats, coefficients: Floats) -> Floats:
    expected = expit(predictors @ coefficients)
    found: Floats = np.linalg.inv((predictors * (expected * (1 - expected))[:, None]).T @ predictors)
    return found


def average_effect(fit: Fit, predictors: Floats, column: int) -> AverageEffect:
    """The average partial effect of a column: the mean of m (1 - m) times its coefficient, m the expected share.

    The variance is that of the delta method: the gradient is the mean of b m (1 - m) (1 - 2 m) x, with the mean of
    m (1 - m) added at the column's own place (Wooldridge 2010, section 15.6).
    """
    expected = expit(predictors @ fit.coefficients)
    slope = expected * (1 - expected)
    coefficient = float(fit.coefficients[column])
    gradient = coefficient * (predictors * (slope * (1 - 2 * expected))[:, None]).mean(axis=0)
    gradient[column] += slope.mean()
    return AverageEffect(coefficient * float(slope.mean()), float(gradient @ fit.covariance @ gradient))

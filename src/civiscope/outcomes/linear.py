"""Least squares with errors that allow for unequal variances, and what single cities do to a coefficient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (k,) with their covariance (k, k) and the degrees of freedom of their t intervals."""

    coefficients: Floats
    covariance: Floats
    df: float


@dataclass(frozen=True, slots=True)
class LinearFit:
    """A linear model of n rows: ``leverage`` (n,) and ``residuals`` (n,); ``inverse`` (k, k) is (X'X)**-1."""

    fit: Fit
    predictors: Floats
    leverage: Floats
    residuals: Floats
    inverse: Floats
    r_squared: float


@dataclass(frozen=True, slots=True)
class Influence:
    """What single rows do to one coefficient, each of shape (n,).

    ``without`` is the coefficient when the row is left out, ``dfbetas`` its change in standard errors that are
    estimated without the row, ``cooks_distance`` the row's influence on all fitted values.
    """

    without: Floats
    dfbetas: Floats
    cooks_distance: Floats
    leverage: Floats


def leverage_of(predictors: Floats) -> Floats:
    """The diagonal (n,) of the hat matrix of predictors (n, k)."""
    q, _ = np.linalg.qr(predictors)
    found: Floats = (q**2).sum(axis=1)
    return found


def least_squares(outcome: Floats, predictors: Floats) -> LinearFit:
    """Regress ``outcome`` (n,) on ``predictors`` (n, k), of full rank, n > k and no leverage of 1.

    The covariance is HC3 (MacKinnon and White 1985; Long and Ervin 2000): A X' diag(e**2 / (1 - h)**2) X A with
    A = (X'X)**-1, residuals e and leverages h.
    """
    n, k = predictors.shape
    q, r = np.linalg.qr(predictors)
    back = np.linalg.inv(r)
    coefficients = back @ (q.T @ outcome)
    residuals = outcome - predictors @ coefficients
    leverage = (q**2).sum(axis=1)
    scores = (residuals / (1 - leverage))[:, None] * (q @ back.T)
    spread = float(((outcome - outcome.mean()) ** 2).sum())
    return LinearFit(
        Fit(coefficients, scores.T @ scores, n - k),
        predictors,
        leverage,
        residuals,
        back @ back.T,
        1 - float((residuals**2).sum()) / spread,
    )


def influence(linear: LinearFit, column: int) -> Influence:
    """The influence of every row on the coefficient of a column (Belsley, Kuh and Welsch 1980; Cook 1977).

    Leaving row i out changes the coefficients by -A x e / (1 - h). Needs n > k + 1.
    """
    x, h, e = linear.predictors, linear.leverage, linear.residuals
    n, k = x.shape
    change = (x @ linear.inverse[:, column]) * e / (1 - h)
    total = float((e**2).sum())
    variance = total / (n - k)
    others = np.maximum((total - e**2 / (1 - h)) / (n - k - 1), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        dfbetas = change / np.sqrt(others * linear.inverse[column, column])
        cook = e**2 * h / (k * variance * (1 - h) ** 2)
    return Influence(linear.fit.coefficients[column] - change, dfbetas, cook, h)


def partial_residuals(outcome: Floats, linear: LinearFit, column: int) -> Floats:
    """Partial residuals (n,) of a column, around the mean of the outcome: mean(y) + b (x - mean(x)) + e.

    Against x their least-squares line has the slope b of the full model (Larsen and McCleary 1972). With no other
    predictor but an intercept they are the outcome itself.
    """
    own = linear.predictors[:, column]
    partial: Floats = outcome.mean() + linear.fit.coefficients[column] * (own - own.mean()) + linear.residuals
    return partial

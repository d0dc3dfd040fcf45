"""Regressions that know the design: linear and logistic models by pseudo-maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, xlogy

from civiscope.errors import UserError, problem
from civiscope.sampling.stages import Stages

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_TOLERANCE = 1e-8
_MOST_ITERATIONS = 25
"""As in R's ``glm.control``, so that fits stop where R's do."""

_PERFECT = 1e-6
"""A deviance per row below this says that predictors separate the outcomes: coefficients then grow without end."""


class Family(StrEnum):
    """The distribution of the outcome: normal with the identity as link, or 0 and 1 with the logit."""

    GAUSSIAN = "gaussian"
    LOGIT = "logit"


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients (k,) with their design-based covariance (k, k).

    ``df`` are the degrees of freedom of t and F tests: those of the design among the rows, plus 1, minus k.
    ``dispersion`` is the design-based variance of the residuals (of Pearson residuals for the logit); ``n`` counts the
    rows.
    """

    coefficients: Floats
    covariance: Floats
    df: int
    dispersion: float
    n: int


def fit_regression(
    outcome: Floats,
    predictors: Floats,
    weights: Floats,
    stages: Stages,
    unit: Ints,
    family: Family = Family.GAUSSIAN,
) -> Regression:
    """Fit ``outcome`` (n,) on ``predictors`` (n, k), of which one column is usually 1 for the intercept.

    Solves the weighted score equations by iteratively reweighted least squares. The covariance is that of the
    coefficients' linearised values, A**-1 x w (y - mu), with A the weighted information (Binder 1983; Fuller 1975 for
    the linear model). ``unit`` (n,) numbers the rows' groups in ``stages``; NaN in outcome or predictors leaves a row
    out of the model, but not out of the sample.
    Raises UserError where predictors determine one another or the fit does not converge.
    """
    used = ~np.isnan(outcome) & ~np.isnan(predictors).any(axis=1) & (weights > 0)
    x, y, own = predictors[used], outcome[used], weights[used]
    if len(y) <= x.shape[1] or np.linalg.matrix_rank(x) < x.shape[1]:
        raise UserError(problem("regression-not-determined", value=len(y), count=x.shape[1]))
    scaled = own / own.mean()
    coefficients, information, residuals = (_least_squares if family is Family.GAUSSIAN else fit_logit)(x, y, scaled)
    inverse = np.linalg.inv((x * information[:, None]).T @ x)
    scores = np.zeros((len(outcome), x.shape[1]))
    scores[used] = (x * (residuals * information)[:, None]) @ inverse
    counted = np.bincount(unit, used, minlength=len(stages.rows)).astype(np.int64)
    groups = np.arange(len(stages.rows))
    df = stages.degrees_of_freedom(np.zeros(len(groups), dtype=np.int64), groups, counted, 1)[0]
    pearson = residuals if family is Family.GAUSSIAN else residuals * np.sqrt(_bernoulli(x @ coefficients))
    return Regression(
        coefficients,
        covariance_of_rows(stages, unit, scores),
        int(df) + 1 - x.shape[1],
        _variance(pearson, own),
        len(y),
    )


def covariance_of_rows(stages: Stages, unit: Ints, scores: Floats) -> Floats:
    """Covariance (p, p) of the totals of linearised values (n, p), weight included, of every row of the sample."""
    groups = len(stages.rows)
    sums = np.zeros((groups, scores.shape[1]))
    np.add.at(sums, unit, scores)
    products = None
    if stages.elements:
        products = np.zeros((groups, scores.shape[1], scores.shape[1]))
        np.add.at(products, unit, scores[:, :, None] * scores[:, None, :])
    return stages.covariance(np.arange(groups), sums, products)


def _least_squares(x: Floats, y: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    coefficients = _solve(x, y, weights)
    return coefficients, weights, y - x @ coefficients


def fit_logit(x: Floats, y: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """A logit of shares ``y`` (n,) in [0, 1] on predictors (n, k) by quasi-likelihood, with iterated least squares.

    Returns the coefficients (k,), the last iteration's information weights (n,) and the working residuals (n,). Raises
    UserError where the fit does not converge.
    """
    start = (weights * y + 0.5) / (weights + 1)
    linear = logit(start)
    before = _deviance(y, start, weights)
    for _ in range(_MOST_ITERATIONS):
        spread = _bernoulli(linear)
        if not spread.all():
            # Fitted shares of exactly 0 or 1: the coefficients are on their way to infinity.
            break
        information = weights * spread
        coefficients = _solve(x, linear + (y - expit(linear)) / spread, information)
        linear = x @ coefficients
        deviance = _deviance(y, expit(linear), weights)
        if deviance < _PERFECT * len(y):
            break
        if abs(deviance - before) / (abs(deviance) + 0.1) < _TOLERANCE:
            return coefficients, information, (y - expit(linear)) / _bernoulli(linear)
        before = deviance
    raise UserError(problem("regression-not-converged", count=_MOST_ITERATIONS))


def _solve(x: Floats, y: Floats, weights: Floats) -> Floats:
    root = np.sqrt(weights)
    return np.asarray(np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0], dtype=np.float64)


def _bernoulli(linear: Floats) -> Floats:
    share = expit(linear)
    found: Floats = share * (1 - share)
    return found


def _deviance(y: Floats, fitted: Floats, weights: Floats) -> float:
    return -2 * float((weights * (xlogy(y, fitted) + xlogy(1 - y, 1 - fitted))).sum())


def _variance(values: Floats, weights: Floats) -> float:
    mean = float(weights @ values / weights.sum())
    return float(weights @ (values - mean) ** 2 / weights.sum() * len(values) / (len(values) - 1))

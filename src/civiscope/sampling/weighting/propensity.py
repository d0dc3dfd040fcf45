"""The propensity to respond: logistic regression on variables of the frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, xlogy

from civiscope.errors import UserError
from civiscope.errors.problem import problem
from civiscope.sampling.weighting.auxiliaries import independent_columns

Floats = NDArray[np.float64]

_STEPS = 100
_HALVINGS = 30
_SETTLED = 1e-12
"""Steps end when the deviance changes by less than this, relative to it."""


def propensities(responded: NDArray[np.bool_], frame: Floats, weights: Floats) -> Floats:
    """Fitted probabilities (n,) of the logistic regression of response on ``frame`` (n, q) and a constant.

    ``weights`` (n,) weight the rows' log-likelihoods. Variables that follow from those before them are dropped. Solved
    by Newton's method, which for this model is iteratively reweighted least squares (McCullagh and Nelder 1989, section
    4.4), in the coordinates of an orthonormal basis. A category in which all respond gets a probability near 1; raises
    UserError (response-separated) where all rows are told apart.
    """
    matrix = np.column_stack([np.ones(len(frame)), frame])
    matrix = matrix[:, independent_columns(matrix * np.sqrt(weights)[:, None])]
    basis = np.linalg.qr(matrix)[0]
    answers = responded.astype(np.float64)
    coefficients = np.zeros(basis.shape[1])
    deviance = _deviance(answers, expit(basis @ coefficients), weights)
    for _ in range(_STEPS):
        fitted = expit(basis @ coefficients)
        gradient = basis.T @ (weights * (answers - fitted))
        hessian = (basis * (weights * fitted * (1 - fitted))[:, None]).T @ basis
        step = np.linalg.lstsq(hessian, gradient, rcond=1e-15)[0]
        previous = deviance
        for _ in range(_HALVINGS):
            deviance = _deviance(answers, expit(basis @ (coefficients + step)), weights)
            if deviance <= previous:
                coefficients = coefficients + step
                break
            step = step / 2
        else:
            deviance = previous
        if abs(previous - deviance) <= _SETTLED * (deviance + weights.mean()):
            break
    if deviance <= 1e-6 * weights.sum():
        raise UserError(problem("response-separated"))
    found: Floats = expit(basis @ coefficients)
    return found


def _deviance(answers: Floats, fitted: Floats, weights: Floats) -> float:
    """Minus twice the weighted log-likelihood; infinite where a fitted 0 or 1 is contradicted."""
    with np.errstate(divide="ignore"):
        return float(-2 * np.sum(weights * (xlogy(answers, fitted) + xlogy(1 - answers, 1 - fitted))))

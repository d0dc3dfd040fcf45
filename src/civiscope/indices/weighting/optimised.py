"""Weights by which each element is as important for the index as it is meant to be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Floats = NDArray[np.float64]

Correlations = Callable[[Floats], Floats]

_LEAST = 12.0
"""Weights are sought between e**-_LEAST and e**_LEAST times the mean: an element without use ends near 0."""

_SPREAD = 0.5
"""Size of the first simplex: large enough for ranks to change."""

_REACHED = 1e-14
"""Sum of squares below which targets count as reached."""


def optimised_weights(correlations: Correlations, targets: Floats | None, start: Floats) -> Floats:
    """Weights (c,) that sum to 1, none below 0.

    ``correlations`` gives the correlation (c,) of each element with the index under given weights. With ``targets`` the
    correlations, as shares of their sum, come as near to the targets as they can (least squares); without, their sum is
    as high as it can be. Becker, Saisana, Paruolo and Vandecasteele (2017), in the linear form of COINr's
    ``get_opt_weights``, which stops at a tolerance of 0.1; here the search goes on to the end. NaN where an element has
    no correlation with the index.
    """

    def weights(exponents: Floats) -> Floats:
        powers = np.exp(exponents - exponents.max())
        found: Floats = powers / powers.sum()
        return found

    def misfit(exponents: Floats) -> Floats:
        found = correlations(weights(exponents))
        if targets is None:
            return -found
        shares: Floats = found / found.sum() - targets / targets.sum()
        return shares

    def loss(exponents: Floats) -> float:
        parts = misfit(np.clip(exponents, -_LEAST, _LEAST))
        return float(parts.sum() if targets is None else (parts**2).sum())

    initial = np.log(np.maximum(start / start.mean(), 1e-3))
    if np.isnan(misfit(initial)).any():
        return np.full(len(start), np.nan)
    found = _by_gradient(misfit, loss, initial, balance=targets is not None)
    # Where aggregation compares ranks, correlations move in jumps: differences are 0, or mislead.
    stuck = loss(found) >= loss(initial) if targets is None else loss(found) > _REACHED
    if stuck:
        found = _by_simplex(loss, found)
    return weights(np.clip(found, -_LEAST, _LEAST))


def _by_gradient(
    misfit: Callable[[Floats], Floats], loss: Callable[[Floats], float], initial: Floats, *, balance: bool
) -> Floats:
    """Exponents (c,) where a search along differences ends; the initial ones where it gains nothing."""
    if balance:
        solved = optimize.least_squares(
            misfit, initial, bounds=(-_LEAST, _LEAST), xtol=1e-15, ftol=1e-15, gtol=1e-15, jac="3-point"
        )
        found = np.asarray(solved.x, dtype=np.float64)
    else:
        bounds = [(-_LEAST, _LEAST)] * len(initial)
        minimised = optimize.minimize(
            loss, initial, method="L-BFGS-B", jac="3-point", bounds=bounds, options={"ftol": 1e-15, "gtol": 1e-10}
        )
        found = np.asarray(minimised.x, dtype=np.float64)
    return found if loss(found) <= loss(initial) else initial


def _by_simplex(loss: Callable[[Floats], float], start: Floats) -> Floats:
    """Exponents (c,) where a search by points ends (Nelder and Mead 1965); the start where it gains nothing."""
    limit = 400 * len(start)
    corners = np.concatenate([start[None, :], start + _SPREAD * np.eye(len(start))])
    solved = optimize.minimize(
        loss,
        start,
        method="Nelder-Mead",
        options={
            "initial_simplex": corners,
            "xatol": 1e-6,
            "fatol": 1e-15,
            "maxiter": limit,
            "maxfev": limit,
            "adaptive": len(start) > 4,
        },
    )
    found = np.asarray(solved.x, dtype=np.float64)
    return found if loss(found) < loss(start) else start

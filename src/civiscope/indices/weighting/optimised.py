"""Weights by which each element is as important for the index as it is meant to be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Floats = NDArray[np.float64]

Correlations = Callable[[Floats], Floats]


def optimised_weights(correlations: Correlations, targets: Floats | None, start: Floats) -> Floats:
    """Weights (c,) that sum to 1, none below 0.

    ``correlations`` gives the correlation (c,) of each element with the index under given weights. With ``targets`` the
    correlations, as shares of their sum, come as near to the targets as they can (least squares); without, their sum is
    as high as it can be. Becker, Saisana, Paruolo and Vandecasteele (2017), in the linear form of COINr's
    ``get_opt_weights``. Weights are searched as exponents, so that they stay above 0.
    """
    count = len(start)

    def weights(exponents: Floats) -> Floats:
        powers = np.exp(exponents - exponents.max())
        found: Floats = powers / powers.sum()
        return found

    def loss(exponents: Floats) -> float:
        found = correlations(weights(exponents))
        if np.isnan(found).any():
            return 1e6
        if targets is None:
            return -float(found.sum())
        return float((((found / found.sum()) - targets / targets.sum()) ** 2).sum())

    initial: list[float] = np.log(np.maximum(start, 1e-6)).tolist()
    limit = 4000 * count
    solved = optimize.minimize(
        loss,
        initial,
        method="Nelder-Mead",
        options={"xatol": 1e-8, "fatol": 1e-16, "maxiter": limit, "maxfev": limit, "adaptive": count > 4},
    )
    return weights(np.asarray(solved.x, dtype=np.float64))

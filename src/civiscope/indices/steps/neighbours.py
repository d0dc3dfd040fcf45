"""Imputation by the nearest units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_BLOCK = 512
"""Units whose distances to all others are held at once."""


def filled_by_neighbours(values: Floats, count: int) -> Floats:
    """Missing values (n, p) filled with the mean of the ``count`` nearest units that have the indicator.

    Nearness is the mean square of the differences of z-scores over the indicators that both units have (Troyanskaya et
    al. 2001); units without one in common are no neighbours. Among equally near ones the earlier row comes first.
    """
    known = ~np.isnan(values)
    if known.all():
        return values
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.nanstd(values, axis=0)
        scores = (values - np.nanmean(values, axis=0)) / np.where(spread > 0, spread, 1.0)
    filled, mask = np.where(known, scores, 0.0), known.astype(np.float64)
    found = values.copy()
    wanting = np.flatnonzero(~known.all(axis=1))
    for start in range(0, len(wanting), _BLOCK):
        rows = wanting[start : start + _BLOCK]
        shared = mask[rows] @ mask.T
        squares = (filled[rows] ** 2) @ mask.T + mask[rows] @ (filled**2).T - 2 * filled[rows] @ filled.T
        distances = np.where(shared > 0, squares / np.where(shared > 0, shared, 1.0), np.inf)
        distances[np.arange(len(rows)), rows] = np.inf
        order = np.argsort(distances, axis=1, kind="stable")
        for place, row in enumerate(rows):
            for column in np.flatnonzero(~known[row]):
                near = order[place][known[order[place], column] & np.isfinite(distances[place, order[place]])]
                if len(near):
                    found[row, column] = values[near[:count], column].mean()
    return found

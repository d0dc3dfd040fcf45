"""Imputation by the nearest units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_BLOCK = 512
"""Units whose distances to all others are held at once."""

_DIGITS = 12
"""Distances are rounded to so many decimals: beyond them, equal distances differ by the arithmetic only."""


def filled_by_neighbours(values: Floats, count: int, weights: Floats | None = None) -> Floats:
    """Missing values (n, p) filled with the mean of the ``count`` nearest units that have the indicator.

    Nearness is the mean square of the differences of z-scores over the indicators that both units have (Troyanskaya et
    al. 2001); units without one in common are no neighbours. Among equally near ones the earlier row comes first.
    ``weights`` (n,) are frequency weights: a unit counts as so many neighbours. Values that no neighbour has stay
    missing.
    """
    known = ~np.isnan(values)
    if known.all():
        return values
    own = np.ones(len(values)) if weights is None else weights
    filled, mask = _scores(values, known, own), known.astype(np.float64)
    found = values.copy()
    wanting = np.flatnonzero(~known.all(axis=1))
    for start in range(0, len(wanting), _BLOCK):
        rows = wanting[start : start + _BLOCK]
        distances = _distances(filled, mask, rows)
        distances[:, own <= 0] = np.inf
        for row, near in zip(rows, distances, strict=True):
            for column in np.flatnonzero(~known[row]):
                found[row, column] = _mean_of_nearest(near, values[:, column], own, count)
    return found


def _scores(values: Floats, known: Bools, weights: Floats) -> Floats:
    """z-scores (n, p), 0 where a value is missing."""
    own = known * weights[:, None]
    total = np.where(own.sum(axis=0) > 0, own.sum(axis=0), 1.0)
    centred = np.where(known, values - (own * np.where(known, values, 0.0)).sum(axis=0) / total, 0.0)
    spread = np.sqrt((own * centred**2).sum(axis=0) / total)
    return centred / np.where(spread > 0, spread, 1.0)


def _distances(scores: Floats, mask: Floats, rows: NDArray[np.intp]) -> Floats:
    """Mean squared differences (len(rows), n) over what two units both have; infinite with itself, or with none."""
    shared = mask[rows] @ mask.T
    squares = (scores[rows] ** 2) @ mask.T + mask[rows] @ (scores**2).T - 2 * scores[rows] @ scores.T
    found: Floats = np.where(shared > 0, squares / np.where(shared > 0, shared, 1.0), np.inf)
    found[np.arange(len(rows)), rows] = np.inf
    return found.round(_DIGITS)


def _mean_of_nearest(distances: Floats, values: Floats, weights: Floats, count: int) -> float:
    """The mean of a column over the nearest rows that have it, up to a weight of ``count``; NaN where none has."""
    there = np.flatnonzero(np.isfinite(distances) & ~np.isnan(values))
    if not len(there):
        return float("nan")
    near = distances[there]
    if weights[there].min() >= 1 and len(there) > count:
        # Only what is as near as the one in this place can take part: no need to sort the rest.
        kept = near <= np.partition(near, count - 1)[count - 1]
        there, near = there[kept], near[kept]
    there = there[np.argsort(near, kind="stable")]
    own = weights[there]
    taken = np.clip(count - (np.cumsum(own) - own), 0.0, own)
    return float((taken * values[there]).sum() / taken.sum())

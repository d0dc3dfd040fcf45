"""Imputation by the nearest units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_BLOCK = 512
"""Units whose distances to all others are held at once."""

_SPARE = 64
"""More of the nearest units than are asked for, so that enough of them have an indicator."""

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
        for row, near in zip(rows, distances, strict=True):
            closest = _sorted(near, count + _SPARE)
            everybody = None
            for column in np.flatnonzero(~known[row]):
                mean = _mean_of_first(closest, values[:, column], own, count)
                if mean is None:
                    # Too few of the closest have the indicator: all units must be put in order.
                    everybody = _sorted(near, len(near)) if everybody is None else everybody
                    mean = _mean_of_first(everybody, values[:, column], own, count, enough=0.0)
                found[row, column] = np.nan if mean is None else mean
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


def _sorted(distances: Floats, count: int) -> NDArray[np.intp]:
    """The nearest ``count`` rows in order, and those as near as the last; none that are infinitely far."""
    limit = np.partition(distances, count - 1)[count - 1] if count < len(distances) else np.inf
    near = np.flatnonzero((distances <= limit) & np.isfinite(distances))
    return near[np.argsort(distances[near], kind="stable")]


def _mean_of_first(
    rows: NDArray[np.intp], values: Floats, weights: Floats, count: int, enough: float | None = None
) -> float | None:
    """The mean over the first rows that have a value, up to a weight of ``count``.

    None where their weight is 0, or below ``enough`` (``count``, where it is not given).
    """
    there = rows[~np.isnan(values[rows])]
    own = weights[there]
    reached = np.cumsum(own)
    if not len(there) or reached[-1] <= 0 or reached[-1] < (count if enough is None else enough):
        return None
    taken = np.clip(count - (reached - own), 0.0, own)
    return float((taken * values[there]).sum() / taken.sum())

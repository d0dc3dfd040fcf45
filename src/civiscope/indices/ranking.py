"""Ranks of units by their scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_ROUNDING = 1e-12
"""Scores that differ by less than this share of the greatest are equal: sums in another order end in other digits."""

_CACHED = 65_536
"""Scores that are ranked at a time: few enough to stay in the processor's cache between the steps."""


def rank_descending(scores: ArrayLike) -> Floats:
    """Ranks of ``scores`` (..., n) along the last axis: 1 is the highest, ties take the lowest, NaN stays NaN.

    Scores that differ by rounding only are ties: units with the same values share a rank, whatever their order.
    """
    values = np.asarray(scores, dtype=np.float64)
    units = values.shape[-1]
    found = np.empty_like(values)
    if not values.size:
        return found
    rows, out = values.reshape(-1, units), found.reshape(-1, units)
    size = max(1, _CACHED // units)
    for start in range(0, len(rows), size):
        _rank_block(rows[start : start + size], out[start : start + size])
    return found


def _rank_block(scores: Floats, out: Floats) -> None:
    """Write the ranks of ``scores`` (r, n) to ``out``: a score's rank is the place at which its ties begin."""
    turned = -scores
    order = np.argsort(turned, axis=-1)  # NaN goes to the end
    ordered = np.take_along_axis(turned, order, axis=-1)
    places = np.zeros(order.shape, dtype=np.int64)
    greatest = np.max(np.abs(scores), axis=-1, initial=0.0, where=np.isfinite(scores), keepdims=True)
    with np.errstate(invalid="ignore"):
        starts = ordered[:, 1:] - ordered[:, :-1] > _ROUNDING * greatest
    np.multiply(starts, np.arange(1, scores.shape[1]), out=places[:, 1:])
    np.maximum.accumulate(places, axis=-1, out=places)
    ranks = np.where(np.isnan(ordered), np.nan, places + 1)
    np.put_along_axis(out, order, ranks, axis=-1)

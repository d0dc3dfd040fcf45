"""Correlations of elements over the units that have all of them, each unit as often as its weight says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDING = 1e-13
"""A spread below this share of the values comes from the arithmetic."""


def has_correlations(values: Floats, row_weights: Floats | None = None) -> bool:
    """Whether the columns of ``values`` (n, c) have correlations: two complete rows at least, and spread in each."""
    complete, own = _complete(values, row_weights)
    complete = complete[own > 0]
    if len(complete) < 2:
        return False
    spread = np.ptp(complete, axis=0)
    return bool((spread > _ROUNDING * np.abs(complete).max(axis=0)).all())


def correlations_of(values: Floats, row_weights: Floats | None = None) -> Floats:
    """Pearson correlations (c, c) over the complete rows of ``values`` (n, c); ``row_weights`` (n,) are frequencies.

    Columns must have correlations (`has_correlations`).
    """
    complete, own = _complete(values, row_weights)
    centred = complete - np.average(complete, axis=0, weights=own)
    products = (own[:, None] * centred).T @ centred
    lengths = np.sqrt(np.diag(products))
    found: Floats = np.clip(products / lengths[:, None] / lengths[None, :], -1.0, 1.0)
    return found


def _complete(values: Floats, row_weights: Floats | None) -> tuple[Floats, Floats]:
    known = ~np.isnan(values).any(axis=1)
    own = np.ones(len(values)) if row_weights is None else row_weights
    return values[known], own[known]

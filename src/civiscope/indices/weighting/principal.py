"""Weights from the first principal component."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.weighting.correlation import correlations_of, has_correlations

Floats = NDArray[np.float64]


def principal_weights(values: Floats, row_weights: Floats | None = None) -> Floats:
    """Loadings (c,) of the first principal component of the correlations of ``values`` (n, c), signed to sum above 0.

    Rows with a missing value are left out, as in COINr's ``get_PCA``. They can be negative: an element that runs
    against the others then lowers the score. ``row_weights`` (n,) are frequency weights. NaN where fewer than 2 rows
    are complete or a column does not vary.
    """
    if not has_correlations(values, row_weights):
        return np.full(values.shape[1], np.nan)
    _, vectors = np.linalg.eigh(correlations_of(values, row_weights))
    first = vectors[:, -1]
    return first if first.sum() >= 0 else -first

"""Weights from the first principal component."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def principal_weights(values: Floats) -> Floats:
    """Loadings (c,) of the first principal component of the correlations of ``values`` (n, c), signed to sum above 0.

    Rows with a missing value are left out, as in COINr's ``get_PCA``. They can be negative: an element that runs
    against the others then lowers the score. NaN where fewer than 2 rows are complete or a column does not vary.
    """
    complete = values[~np.isnan(values).any(axis=1)]
    if len(complete) < 2 or (complete.std(axis=0) == 0).any():
        return np.full(values.shape[1], np.nan)
    _, vectors = np.linalg.eigh(np.corrcoef(complete, rowvar=False))
    first = vectors[:, -1]
    return first if first.sum() >= 0 else -first

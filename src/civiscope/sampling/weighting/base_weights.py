"""What every verb asks of the weights that it starts from."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import UserError
from civiscope.errors.problem import problem

Floats = NDArray[np.float64]


def checked(weights: ArrayLike, *, negative: bool = False) -> Floats:
    """The weights as an array (n,), checked: finite, not all 0, and not below 0 unless ``negative`` allows it.

    Raises UserError (weight-missing, weight-negative, weights-all-zero).
    """
    found = np.array(weights, dtype=np.float64)
    missing = int(np.isnan(found).sum())
    if missing:
        raise UserError(problem("weight-missing", count=missing))
    wrong = ~np.isfinite(found) if negative else ~(np.isfinite(found) & (found >= 0))
    if wrong.any():
        raise UserError(problem("weight-negative", value=f"{found[wrong][0]:.10g}"))
    if not found.any():
        raise UserError(problem("weights-all-zero"))
    return found

"""Whether totals can be reached at all: a linear programme, asked when calibration within bounds fails."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from civiscope.sampling.weighting.auxiliaries import Auxiliaries
from civiscope.sampling.weighting.distances import Bounds

Floats = NDArray[np.float64]

_ROUNDING = 1e-6
"""What the linear programme's own tolerance can take from the part of the way."""


def least_bounds(weights: Floats, found: Auxiliaries, bounds: Bounds) -> Bounds | None:
    """The narrowest bounds, their distances to 1 in the proportion of ``bounds``, within which ratios reach the totals.

    ``bounds`` themselves where they are wide enough; None where no bounds of these proportions are. Ratios within
    ``bounds`` go a part of the way from the totals before to those wanted; the programme finds the greatest part (at
    most all of it). As changes of ratios and of totals are proportional, bounds must be wider by one over that part.
    """
    counted = weights > 0
    columns, totals = _equations(weights[counted], found.values[counted], found.totals)
    way = totals - columns.sum(axis=1)
    rows = columns.shape[1]
    answer = linprog(
        np.append(np.zeros(rows), -1.0),
        A_eq=np.column_stack([columns, -way]),
        b_eq=np.zeros(len(columns)),
        bounds=[(bounds[0] - 1, bounds[1] - 1)] * rows + [(0, 1)],
    )
    part = 0.0 if answer.x is None else float(answer.x[-1])
    if part >= 1 - _ROUNDING:
        return bounds
    if part <= _ROUNDING:
        return None
    return 1 - (1 - bounds[0]) / part, 1 + (bounds[1] - 1) / part


def reachable_with_positive_weights(weights: Floats, found: Auxiliaries) -> bool:
    """Whether weights of 0 or more, for rows that had a weight, reach the totals."""
    counted = weights > 0
    columns, totals = _equations(weights[counted], found.values[counted], found.totals)
    answer = linprog(np.zeros(columns.shape[1]), A_eq=columns, b_eq=totals, bounds=(0, None))
    return bool(answer.success)


def _equations(weights: Floats, values: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Equations of the ratios, (q, n) and (q,), each scaled by the size of its terms."""
    terms = (values * weights[:, None]).T
    sizes = np.abs(terms).sum(axis=1)
    return terms / sizes[:, None], totals / sizes

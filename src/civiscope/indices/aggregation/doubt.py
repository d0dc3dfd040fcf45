"""Benefit of the doubt: each unit is scored by the weights that favour it most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]


def benefit_of_doubt(values: Floats, weights: Floats, rule: Rule) -> Floats:
    """Scores (n,) of the elements (n, c): the most that a unit reaches with weights by which no unit exceeds 1.

    For each unit max sum_k w_k y_k subject to sum_k w_k y_jk <= 1 for all units j and w >= 0 (Cherchye, Moesen, Rogge
    and Van Puyenbroeck 2007). ``benefit_of_doubt:low:high`` keeps the share w_k y_k of each element in the unit's score
    between two limits. Elements that a unit lacks are left out for it, for the others they count as 0; values must not
    be negative. ``weights`` play no part but that elements of weight 0 are left out. A unit scores 0 where
    only weights of 0 keep the limits, as those of a unit that has 0 in an element with a low limit.
    """
    low, high = rule.allow(2).number(0, 0.0, 0.0, 1.0), rule.number(1, 1.0, 0.0, 1.0)
    if low > high:
        raise rule.refused(":".join(rule.values), "a low limit below the high one")
    if (values < 0).any():
        raise rule.refused(f"{np.nanmin(values):g}", "values of at least 0: normalise to a range from 0")
    used = weights > 0
    found = np.full(len(values), np.nan)
    for unit in range(len(values)):
        elements = np.flatnonzero(used & ~np.isnan(values[unit]))
        if len(elements):
            found[unit] = _score(np.nan_to_num(values[:, elements]), unit, low, high)
    return found


def _score(values: Floats, unit: int, low: float, high: float) -> float:
    own = values[unit]
    limits, bounds = [values], [np.ones(len(values))]
    count = len(own)
    if high < 1:
        # w_k y_k <= high * sum(w y): one row per element.
        limits.append(np.diag(own) - high * np.tile(own, (count, 1)))
        bounds.append(np.zeros(count))
    if low > 0:
        limits.append(low * np.tile(own, (count, 1)) - np.diag(own))
        bounds.append(np.zeros(count))
    solved = optimize.linprog(
        -own, A_ub=np.vstack(limits), b_ub=np.concatenate(bounds), bounds=(0, None), method="highs"
    )
    return float(own @ solved.x) if solved.status == 0 else float("nan")

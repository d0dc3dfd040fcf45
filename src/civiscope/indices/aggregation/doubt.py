"""Benefit of the doubt: each unit is scored by the weights that favour it most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

_ROUNDING = 1e-9


def benefit_of_doubt(values: Floats, weights: Floats, rule: Rule) -> Floats:
    """Scores (n,) of the elements (n, c): the most that a unit reaches with weights by which no unit exceeds 1.

    For each unit max sum_k w_k y_k subject to sum_k w_k y_jk <= 1 for all units j and w >= 0 (Melyn and Moesen 1991;
    OECD/JRC Handbook 2008, step 6, equation 22). ``benefit_of_doubt:low:high`` keeps the share w_k y_k of each element
    in the unit's score between two limits (Cherchye, Moesen, Rogge and Van Puyenbroeck 2007);
    ``benefit_of_doubt:low:high:limits=weights`` limits w_k / sum_k w_k instead, as in table 19 of the Handbook.

    Elements that a unit lacks are left out for it; where others lack one, it adds nothing to their sums. ``weights``
    play no part but that elements of weight 0 are left out. A unit with a value of 0 in an element whose share has a
    low limit scores 0. NaN for units with too few elements for the limits.

    Raises UserError for negative values, and for limits that do not suit the number of elements.
    """
    limits = _limits(rule)
    used = values[:, weights > 0]
    if (used < 0).any():
        raise rule.unsuited(float(np.nanmin(used)), "values of at least 0: normalise to a range from 0")
    count = used.shape[1]
    if count > 1 and not limits.suit(count):
        wanted = f"limits between which {count} shares can sum to 1: low up to {1 / count:.3g}, high from that on"
        raise rule.refused(":".join(rule.values), wanted)
    # Of a node's only element the share is always 1.
    limits = limits if count > 1 else _Limits(0.0, 1.0, False)
    known = ~np.isnan(used)
    found = np.full(len(values), np.nan)
    for pattern in np.unique(known, axis=0):
        if pattern.any() and limits.suit(int(pattern.sum())):
            units = np.flatnonzero((known == pattern).all(axis=1))
            filled = np.nan_to_num(used[:, pattern])
            frontier = _frontier(filled)
            found[units] = [_score(filled[unit], frontier, limits) for unit in units]
    return found


@dataclass(frozen=True, slots=True)
class _Limits:
    """Limits on the share of each element: in the score, or in the sum ``of_weights``."""

    low: float
    high: float
    of_weights: bool

    def suit(self, count: int) -> bool:
        """Whether shares of so many elements can lie within the limits and sum to 1."""
        return self.low * count <= 1 + _ROUNDING and self.high * count >= 1 - _ROUNDING


def _limits(rule: Rule) -> _Limits:
    low, high = rule.allow(2, "limits").number(0, 0.0, 0.0, 1.0), rule.number(1, 1.0, 0.0, 1.0)
    if low > high:
        raise rule.refused(":".join(rule.values), "a low limit below the high one")
    kind = rule.options.get("limits", "shares")
    if kind not in ("shares", "weights"):
        raise rule.refused(f"limits={kind}", "limits=shares or limits=weights")
    return _Limits(low, high, kind == "weights")


def _frontier(values: Floats) -> Floats:
    """The rows that no other row equals or exceeds in all columns: with weights of at least 0 only they can bind."""
    remaining = np.unique(values, axis=0)
    # A row of the greatest sum is never below another, so that each turn finds one row that stays.
    remaining = remaining[np.argsort(-remaining.sum(axis=1), kind="stable")]
    kept = []
    while len(remaining):
        first = remaining[0]
        kept.append(first)
        remaining = remaining[(remaining > first).any(axis=1)]
    return np.array(kept)


def _score(own: Floats, frontier: Floats, limits: _Limits) -> float:
    count = len(own)
    part = np.ones(count) if limits.of_weights else own
    rows, bounds = [frontier], [np.ones(len(frontier))]
    if limits.high < 1:
        # part_k w_k <= high * sum(part w): one row per element.
        rows.append(np.diag(part) - limits.high * np.tile(part, (count, 1)))
        bounds.append(np.zeros(count))
    if limits.low > 0:
        rows.append(limits.low * np.tile(part, (count, 1)) - np.diag(part))
        bounds.append(np.zeros(count))
    solved = optimize.linprog(-own, A_ub=np.vstack(rows), b_ub=np.concatenate(bounds), bounds=(0, None), method="highs")
    if solved.status != 0 or solved.x is None:
        return float("nan")
    # The solver is exact to some 14 digits; units on the frontier are level.
    return min(1.0, round(float(own @ solved.x), 13))

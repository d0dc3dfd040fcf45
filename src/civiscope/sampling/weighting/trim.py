"""Trimming: weights held between limits, with what is cut off shared out among the others."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from civiscope.errors import UserError
from civiscope.errors.problem import problem
from civiscope.sampling.weighting.adjustment import Adjustment, Unchanged
from civiscope.sampling.weighting.base_weights import checked

Floats = NDArray[np.float64]

_ROUNDS = 500
_ROUNDING = 1e-14


class Share(StrEnum):
    """How the untrimmed weights take over what was cut off: the same amount each, or in proportion to them."""

    EQUAL = "equal"
    PROPORTIONAL = "proportional"


def trim(
    weights: ArrayLike,
    *,
    lower: float | None = None,
    upper: float | None = None,
    of_median: bool = False,
    share: Share = Share.EQUAL,
) -> Adjustment:
    """Hold the weights (n,) between limits and keep their sum.

    What weights outside the limits exceed them by is shared out among those inside, round by round until none is
    outside, in the manner of R's trimWeights(strict=TRUE) (Potter 1990 for trimming at multiples of the median).
    ``of_median`` makes the limits multiples of the median of the weights that are not 0. Weights of 0 stay 0; negative
    weights, which linear calibration can leave, need a lower limit. The variance takes trimmed weights as fixed.
    Raises UserError (weight-*, trim-limits-missing, trim-limits-invalid, trim-limits-too-tight).
    """
    if lower is None and upper is None:
        raise UserError(problem("trim-limits-missing"))
    before = checked(weights, negative=lower is not None)
    counted = before != 0
    unit = float(np.median(before[counted])) if of_median else 1.0
    low = -np.inf if lower is None else lower * unit
    high = np.inf if upper is None else upper * unit
    kept = before[counted]
    _check_limits(kept, low, high, lower is not None)
    after = before.copy()
    trimmed = np.zeros(len(before), dtype=bool)
    after[counted], trimmed[counted], rounds = _rounds(kept, low, high, share)
    return Adjustment("trimming", before, after, Unchanged(), trimmed, rounds)


def _check_limits(weights: Floats, low: float, high: float, lower_given: bool) -> None:
    """Raise UserError for limits that are out of order, or that no weights of this sum can keep."""
    if not low < high or (lower_given and low < 0) or np.isnan(high):
        raise UserError(problem("trim-limits-invalid", low=f"{low:.10g}", high=f"{high:.10g}"))
    count, total = len(weights), float(weights.sum())
    if not count * low < total < count * high and ((weights < low) | (weights > high)).any():
        raise UserError(
            problem(
                "trim-limits-too-tight",
                count=count,
                low=f"{max(low, 0):.10g}",
                high="infinity" if np.isinf(high) else f"{high:.10g}",
                total=f"{total:.10g}",
                value=f"{total / count:.10g}",
            )
        )


def _rounds(weights: Floats, low: float, high: float, share: Share) -> tuple[Floats, NDArray[np.bool_], int]:
    """Weights within the limits, marks of those that a limit ever held back, and the number of rounds.

    Rows at a limit take part in the sharing and are cut again, so that rounds can be many where most rows stand at a
    limit. What is left after 500 of them is shared out in one go.
    """
    current = weights
    held = np.zeros(len(weights), dtype=bool)
    total = float(weights.sum())
    for done in range(_ROUNDS):
        outside = (current < low) | (current > high)
        held |= outside
        cut = np.clip(current, low, high)
        excess = float((current - cut).sum())
        if np.abs(current - cut).sum() <= _ROUNDING * abs(total):
            return cut, held, done
        inside = ~outside
        base = np.ones(len(cut)) if share is Share.EQUAL else cut
        if not base[inside].sum() > 0:
            break
        current = np.where(inside, cut + excess * base / base[inside].sum(), cut)
    settled = _settled(np.clip(current, low, high), total, low, high, share)
    return settled, held | (settled <= low) | (settled >= high), _ROUNDS


def _settled(weights: Floats, total: float, low: float, high: float, share: Share) -> Floats:
    """Weights within the limits with the sum ``total``: all moved by one amount, or multiplied by one factor."""

    def moved(amount: float) -> Floats:
        if share is Share.EQUAL:
            return np.clip(weights + amount, low, high)
        found: Floats = np.clip(weights * np.exp(amount), low, high)
        return found

    def gap(amount: float) -> float:
        return float(moved(amount).sum()) - total

    reach = 1.0
    while gap(-reach) > 0 or gap(reach) < 0:
        reach *= 2
    return moved(float(brentq(gap, -reach, reach, xtol=1e-15 * reach, rtol=1e-15)))

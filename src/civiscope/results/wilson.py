"""Wilson's interval (1927), which the released shares of a simple random sample carry, and its inverse."""

from __future__ import annotations

import math


def wilson_limits(share: float, ratio: float) -> tuple[float, float]:
    """Wilson's limits of a share in [0, 1]; ``ratio`` is t² over the effective size."""
    centre = (share + ratio / 2) / (1 + ratio)
    half = math.sqrt(share * (1 - share) * ratio + ratio * ratio / 4) / (1 + ratio)
    # At 0 and 1 the exact limits are 0 and 1; rounding may leave a trace beside them.
    low = 0.0 if share <= 0 else max(0.0, centre - half)
    high = 1.0 if share >= 1 else min(1.0, centre + half)
    return low, high


def wilson_ratio(share: float, low: float, high: float) -> float | None:
    """t² over the effective size of a share with these limits; None where the interval is the whole range.

    With q = p (1 - p), r the ratio and D the interval's width, D (1 + r) / 2 = sqrt(r q + r² / 4): a quadratic equation
    with one root that is not negative.
    """
    width = high - low
    if width <= 0:
        return 0.0
    if width >= 1:
        return None
    half = 2 * share * (1 - share) - width * width
    rest = (1 - width * width) * width * width
    return (math.sqrt(half * half + rest) - half) / (1 - width * width)

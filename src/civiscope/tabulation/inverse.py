"""The inverse of a weighted distribution function, and how it decides ties."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SLACK = 1e-12
"""A cumulative share that misses a probability by rounding only counts as having reached it."""


def reaches(weight: float, total: float, probability: float) -> bool:
    """Whether the lower of two tied values is the quantile; ``weight`` is the correctly rounded sum up to it.

    A tie is a cumulative share that equals the probability but for rounding. Either value would do; R's comparisons of
    floating-point numbers are repeated so that the same one is taken.
    """
    return weight > probability * total or probability - weight / total == 0


def inverse_distribution(values: Floats, weights: Floats) -> Callable[[float], float]:
    """A function from a probability to the lowest of ``values`` (n,) at which the weighted share of rows reaches it."""
    ordered, which = np.unique(values, return_inverse=True)
    # Extended precision, so that sums are rounded once and ties are decided as from exact sums.
    sums = np.zeros(len(ordered), dtype=np.longdouble)
    np.add.at(sums, which, weights.astype(np.longdouble))
    cumulative = np.cumsum(sums)
    total = float(cumulative[-1])

    def at(probability: float) -> float:
        place = min(int(np.searchsorted(cumulative, probability * total * (1 - SLACK))), len(ordered) - 1)
        reached = float(cumulative[place])
        tied = place + 1 < len(ordered) and abs(reached - probability * total) <= SLACK * total
        return float(ordered[place + 1 if tied and not reaches(reached, total, probability) else place])

    return at

"""Confidence intervals of shares, means and medians under a simple random sample of a finite population."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from civiscope.sampling.design import SimpleRandomSample

LEVEL = 0.95

Interval = tuple[float | None, float | None, float | None]
"""Standard error, lower and upper limit; None where they cannot be told."""


def share_interval(count: int, base: int, design: SimpleRandomSample, level: float = LEVEL) -> Interval:
    """Standard error and Wilson (1927) interval of ``count / base``.

    The number of cities in Wilson's formula is the effective size of the design, the normal quantile is replaced by t
    with the design's degrees of freedom. Unlike the Wald interval it stays in [0, 1] and is not empty at 0 and 1.
    """
    size = design.effective_size(base)
    if size is None or base < 1:
        return None, None, None
    share = count / base
    if math.isinf(size):
        return 0.0, share, share
    z = design.quantile(level)
    centre = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    # At 0 and 1 the exact limits are 0 and 1; rounding may leave a trace beside them.
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == base else min(1.0, centre + half)
    return math.sqrt(share * (1 - share) / size), low, high


def mean_interval(values: NDArray[np.float64], design: SimpleRandomSample, level: float = LEVEL) -> Interval:
    """Standard error and t interval of the mean of ``values`` (shape (m,), a domain's answers)."""
    mean = float(values.mean())
    variance = design.variance_of_mean(float(((values - mean) ** 2).sum()), len(values))
    if variance is None:
        return None, None, None
    se = math.sqrt(variance)
    half = design.quantile(level) * se
    return se, mean - half, mean + half


def median(values: NDArray[np.float64]) -> float:
    """The smallest value at which at least half of ``values`` (shape (m,)) are reached."""
    return _quantile(np.sort(values), 0.5)


def median_interval(values: NDArray[np.float64], design: SimpleRandomSample, level: float = LEVEL) -> Interval:
    """Interval of the median by inverting that of the share below it (Woodruff 1952).

    The standard error is the interval's width over twice the t quantile.
    """
    size = design.effective_size(len(values))
    if size is None:
        return None, None, None
    ordered = np.sort(values)
    if math.isinf(size):
        return 0.0, _quantile(ordered, 0.5), _quantile(ordered, 0.5)
    z = design.quantile(level)
    half = z * math.sqrt(0.25 / size)
    low, high = _quantile(ordered, max(0.0, 0.5 - half)), _quantile(ordered, min(1.0, 0.5 + half))
    return (high - low) / (2 * z), low, high


def _quantile(ordered: NDArray[np.float64], probability: float) -> float:
    """Inverse of the distribution function of sorted values: the smallest one whose cumulative share is reached."""
    # A share that misses a step by rounding only counts as having reached it.
    position = math.ceil(probability * len(ordered) - 1e-9)
    return float(ordered[min(max(position, 1), len(ordered)) - 1])

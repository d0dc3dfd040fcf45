"""Differences between two estimates: t tests."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from civiscope.tabulation.intervals import LEVEL, t_limits

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its standard error, t statistic, two-sided p and interval; None where the variance is 0."""

    difference: float
    se: float
    t: float | None
    df: int
    p: float | None
    low: float | None
    high: float | None


def t_test(difference: float, se: float, df: int, level: float = LEVEL) -> Difference:
    """Student's t of a difference; of two domains' means it is R's ``svyttest`` with df one less than the design's."""
    if se <= 0 or df < 1 or math.isnan(se):
        return Difference(difference, se, None, df, None, None, None)
    t = difference / se
    low, high = t_limits(difference, se, df, level)
    return Difference(difference, se, t, df, 2 * float(stdtr(df, -abs(t))), low, high)


def difference_of(estimates: Floats, covariance: Floats, a: int, b: int, df: int, level: float = LEVEL) -> Difference:
    """The test of estimate b less estimate a, from estimates (k,) and their covariance (k, k)."""
    variance = covariance[a, a] + covariance[b, b] - 2 * covariance[a, b]
    return t_test(float(estimates[b] - estimates[a]), math.sqrt(max(float(variance), 0)), df, level)

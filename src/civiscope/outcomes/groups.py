"""Two groups of cities compared: Welch's test, a permutation test, Hedges' g."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import chdtri, gammaln, nctdtr, stdtr, stdtrit

Floats = NDArray[np.float64]

_AT_ONCE = 2_000
"""Rearrangements that are held in memory together."""

_ROUNDING = 1e-10
"""Differences that are equal up to this share of the spread are ties, whatever their last digits."""

_FAR = 5_000.0
"""Beyond this t SciPy's noncentral t is not to be had in its tails."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two means, the first minus the other, with its standard error and Welch's test."""

    estimate: float
    se: float
    df: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Permutation:
    """A permutation test: ``count`` rearrangements, all that there are where ``exact``."""

    p: float
    count: int
    exact: bool


def mean_interval(values: Floats, level: float = 0.95) -> Interval:
    """The mean of ``values`` (n,), n at least 2, with its t interval on n - 1 degrees of freedom."""
    mean = float(values.mean())
    reach = float(stdtrit(len(values) - 1, 0.5 + level / 2)) * float(values.std(ddof=1)) / math.sqrt(len(values))
    return Interval(mean, mean - reach, mean + reach)


def welch(first: Floats, other: Floats, level: float = 0.95) -> Difference:
    """Difference of means of two groups, each of at least 2 values that are not all equal (Welch 1947).

    Degrees of freedom by Welch and Satterthwaite: (a + b)**2 / (a**2 / (n - 1) + b**2 / (m - 1)), where a and b are
    the variances of the two means.
    """
    a, b = float(first.var(ddof=1)) / len(first), float(other.var(ddof=1)) / len(other)
    se = math.sqrt(a + b)
    df = (a + b) ** 2 / (a**2 / (len(first) - 1) + b**2 / (len(other) - 1))
    estimate = float(first.mean() - other.mean())
    reach = float(stdtrit(df, 0.5 + level / 2)) * se
    return Difference(estimate, se, df, estimate - reach, estimate + reach, two_sided(estimate / se, df))


def two_sided(statistic: float, df: float) -> float:
    """The two-sided p of a t statistic."""
    return float(2 * stdtr(df, -abs(statistic)))


def hedges_g(first: Floats, other: Floats, level: float = 0.95) -> Interval:
    """Hedges' g of two groups with its interval.

    d is the difference in pooled standard deviations, g = J d with J = gamma(f / 2) / (sqrt(f / 2) gamma((f - 1) / 2))
    and f = n + m - 2 (Hedges 1981). Limits are those of the noncentrality of t (Cumming and Finch 2001), times J.
    """
    n, m = len(first), len(other)
    df = n + m - 2
    pooled = ((n - 1) * float(first.var(ddof=1)) + (m - 1) * float(other.var(ddof=1))) / df
    unit = math.sqrt(1 / n + 1 / m)
    t = float(first.mean() - other.mean()) / math.sqrt(pooled) / unit
    shrink = math.exp(float(gammaln(df / 2) - gammaln((df - 1) / 2))) / math.sqrt(df / 2)
    low = _noncentrality(t, df, 0.5 + level / 2)
    high = _noncentrality(t, df, 0.5 - level / 2)
    return Interval(shrink * t * unit, shrink * low * unit, shrink * high * unit)


def _noncentrality(t: float, df: int, probability: float) -> float:
    """The noncentrality with which a t of at most ``t`` has the probability."""
    if abs(t) > _FAR:
        # t is (normal + noncentrality) / root(chi2 / df), and the normal part is next to nothing beside the other.
        return t * math.sqrt(float(chdtri(df, probability if t > 0 else 1 - probability)) / df)

    def miss(noncentrality: float) -> float:
        return float(nctdtr(df, noncentrality, t)) - probability

    # SciPy's distribution is NaN far out in its tails: the limit is approached from t.
    sign, step = (-1.0, 1.0) if miss(t) < 0 else (1.0, 1.0)
    while miss(t + sign * step) * sign > 0:
        step *= 2
    return float(brentq(miss, t, t + sign * step, xtol=1e-12))


def permutation_test(
    first: Floats, other: Floats, most: int, generator: Callable[[], np.random.Generator]
) -> Permutation:
    """The share of rearrangements whose means differ, in either direction, by as much or more.

    Where there are at most ``most`` ways to divide the values into groups of the two sizes, all are looked at and p is
    exact. Else as many are drawn, and p is (b + 1) / (draws + 1) (Phipson and Smyth 2010), never 0.
    """
    values = np.concatenate([first, other])
    n, size = len(first), len(values)
    centred = values - values.mean()
    # With a mean of 0 overall the difference of means is a multiple of the first group's sum.
    observed = abs(float(centred[:n].sum())) - _ROUNDING * float(np.abs(centred).sum())
    if math.comb(size, n) <= most:
        ways = combinations(range(size), n)
        extreme = 0
        while chunk := list(islice(ways, _AT_ONCE)):
            extreme += int((np.abs(centred[np.array(chunk)].sum(axis=1)) >= observed).sum())
        return Permutation(extreme / math.comb(size, n), math.comb(size, n), True)
    drawing = generator()
    extreme = 0
    for start in range(0, most, _AT_ONCE):
        rows = min(_AT_ONCE, most - start)
        drawn = drawing.permuted(np.broadcast_to(centred, (rows, size)), axis=1)
        extreme += int((np.abs(drawn[:, :n].sum(axis=1)) >= observed).sum())
    return Permutation((extreme + 1) / (most + 1), most, False)

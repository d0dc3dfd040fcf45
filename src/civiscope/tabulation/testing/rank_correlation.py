"""Correlations of ranks, with intervals: Spearman's and Kendall's tau-b."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr

from civiscope.tabulation.intervals import LEVEL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDING = 1e-14
"""A correlation this near to 1 or -1 is one: sums of ranks leave rounding."""

_EXACT_BELOW = 50
"""Without ties and with fewer pairs than this Kendall's p is exact, as in R's ``cor.test``."""

NO_SPREAD = "one of the two does not vary: no correlation"
PERFECT = "the order is the same throughout: no interval"
REVERSED = "the order is reversed throughout: no interval"
TOO_FEW = "too few pairs for an interval"
EXACT = "the whole population is in it: the correlation is exact"


class RankMethod(StrEnum):
    """Which rank correlation: of ranks, or of the order of pairs."""

    SPEARMAN = "spearman"
    KENDALL = "kendall"


@dataclass(frozen=True, slots=True)
class RankCorrelation:
    """A correlation of ``n`` pairs, in [-1, 1], with its interval and the two-sided p of the hypothesis that it is 0.

    ``statistic`` is Student's t with ``df`` degrees of freedom (Spearman) or the normal z (Kendall, ``df`` None). What
    cannot be told is None, and ``note`` says why.
    """

    correlation: float | None
    low: float | None
    high: float | None
    statistic: float | None
    df: int | None
    p: float | None
    n: int
    note: str = ""


def spearman(
    x: Floats,
    y: Floats,
    weights: Floats | None = None,
    population: float = math.inf,
    level: float = LEVEL,
) -> RankCorrelation:
    """Spearman's (1904) correlation of x and y, both (n,): Pearson's of the average ranks.

    Pairs that lack a number (NaN) or have no weight are left out. With ``weights`` (n,) the rank of a value is the
    weight below it and half of the weight that shares it, and Pearson's sums are weighted; n becomes Kish's (1965)
    effective size (sum w)**2 / sum w**2 in what follows.

    The interval is Fisher's z with the variance (1 + r**2 / 2) / (n - 3) of Bonett and Wright (2000), which
    keeps its promise under non-normal data and ties better than 1 / (n - 3); p is that of t = r sqrt((n - 2) /
    (1 - r**2)) with n - 2 degrees of freedom (Kendall and Stuart 1973, section 31.18), rounded down with weights.
    ``population`` is the number of cities of which the pairs are a simple random sample: both variances are multiplied
    by 1 - n / N (Cochran 1977, section 2.6), n the number of pairs, and the hypothesis is then that of the population's
    correlation. Raises ValueError where lengths differ, weights are negative, or pairs are more than the population.
    """
    first, second, weight = _pairs(x, y, weights, population)
    n = len(first)
    if n < 2:
        return RankCorrelation(None, None, None, None, None, None, n, TOO_FEW)
    size = float(n) if weights is None else float(weight.sum() ** 2 / (weight**2).sum())
    ranks = [_ranks(values, weight) for values in (first, second)]
    centred = [rank - np.average(rank, weights=weight) for rank in ranks]
    squares = [float((weight * values**2).sum()) for values in centred]
    if min(np.ptp(first), np.ptp(second)) == 0:
        return RankCorrelation(None, None, None, None, None, None, n, NO_SPREAD)
    r = _within(float((weight * centred[0] * centred[1]).sum()) / math.sqrt(squares[0] * squares[1]))
    left = 1 - n / population
    low, high, note = _interval(r, (1 + r**2 / 2) / (size - 3) * left if size > 3 else None, left, level)
    df = math.floor(size + _ROUNDING * size) - 2
    if left <= 0 or df < 1:
        return RankCorrelation(r, low, high, None, None, None, n, note)
    if abs(r) == 1:
        return RankCorrelation(r, low, high, math.copysign(math.inf, r), df, 0.0, n, note)
    t = r * math.sqrt((size - 2) / ((1 - r**2) * left))
    return RankCorrelation(r, low, high, t, df, 2 * float(stdtr(df, -abs(t))), n, note)


def kendall(x: Floats, y: Floats, population: float = math.inf, level: float = LEVEL) -> RankCorrelation:
    """Kendall's (1945) tau-b of x and y, both (n,), pairs that lack a number (NaN) left out; made in n log n steps.

    The interval is Fisher's z with the variance 0.437 / (n - 4) of Fieller, Hartley and Pearson (1957; Bonett and
    Wright 2000). p is exact without ties and with fewer than 50 pairs (Kendall 1938), else that of the
    normal z with the variance corrected for ties (Kendall 1970, equation 4.3). ``population`` is the number of cities
    of which the pairs are a simple random sample: variances are multiplied by 1 - n / N, and p is then never exact.
    Raises ValueError where lengths differ or pairs are more than the population.
    """
    first, second, _ = _pairs(x, y, None, population)
    n = len(first)
    if n < 2:
        return RankCorrelation(None, None, None, None, None, None, n, TOO_FEW)
    a, b = (np.unique(values, return_inverse=True)[1].astype(np.int64) for values in (first, second))
    ties_a, ties_b = np.bincount(a), np.bincount(b)
    if min(len(ties_a), len(ties_b)) == 1:
        return RankCorrelation(None, None, None, None, None, None, n, NO_SPREAD)
    both = np.unique(a * len(ties_b) + b, return_counts=True)[1].astype(np.int64)
    total = n * (n - 1) // 2
    tied_a, tied_b, tied_both = (int((ties * (ties - 1)).sum()) // 2 for ties in (ties_a, ties_b, both))
    against = _inversions(b[np.lexsort((b, a))])
    surplus = total - tied_a - tied_b + tied_both - 2 * against
    tau = _within(surplus / math.sqrt((total - tied_a) * (total - tied_b)))
    left = 1 - n / population
    low, high, note = _interval(tau, 0.437 / (n - 4) * left if n > 4 else None, left, level)
    if left <= 0:
        return RankCorrelation(tau, low, high, None, None, None, n, note)
    z = surplus / math.sqrt(_surplus_variance(n, ties_a, ties_b) * left)
    exact = tied_a == tied_b == 0 and n < _EXACT_BELOW and math.isinf(population)
    p = _exact_p(n, against) if exact else 2 * float(ndtr(-abs(z)))
    return RankCorrelation(tau, low, high, z, None, p, n, note)


def _pairs(x: Floats, y: Floats, weights: Floats | None, population: float) -> tuple[Floats, Floats, Floats]:
    first, second = (np.asarray(values, dtype=np.float64) for values in (x, y))
    weight = np.ones(len(first)) if weights is None else np.asarray(weights, dtype=np.float64)
    if first.ndim != 1 or not first.shape == second.shape == weight.shape:
        raise ValueError("both, and the weights, have one number per pair")
    if not np.isfinite(weight).all() or (weight < 0).any():
        raise ValueError("weights are finite and not negative")
    kept = ~np.isnan(first) & ~np.isnan(second) & (weight > 0)
    if kept.sum() > population:
        raise ValueError("there are more pairs than the population has")
    return first[kept], second[kept], weight[kept]


def _ranks(values: Floats, weights: Floats) -> Floats:
    """The weight below a value and half of the weight that shares it: with weights of 1 the average rank less 1/2."""
    _, place = np.unique(values, return_inverse=True)
    tied = np.bincount(place, weights)
    found: Floats = (np.cumsum(tied) - tied / 2)[place]
    return found


def _within(correlation: float) -> float:
    """The correlation without what rounding adds beyond, or leaves short of, 1 and -1."""
    return math.copysign(1.0, correlation) if abs(correlation) > 1 - _ROUNDING else correlation


def _interval(
    correlation: float, variance: float | None, left: float, level: float
) -> tuple[float | None, float | None, str]:
    """Limits by Fisher's z, whose variance is given, and why there are none; ``left`` is 1 - n / N."""
    if left <= 0:
        return correlation, correlation, EXACT
    if abs(correlation) == 1:
        return None, None, PERFECT if correlation > 0 else REVERSED
    if variance is None:
        return None, None, TOO_FEW
    z, half = math.atanh(correlation), float(ndtri((1 + level) / 2)) * math.sqrt(variance)
    return math.tanh(z - half), math.tanh(z + half), ""


def _inversions(order: Ints) -> int:
    """How many pairs of an array (n,) of whole numbers >= 0 stand in falling order, one binary digit after another.

    Two numbers that agree in all higher digits stand in falling order if at this digit a 1 comes before a 0.
    """
    found = 0
    for digit in range(int(order.max()).bit_length()):
        group = order >> (digit + 1)
        sorted_places = np.argsort(group, kind="stable")
        ones = (order[sorted_places] >> digit) & 1
        group = group[sorted_places]
        before = np.cumsum(ones) - ones
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        before -= np.repeat(before[starts], np.diff(np.append(starts, len(group))))
        found += int(before[ones == 0].sum())
    return found


def _surplus_variance(n: int, ties_a: Ints, ties_b: Ints) -> float:
    """Of concordant less discordant pairs, if all orders are as likely (Kendall 1970, equation 4.3)."""
    a, b = (ties.astype(np.float64) for ties in (ties_a, ties_b))
    first = n * (n - 1) * (2 * n + 5) - sum(float((t * (t - 1) * (2 * t + 5)).sum()) for t in (a, b))
    second = float((a * (a - 1)).sum()) * float((b * (b - 1)).sum()) / (2 * n * (n - 1))
    if n < 3:
        return first / 18 + second
    triples = float((a * (a - 1) * (a - 2)).sum()) * float((b * (b - 1) * (b - 2)).sum())
    return first / 18 + second + triples / (9 * n * (n - 1) * (n - 2))


def _exact_p(n: int, inversions: int) -> float:
    """Two-sided p of a number of inversions among n! orders; their distribution is that of a sum of uniform numbers."""
    chance = np.ones(1)
    for item in range(2, n + 1):
        chance = np.convolve(chance, np.full(item, 1 / item))
    fewer = min(inversions, len(chance) - 1 - inversions)
    return min(2 * float(chance[: fewer + 1].sum()), 1.0)

"""Two answers of the same cities: changes of an option (McNemar) and of a number (paired t)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, chdtrc, gammaln, ndtri

from civiscope.tabulation.intervals import LEVEL
from civiscope.tabulation.testing.contrasts import Difference, t_test

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class McNemar:
    """Whether as many cities added an option as dropped it.

    ``p`` is exact, ``mid_p`` counts half of the probability of what was found; ``chi_square`` with ``chi_square_p`` is
    the large-sample statistic with 1 degree of freedom, ``corrected`` with ``corrected_p`` the same with the correction
    for continuity. The chi-squares and their p are None where no city changed.
    """

    added: int
    dropped: int
    p: float
    mid_p: float
    chi_square: float | None
    chi_square_p: float | None
    corrected: float | None
    corrected_p: float | None


@dataclass(frozen=True, slots=True)
class PairedShares:
    """The share of an option in the second answers less that in the first, over ``n`` cities.

    ``se`` is None with a single pair; ``low`` and ``high`` lie within -1 and 1.
    """

    difference: float
    se: float | None
    low: float
    high: float
    n: int


def mcnemar(added: int, dropped: int) -> McNemar:
    """The test of McNemar (1947) from the numbers of cities that named an option only later, or only before.

    Exact: given that added + dropped cities changed, each way is as likely as the other; p is twice the smaller tail of
    the binomial distribution, at most 1, and 1 where no city changed. Mid-p: Fagerland, Lydersen and Laake
    (2013). The correction for continuity is Edwards's (1948): 1 is taken from the absolute difference.

    The test is of the panel as it is: given the cities that changed, it asks whether the ways they went could be tosses
    of a coin. A finite population has no part in this (were all cities in the panel, the question would remain), unlike
    in the difference of shares, which estimates a population's (`paired_shares`).
    Raises ValueError for negative counts.
    """
    if added < 0 or dropped < 0:
        raise ValueError("counts of cities are not negative")
    changed, fewer = added + dropped, min(added, dropped)
    if not changed:
        return McNemar(added, dropped, 1.0, 1.0, None, None, None, None)
    tail = 2 * float(bdtr(fewer, changed, 0.5))
    found = math.exp(gammaln(changed + 1) - gammaln(fewer + 1) - gammaln(changed - fewer + 1) - changed * math.log(2))
    apart = abs(added - dropped)
    plain = apart**2 / changed
    # As in R: nothing is taken away where there is no difference.
    corrected = max(apart - 1, 0) ** 2 / changed
    return McNemar(
        added,
        dropped,
        min(tail, 1.0),
        min(tail - found, 1.0),
        plain,
        float(chdtrc(1, plain)),
        corrected,
        float(chdtrc(1, corrected)),
    )


def paired_shares(added: int, dropped: int, n: int, population: float = math.inf, level: float = LEVEL) -> PairedShares:
    """The change of a share among n pairs that are a simple random sample of ``population`` cities.

    The standard error is that of a mean of n changes of 1, 0 or -1: sqrt((1 - n / N) s**2 / n) with the n - 1 in s**2
    (Cochran 1977, equation 2.20). The interval is Bonett and Price's (2012), which adds one city to either
    kind of change and stays true in small panels, where Wald's is too short (and of no length if none changed); the
    finite population enters as a panel of n / (1 - n / N) cities in the same proportions, so that it closes on the
    difference when all cities are in the panel. Raises ValueError for numbers that cannot be.
    """
    if min(added, dropped) < 0 or n < 1 or added + dropped > n or population < n:
        raise ValueError("changes are at most the pairs, and pairs at most the population")
    difference = (added - dropped) / n
    left = 1 - n / population
    square = (added + dropped) / n - difference**2
    se = math.sqrt(max(left * square / (n - 1), 0.0)) if n > 1 else None
    if left <= 0:
        return PairedShares(difference, 0.0, difference, difference, n)
    size = n / left
    up, down = ((count / n * size + 1) / (size + 2) for count in (added, dropped))
    half = float(ndtri((1 + level) / 2)) * math.sqrt((up + down - (up - down) ** 2) / (size + 2))
    return PairedShares(difference, se, max(up - down - half, -1.0), min(up - down + half, 1.0), n)


def paired_t(first: Floats, second: Floats, population: float = math.inf, level: float = LEVEL) -> Difference:
    """Student's (1908) t of the mean of second - first, both (n,); pairs that lack a number (NaN) are left out.

    The standard error is that of a simple random sample of ``population`` cities, sqrt((1 - m / N) s**2 / m) of the m
    pairs that remain, with m - 1 degrees of freedom. t, p and the interval are None with fewer than 2 pairs or without
    spread. Raises ValueError where lengths differ, no pair remains, or there are more pairs than cities.
    """
    before, after = (np.asarray(values, dtype=np.float64) for values in (first, second))
    if before.ndim != 1 or before.shape != after.shape:
        raise ValueError("both answers have one number per city")
    change = (after - before)[np.isfinite(before) & np.isfinite(after)]
    count = len(change)
    if not 1 <= count <= population:
        raise ValueError("there is at least one pair, and no more pairs than cities")
    variance = float(change.var(ddof=1)) / count * (1 - count / population) if count > 1 else math.nan
    return t_test(float(change.mean()), math.sqrt(variance), count - 1, level)

"""Confidence intervals of shares under any design, and t intervals of everything else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import betaincinv, expit, logit, stdtrit

from civiscope.results.wilson import wilson_limits
from civiscope.tabulation.profile import Fit, profile_limits

LEVEL = 0.95

Limits = tuple[float | None, float | None]
"""Lower and upper limit; None where they cannot be told."""

_CERTAIN = 1e-15
"""An effective size beyond its inverse leaves nothing uncertain."""

NO_LIMITS: Limits = (None, None)


class Interval(StrEnum):
    """Methods for shares; the names are those of R's ``survey::svyciprop``."""

    LOGIT = "logit"
    LIKELIHOOD = "likelihood"
    ASIN = "asin"
    BETA = "beta"
    MEAN = "mean"
    XLOGIT = "xlogit"
    WILSON = "wilson"


@dataclass(frozen=True, slots=True)
class Share:
    """A share and what its interval needs.

    ``variance`` is the design's, ``df`` its degrees of freedom in the domain. ``rows`` counts all rows of the domain,
    answered or not. ``spread`` is the variance that the weights alone would give a characteristic of share p, over
    p (1 - p): it stands for the variance where the share is 0 or 1. ``fit`` is needed for ``logit`` and
    ``likelihood``, where the share is neither; ``logit_variance`` is that of the fitted logit where replicates gave it.
    """

    share: float
    variance: float
    df: int
    rows: int
    spread: float
    fit: Fit | None = None
    logit_variance: float | None = None


def t_limits(estimate: float, se: float, df: int, level: float = LEVEL) -> Limits:
    """Estimate plus and minus Student's t times the standard error; None without degrees of freedom."""
    if df < 1:
        return NO_LIMITS
    half = t_quantile(df, level) * se
    return estimate - half, estimate + half


def t_quantile(df: int, level: float) -> float:
    """The two-sided quantile, e.g. about 1.98 for ``level`` 0.95 and 121 degrees of freedom."""
    return float(stdtrit(df, (1 + level) / 2))


def share_limits(method: Interval, found: Share, level: float = LEVEL) -> Limits:
    """The interval of a share by one of R's ``svyciprop`` methods, t with the domain's degrees of freedom throughout.

    - ``mean``: Wald's, share plus and minus t se.
    - ``logit``, ``xlogit``: Wald's on the scale of log(p / (1 - p)), se / (p (1 - p)) by the delta method. R fits a
      logistic regression for the first; the two agree to its convergence, except with replicate weights, whose logits
      have a spread of their own.
    - ``asin``: Wald's on the scale of arcsin(sqrt(p)), whose standard error is se / (2 sqrt(p (1 - p))). A limit beyond
      0 or 90 degrees is folded back, as in R: with few clusters it may lie above 0 though 0 is within the interval.
    - ``beta``: Clopper and Pearson (1934) with the effective size p (1 - p) / variance, times (t(rows - 1) / t(df))**2
      (Korn and Graubard 1998).
    - ``wilson``: Wilson (1927) with the effective size p (1 - p) / variance and t in place of the normal quantile.
    - ``likelihood``: profile of the weighted Bernoulli likelihood with Rao and Scott's (1984) scaling, as R computes it
      (`civiscope.tabulation.profile`).

    At a share of 0 or 1 the variance is 0 and says nothing: the effective size is then 1 / ``spread``; the limits of
    ``logit`` and ``xlogit`` are not defined there, and those of ``mean`` are the share itself. Where the whole
    population was asked the limits are the share.
    """
    if found.df < 1:
        return NO_LIMITS
    share = found.share
    t = t_quantile(found.df, level)
    extreme = share <= 0 or share >= 1
    spread = found.spread if extreme else found.variance / (share * (1 - share))
    if spread < _CERTAIN or (method is Interval.MEAN and extreme):
        return share, share
    if extreme:
        return _limits_at_an_end(method, found, t, level)
    if method is Interval.MEAN:
        return t_limits(share, math.sqrt(found.variance), found.df, level)
    if method in (Interval.LOGIT, Interval.XLOGIT):
        fitted = share if method is Interval.XLOGIT or found.fit is None else found.fit.share
        se = math.sqrt(found.variance) / (fitted * (1 - fitted))
        if method is Interval.LOGIT and found.logit_variance is not None:
            se = math.sqrt(found.logit_variance)
        half = t * se
        return float(expit(logit(fitted) - half)), float(expit(logit(fitted) + half))
    if method is Interval.ASIN:
        middle, half = math.asin(math.sqrt(share)), t * math.sqrt(spread) / 2
        return math.sin(middle - half) ** 2, math.sin(middle + half) ** 2
    if method is Interval.LIKELIHOOD:
        assert found.fit is not None
        variance = found.variance
        if found.logit_variance is not None:
            variance = found.logit_variance * (found.fit.share * (1 - found.fit.share)) ** 2
        return profile_limits(found.fit, variance, found.df, level)
    if method is Interval.BETA:
        return _beta(share, 1 / spread, found, t, level)
    return wilson_limits(share, t * t * spread)


def _limits_at_an_end(method: Interval, found: Share, t: float, level: float) -> Limits:
    """The one limit that is not the share itself, for shares of 0 and 1."""
    if method in (Interval.LOGIT, Interval.XLOGIT):
        return NO_LIMITS
    if method is Interval.BETA:
        low, high = _beta(0.0, 1 / found.spread, found, t, level)
    elif method is Interval.ASIN:
        low, high = 0.0, math.sin(min(t * math.sqrt(found.spread) / 2, math.pi / 2)) ** 2
    elif method is Interval.LIKELIHOOD:
        # 2 m (-log(1 - u)) = t**2, m the effective size: the exact profile, which has no summit to expand around.
        low, high = 0.0, -math.expm1(-t * t * found.spread / 2)
    else:
        low, high = wilson_limits(0.0, t * t * found.spread)
    assert low is not None
    assert high is not None
    return (low, high) if found.share <= 0 else (1 - high, 1 - low)


def _beta(share: float, size: float, found: Share, t: float, level: float) -> Limits:
    tail = (1 - level) / 2
    if found.rows > 1:
        size *= (t_quantile(found.rows - 1, level) / t) ** 2
    low = 0.0 if share <= 0 else float(betaincinv(size * share, size * (1 - share) + 1, tail))
    high = 1.0 if share >= 1 else float(betaincinv(size * share + 1, size * (1 - share), 1 - tail))
    return low, high

"""The row of a quantile and its interval, which inverts that of the share of rows at or below it (Woodruff 1952)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from civiscope.results.estimates import Estimate
from civiscope.tabulation.cells import LevelName
from civiscope.tabulation.intervals import t_quantile
from civiscope.tabulation.inverse import inverse_distribution
from civiscope.tabulation.values import as_text
from civiscope.tabulation.variables import Measure

Floats = NDArray[np.float64]
Limits = tuple[float | None, float | None]


def limits_of_share(share: float, variance: float, df: int, level: float) -> Limits:
    """The probabilities whose quantiles bound the interval; None where it is open, as it is without ``df``."""
    if df <= 0:
        return None, None
    half = t_quantile(df, level) * math.sqrt(variance)
    low, high = share - half, share + half
    # Written so that NaN, which is no probability, leaves the side open as well.
    return low if low >= 0 else None, high if high <= 1 else None


def quantile_row(
    item: str,
    name: LevelName,
    probability: float,
    value: float | None,
    limits: Limits,
    base: int,
    weighted_base: float,
    df: int,
    level: float,
) -> Estimate:
    """The row of a quantile; its standard error is the width of the interval ``limits`` over twice t."""
    low, high = limits
    return Estimate(
        wave="",
        questionnaire="",
        item=item,
        row="",
        option=as_text(probability),
        domain=name.domain,
        level=name.level,
        measure=Measure.QUANTILE.value,
        estimate=value,
        se=None if low is None or high is None else (high - low) / (2 * t_quantile(df, level)),
        low=low,
        high=high,
        n=base,
        base=base,
        weighted_base=weighted_base,
        bound_low=None,
        bound_high=None,
        suppressed=False,
        note="",
        df=df,
    )


def quantile_of_rows(
    item: str,
    name: LevelName,
    probability: float,
    values: Floats,
    weights: Floats,
    variance_of_share: Callable[[Floats, float], float],
    df: int,
    level: float,
) -> Estimate:
    """The row of a quantile of ``values`` (n,) with ``weights`` (n,), both in memory.

    ``variance_of_share`` takes which rows are at or below the quantile (n,; 0 or 1) and their weighted share.
    """
    at = inverse_distribution(values, weights)
    value = at(probability)
    below = (values <= value).astype(np.float64)
    # Rounding must not push the share of all rows beyond 1, where no value is reached.
    share = 1.0 if below.all() else float(weights @ below / weights.sum())
    variance = 0.0 if below.all() else variance_of_share(below, share)
    low, high = (None if limit is None else at(limit) for limit in limits_of_share(share, variance, df, level))
    return quantile_row(item, name, probability, value, (low, high), len(values), float(weights.sum()), df, level)

"""Statistics of indicators, and what they point at before an index is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.steps.moments import excess_kurtosis, skewness

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on an indicator is flagged, COINr's defaults: see `IndicatorStatistics`."""

    available: float = 0.65
    nonzero: float = 0.5
    unique: float = 0.5
    skewness: float = 2.0
    kurtosis: float = 3.5


DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True)
class IndicatorStatistics:
    """One indicator's values; the measures of COINr's get_stats.

    ``std`` divides by n - 1; ``skewness`` and ``kurtosis`` (excess) are G1 and G2 of Joanes and Gill (1998, The
    Statistician 47), as spreadsheets compute them. NaN where a measure is not defined. ``same`` is how often the most
    frequent value occurs. Shares are of the available values, ``share_available`` of all units.

    Flags: ``few_available``, ``few_nonzero`` and ``few_unique`` compare numbers with the number of all units, so that
    missing values count against an indicator; ``outliers`` means that absolute skewness and kurtosis both exceed their
    thresholds.
    """

    indicator: str
    minimum: float
    maximum: float
    mean: float
    median: float
    std: float
    skewness: float
    kurtosis: float
    available: int
    nonzero: int
    unique: int
    same: int
    share_available: float
    share_nonzero: float
    share_unique: float
    share_same: float
    few_available: bool
    few_nonzero: bool
    few_unique: bool
    outliers: bool


def indicator_statistics(
    values: Floats, codes: Sequence[str], thresholds: Thresholds = DEFAULT
) -> tuple[IndicatorStatistics, ...]:
    """Statistics of each column of ``values`` (n, p), over the units that have it."""
    skews, kurtoses = skewness(values), excess_kurtosis(values)
    return tuple(
        _of_column(values[:, place], code, float(skews[place]), float(kurtoses[place]), thresholds)
        for place, code in enumerate(codes)
    )


def _of_column(values: Floats, code: str, skew: float, kurtosis: float, thresholds: Thresholds) -> IndicatorStatistics:
    units = len(values)
    known = values[~np.isnan(values)]
    available = len(known)
    nonzero = int((known != 0).sum())
    _, counts = np.unique(known, return_counts=True)
    same = int(counts.max(initial=0))
    nan = float("nan")
    return IndicatorStatistics(
        indicator=code,
        minimum=float(known.min()) if available else nan,
        maximum=float(known.max()) if available else nan,
        mean=float(known.mean()) if available else nan,
        median=float(np.median(known)) if available else nan,
        std=float(known.std(ddof=1)) if available > 1 else nan,
        skewness=skew,
        kurtosis=kurtosis,
        available=available,
        nonzero=nonzero,
        unique=len(counts),
        same=same,
        share_available=_share(available, units),
        share_nonzero=_share(nonzero, available),
        share_unique=_share(len(counts), available),
        share_same=_share(same, available),
        few_available=_share(available, units) < thresholds.available,
        few_nonzero=_share(nonzero, units) < thresholds.nonzero,
        few_unique=_share(len(counts), units) < thresholds.unique,
        outliers=abs(skew) > thresholds.skewness and kurtosis > thresholds.kurtosis,
    )


def _share(number: int, whole: int) -> float:
    return number / whole if whole else float("nan")

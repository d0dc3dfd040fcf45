"""What weighting did: by margin, and to the spread of the weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from civiscope.results.weighting import WeightingReport, WeightingRow, WeightingSummary
from civiscope.sampling.weighting.adjustment import Adjustment
from civiscope.sampling.weighting.auxiliaries import Auxiliaries
from civiscope.sampling.weighting.margins import Margin

Floats = NDArray[np.float64]


def report(
    adjustment: Adjustment, margins: Sequence[Margin] = (), numbers: Auxiliaries | None = None
) -> WeightingReport:
    """Compare the weights before and after an adjustment, or a sequence of them (`adjustment.in_sequence`).

    ``margins`` and ``numbers`` give the rows of the report; they need not be those that were calibrated to.
    """
    before, after = adjustment.before, adjustment.weights
    ratios = adjustment.ratios[adjustment.ratios != 0]
    trimmed = adjustment.trimmed
    summary = WeightingSummary(
        method=adjustment.method,
        rows_before=int(np.count_nonzero(before)),
        rows_after=int(np.count_nonzero(after)),
        total_before=float(before.sum()),
        total_after=float(after.sum()),
        least_ratio=float(ratios.min()),
        median_ratio=float(np.median(ratios)),
        greatest_ratio=float(ratios.max()),
        deff_before=weighting_effect(before),
        deff_after=weighting_effect(after),
        effective_before=effective_size(before),
        effective_after=effective_size(after),
        trimmed=0 if trimmed is None else int(trimmed.sum()),
        negative=int((after < 0).sum()),
        iterations=adjustment.iterations,
    )
    rows = [row for margin in margins for row in _margin_rows(margin, before, after)]
    if numbers is not None:
        rows += _number_rows(numbers, before, after)
    return WeightingReport(summary, tuple(rows))


def weighting_effect(weights: Floats) -> float:
    """Kish's design effect of unequal weights, 1 + cv², over the weights (n,) that are not 0 (Kish 1965, 11.7).

    cv is the standard deviation (with divisor n) over the mean, so that this is n Σw² / (Σw)².
    """
    return float(np.count_nonzero(weights) * np.sum(weights**2) / weights.sum() ** 2)


def effective_size(weights: Floats) -> float:
    """The number of equally weighted rows that say as much: (Σw)² / Σw², rows over `weighting_effect`."""
    return float(weights.sum() ** 2 / np.sum(weights**2))


def _margin_rows(margin: Margin, before: Floats, after: Floats) -> list[WeightingRow]:
    """One row for every category; n counts rows with a weight before."""
    counts = margin.sums((before != 0).astype(np.float64))
    columns = zip(margin.labels, counts, margin.sums(before), margin.totals, margin.sums(after), strict=True)
    return [
        WeightingRow(margin.name, label, int(count), float(base), float(target), float(adjusted))
        for label, count, base, target, adjusted in columns
    ]


def _number_rows(numbers: Auxiliaries, before: Floats, after: Floats) -> list[WeightingRow]:
    """One row for every auxiliary variable, with weighted totals of its values."""
    values = np.where(np.isfinite(numbers.values), numbers.values, 0.0)
    counts = (np.isfinite(numbers.values) & (before != 0)[:, None]).sum(axis=0)
    columns = zip(numbers.names, counts, before @ values, numbers.totals, after @ values, strict=True)
    return [
        WeightingRow(name, "", int(count), float(base), float(target), float(adjusted))
        for name, count, base, target, adjusted in columns
    ]

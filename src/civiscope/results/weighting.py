"""What weighting did: totals before and after by category, and the spread of the weights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeightingRow:
    """One category of a margin, or one auxiliary variable (``category`` is empty).

    ``n`` counts the rows that had a weight, unweighted; the totals are sums of weights, or of weights times values.
    """

    variable: str
    category: str
    n: int
    total_before: float
    target: float
    total_after: float


@dataclass(frozen=True, slots=True)
class WeightingSummary:
    """The weights before and after.

    Ratios are weights after over before, of the rows that have both. ``deff_*`` is Kish's design effect of unequal
    weights, 1 + cv², ``effective_*`` the number of rows over it. ``trimmed`` counts weights that a limit held back,
    ``negative`` weights below 0, ``iterations`` sweeps, Newton steps or rounds.
    """

    method: str
    rows_before: int
    rows_after: int
    total_before: float
    total_after: float
    least_ratio: float
    median_ratio: float
    greatest_ratio: float
    deff_before: float
    deff_after: float
    effective_before: float
    effective_after: float
    trimmed: int
    negative: int
    iterations: int


@dataclass(frozen=True, slots=True)
class WeightingReport:
    """The whole account of one adjustment or of a sequence."""

    summary: WeightingSummary
    rows: tuple[WeightingRow, ...]

"""What an adjustment did, as rows of a table and as a text to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from civiscope.results.weighting import WeightingReport, WeightingSummary
from civiscope.sampling.design import ReplicateMethod, ReplicateWeights
from civiscope.workflows.replicates import ReplicateOptions


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the report's file.

    ``part`` is ``total`` for a category of a margin or a number with its population total (``target``), and
    ``summary`` for what holds of all weights: there ``variable`` says what, and a number that is not of one moment
    stands in ``after``. ``n`` counts the rows that had a weight.
    """

    part: str
    variable: str
    category: str
    n: int | None
    before: float | None
    target: float | None
    after: float | None


def report_rows(report: WeightingReport) -> list[ReportRow]:
    """The report as rows: totals first, then the summary."""
    rows = [
        ReportRow("total", row.variable, row.category, row.n, row.total_before, row.target, row.total_after)
        for row in report.rows
    ]
    return [*rows, *_summary_rows(report.summary)]


def _summary_rows(found: WeightingSummary) -> Iterator[ReportRow]:
    yield ReportRow("summary", "method", found.method, None, None, None, None)
    for name, before, after in (
        ("rows", found.rows_before, found.rows_after),
        ("sum of weights", found.total_before, found.total_after),
        ("design effect of weights", found.deff_before, found.deff_after),
        ("effective rows", found.effective_before, found.effective_after),
    ):
        yield ReportRow("summary", name, "", None, float(before), None, float(after))
    for name, value in (
        ("least ratio", found.least_ratio),
        ("median ratio", found.median_ratio),
        ("greatest ratio", found.greatest_ratio),
        ("trimmed", found.trimmed),
        ("negative", found.negative),
        ("iterations", found.iterations),
    ):
        yield ReportRow("summary", name, "", None, None, None, float(value))


def readable(report: WeightingReport) -> str:
    """The report as a text of aligned columns, and sentences on the spread of the weights."""
    lines = []
    if report.rows:
        cells = [["variable", "category", "rows", "before", "target", "after"]]
        cells += [
            [row.variable, row.category, str(row.n), *map(_figure, (row.total_before, row.target, row.total_after))]
            for row in report.rows
        ]
        lines = [*_aligned(cells), ""]
    found = report.summary
    ratios = ", ".join(f"{ratio:.3f}" for ratio in (found.least_ratio, found.median_ratio, found.greatest_ratio))
    lines += [
        f"method: {found.method}",
        f"rows with a weight: {found.rows_before:,} before, {found.rows_after:,} after",
        f"sum of weights: {_figure(found.total_before)} before, {_figure(found.total_after)} after",
        f"least, median and greatest ratio of weights: {ratios}",
        f"design effect of unequal weights: {found.deff_before:.3f} before, {found.deff_after:.3f} after",
        f"effective rows: {found.effective_before:,.1f} before, {found.effective_after:,.1f} after",
    ]
    if found.trimmed:
        lines.append(f"weights held back by a limit: {found.trimmed:,}")
    if found.negative:
        lines.append(f"weights below 0: {found.negative:,}")
    return "\n".join(lines)


def replicates_note(options: ReplicateOptions, found: ReplicateWeights) -> str:
    """How `civiscope tabulate` reads the file of these replicate weights: their scale is not in it."""
    count = found.replicates.shape[1]
    flags = [f"--replicate-method {options.method.value}"]
    if options.method is ReplicateMethod.FAY:
        flags.append(f"--fay-rho {options.fay_rho!r}")
    if np.ptp(found.rscales) == 0:
        flags.append(f"--replicate-scale {found.scale * float(found.rscales[0])!r}")
        return f"{count} replicates; tabulate them with {' '.join(flags)}"
    return f"{count} replicates; tabulate them with {' '.join(flags)} and the same --strata, --cluster and --fpc"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


_LEAST = 0.995
"""What two decimals show as 1.00, or more."""


def _figure(value: float) -> str:
    """Whole numbers from 1,000 on, two decimals below, more for what is less than 1."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= _LEAST or value == 0 else f"{value:.3g}"

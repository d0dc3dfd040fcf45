"""The share of several answers to one question together, e.g. of the first half of a scale, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from civiscope.release.model import Release
from civiscope.results.estimates import Estimate
from civiscope.results.wilson import wilson_limits, wilson_ratio


def total_share(release: Release, cells: Sequence[Estimate], all_cells: Sequence[Estimate]) -> Estimate | None:
    """The share of the cities that gave any of some answers of which each gives one; None where one is not published.

    ``all_cells`` are the shares of all answers to the same question of the same cities. Released intervals of a simple
    random sample are Wilson's (1927), whose only other number, t² over the effective size, does not depend on the
    share: it is taken from one of them, and the total has the interval that it would have in the release. Under another
    design, or where released numbers are rounded, the total has no interval.
    """
    if not cells or any(cell.estimate is None or cell.suppressed for cell in cells):
        return None
    if len(cells) == 1:
        return cells[0]
    share = min(1.0, sum(cell.estimate or 0.0 for cell in cells))
    counts = [cell.n for cell in cells if cell.n is not None]
    wave = release.definition.wave(cells[0].wave)
    ratio = None
    if wave.design is None and release.definition.disclosure.rounding.shares is None:
        ratio = next((found for cell in all_cells if (found := _ratio(cell)) is not None), None)
    low, high = (None, None) if ratio is None else wilson_limits(share, ratio)
    return replace(
        cells[0],
        option="+".join(cell.option for cell in cells),
        estimate=share,
        se=None,
        low=low,
        high=high,
        n=sum(counts) if len(counts) == len(cells) else None,
        deff=None,
    )


def _ratio(cell: Estimate) -> float | None:
    """t² over the effective size behind a share; None where it has no interval."""
    if cell.estimate is None or cell.low is None or cell.high is None or cell.suppressed:
        return None
    return wilson_ratio(cell.estimate, cell.low, cell.high)

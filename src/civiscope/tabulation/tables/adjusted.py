"""Estimates from adjusted weights, with standard errors that know how the weights were adjusted.

Calibrated weights move with the sample. The variance is that of the design, applied to residuals of the linearised
values instead of the values themselves (Deville and Särndal 1992, equation 3.4), which needs every row by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design, Lonely
from civiscope.sampling.stages import Stages
from civiscope.sampling.weighting.adjustment import Adjustment, sums_by_level
from civiscope.tabulation.cells import Cells, LevelName
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.intervals import Interval
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.rows import estimate_rows
from civiscope.tabulation.statistics import Statistic, statistics_of
from civiscope.tabulation.tables.description import Description, describe
from civiscope.tabulation.tables.plan import Plan
from civiscope.tabulation.tables.quantile_rows import quantile_of_rows
from civiscope.tabulation.tables.reading import read_cells
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.tables.row_design import RowDesign
from civiscope.tabulation.tables.row_reading import read_rows
from civiscope.tabulation.variables import Measure, Variable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_AT_ONCE = 16
"""Variables whose rows are laid out in memory together."""

_UNKNOWN = (np.array([np.inf]),)
"""The population of a single stratum of which no size is known."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The values of n rows, the levels with the rows that belong to each, and how the weights were adjusted."""

    values: RowValues
    levels: tuple[LevelName, ...]
    members: list[Ints]
    design: RowDesign
    adjustment: Adjustment

    @property
    def weights(self) -> Floats:
        """The adjusted weights (n,)."""
        return self.adjustment.weights

    def freedom(self) -> Ints:
        """Degrees of freedom of the design by level, among rows whose weight is not 0 (as R's ``degf``)."""
        stages, unit = self.design.stages, self.design.unit
        counted = (self.weights != 0).astype(np.int64)
        cells = [np.bincount(unit[rows], counted[rows], minlength=len(stages.rows)) for rows in self.members]
        level = np.repeat(np.arange(len(cells)), len(stages.rows))
        every = np.tile(np.arange(len(stages.rows)), len(cells))
        return stages.degrees_of_freedom(level, every, np.concatenate(cells).astype(np.int64), len(cells))


def estimate_adjusted(
    engine: Engine, request: Request, design: Design, rows: RowDesign, adjustment: Adjustment
) -> Iterator[Estimate]:
    """The estimates of a request with the weights of ``adjustment`` (n,), of all n rows of the table in their order.

    ``design`` is that of the weights before, ``rows`` the same design row by row. The linearised value of every row is
    taken (`civiscope.tabulation.statistics.linearised`), times its weight; `Adjustment.residuals` of these are what
    `Stages.variances` gets. Design effects, intervals and degrees of freedom are as in
    `civiscope.tabulation.tables.estimate.estimate`; quantiles have Woodruff's (1952) intervals, whose shares know the
    adjustment as well. Raises UserError for columns and designs that cannot be used, for lonely strata, and for
    intervals that weights below 0 do not allow.
    """
    description = describe(engine, request, design)
    # A pass without sums: it refuses lonely strata and population sizes that cannot be.
    read_cells(engine, replace(request, by=()), design, description, Plan())
    found = _read(engine, request, description, rows, adjustment)
    if request.measure is Measure.QUANTILE:
        return _quantiles(request, found)
    return _of_rows(request, found)


def _of_rows(request: Request, found: _Rows) -> Iterator[Estimate]:
    variables = found.values.variables
    design = found.design
    cells = cells_of_rows(design.stages, design.unit, found.weights, found.levels, found.members, found.values)
    statistics = statistics_of(cells, variables)
    variances = _variances(found, cells)
    adjusted = [_with_variance(each, variances[:, place]) for place, each in enumerate(statistics)]
    if request.measure is Measure.SHARE and request.interval in (Interval.LOGIT, Interval.LIKELIHOOD):
        cells = _cells_by_row(request, found)
    return estimate_rows(cells, adjusted, request.interval, request.level, [int(df) for df in found.freedom()])


def _cells_by_row(request: Request, found: _Rows) -> Cells:
    """Cells of one row each, of the rows that have a weight: what the fit of a logistic regression goes by.

    Adjusted weights differ within the groups of the design, whose mean weight would not do.
    """
    below = int((found.weights < 0).sum())
    if below:
        raise UserError(problem("interval-weights-below-zero", value=request.interval.value, count=below))
    count = len(found.weights)
    every = np.arange(count)
    stages = Stages(np.stack([np.zeros_like(every), every]), np.ones_like(every), _UNKNOWN, True, Lonely.REMOVE)
    members = [rows[found.weights[rows] > 0] for rows in found.members]
    return cells_of_rows(stages, every, found.weights, found.levels, members, found.values)


def _read(engine: Engine, request: Request, description: Description, rows: RowDesign, adjustment: Adjustment) -> _Rows:
    """Every row's values of the variables, and its levels."""
    read = read_rows(engine, request, description)
    # Rows that did not respond are part of the sample, but of no estimate's base.
    stay = (adjustment.weights != 0) | (adjustment.before == 0)
    members = (own[stay[own]] for own in read.members)
    found = [(name, own) for name, own in zip(read.levels, members, strict=True) if len(own)]
    return _Rows(read.values, tuple(name for name, _ in found), [own for _, own in found], rows, adjustment)


def _variances(found: _Rows, cells: Cells) -> Floats:
    """Variances by level and variable, shape (levels, p)."""
    count = len(found.values.variables)
    variances = np.zeros((len(found.members), count))
    for level, rows in enumerate(found.members):
        for first in range(0, count, _AT_ONCE):
            places = range(first, min(first + _AT_ONCE, count))
            scores = np.zeros((len(found.weights), len(places)))
            for number, place in enumerate(places):
                scores[rows, number] = _scores(found, place, rows)
            variances[level, places.start : places.stop] = _variance(found, cells.stages, scores)
    return variances


def _scores(found: _Rows, place: int, rows: Ints) -> Floats:
    """Linearised values times weights of the rows of a level, shape (rows,); 0 where the level has no weight.

    As `civiscope.tabulation.statistics.linearised`: w (u - R x) / X for ratios, means and shares, w u for totals; for
    variances w (n / (n - 1)) ((u - mean)**2 - s) / X (Woodruff 1971).
    """
    variable = found.values.variables[place]
    w, u = found.weights[rows], found.values.values[rows, place]
    counted, x = found.values.counted[rows, place].astype(np.float64), found.values.denominators[rows, place]
    size = float(w @ x)
    ratio = float(w @ u) / size if size else 0.0
    scores: Floats = np.zeros(len(rows))
    if variable.measure is Measure.TOTAL:
        scores = w * (u + variable.centre * counted)
    elif size and variable.measure is Measure.VARIANCE:
        squares = (u - ratio) ** 2 * counted
        spread = float(w @ squares) / size
        rest = counted.sum() - 1
        scores = w * (squares - spread * counted) / size * (counted.sum() / rest if rest > 0 else math.nan)
    elif size:
        scores = w * (u - ratio * x) / size
    return scores


def _variance(found: _Rows, stages: Stages, scores: Floats) -> Floats:
    """The design's variance of the residuals of scores (n, p), shape (p,)."""
    left = found.adjustment.residuals(np.nan_to_num(scores))
    unit = found.design.unit
    every = np.arange(len(stages.rows))
    squares = sums_by_level(unit, left**2) if stages.elements else None
    level = np.zeros(len(every), dtype=np.int64)
    found_variances: Floats = stages.variances(level, every, sums_by_level(unit, left), squares, 1)[0]
    return found_variances


def _with_variance(statistic: Statistic, variance: Floats) -> Statistic:
    """The statistic with another variance (levels,), and the design effect that follows from it."""
    known = np.where(np.isnan(statistic.variance), np.nan, variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = statistic.deff * variance / statistic.variance
    return replace(statistic, variance=known, deff=effect)


def _quantiles(request: Request, found: _Rows) -> Iterator[Estimate]:
    """Quantiles by item and level; intervals invert the share of rows at or below the quantile."""
    freedom = found.freedom()
    for place, variable in enumerate(found.values.variables):
        for level, rows in enumerate(found.members):
            kept = rows[found.values.counted[rows, place] & (found.weights[rows] > 0)]
            for probability in request.quantiles if len(kept) else ():
                yield _quantile(request, found, variable, place, level, kept, probability, int(freedom[level]))


def _quantile(
    request: Request,
    found: _Rows,
    variable: Variable,
    place: int,
    level: int,
    kept: Ints,
    probability: float,
    df: int,
) -> Estimate:
    values = found.values.values[kept, place] + variable.centre
    weights = found.weights[kept]

    def variance(below: Floats, share: float) -> float:
        scores = np.zeros((len(found.weights), 1))
        scores[kept, 0] = weights * (below - share) / weights.sum()
        return float(_variance(found, found.design.stages, scores)[0])

    name = found.levels[level]
    return quantile_of_rows(variable.item, name, probability, values, weights, variance, df, request.level)

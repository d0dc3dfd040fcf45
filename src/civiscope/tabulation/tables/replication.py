"""Variances from replicate weights: every estimate again with each replicate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design, Lonely, ReplicateWeights
from civiscope.sampling.replicates import replicate_degrees_of_freedom, replicate_variance
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.intervals import Interval
from civiscope.tabulation.profile import fit_replicates
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.rows import estimate_rows
from civiscope.tabulation.statistics import Statistic, fit_of, statistics_of
from civiscope.tabulation.tables.description import Description
from civiscope.tabulation.tables.quantile_rows import quantile_of_rows
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.tables.row_reading import read_rows
from civiscope.tabulation.variables import Measure, Variable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def estimate_by_replicates(
    engine: Engine, request: Request, design: Design, description: Description
) -> Iterator[Estimate]:
    """Estimates with the full weights, variances from the spread of the replicates' estimates about their mean.

    Degrees of freedom are the rank of a level's replicate weights minus 1 (as in R's ``survey``). Raises UserError
    where the weights are not as many as the rows.
    """
    weights = design.replicates
    assert weights is not None
    if len(weights.weights) != description.rows:
        raise UserError(problem("replicates-rows", value=len(weights.weights), count=description.rows))
    read = read_rows(engine, request, description)
    found, members = read.values, read.members
    count = len(found.values)
    rows = Stages(np.zeros((1, 1), dtype=np.int64), np.array([count]), (np.array([np.inf]),), True, Lonely.REMOVE)
    units = np.zeros(count, dtype=np.int64)
    cells = cells_of_rows(rows, units, weights.weights, read.levels, members, found)
    if request.measure is Measure.QUANTILE:
        yield from _quantiles(request, weights, cells, found, members)
        return
    freedom = [replicate_degrees_of_freedom(weights, of_level) for of_level in members]
    logits = request.measure is Measure.SHARE and request.interval in (Interval.LOGIT, Interval.LIKELIHOOD)
    statistics = [
        _with_variance(cells, statistic, place, weights, found, members, logits)
        for place, statistic in enumerate(statistics_of(cells, found.variables))
    ]
    yield from estimate_rows(cells, statistics, request.interval, request.level, freedom)


def _with_variance(
    cells: Cells,
    statistic: Statistic,
    place: int,
    weights: ReplicateWeights,
    found: RowValues,
    members: list[Ints],
    logits: bool,
) -> Statistic:
    """The statistic with the replicates' variance, and a design effect that follows from it."""
    variance, of_logit = np.full(len(members), np.nan), np.full(len(members), np.nan)
    variable = found.variables[place]
    for level, rows in enumerate(members):
        u, x, d = found.values[rows, place], found.counted[rows, place], found.denominators[rows, place]
        thetas = _estimates(variable, weights.replicates[rows], u, x.astype(np.float64), d)
        variance[level] = replicate_variance(weights, thetas)
        fit = fit_of(cells, statistic, level) if logits else None
        if fit is not None:
            of_logit[level] = replicate_variance(weights, fit_replicates(fit.share, thetas))
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = statistic.deff * variance / statistic.variance
    known = np.where(statistic.base > 0, variance, np.nan)
    return replace(statistic, variance=known, deff=effect, logit_variance=of_logit)


def _estimates(variable: Variable, weights: Floats, u: Floats, x: Floats, d: Floats) -> Floats:
    """The estimates of one level with each of R columns of ``weights`` (n, R)."""
    above = weights.T @ (u * x)
    size = weights.T @ (d * x)
    with np.errstate(divide="ignore", invalid="ignore"):
        if variable.measure is Measure.TOTAL:
            result: Floats = above + variable.centre * size
        elif variable.measure is Measure.VARIANCE:
            mean = above / size
            count = x.sum()
            result = (weights.T @ (u * u * x) / size - mean**2) * count / (count - 1)
        else:
            result = above / size + variable.centre
    return result


def _quantiles(
    request: Request,
    weights: ReplicateWeights,
    cells: Cells,
    found: RowValues,
    members: list[Ints],
) -> Iterator[Estimate]:
    """Quantiles by item and level; intervals by inverting the share below, as those of `quantiles` do."""
    for place, variable in enumerate(found.variables):
        for level, rows in enumerate(members):
            kept = rows[found.counted[rows, place] & (weights.weights[rows] > 0)]
            if not len(kept):
                continue
            values = found.values[kept, place] + variable.centre
            df = replicate_degrees_of_freedom(weights, kept)

            def variance(below: Floats, share: float, kept: Ints = kept) -> float:
                w = weights.replicates[kept]
                with np.errstate(divide="ignore", invalid="ignore"):
                    return replicate_variance(weights, w.T @ below / w.sum(axis=0))

            for probability in request.quantiles:
                yield quantile_of_rows(
                    variable.item,
                    cells.levels[level],
                    probability,
                    values,
                    weights.weights[kept],
                    variance,
                    df,
                    request.level,
                )

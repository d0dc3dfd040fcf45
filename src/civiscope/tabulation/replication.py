"""Variances from replicate weights: every estimate again with each replicate."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design, Lonely, ReplicateWeights
from civiscope.sampling.replicates import replicate_degrees_of_freedom, replicate_variance
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells
from civiscope.tabulation.description import Description
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.intervals import Interval, t_quantile
from civiscope.tabulation.inverse import inverse_distribution
from civiscope.tabulation.plan import Plan, make_plan
from civiscope.tabulation.profile import fit_replicates
from civiscope.tabulation.reading import column, number_levels
from civiscope.tabulation.request import Request
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.rows import estimate_rows
from civiscope.tabulation.statistics import Statistic, fit_of, statistics_of
from civiscope.tabulation.values import as_text
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
    plan = _plan_of_numbers(engine, request, description)
    table = engine.collect(_query(engine, request, plan))
    found = _values(table, plan)
    levels, numbers = number_levels(table, request)
    members = [np.flatnonzero(number == place) for place, _, number in _by_grouping(levels, numbers)]
    rows = Stages(np.zeros((1, 1), dtype=np.int64), np.array([len(table)]), (np.array([np.inf]),), True, Lonely.REMOVE)
    units = np.zeros(len(table), dtype=np.int64)
    cells = cells_of_rows(rows, units, weights.weights, levels, members, found)
    if request.measure is Measure.QUANTILE:
        yield from _quantiles(request, weights, cells, found, members)
        return
    freedom = [replicate_degrees_of_freedom(weights, of_level) for of_level in members]
    logits = request.measure is Measure.SHARE and request.interval in (Interval.LOGIT, Interval.LIKELIHOOD)
    statistics = [
        _with_variance(cells, statistic, place, weights, found, members, logits)
        for place, statistic in enumerate(statistics_of(cells, plan.variables))
    ]
    yield from estimate_rows(cells, statistics, request.interval, request.level, freedom)


def _plan_of_numbers(engine: Engine, request: Request, description: Description) -> Plan:
    """Quantiles need the values themselves, as means do."""
    wanted = replace(request, measure=Measure.MEAN) if request.measure is Measure.QUANTILE else request
    return make_plan(engine, wanted, description)


def _by_grouping(levels: tuple[object, ...], numbers: list[Ints]) -> Iterator[tuple[int, int, Ints]]:
    """Every level with the grouping that it belongs to and the numbers of the rows' levels there."""
    grouping = 0
    for place in range(len(levels)):
        while not (numbers[grouping] == place).any():
            grouping += 1
        yield place, grouping, numbers[grouping]


def _query(engine: Engine, request: Request, plan: Plan) -> str:
    selected = [f"{engine.key(name)} AS by{place}" for place, name in enumerate(request.by_columns)]
    for place, variable in enumerate(plan.variables):
        base = plan.bases[variable.base]
        if variable.option:
            value = f"CASE WHEN {plan.conditions[variable.prefix]} THEN 1.0 ELSE 0.0 END"
        else:
            value = plan.values[variable.prefix]
        selected.append(f"{value} AS u{place}" if base is None else f"CASE WHEN {base} THEN {value} END AS u{place}")
        if variable.measure is Measure.RATIO:
            selected.append(f"{plan.denominators[variable.prefix]} AS d{place}")
    return f"SELECT {', '.join(selected)} FROM data"  # noqa: S608


def _values(table: pa.Table, plan: Plan) -> RowValues:
    values = np.stack([column(table, f"u{place}") for place in range(len(plan.variables))], axis=1)
    counted = ~np.isnan(values)
    denominators = counted.astype(np.float64)
    for place, variable in enumerate(plan.variables):
        if variable.measure is Measure.RATIO:
            denominators[:, place] = np.nan_to_num(column(table, f"d{place}"))
    return RowValues(plan.variables, np.where(counted, values, 0.0), counted, denominators)


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
    """Quantiles by item and level; intervals by inverting the share below, as `civiscope.tabulation.quantiles` does."""
    for place, variable in enumerate(found.variables):
        for level, rows in enumerate(members):
            kept = rows[found.counted[rows, place] & (weights.weights[rows] > 0)]
            if not len(kept):
                continue
            values = found.values[kept, place] + variable.centre
            at = inverse_distribution(values, weights.weights[kept])
            df = replicate_degrees_of_freedom(weights, kept)
            for probability in request.quantiles:
                value = at(probability)
                below = (values <= value).astype(np.float64)
                w = weights.replicates[kept]
                with np.errstate(divide="ignore", invalid="ignore"):
                    variance = replicate_variance(weights, w.T @ below / w.sum(axis=0))
                share = float(weights.weights[kept] @ below / weights.weights[kept].sum())
                if below.all():
                    # Rounding must not push the share of all rows beyond 1, where no value is reached.
                    share, variance = 1.0, 0.0
                t = t_quantile(max(df, 1), request.level)
                half = t * math.sqrt(variance) if df > 0 else math.nan
                low = at(share - half) if share - half >= 0 else None
                high = at(share + half) if share + half <= 1 else None
                yield Estimate(
                    wave="",
                    questionnaire="",
                    item=variable.item,
                    row="",
                    option=as_text(probability),
                    domain=cells.levels[level].domain,
                    level=cells.levels[level].level,
                    measure=Measure.QUANTILE.value,
                    estimate=value,
                    se=None if low is None or high is None else (high - low) / (2 * t),
                    low=low,
                    high=high,
                    n=len(kept),
                    base=len(kept),
                    weighted_base=float(weights.weights[kept].sum()),
                    bound_low=None,
                    bound_high=None,
                    suppressed=False,
                    note="",
                    df=df,
                )

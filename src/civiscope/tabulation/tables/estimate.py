"""Estimates of a table's items: one call for files, tables in memory and databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from numpy.typing import ArrayLike

from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.intervals import LEVEL, Interval
from civiscope.tabulation.rows import estimate_rows
from civiscope.tabulation.statistics import statistics_of
from civiscope.tabulation.tables.centring import centred_statistics, loses_digits
from civiscope.tabulation.tables.description import describe
from civiscope.tabulation.tables.plan import make_plan
from civiscope.tabulation.tables.quantiles import estimate_quantiles
from civiscope.tabulation.tables.reading import read_cells
from civiscope.tabulation.tables.replication import estimate_by_replicates
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure

Data = Path | str | pa.Table | Mapping[str, ArrayLike]

_NO_DESIGN = Design()


def estimate(
    data: Data | Engine,
    items: Sequence[str] | str,
    by: Iterable[str] = (),
    design: Design = _NO_DESIGN,
    *,
    measure: Measure | str = Measure.SHARE,
    quantiles: Sequence[float] = (0.5,),
    interval: Interval | str = Interval.WILSON,
    level: float = LEVEL,
) -> list[Estimate]:
    """Estimates of ``items`` for all rows and by each of the columns ``by`` (and by several of them crossed).

    ``data`` is a file (.csv, .parquet, .sav, .xlsx), a table in memory, or an engine that
    `civiscope.tabulation.engines.registry.open_table` has opened, which is left open. A row that misses an item stays
    in the estimates of the others; domains are parts of the whole sample, whose other rows stay in the variance.

    Formulas and sources: `civiscope.tabulation.statistics` (linearisation), `civiscope.sampling.stages` (variances),
    `civiscope.tabulation.intervals`; beside this module, `quantiles` and `replication`.

    Raises UserError for columns that are not there, for values and weights that cannot be used, and for designs that
    contradict themselves.
    """
    named = (items,) if isinstance(items, str) else tuple(items)
    request = Request(named, tuple(by), Measure(measure), tuple(quantiles), Interval(interval), level)
    if isinstance(data, Path | str | pa.Table | Mapping):
        with open_table(data) as engine:
            return list(answer(engine, request, design))
    return list(answer(data, request, design))


def answer(engine: Engine, request: Request, design: Design) -> Iterable[Estimate]:
    """The estimates of a request; see `estimate`."""
    description = describe(engine, request, design)
    if design.replicates is not None:
        return estimate_by_replicates(engine, request, design, description)
    if request.measure is Measure.QUANTILE:
        return estimate_quantiles(engine, request, design, description)
    weight = None if design.weight is None else engine.number(design.weight)
    plan = make_plan(engine, request, description, weight)
    cells = read_cells(engine, request, design, description, plan)
    if loses_digits(cells, plan.variables):
        cells, statistics = centred_statistics(engine, request, design, plan)
    else:
        statistics = statistics_of(cells, plan.variables)
    return estimate_rows(cells, statistics, request.interval, request.level)

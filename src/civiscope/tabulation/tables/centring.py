"""A second pass for numbers whose groups lie far apart: every group is centred on its own mean.

The first pass takes one number off an item's values before they are squared. Where the means of strata or domains are a
thousand standard deviations from it, what remains of the squares after subtraction has lost its digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.sampling.design import Design
from civiscope.tabulation.cells import Cells
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.statistics import Statistic, unsampled
from civiscope.tabulation.tables.plan import Plan
from civiscope.tabulation.tables.reading import column, key_columns, number_levels, read_keys
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure, Variable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FAR = 1e5
"""A squared distance of a cell's mean from the centre, over the variance within, from which digits are missed."""


def loses_digits(cells: Cells, variables: Sequence[Variable]) -> bool:
    """Whether the values of some cell lie so far from the centre that their spread has lost digits."""
    for variable in variables:
        if variable.indicator or variable.measure not in (Measure.MEAN, Measure.TOTAL):
            continue
        weight, first, second = (cells.sums[variable.sum_name(power)] for power in ((1, 0, 1), (1, 1, 0), (1, 2, 0)))
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = first / weight
            spread = second / weight - mean**2
            if variable.measure is Measure.TOTAL:
                # Nothing is taken off the values of a total.
                mean = mean + variable.centre
        several = (cells.sums[variable.base_count] > 1) & (weight > 0)
        if (mean[several] ** 2 > _FAR * np.maximum(spread[several], 0)).any():
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Group:
    """Sums over the rows with a value of every group of the result, each (m,): see `_of_variable`.

    ``counted`` are all of these rows, ``based`` those that have a weight.
    """

    centre: Floats
    counted: Floats
    based: Floats
    w: Floats
    e: Floats
    ee: Floats
    a: Floats
    aa: Floats
    ea: Floats
    wuu: Floats
    ww: Floats


def centred_statistics(engine: Engine, request: Request, design: Design, plan: Plan) -> tuple[Cells, list[Statistic]]:
    """The statistics of numbers, and cells with the rows that they are of; shares need no second pass.

    The engine's window function gives every row the mean of its group (stratum, cluster and crossing of domains).
    """
    keys = key_columns(engine, design)
    by = {f"by{place}": engine.key(name) for place, name in enumerate(request.by_columns)}
    groups = keys | by
    weight = "1.0" if design.weight is None else engine.number(design.weight)
    partition = f"PARTITION BY {', '.join(groups.values())}" if groups else ""
    inner = [f"{query} AS {name}" for name, query in groups.items()]
    inner += [f"{weight} AS w", f"{weight} - AVG({weight}) OVER ({partition}) AS a"]
    inner += [f"{engine.number(name)} AS size{place}" for place, name in enumerate(design.fpc)]
    outer = [*groups, "COUNT(*) AS rows", "COUNT(CASE WHEN w > 0 THEN 1 END) AS positive"]
    outer += [f"{word}(size{place}) AS {name}{place}" for place in range(len(design.fpc)) for word, name in _SIZES]
    for place, variable in enumerate(plan.variables):
        number = engine.number(variable.item)
        centre = f"AVG({number}) OVER ({partition})"
        inner += [f"{number} - {centre} AS u{place}", f"{centre} AS c{place}"]
        outer += [f"{query.format(u=f'u{place}', c=f'c{place}')} AS {name}{place}" for name, query in _SUMS.items()]
    query = f"SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM data) AS centred"  # noqa: S608
    table = engine.collect(query + (f" GROUP BY {', '.join(groups)}" if groups else ""))
    found = read_keys(table, design, list(keys))
    of_unit = found.stages.fpc_weights() if design.weight is None and design.fpc else np.ones(len(found.stages.rows))
    factor = of_unit[found.unit]
    levels, level_of = number_levels(table, request)
    level = np.concatenate(level_of)
    order = np.lexsort((np.tile(found.unit, len(level_of)), level))
    order = order[level[order] >= 0]
    source = np.tile(np.arange(table.num_rows), len(level_of))[order]
    rows, positive = (column(table, name).astype(np.int64)[source] for name in ("rows", "positive"))
    cells = Cells(found.stages, levels, level[order], found.unit[source], rows, positive, {})
    return cells, [
        _of_variable(cells, variable, _group(table, place, source, factor[source]))
        for place, variable in enumerate(plan.variables)
    ]


_SIZES = (("MIN", "low"), ("MAX", "high"))
_SUMS = {
    "centre": "MIN({c})",
    "counted": "COUNT({u})",
    "based": "SUM(CASE WHEN {u} IS NOT NULL AND w > 0 THEN 1 ELSE 0 END)",
    "w": "SUM(CASE WHEN {u} IS NOT NULL THEN w ELSE 0 END)",
    "e": "SUM(w * {u})",
    "ee": "SUM(w * {u} * w * {u})",
    "a": "SUM(CASE WHEN {u} IS NOT NULL THEN a ELSE 0 END)",
    "aa": "SUM(CASE WHEN {u} IS NOT NULL THEN a * a ELSE 0 END)",
    "ea": "SUM(w * {u} * a)",
    "wuu": "SUM(w * {u} * {u})",
    "ww": "SUM(CASE WHEN {u} IS NOT NULL THEN w * w ELSE 0 END)",
}
_POWERS = {"centre": 0, "counted": 0, "based": 0, "w": 1, "e": 1, "ee": 2, "a": 1, "aa": 2, "ea": 2, "wuu": 1, "ww": 2}
"""Powers of the weight in each sum, for weights that follow from population sizes."""


def _group(table: pa.Table, place: int, source: Ints, factor: Floats) -> _Group:
    return _Group(
        **{
            name: np.nan_to_num(column(table, f"{name}{place}"))[source] * factor**power
            for name, power in _POWERS.items()
        }
    )


def _of_variable(cells: Cells, variable: Variable, group: _Group) -> Statistic:
    """Estimate and variance of one number.

    With u the value less its group's centre c, w the weight and a = w less its group's mean, the linearised value is
    (w u + (c - R) w) / X; its squared deviations within a group are those of w u, of w, and their product, each from
    sums of what was centred before.
    """
    total = variable.measure is Measure.TOTAL
    with np.errstate(divide="ignore", invalid="ignore"):
        size = cells.by_level(group.w)
        above = cells.by_level(group.e + group.centre * group.w)
        mean = above / size
        shift = group.centre - (0.0 if total else mean[cells.level])
        scale = 1.0 if total else 1 / size[cells.level]
        k = np.maximum(group.counted, 1)
        within = (
            (group.ee - group.e**2 / k)
            + 2 * shift * (group.ea - group.e * group.a / k)
            + shift**2 * (group.aa - group.a**2 / k)
        ) * scale**2
        scores = (group.e + shift * group.w) * scale
        # Rows of the group without a value have the linearised value 0.
        within = np.maximum(within, 0) + (scores / k) ** 2 * group.counted * (cells.rows - group.counted) / cells.rows
        stages = cells.stages
        squares = within[:, None] if stages.elements else None
        variance = stages.variances(cells.level, cells.unit, scores[:, None], squares, len(cells.levels), cells.rows)[
            :, 0
        ]
        base = cells.by_level(group.based)
        about = group.centre - mean[cells.level]
        dispersion = cells.by_level(group.wuu + 2 * about * group.e + about**2 * group.w) / size * base / (base - 1)
        reference = dispersion * unsampled(cells, base, size) / base * (size**2 if total else 1)
        effects = np.where(reference > 0, variance / reference, np.nan)
    known = base > 0
    counts = base.astype(np.int64)
    return Statistic(
        variable,
        np.where(known, above if total else mean, np.nan),
        np.where(known, variance, np.nan),
        counts,
        counts,
        size,
        effects,
        np.full(len(base), np.nan),
    )

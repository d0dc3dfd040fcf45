"""Cross-tabulations and estimates of several levels with their covariances: what tests are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from civiscope.sampling.design import Design
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.statistics import linearised
from civiscope.tabulation.tables.description import check_columns, describe
from civiscope.tabulation.tables.plan import Plan, make_plan, options_of
from civiscope.tabulation.tables.reading import read_cells
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.values import as_text, literal
from civiscope.tabulation.variables import Measure, Variable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Weighted shares of all rows that have both values.

    ``shares`` has shape (r, c): the item's values by the domain's; ``covariance`` (rc, rc) is that of its rows in
    order. ``totals`` (r, c) and ``total_covariance`` are those of the weights. ``n`` counts the rows, ``df`` are the
    design's degrees of freedom among them.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shares: Floats
    covariance: Floats
    totals: Floats
    total_covariance: Floats
    n: int
    df: int


@dataclass(frozen=True, slots=True)
class LevelEstimates:
    """Estimates of one variable in k levels of a domain: ``estimates`` (k,), ``covariance`` (k, k).

    ``counts`` (U, k) are the levels' rows by group of the design.
    """

    item: str
    option: str
    levels: tuple[str, ...]
    estimates: Floats
    covariance: Floats
    counts: NDArray[np.int64]
    stages: Stages

    def n(self, *levels: int) -> int:
        """The number of rows of some levels, of all where none is named."""
        return int(self.counts[:, list(levels) or slice(None)].sum())

    def df(self, *levels: int) -> int:
        """The design's degrees of freedom among the rows of some levels, of all where none is named."""
        counted = self.counts[:, list(levels) or slice(None)].sum(axis=1)
        groups = np.arange(len(counted))
        return int(self.stages.degrees_of_freedom(np.zeros(len(groups), dtype=np.int64), groups, counted, 1)[0])


def crosstab(engine: Engine, item: str, by: str, design: Design) -> Crosstab:
    """The table of an item by a domain, in one pass; raises UserError as estimates do."""
    check_columns(engine, Request((item,), (by,)), design)
    request = Request((item, by) if item != by else (item,))
    description = describe(engine, request, design)
    rows, columns = (options_of(engine, description, [name])[0] for name in (item, by))
    plan = Plan(bases={"b": f"{engine.key(item)} IS NOT NULL AND {engine.key(by)} IS NOT NULL"})
    for place, (row, column) in enumerate(product(rows, columns)):
        prefix = f"x{place}"
        plan.conditions[prefix] = f"{engine.key(item)} = {literal(row)} AND {engine.key(by)} = {literal(column)}"
        plan.variables.append(Variable(item, "", as_text(row), Measure.SHARE, prefix, "b", indicator=True))
    cells = _counted(read_cells(engine, request, design, description, plan), plan.variables[0])
    shares, scores, _ = linearised(cells, plan.variables)
    covariance = cells.stages.covariance(cells.unit, scores, _products(cells, plan.variables, shares[0]))
    shape = (len(rows), len(columns))
    in_all = [replace(variable, measure=Measure.TOTAL) for variable in plan.variables]
    totals, weighted, squares = linearised(cells, in_all)
    places = np.arange(len(in_all))
    products = None
    if squares is not None:
        products = np.zeros((*squares.shape, len(in_all)))
        products[:, places, places] = squares
    return Crosstab(
        tuple(map(as_text, rows)),
        tuple(map(as_text, columns)),
        shares[0].reshape(shape),
        covariance,
        totals[0].reshape(shape),
        cells.stages.covariance(cells.unit, weighted, products),
        int(cells.total(plan.variables[0].base_count)[0]),
        int(cells.degrees_of_freedom[0]),
    )


def _counted(cells: Cells, variable: Variable) -> Cells:
    """The cells with the rows that count for a variable as their rows: degrees of freedom are those among them."""
    counted = cells.sums[variable.base_count].astype(np.int64)
    return Cells(cells.stages, cells.levels, cells.level, cells.unit, cells.rows, counted, cells.sums)


def _products(cells: Cells, variables: list[Variable], shares: Floats) -> Floats | None:
    """Sums of products of the linearised values of indicators of which one at most is 1, shape (m, p, p)."""
    if not cells.stages.elements:
        return None
    squares = np.stack([cells.sums[variable.sum_name((2, 2, 0))] for variable in variables], axis=1)
    base = cells.sums[variables[0].sum_name((2, 0, 2))]
    size = float(cells.total(variables[0].sum_name((1, 0, 1)))[0])
    found = base[:, None, None] * np.outer(shares, shares)
    found -= squares[:, :, None] * shares[None, None, :] + shares[None, :, None] * squares[:, None, :]
    places = np.arange(len(variables))
    found[:, places, places] += squares
    result: Floats = found / size**2
    return result


def level_estimates(engine: Engine, item: str, by: str, design: Design, measure: Measure) -> list[LevelEstimates]:
    """Estimates of an item (of each value, for shares) in the levels of a domain, with their covariances."""
    request = Request((item,), (by,), measure)
    description = describe(engine, request, design)
    weight = None if design.weight is None else engine.number(design.weight)
    plan = make_plan(engine, request, description, weight)
    cells = read_cells(engine, request, design, description, plan)
    return [_of_variable(cells, variable, by) for variable in plan.variables]


def _of_variable(cells: Cells, variable: Variable, by: str) -> LevelEstimates:
    estimates, scores, squares = linearised(cells, [variable])
    base = cells.total(variable.base_count)
    levels = [place for place, name in enumerate(cells.levels) if name.domain == by and base[place] > 0]
    units = len(cells.stages.rows)
    spread = np.zeros((units, len(levels)))
    products = np.zeros((units, len(levels), len(levels))) if squares is not None else None
    counted = np.zeros((units, len(levels)), dtype=np.int64)
    for number, level in enumerate(levels):
        first, last = np.searchsorted(cells.level, [level, level + 1])
        unit = cells.unit[first:last]
        spread[unit, number] = scores[first:last, 0]
        counted[unit, number] = cells.sums[variable.base_count][first:last].astype(np.int64)
        if products is not None and squares is not None:
            # Levels share no row, so that products of two levels are 0.
            products[unit, number, number] = squares[first:last, 0]
    every = np.arange(units)
    covariance = cells.stages.covariance(every, spread, products)
    return LevelEstimates(
        variable.item,
        variable.option,
        tuple(cells.levels[level].level for level in levels),
        estimates[levels, 0],
        covariance,
        counted,
        cells.stages,
    )

"""Quantiles by level of a domain, with Woodruff's intervals; the values stay in the engine, only quantiles leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pyarrow as pa

from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design
from civiscope.tabulation.cells import Cells, LevelName
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.inverse import SLACK, reaches
from civiscope.tabulation.statistics import statistics_of
from civiscope.tabulation.tables.description import Description
from civiscope.tabulation.tables.plan import Plan
from civiscope.tabulation.tables.quantile_rows import limits_of_share, quantile_row
from civiscope.tabulation.tables.reading import check_lonely, column, key_columns, read_cells, read_keys
from civiscope.tabulation.tables.request import CROSSED, Request
from civiscope.tabulation.values import Value, as_text, literal
from civiscope.tabulation.variables import Measure, Variable

Levels = dict[tuple[Value, ...], list[float | None]]
"""Numbers by the values of a grouping's columns; the key () stands for all rows."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where rows come from, and the SQL of their weight."""

    relation: str
    weight: str


def estimate_quantiles(
    engine: Engine, request: Request, design: Design, description: Description
) -> Iterator[Estimate]:
    """Quantiles of all items, level by level.

    The quantile of probability p is the lowest value at which the weighted share of rows with at most that value
    reaches p (rule "math" of R's ``svyquantile``; `civiscope.tabulation.inverse` decides ties). Its interval inverts
    that of the share of rows below it: the values at which the shares F - t se and F + t se are reached, F being the
    share of rows at or below the quantile (Woodruff 1952). The standard error is the interval's width over twice t.
    """
    source = _source(engine, design)
    for item in request.items:
        for grouping in request.groupings():
            yield from _of_grouping(engine, request, design, description, source, item, grouping)


def _of_grouping(
    engine: Engine,
    request: Request,
    design: Design,
    description: Description,
    source: _Source,
    item: str,
    grouping: tuple[str, ...],
) -> Iterator[Estimate]:
    count = len(request.quantiles)
    wanted: Levels = {(): list(request.quantiles)}
    values = _values_at(engine, source, item, grouping, wanted, count)
    found = {key: numbers for key, numbers in values.items() if numbers[0] is not None}
    if not found:
        # No row has a value, a level and a weight above 0.
        return
    next_values = _values_at(engine, source, item, grouping, wanted, count, beyond=True)
    found = _decided(engine, source, item, grouping, request.quantiles, found, next_values)
    cells, plan = _cells_below(engine, request, design, description, source, item, grouping, found, count)
    names = {_name(grouping, key): key for key in found}
    statistics = statistics_of(cells, plan.variables)
    # As R's svyquantile has it: of the rows that have the item.
    counted = cells.sums[plan.variables[0].base_count].astype(np.int64)
    freedom = replace(cells, positive=counted).degrees_of_freedom
    limits: Levels = {}
    places = [(place, names[level]) for place, level in enumerate(cells.levels) if level in names]
    for place, key in places:
        limits[key] = []
        for statistic in statistics:
            share, variance = float(statistic.estimate[place]), float(statistic.variance[place])
            limits[key] += limits_of_share(share, variance, int(freedom[place]), request.level)
    inverted = _values_at(engine, source, item, grouping, limits, 2 * count)
    for place, key in places:
        for number, probability in enumerate(request.quantiles):
            low, high = inverted.get(key, [None] * 2 * count)[2 * number : 2 * number + 2]
            yield quantile_row(
                item,
                cells.levels[place],
                probability,
                found[key][number],
                (low, high),
                int(statistics[number].base[place]),
                float(statistics[number].weighted_base[place]),
                int(freedom[place]),
                request.level,
            )


def _name(grouping: tuple[str, ...], key: tuple[Value, ...]) -> LevelName:
    return LevelName(CROSSED.join(grouping), CROSSED.join(as_text(value) for value in key))


def _source(engine: Engine, design: Design) -> _Source:
    """Weights that follow from population sizes are joined to the rows; a first pass tells them.

    They are cast, since a constant with a point is a decimal number in some engines, whose sums round elsewhere.
    """
    if design.weight is not None:
        return _Source("data", engine.number(design.weight))
    if not design.fpc:
        return _Source("data", "1.0")
    keys = key_columns(engine, design)
    sizes = [
        f"{name}({engine.number(column)}) AS {alias}{place}"
        for place, column in enumerate(design.fpc)
        for name, alias in (("MIN", "low"), ("MAX", "high"))
    ]
    selected = ", ".join([f"{query} AS {name}" for name, query in keys.items()] + ["COUNT(*) AS rows", *sizes])
    groups = f" GROUP BY {', '.join(keys)}" if keys else ""
    table = engine.collect(f"SELECT {selected} FROM data{groups}")  # noqa: S608
    read = read_keys(table, design, list(keys))
    check_lonely(read, design)
    weights = read.stages.fpc_weights()[read.unit]
    if not keys:
        return _Source("data", f"CAST({float(weights[0])!r} AS DOUBLE)")
    columns = [table.column(name).to_pylist() for name in keys]
    rows = ", ".join(
        f"({', '.join(literal(value) for value in values)}, CAST({float(weight)!r} AS DOUBLE))"
        for *values, weight in zip(*columns, weights, strict=True)
    )
    names = ", ".join(f"of_{name}" for name in keys)
    match = " AND ".join(f"{query} = of_{name}" for name, query in keys.items())
    return _Source(f"data JOIN (VALUES {rows}) AS units({names}, unit_weight) ON {match}", "unit_weight")


def _joined(relation: str, engine: Engine, grouping: tuple[str, ...], numbers: Levels, alias: str) -> str:
    """The relation with each level's numbers beside its rows, as columns alias0, alias1, ...; NULL where unknown."""
    rows = []
    for key, values in numbers.items():
        cells = [literal(value) for value in key]
        # Casts, since a list that begins with NULL has no type in some engines.
        cells += [f"CAST({'NULL' if value is None else repr(float(value))} AS DOUBLE)" for value in values]
        rows.append(f"({', '.join(cells)})")
    width = len(next(iter(numbers.values())))
    names = [f"{alias}_of{place}" for place in range(len(grouping))] + [f"{alias}{place}" for place in range(width)]
    match = " AND ".join(f"{engine.key(name)} = {alias}_of{place}" for place, name in enumerate(grouping))
    return f"{relation} LEFT JOIN (VALUES {', '.join(rows)}) AS of_levels({', '.join(names)}) ON {match or 'TRUE'}"


def _values_at(
    engine: Engine,
    source: _Source,
    item: str,
    grouping: tuple[str, ...],
    wanted: Levels,
    count: int,
    beyond: bool = False,
) -> Levels:
    """By level the lowest values at which the cumulative shares reach the ``wanted`` probabilities (or exceed them).

    The key () of ``wanted`` holds for all levels.
    """
    compared = f"> (1 + {SLACK!r}) *" if beyond else f">= (1 - {SLACK!r}) *"
    number = engine.number(item)
    groups = [f"g{place}" for place in range(len(grouping))]
    keys = [f"{engine.key(name)} AS g{place}" for place, name in enumerate(grouping)]
    known = "".join(f" AND {engine.key(name)} IS NOT NULL" for name in grouping)
    common = () in wanted
    relation = source.relation if common else _joined(source.relation, engine, grouping, wanted, "p")
    probabilities = [repr(float(p)) if p is not None else "NULL" for p in wanted[()]] if common else []
    carried = [] if common else [f"p{place}" for place in range(count)]
    inner = ", ".join([*keys, *carried, f"{number} AS v", f"SUM({source.weight}) AS w"])
    by = ", ".join([*groups, *carried, "v"])
    partition = f"PARTITION BY {', '.join(groups)} " if groups else ""
    running = f"SUM(w) OVER ({partition}ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    outer = ", ".join([*groups, *carried, "v", f"{running} AS c", f"SUM(w) OVER ({partition}) AS t"])
    shares = probabilities or carried
    reached = [f"MIN(CASE WHEN c {compared} {share} * t THEN v END) AS q{place}" for place, share in enumerate(shares)]
    query = (
        f"WITH counted AS (SELECT {inner} FROM {relation}"  # noqa: S608
        f" WHERE {number} IS NOT NULL AND {source.weight} > 0{known} GROUP BY {by}),"
        f" summed AS (SELECT {outer} FROM counted)"
        f" SELECT {', '.join([*groups, *reached])} FROM summed" + (f" GROUP BY {', '.join(groups)}" if groups else "")
    )
    table = engine.collect(query)
    columns = [table.column(name).to_pylist() for name in groups]
    quantiles = [_numbers(table, f"q{place}") for place in range(count)]
    keys_found = list(zip(*columns, strict=True)) if columns else [()] * table.num_rows
    return {key: [values[place] for values in quantiles] for place, key in enumerate(keys_found)}


def _decided(
    engine: Engine,
    source: _Source,
    item: str,
    grouping: tuple[str, ...],
    probabilities: Sequence[float],
    found: Levels,
    next_values: Levels,
) -> Levels:
    """The values as found, except that ties are decided from exact sums of weights."""
    tied = {
        key: values
        for key, values in found.items()
        if any(low != high and high is not None for low, high in zip(values, next_values[key], strict=True))
    }
    if not tied:
        return found
    number = engine.number(item)
    groups = [f"g{place}" for place in range(len(grouping))]
    keys = [f"{engine.key(name)} AS g{place}" for place, name in enumerate(grouping)]
    below = [f"COUNT(CASE WHEN {number} <= q{place} THEN 1 END) AS n{place}" for place in range(len(probabilities))]
    selected = ", ".join([*keys, f"{source.weight} AS w", "COUNT(*) AS n", *below])
    relation = _joined(source.relation, engine, grouping, tied, "q")
    query = (
        f"SELECT {selected} FROM {relation} WHERE {number} IS NOT NULL AND {source.weight} > 0 AND q0 IS NOT NULL"  # noqa: S608
        f" GROUP BY {', '.join([*groups, 'w'])}"
    )
    rows = engine.collect(query).to_pylist()
    decided = dict(found)
    for key, values in tied.items():
        own = [row for row in rows if tuple(row[name] for name in groups) == key]
        total = float(sum((Fraction(row["w"]) * row["n"] for row in own), Fraction()))
        for place, probability in enumerate(probabilities):
            high = next_values[key][place]
            if values[place] == high or high is None:
                continue
            reached = float(sum((Fraction(row["w"]) * row[f"n{place}"] for row in own), Fraction()))
            if not reaches(reached, total, probability):
                decided[key] = [*decided[key][:place], high, *decided[key][place + 1 :]]
    return decided


def _numbers(table: pa.Table, name: str) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in column(table, name)]


def _cells_below(
    engine: Engine,
    request: Request,
    design: Design,
    description: Description,
    source: _Source,
    item: str,
    grouping: tuple[str, ...],
    found: Levels,
    count: int,
) -> tuple[Cells, Plan]:
    """Sums of the indicators of values at or below each level's quantiles."""
    plan = Plan()
    number = engine.number(item)
    weighted = "" if design.weight is None else f" AND {source.weight} > 0"
    plan.bases["b"] = f"{number} IS NOT NULL{weighted}"
    for place in range(count):
        prefix = f"q{place}"
        plan.conditions[prefix] = f"{number} <= {prefix}{weighted}"
        plan.variables.append(Variable(item, "", "", Measure.MEAN, prefix, "b", indicator=True))
    narrowed = replace(request, items=(item,), by=(CROSSED.join(grouping),) if grouping else ())
    relation = _joined("data", engine, grouping, found, "q")
    return read_cells(engine, narrowed, design, description, plan, relation), plan

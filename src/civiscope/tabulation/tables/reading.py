"""The pass over a table that adds everything up by group of the design and by domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.sampling.design import Design, Lonely
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells, LevelName, merged
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.tables.description import Description
from civiscope.tabulation.tables.plan import Plan
from civiscope.tabulation.tables.request import CROSSED, Request
from civiscope.tabulation.values import Value, as_text, sorted_values

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Keys:
    """The groups of a design that a table has, and what they are called.

    ``unit`` (m,) numbers the finest group of each row of the result; ``names`` holds by stage (0: strata) the values of
    every unit's own column.
    """

    stages: Stages
    unit: Ints
    names: tuple[list[str], ...]


def read_cells(
    engine: Engine, request: Request, design: Design, description: Description, plan: Plan, relation: str = "data"
) -> Cells:
    """Sum up the rows of ``relation`` in one pass.

    Raises UserError for population sizes that cannot be and for lonely strata.
    """
    weight = None if design.weight is None else engine.number(design.weight)
    keys = key_columns(engine, design)
    by = {f"by{place}": engine.key(name) for place, name in enumerate(request.by_columns)}
    selected = [f"{query} AS {name}" for name, query in (keys | by).items()]
    selected.append("COUNT(*) AS rows")
    zero_weights = weight is not None and description.positive < description.rows
    if zero_weights:
        selected.append(f"COUNT(CASE WHEN {weight} > 0 THEN 1 END) AS positive")
    for place, name in enumerate(design.fpc):
        selected += [f"MIN({engine.number(name)}) AS low{place}", f"MAX({engine.number(name)}) AS high{place}"]
    columns: dict[str, str] = {}
    names: dict[str, tuple[int, str]] = {}
    for name, power, query in plan.sums(weight, design.samples_rows):
        names[name] = (power, columns.setdefault(query, f"s{len(columns)}"))
    selected += [f"{query} AS {alias}" for query, alias in columns.items()]
    groups = ", ".join([*keys, *by])
    table = engine.collect(f"SELECT {', '.join(selected)} FROM {relation}" + (f" GROUP BY {groups}" if groups else ""))  # noqa: S608
    found = read_keys(table, design, list(keys))
    check_lonely(found, design)
    return _cells(table, request, design, found, plan, names, zero_weights)


def key_columns(engine: Engine, design: Design) -> dict[str, str]:
    """Name and SQL of the columns that tell the finest groups apart."""
    named = ([design.strata] if design.strata is not None else []) + list(design.clusters)
    first = 0 if design.strata is not None else 1
    return {f"key{stage}": engine.key(name) for stage, name in enumerate(named, start=first)}


def read_keys(table: pa.Table, design: Design, keys: list[str]) -> Keys:
    """The stages of the sample from a result with one row or more per finest group."""
    size = table.num_rows
    ids = [np.zeros(size, dtype=np.int64)]
    names: list[list[str]] = [[""]]
    for stage in range(len(design.clusters) + 1):
        if f"key{stage}" not in keys:
            continue
        codes, values = encode(table.column(f"key{stage}"))
        if stage == 0:
            ids, names = [codes], [[as_text(value) for value in values]]
            continue
        combined = ids[-1] * max(len(values), 1) + codes
        unique, numbers = np.unique(combined, return_inverse=True)
        ids.append(numbers.astype(np.int64))
        names.append([as_text(values[code]) for code in unique % max(len(values), 1)])
    unit = ids[-1]
    _, first = np.unique(unit, return_index=True)
    rows = np.bincount(unit, column(table, "rows")).astype(np.int64)
    ancestors = np.array([numbers[first] for numbers in ids])
    sizes = _population(table, design, ids, ancestors, rows, names)
    return Keys(Stages(ancestors, rows, sizes, design.samples_rows, design.lonely), unit, tuple(names))


def _population(
    table: pa.Table, design: Design, ids: list[Ints], ancestors: Ints, rows: Ints, names: list[list[str]]
) -> tuple[Floats, ...]:
    """The population sizes of every stage by parent; raises UserError where they vary or are too small."""
    stages = len(ancestors) - 1 + design.samples_rows
    if len(design.fpc) > stages:
        raise UserError(problem("fpc-more-than-stages", count=len(design.fpc), value=len(design.clusters)))
    plain = Stages(ancestors, rows, (), design.samples_rows, design.lonely)
    found: list[Floats] = []
    for stage in range(1, stages + 1):
        parent = ids[stage - 1]
        count = int(parent.max()) + 1 if len(parent) else 0
        if stage > len(design.fpc):
            found.append(np.full(count, np.inf))
            continue
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(low, parent, column(table, f"low{stage - 1}"))
        np.maximum.at(high, parent, column(table, f"high{stage - 1}"))
        place: dict[str, Any] = {"column": design.fpc[stage - 1]}
        for number in np.flatnonzero(low != high)[:1]:
            value = f"{as_text(float(low[number]))} and {as_text(float(high[number]))}"
            raise UserError(problem("fpc-varies", **place, value=value, where=_where(stage, number, names)))
        sampled = plain.sampled(stage)
        for number in np.flatnonzero(low < sampled)[:1]:
            size, count_ = as_text(float(low[number])), int(sampled[number])
            where = _where(stage, number, names)
            raise UserError(problem("fpc-too-small", **place, value=size, count=count_, where=where))
        found.append(low)
    return tuple(found)


def _where(stage: int, parent: int, names: list[list[str]]) -> str:
    if stage == 1:
        return f'in the stratum "{names[0][parent]}"' if names[0][parent] else "of the table"
    return f'in the cluster "{names[stage - 1][parent]}"'


def check_lonely(keys: Keys, design: Design) -> None:
    """Raise UserError where a stratum has a single unit and the design does not say what to do then."""
    if design.lonely is not Lonely.FAIL:
        return
    for stage, parents in keys.stages.lonely_parents():
        where = _where(stage, int(parents[0]), list(keys.names)).removeprefix("in ").removeprefix("of ")
        more = f" (and so have {len(parents) - 1} more)" if len(parents) > 1 else ""
        raise UserError(problem("lonely-stratum", column=design.strata or "", where=where, more=more))


def _cells(
    table: pa.Table,
    request: Request,
    design: Design,
    keys: Keys,
    plan: Plan,
    names: dict[str, tuple[int, str]],
    zero_weights: bool,
) -> Cells:
    rows = column(table, "rows")
    of_unit = keys.stages.fpc_weights() if design.weight is None and design.fpc else None
    sums: dict[str, Floats] = {}
    for name, (power, alias) in names.items():
        values = np.nan_to_num(column(table, alias), nan=0.0)
        sums[name] = values if of_unit is None or not power else values * of_unit[keys.unit] ** power
    sums = plan.completed(sums, design.samples_rows)
    levels, level_of = number_levels(table, request)
    values = np.stack([rows, column(table, "positive") if zero_weights else rows, *sums.values()], axis=1)
    level, unit, added = merged(level_of, keys.unit, values)
    counts = added[:, :2].astype(np.int64)
    by_name = {name: added[:, place] for place, name in enumerate(sums, start=2)}
    return Cells(keys.stages, levels, level, unit, counts[:, 0], counts[:, 1], by_name)


def number_levels(table: pa.Table, request: Request) -> tuple[tuple[LevelName, ...], list[Ints]]:
    """All levels in their order, and per grouping the level of each row of the result (-1: in none)."""
    encoded = {name: encode(table.column(f"by{place}")) for place, name in enumerate(request.by_columns)}
    levels: list[LevelName] = []
    numbers: list[Ints] = []
    for grouping in request.groupings():
        combined = np.zeros(table.num_rows, dtype=np.int64)
        missing = np.zeros(table.num_rows, dtype=bool)
        for name in grouping:
            codes, values = encoded[name]
            missing |= codes < 0
            combined = combined * max(len(values), 1) + np.maximum(codes, 0)
        combined[missing] = -1
        unique, inverse = np.unique(combined, return_inverse=True)
        absent = int(len(unique) > 0 and unique[0] < 0)
        numbers.append(np.where(missing, -1, inverse - absent + len(levels)).astype(np.int64))
        levels += [_level_name(grouping, int(code), encoded) for code in unique[absent:]]
    return tuple(levels), numbers


def _level_name(grouping: tuple[str, ...], code: int, encoded: dict[str, tuple[Ints, list[Value]]]) -> LevelName:
    parts = []
    for name in reversed(grouping):
        values = encoded[name][1]
        code, own = divmod(code, max(len(values), 1))
        parts.append(as_text(values[own]))
    return LevelName(CROSSED.join(grouping), CROSSED.join(reversed(parts)))


def encode(values: pa.ChunkedArray[Any]) -> tuple[Ints, list[Value]]:
    """Numbers of a column's values in their order (-1 where missing), and the values."""
    encoded = values.combine_chunks().dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    present = [value for value in distinct if value is not None]
    ordered = sorted_values(present)
    place = {value: number for number, value in enumerate(ordered)}
    ranks = np.array([place.get(value, -1) if value is not None else -1 for value in distinct], dtype=np.int64)
    indices = np.asarray(encoded.indices.fill_null(-1)).astype(np.int64)
    codes = np.where(indices < 0, -1, ranks[np.maximum(indices, 0)] if len(ranks) else -1)
    return codes.astype(np.int64), ordered


def column(table: pa.Table, name: str) -> Floats:
    """A column of numbers as floating-point numbers, NaN where missing."""
    found: Floats = np.asarray(table.column(name).to_numpy()).astype(np.float64)
    return found

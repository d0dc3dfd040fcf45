"""Indices as the tables iData and iMeta that composite-indicator people use (R package COINr), both ways.

iMeta has a row per element (Level, iCode, iName, Direction, Weight, Unit, Target, Denominator, Parent, Type; goalposts
in goalpost_lower and goalpost_upper; here also Minimum and Aggregate), iData a row per unit (uCode, uName, Time,
groups, denominators, indicators).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from civiscope.errors import Problem, ProblemLog, UserError, problem
from civiscope.indices.aggregation.nodes import AGGREGATIONS
from civiscope.indices.cells import UNIT_COLUMNS, number_columns
from civiscope.indices.rules import parse_rule
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree, Node, Place
from civiscope.study.numbers import classify_number
from civiscope.study.sheets import Sheet

INDICATOR, AGGREGATE, GROUP, DENOMINATOR, OTHER = "Indicator", "Aggregate", "Group", "Denominator", "Other"
TYPES = (INDICATOR, AGGREGATE, GROUP, DENOMINATOR, OTHER)
META_COLUMNS = ("Level", "iCode", "iName", "Direction", "Weight", "Unit", "Target", "Denominator", "Parent", "Type")
GOALPOSTS = ("goalpost_lower", "goalpost_upper")
OWN_RULES = ("Minimum", "Aggregate")
"""Columns of Civiscope's own: an aggregate's least share of elements, and its rule. Other readers pass over them."""

_REQUIRED = ("iCode", "Parent", "Type")
_MISSING = ("", "NA")


@dataclass(frozen=True, slots=True)
class Structure:
    """What iMeta says: the tree, and the names of the grouping and denominating columns of iData."""

    tree: IndexTree
    groups: tuple[str, ...]
    denominators: tuple[str, ...]


def structure_of(meta: Sheet) -> Structure:
    """The structure that an iMeta table describes; raises UserError with every fault, by line and column."""
    missing = [column for column in _REQUIRED if column not in meta.columns]
    if missing:
        raise UserError(*(problem("column-missing", file=meta.name, line=1, column=column) for column in missing))
    log = ProblemLog()
    nodes: list[Node] = []
    places: dict[int, Place] = {}
    named: dict[str, list[str]] = {GROUP: [], DENOMINATOR: []}
    for row, line in zip(meta.rows, meta.lines, strict=True):
        kind = row["Type"]
        if kind not in TYPES:
            log.add("index-type", file=meta.name, line=line, column="Type", value=kind, allowed=", ".join(TYPES))
        elif kind in named:
            named[kind].append(row["iCode"])
        elif kind != OTHER:
            places[len(nodes)] = Place(meta.name, line, "Parent")
            nodes.append(_node(row, line, meta.name, log))
    if log.errors:
        raise UserError(*log.errors)
    return Structure(IndexTree.make(nodes, places, meta.name), tuple(named[GROUP]), tuple(named[DENOMINATOR]))


def _node(row: Mapping[str, str], line: int, file: str, log: ProblemLog) -> Node:
    def number(column: str, absent: float) -> float:
        text = row.get(column, "")
        if text in _MISSING:
            return absent
        found, code = classify_number(text)
        if found is None:
            log.add(code, file=file, line=line, column=column, value=text)
        return absent if found is None else found

    def text(column: str) -> str:
        found = row.get(column, "")
        return "" if found in _MISSING else found

    def rule(column: str) -> str:
        found = text(column)
        try:
            return str(parse_rule(found, column, AGGREGATIONS)) if found else ""
        except UserError as failure:
            log.extend(tuple(replace(entry, file=file, line=line) for entry in failure.problems))
            return ""

    minimum = number(OWN_RULES[0], 0.0)
    if not 0 <= minimum <= 1:
        log.add("index-minimum", file=file, line=line, column=OWN_RULES[0], value=f"{minimum:g}", node=row["iCode"])
    weight, direction = number("Weight", 1.0), number("Direction", 1.0)
    if weight < 0:
        log.add("index-weight", file=file, line=line, column="Weight", value=row["Weight"], node=row["iCode"])
    if direction not in (1, -1):
        log.add("index-direction", file=file, line=line, column="Direction", value=row["Direction"], node=row["iCode"])
    kind = row["Type"]
    level = number("Level", 1 if kind == INDICATOR else 2)
    return Node(
        code=row["iCode"],
        label=text("iName") or row["iCode"],
        level=1 if kind == INDICATOR else max(2, int(level)),
        parent=text("Parent"),
        weight=weight,
        direction=int(direction),
        unit=text("Unit"),
        target=number("Target", math.nan),
        denominator=text("Denominator"),
        low=number(GOALPOSTS[0], math.nan),
        high=number(GOALPOSTS[1], math.nan),
        minimum=minimum,
        aggregate=rule(OWN_RULES[1]),
    )


def table_of(data: Sheet, structure: Structure) -> IndicatorTable:
    """The table of an iData sheet; raises UserError with every fault, by line and column.

    Columns that the structure does not name are left alone. Rows with different values of Time are waves.
    """
    unit = _unit_column(data)
    wanted = (*structure.tree.indicators, *structure.denominators)
    absent = [column for column in (*wanted, *structure.groups) if column not in data.columns]
    problems: list[Problem] = [
        problem("index-column-missing", file=data.name, line=1, column=column, value=column) for column in absent
    ]
    numbers, faults = number_columns(data, [column for column in wanted if column in data.columns])
    problems += faults
    waves = tuple(row.get("Time", "") for row in data.rows)
    problems += _repeated(data, unit, waves)
    if problems:
        raise UserError(*problems)
    values = numbers[:, : len(structure.tree.indicators)]
    return IndicatorTable(
        units=tuple(row[unit] for row in data.rows),
        names=tuple(row.get("uName", "") or row[unit] for row in data.rows),
        waves=waves if len(set(waves)) > 1 else ("",) * len(waves),
        indicators=structure.tree.indicators,
        values=values,
        groups={
            name: tuple("" if row[name] in _MISSING else row[name] for row in data.rows) for name in structure.groups
        },
        denominators={
            name: numbers[:, len(structure.tree.indicators) + place]
            for place, name in enumerate(structure.denominators)
        },
    )


def plain_structure(data: Sheet, codes: Sequence[str] = ()) -> Structure:
    """One index over the columns of numbers of a table that has no iMeta; raises UserError where there are none.

    It is called ``index``, or ``index_`` where a column has that name.
    """
    unit = _unit_column(data)
    chosen = codes or [
        column
        for column in data.columns
        if column not in (unit, "uName", "Time")
        and any(classify_number(row[column])[0] is not None for row in data.rows)
    ]
    top = "index"
    while top in chosen:
        top += "_"
    nodes = [Node(column, column, 1, top) for column in chosen]
    if not nodes:
        raise UserError(problem("index-empty", file=data.name))
    return Structure(IndexTree.make([*nodes, Node(top, "Index", 2)], file=data.name), (), ())


def meta_rows(structure: Structure) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The header and rows of the iMeta table of a structure; `structure_of` reads them back.

    Columns for least shares and rules of single nodes are there only where a node has one.
    """
    tree = structure.tree
    has_own_rules = any(node.minimum or node.aggregate for node in tree.nodes)
    rows: list[tuple[str, ...]] = []
    ordered = [*tree.indicators, *sorted(tree.aggregates, key=lambda code: tree.levels[code])]
    for code in ordered:
        node = tree.node(code)
        kind = AGGREGATE if tree.children(code) else INDICATOR
        rows.append(
            (
                str(tree.levels[code]),
                code,
                node.label,
                str(node.direction),
                _text(node.weight),
                node.unit,
                _text(node.target),
                node.denominator,
                node.parent,
                kind,
                _text(node.low),
                _text(node.high),
                *((_text(node.minimum) if node.minimum else "", node.aggregate) if has_own_rules else ()),
            )
        )
    blank = ("", "") if has_own_rules else ()
    for kind, names in ((GROUP, structure.groups), (DENOMINATOR, structure.denominators)):
        rows += [("", name, name, "", "", "", "", "", "", kind, "", "", *blank) for name in names]
    return (*META_COLUMNS, *GOALPOSTS, *(OWN_RULES if has_own_rules else ())), rows


def data_rows(table: IndicatorTable) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The header and rows of the iData table; `table_of` reads them back. Time is there where there are waves."""
    timed = len(set(table.waves)) > 1
    header = ("uName", "uCode", *(("Time",) if timed else ()), *table.groups, *table.denominators, *table.indicators)
    rows = []
    for place, unit in enumerate(table.units):
        row = [table.names[place], unit, *((table.waves[place],) if timed else ())]
        row += [entries[place] for entries in table.groups.values()]
        row += [_text(float(entries[place])) for entries in table.denominators.values()]
        row += [_text(value) for value in table.values[place].tolist()]
        rows.append(tuple(row))
    return header, rows


def _text(value: float) -> str:
    return "" if math.isnan(value) else repr(value).removesuffix(".0")


def _unit_column(data: Sheet) -> str:
    found = next((column for column in UNIT_COLUMNS if column in data.columns), None)
    if found is None:
        raise UserError(problem("index-unit-column", file=data.name, line=1, allowed=", ".join(UNIT_COLUMNS)))
    if not data.rows:
        raise UserError(problem("table-without-rows", file=data.name))
    return found


def _repeated(data: Sheet, unit: str, waves: Sequence[str]) -> list[Problem]:
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row, line, wave in zip(data.rows, data.lines, waves, strict=True):
        key = (row[unit], wave)
        if not row[unit]:
            found.append(problem("index-unit-code", file=data.name, line=line, column=unit))
        elif key in seen:
            found.append(
                problem("index-unit-twice", file=data.name, line=line, column=unit, value=row[unit], first=seen[key])
            )
        seen.setdefault(key, line)
    return found

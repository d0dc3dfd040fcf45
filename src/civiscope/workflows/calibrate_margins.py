"""Population totals from a file of margins, tied to the rows of a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import Problem, UserError, did_you_mean, problem
from civiscope.sampling.weighting.auxiliaries import Auxiliaries, auxiliaries
from civiscope.sampling.weighting.margins import Margin, margin
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.description import unknown_columns
from civiscope.tabulation.tables.reading import column
from civiscope.tabulation.values import as_text
from civiscope.workflows.calibrate_rows import numbers, parts_of, row_count, texts

VARIABLE, LEVEL, TOTAL = "variable", "level", "total"
"""The columns of a file of margins."""

ROWS = "1"
"""As a variable without a level: every row counts 1, so that the total is the size of the population."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Population totals: of variables by level, and of numbers."""

    levels: dict[str, dict[str, float]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)


def read_totals(path: Path) -> Totals:
    """Read a table with the columns variable, level and total; an empty level is the total of a number.

    Raises UserError with every problem of the file: columns that are missing, totals that are no numbers, levels that
    stand twice or that only some rows of a variable have.
    """
    with open_table(path, threads=1) as engine:
        _check_columns(engine)
        level = engine.key(LEVEL) if LEVEL in engine.columns else "NULL"
        selected = f"{engine.key(VARIABLE)} AS v, {level} AS l, {engine.number(TOTAL)} AS t, {engine.key(TOTAL)} AS k"
        table = engine.collect(f"SELECT {selected} FROM data")  # noqa: S608
        problems = _wrong_totals(engine)
        keys = table.column("k").to_pylist()
        variables, levels = (
            ["" if value is None else as_text(value) for value in table.column(name).to_pylist()] for name in ("v", "l")
        )
        rows = list(zip(variables, levels, column(table, "t").tolist(), keys, strict=True))
        problems += _wrong_rows(engine.name, rows)
    if problems:
        raise UserError(*problems)
    found = Totals()
    for variable, of_level, total, _ in rows:
        if of_level:
            found.levels.setdefault(variable, {})[of_level] = total
        else:
            found.numbers[variable] = total
    return found


def tied(engine: Engine, totals: Totals, missing_level: str | None = None) -> tuple[list[Margin], Auxiliaries | None]:
    """The totals with the rows' values; rows without a value have the level ``missing_level`` where it is given.

    Raises UserError for variables and levels that do not fit the table.
    """
    columns = [part for variable in totals.levels for part in parts_of(engine, variable)]
    columns += [name for name in totals.numbers if name != ROWS or ROWS in engine.columns]
    problems = unknown_columns(engine, "variable of the margins", columns)
    if problems:
        raise UserError(*problems)
    margins: list[Margin] = []
    for variable, by_level in totals.levels.items():
        try:
            margins.append(margin(variable, texts(engine, variable, missing_level), by_level))
        except UserError as failure:
            problems += failure.problems
    problems += _texts_for_numbers(engine, totals)
    if problems:
        raise UserError(*problems)
    if not totals.numbers:
        return margins, None
    names = list(totals.numbers)
    return margins, auxiliaries(names, _values(engine, names), list(totals.numbers.values()))


def _values(engine: Engine, names: list[str]) -> NDArray[np.float64]:
    known = [name for name in names if name in engine.columns]
    values = iter(numbers(engine, known).T) if known else iter(())
    ones = np.ones(row_count(engine))
    return np.stack([next(values) if name in engine.columns else ones for name in names], axis=1)


def _texts_for_numbers(engine: Engine, totals: Totals) -> list[Problem]:
    found = []
    for name in totals.numbers:
        unreadable = engine.unreadable(name) if name in engine.columns else []
        if unreadable:
            line, value = unreadable[0]
            place = {"file": engine.name, "line": line, "column": name}
            found.append(problem("auxiliary-not-numeric", **place, variable=name, value=value))  # type: ignore[arg-type]
    return found


def _check_columns(engine: Engine) -> None:
    problems = [
        problem("margins-column-missing", file=engine.name, value=name, similar=did_you_mean(name, engine.columns))
        for name in (VARIABLE, TOTAL)
        if name not in engine.columns
    ]
    if problems:
        raise UserError(*problems)


def _wrong_totals(engine: Engine) -> list[Problem]:
    return [
        problem("margins-total-text", file=engine.name, line=line, column=TOTAL, value=value)
        for line, value in engine.unreadable(TOTAL)
    ]


def _wrong_rows(name: str, rows: list[tuple[str, str, float, object]]) -> list[Problem]:
    problems: list[Problem] = []
    nameless = sum(not variable for variable, _, _, _ in rows)
    if nameless:
        problems.append(problem("margins-variable-missing", file=name, column=VARIABLE, count=nameless))
    problems += [
        problem("margins-total-missing", file=name, column=TOTAL, value=f"{variable} {level}".strip())
        for variable, level, _, key in rows
        if key is None and variable
    ]
    counts = Counter((variable, level) for variable, level, _, _ in rows if variable)
    problems += [
        problem("margins-level-twice", file=name, value=variable, level=level, count=count)
        for (variable, level), count in counts.items()
        if count > 1
    ]
    with_level = {variable for variable, level in counts if level}
    problems += [
        problem("margins-level-mixed", file=name, column=LEVEL, value=variable)
        for variable, level in counts
        if not level and variable in with_level
    ]
    return problems

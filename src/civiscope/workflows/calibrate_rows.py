"""Columns of a table row by row, as texts and as numbers, for whatever adjusts weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.sampling.weighting.margins import crossed
from civiscope.tabulation.engines.engine import ColumnKind, Engine
from civiscope.tabulation.tables.reading import column
from civiscope.tabulation.tables.request import CROSSED
from civiscope.tabulation.values import as_text

Floats = NDArray[np.float64]
Texts = list[str | None]

_TRUTH = {"true": 1.0, "false": 0.0}
"""As R and Python write them to CSV files."""


def parts_of(engine: Engine, variable: str) -> tuple[str, ...]:
    """The columns behind a variable: itself, or those that ``a & b`` crosses."""
    if variable in engine.columns or CROSSED not in variable:
        return (variable,)
    return tuple(part.strip() for part in variable.split(CROSSED))


def texts(engine: Engine, variable: str, missing: str | None = None) -> Texts:
    """The rows' values of a variable as texts, ``missing`` where there is none; of ``a & b`` they are ``x & y``."""
    parts = parts_of(engine, variable)
    selected = ", ".join(f"{engine.key(name)} AS c{place}" for place, name in enumerate(parts))
    table = engine.collect(f"SELECT {selected} FROM data")  # noqa: S608
    columns = [
        [missing if value is None else as_text(value) for value in table.column(place).to_pylist()]
        for place in range(len(parts))
    ]
    return columns[0] if len(columns) == 1 else crossed(columns, CROSSED)


def numbers(engine: Engine, names: Sequence[str]) -> Floats:
    """The rows' numbers in several columns, shape (n, q), NaN where missing or no number."""
    selected = ", ".join(f"{engine.number(name)} AS c{place}" for place, name in enumerate(names))
    table = engine.collect(f"SELECT {selected} FROM data")  # noqa: S608
    return np.stack([column(table, f"c{place}") for place in range(len(names))], axis=1)


def responses(engine: Engine, name: str) -> NDArray[np.bool_]:
    """Whether rows responded, shape (n,): 1 or true, 0 or false; raises UserError where the column is neither."""
    found = numbers(engine, [name])[:, 0]
    if engine.columns[name] is ColumnKind.TEXT:
        words = np.array([_TRUTH.get((value or "").casefold(), np.nan) for value in texts(engine, name)])
        found = np.where(np.isnan(found), words, found)
    unclear = int((~np.isin(found, (0.0, 1.0))).sum())
    if unclear:
        raise UserError(problem("response-not-binary", file=engine.name, column=name, count=unclear))
    answered: NDArray[np.bool_] = found == 1
    return answered


def predictors(engine: Engine, names: Sequence[str]) -> tuple[list[str], Floats]:
    """Columns as predictors: numbers as they are, texts as one column of 0 and 1 for each value but the first.

    Returns the names (q,), of texts as ``size = large``, and the values (n, q); NaN where missing.
    """
    found: list[str] = []
    columns: list[Floats] = []
    for name in names:
        kind = engine.columns[name]
        if kind is not ColumnKind.OTHER and not engine.unreadable(name):
            found.append(name)
            columns.append(numbers(engine, [name])[:, 0])
            continue
        values = texts(engine, name)
        known = sorted({value for value in values if value is not None})
        missing = np.array([value is None for value in values])
        for place, level in enumerate(known[1:]):
            own = np.array([value == level for value in values], dtype=np.float64)
            # One column tells of missing values, so that they are reported once.
            own[missing] = np.nan if place == 0 else 0.0
            found.append(f"{name} = {level}")
            columns.append(own)
    return found, np.stack(columns, axis=1) if columns else np.zeros((row_count(engine), 0))


def row_count(engine: Engine) -> int:
    """The number n of the table's rows."""
    return int(engine.collect("SELECT COUNT(*) AS n FROM data").column("n")[0].as_py())

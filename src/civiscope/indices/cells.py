"""Columns of numbers out of a sheet of texts, with every cell that is no number named by line and column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import Problem, problem
from civiscope.study.numbers import classify_number
from civiscope.study.sheets import Sheet

Floats = NDArray[np.float64]

UNIT_COLUMNS = ("uCode", "city", "code", "unit")
"""Columns that may hold the codes of units; the first that a table has counts."""

MISSING = frozenset({"", "NA", "NaN", "nan"})
"""Cells that hold no value; NA is what R writes."""

_TEXTS = ("", "not-a-number")


def number_columns(data: Sheet, columns: Sequence[str]) -> tuple[Floats, list[Problem]]:
    """The columns (n, len(columns)) as numbers, NaN where missing, and a problem per column with other texts."""
    found = np.full((len(data.rows), len(columns)), np.nan)
    problems = []
    for place, column in enumerate(columns):
        faults = []
        for number, row in enumerate(data.rows):
            text = row[column]
            if text in MISSING:
                continue
            # Plain digits take the short way: a wave of 5,000 cities has hundreds of thousands of cells.
            if text.isascii() and text.replace(".", "", 1).isdigit():
                found[number, place] = float(text)
                continue
            value, code = classify_number(text)
            if value is None:
                faults.append((data.lines[number], text, code))
            else:
                found[number, place] = value
        if faults:
            line, text, code = faults[0]
            more = f" (and {len(faults) - 1} more in this column)" if len(faults) > 1 else ""
            # A number that is written in another way has a remedy of its own.
            code = "index-cell-text" if code in _TEXTS else code
            problems.append(problem(code, file=data.name, line=line, column=column, value=text, more=more))
    return found, problems

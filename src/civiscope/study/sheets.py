"""Reading a table (CSV, Excel or SPSS) into texts, with every problem of its form named by line and column."""

from __future__ import annotations

import csv
import importlib
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from civiscope.errors import ProblemLog
from civiscope.study.numbers import classify_number, parse_number
from civiscope.study.spreadsheet import unguarded
from civiscope.study.textfile import CONTROL, read_text

__all__ = ["Sheet", "classify_number", "parse_number", "read_sheet"]

MAXIMUM_BYTES = 200_000_000
_READERS = {".xlsx": "civiscope.study.workbooks", ".sav": "civiscope.study.spss"}
"""Readers that cost an import of their own, paid only by studies with such files; each has a function read_cells."""

_FORMULA = re.compile(r"=\S|[+\-@](?:[A-Za-z_][\w.]*\(|\$?[A-Za-z]{1,3}\$?[0-9]+\b(?!\s*[a-z])|.*\|.*!)", re.DOTALL)
"""A cell that a spreadsheet would compute: ``=...``; after +, - or @ a function, a cell's name or a DDE call."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of texts: trimmed cells by column, one row per dictionary, and the 1-based line where each row begins."""

    name: str
    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    lines: list[int]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells as a reader found them, the header first, each row with the line on which it begins."""

    rows: list[list[str]]
    lines: list[int]
    ends_whole: bool = True


def read_sheet(path: Path, shown: str, log: ProblemLog) -> Sheet | None:
    """The table of a .csv, .xlsx or .sav file; None where it cannot be used. ``shown`` is its name within the study.

    Problems of single cells are logged and the sheet is returned nonetheless, so that later checks find more of them.
    In a CSV file an apostrophe before what would be a formula means, as in a spreadsheet, that the cell is a text.
    """
    ending = path.suffix.lower()
    cells: Cells | None
    if ending == ".csv":
        cells = _read_csv(path, shown, log)
    elif ending in _READERS:
        # The one place that imports by name: studies in CSV need not pay for the readers of other formats (a second).
        cells = importlib.import_module(_READERS[ending]).read_cells(path, shown, log)
    else:
        log.add("table-format-unknown", file=shown, value=ending or path.name)
        return None
    sheet = None if cells is None else _sheet(cells, shown, log)
    if sheet is None or ending != ".csv":
        return sheet
    return replace(sheet, rows=[{name: unguarded(cell) for name, cell in row.items()} for row in sheet.rows])


def log_by_column(code: str, found: Iterable[tuple[str, int, str]], shown: str, log: ProblemLog) -> None:
    """Log cells of one kind, given as (column, line, value): one problem per column, which counts the further cells."""
    columns: dict[str, list[tuple[int, str]]] = {}
    for column, line, value in found:
        columns.setdefault(column, []).append((line, value))
    for column, cells in columns.items():
        line, value = cells[0]
        more = f" (and {len(cells) - 1} more in this column)" if len(cells) > 1 else ""
        log.add(code, file=shown, line=line, column=column, value=value, more=more)


def _read_csv(path: Path, shown: str, log: ProblemLog) -> Cells | None:
    text = read_text(path, shown, MAXIMUM_BYTES, log)
    if text is None:
        return None
    if (control := CONTROL.search(text)) is not None:
        line = text.count("\n", 0, control.start()) + 1
        log.add("control-character", file=shown, line=line, value=f"U+{ord(control.group()):04X}")
    header = text.lstrip("\r\n").splitlines()[0]
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        if separator in header and "," not in header:
            log.add("wrong-separator", file=shown, line=1, value=name)
            return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as failure:
        _log_csv(str(failure), line, shown, log)
        return None
    return Cells(rows, lines, ends_whole=text.endswith(("\n", "\r")))


def _log_csv(failure: str, line: int, shown: str, log: ProblemLog) -> None:
    if "unexpected end" in failure:
        reason = "a quotation mark that opens a cell in this row is never closed"
        log.add("file-truncated", file=shown, line=line, reason=reason)
    elif "field larger" in failure:
        log.add("cell-too-long", file=shown, line=line, limit=f"{csv.field_size_limit():,}")
    else:
        log.add("bad-quotes", file=shown, line=line)


def _sheet(cells: Cells, shown: str, log: ProblemLog) -> Sheet | None:
    if not cells.rows:
        log.add("file-empty", file=shown)
        return None
    header = [name.strip().strip("\ufeff\u200b") for name in cells.rows[0]]
    while header and not header[-1] and all(len(row) < len(header) or not row[len(header) - 1] for row in cells.rows):
        header.pop()
    unusable = False
    for number, name in enumerate(header, start=1):
        if not name:
            log.add("unnamed-column", file=shown, line=cells.lines[0], value=number)
            unusable = True
    for name, count in Counter(header).items():
        if name and count > 1:
            log.add("duplicate-column", file=shown, line=cells.lines[0], column=name, value=name, count=count)
            unusable = True
    if not header:
        log.add("file-empty", file=shown)
    if unusable or not header:
        return None
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    for row, line in zip(cells.rows[1:], cells.lines[1:], strict=True):
        if len(row) > len(header) and not any(row[len(header) :]):
            row = row[: len(header)]
        if len(row) != len(header):
            _log_length(row, line, len(header), cells, shown, log)
            continue
        rows.append({column: cell.strip() for column, cell in zip(header, row, strict=True)})
        lines.append(line)
    sheet = Sheet(shown, tuple(header), rows, lines)
    _check_cells(sheet, log)
    return sheet


def _log_length(row: list[str], line: int, columns: int, cells: Cells, shown: str, log: ProblemLog) -> None:
    found = f"{len(row)} cell" + ("s" if len(row) > 1 else "")
    wanted = f"{columns} column" + ("s" if columns > 1 else "")
    if len(row) > columns:
        log.add("too-many-cells", file=shown, line=line, value=found, wanted=wanted)
    elif line == cells.lines[-1] and not cells.ends_whole:
        reason = f"its last row has {found} of {columns} and no line end"
        log.add("file-truncated", file=shown, line=line, reason=reason)
    else:
        log.add("too-few-cells", file=shown, line=line, value=found, wanted=wanted)


def _check_cells(sheet: Sheet, log: ProblemLog) -> None:
    formulas: list[tuple[str, int, str]] = []
    lost: list[tuple[str, int, str]] = []
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        for column, cell in row.items():
            if cell[:1] in "=+-@" and _FORMULA.match(cell):
                formulas.append((column, line, cell))
            if "\ufffd" in cell:
                lost.append((column, line, cell))
    log_by_column("formula", formulas, sheet.name, log)
    log_by_column("lost-characters", lost, sheet.name, log)

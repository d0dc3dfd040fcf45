"""What is wrong with a CSV file of any size, in the words of the study's own reader: one row in memory at a time."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from civiscope.errors import Problem, ProblemLog, UserError, problem
from civiscope.study.textfile import read_text

LONGEST_ROW = 4_000_000
"""Bytes that a row may have."""


def check_quotes(path: Path) -> None:
    """Raises csv.Error where a quotation mark has no partner or text follows a closing one; UnicodeDecodeError."""
    for _ in _Rows(path):
        pass


def first_problem(path: Path, name: str) -> UserError:
    """The first problem of a file that is not well-formed, to be raised."""
    rows = _Rows(path)
    if (kind := _of_kind(path, name)) is not None:
        return kind
    if (line := _first_line_with(path, b"\0")) is not None:
        reason = "from here on it holds zero bytes"
        return UserError(problem("file-truncated", file=name, line=line, reason=reason))
    try:
        found = _in_rows(rows, path, name)
    except UnicodeDecodeError:
        line, byte = _first_wrong_byte(path)
        reason = f"the byte {byte:02X} does not belong there"
        found = problem("wrong-encoding", file=name, line=line, value=f"{byte:02X}", reason=reason)
    except csv.Error as failure:
        found = _of_quotes(str(failure), rows.line, name)
    return UserError(found)


class _Rows:
    """The rows of a file that have any content; ``line`` is where the current one, or the one that fails, begins."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 1

    def __iter__(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            for row in reader:
                if any(row):
                    yield row
                self.line = reader.line_num + 1


def _in_rows(rows: _Rows, path: Path, name: str) -> Problem:
    header: list[str] | None = None
    uneven: tuple[int, int] | None = None
    for row in rows:
        if uneven is not None:
            # Not the last row, and so not one that was cut off.
            return _of_length(*uneven, header or [], name, cut_off=False)
        if header is None:
            header = [cell.strip() for cell in row]
            if any(header) and (found := header_problem(header, rows.line, name)) is not None:
                return found
        elif len(row) != len(header):
            uneven = len(row), rows.line
    if uneven is not None:
        with path.open("rb") as data:
            data.seek(-1, 2)
            ends_whole = data.read() in (b"\n", b"\r")
        return _of_length(*uneven, header or [], name, cut_off=not ends_whole)
    if header is None or not any(header):
        return problem("file-empty", file=name)
    reason = f"a row is longer than {LONGEST_ROW:,} bytes"
    return problem("table-unreadable", file=name, value="a CSV file", reason=reason)


def header_problem(header: list[str], line: int, name: str) -> Problem | None:
    """What is wrong with a header of trimmed names: another separator, columns without a name or with the same one."""
    for separator, shown in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        if len(header) == 1 and separator in header[0]:
            return problem("wrong-separator", file=name, line=line, value=shown)
    for number, column in enumerate(header, start=1):
        if not column:
            return problem("unnamed-column", file=name, line=line, value=number)
        if (count := header.count(column)) > 1:
            return problem("duplicate-column", file=name, line=line, column=column, value=column, count=count)
    return None


def _of_length(cells: int, line: int, header: list[str], name: str, cut_off: bool) -> Problem:
    found = f"{cells} cell" + ("s" if cells > 1 else "")
    wanted = f"{len(header)} column" + ("s" if len(header) > 1 else "")
    if cells > len(header):
        return problem("too-many-cells", file=name, line=line, value=found, wanted=wanted)
    if cut_off:
        reason = f"its last row has {found} of {len(header)} and no line end"
        return problem("file-truncated", file=name, line=line, reason=reason)
    return problem("too-few-cells", file=name, line=line, value=found, wanted=wanted)


def _of_quotes(failure: str, line: int, name: str) -> Problem:
    if "unexpected end" in failure:
        reason = "a quotation mark that opens a cell in this row is never closed"
        return problem("file-truncated", file=name, line=line, reason=reason)
    if "field larger" in failure:
        return problem("cell-too-long", file=name, line=line, limit=f"{csv.field_size_limit():,}")
    return problem("bad-quotes", file=name, line=line)


def _of_kind(path: Path, name: str) -> UserError | None:
    """What the study's reader says of a file whose first bytes are those of something else than a text in UTF-8."""
    with path.open("rb") as data:
        head = data.read(200)
    log = ProblemLog()
    with tempfile.TemporaryDirectory(prefix="civiscope-") as folder:
        copy = Path(folder) / "head.csv"
        copy.write_bytes(head)
        read_text(copy, name, len(head), log)
    problems = [entry for entry in log.errors if entry.code == "file-not-text" or "UTF-16" in entry.message]
    return UserError(*problems) if problems else None


def _first_line_with(path: Path, mark: bytes) -> int | None:
    """The first line that holds these bytes."""
    with path.open("rb") as data:
        return next((line for line, text in enumerate(data, start=1) if mark in text), None)


def _first_wrong_byte(path: Path) -> tuple[int, int]:
    """Line and value of the first byte that is not UTF-8."""
    with path.open("rb") as data:
        for line, text in enumerate(data, start=1):
            try:
                text.decode()
            except UnicodeDecodeError as failure:
                return line, text[failure.start]
    raise ValueError(path)

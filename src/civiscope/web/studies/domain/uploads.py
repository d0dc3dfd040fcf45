"""Reading an uploaded table (CSV or Excel), which may be anything: too large, a bomb, a workbook with macros.

Every problem names its row and column; a table with one is not used at all.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from civiscope.errors import ProblemLog
from civiscope.study.sheets import Sheet, read_sheet

LARGEST = 2_000_000
"""Bytes of a file."""
LARGEST_UNPACKED = 40_000_000
"""Bytes of all parts of a workbook together, as they are declared and as they are."""
MOST_PARTS = 500
MOST_ROWS = 20_000


class Upload(Protocol):
    """A file that came with a form."""

    @property
    def name(self) -> str | None:
        """As the browser called it."""

    @property
    def size(self) -> int | None:
        """Bytes."""

    def read(self) -> bytes:
        """Its content."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a table: the row as a spreadsheet counts it (None for the whole file), the column, the value."""

    row: int | None
    column: str
    value: str
    message: str


def read_upload(
    upload: Upload, required: Collection[str], known: Collection[str]
) -> tuple[Sheet | None, list[RowProblem]]:
    """The table of an upload with all ``required`` columns and no others than ``known``; else None and the problems."""
    name = Path(upload.name or "").name
    ending = Path(name).suffix.lower()
    if ending in (".xlsm", ".xlsb", ".xltm"):
        return None, [_whole("A workbook with macros is not read. Save it as an Excel workbook (.xlsx) or as CSV.")]
    if ending not in (".csv", ".xlsx"):
        return None, [_whole("Only CSV (.csv) and Excel workbooks (.xlsx) are read.")]
    if upload.size is None or upload.size > LARGEST:
        return None, [_whole("The file is larger than 2 MB. Split it, or leave out columns that are not asked for.")]
    content = upload.read()
    if ending == ".xlsx" and (refused := _refused_workbook(content)):
        return None, [_whole(refused)]
    log = ProblemLog()
    with tempfile.TemporaryDirectory(prefix="civiscope-") as folder:
        path = Path(folder) / f"upload{ending}"
        path.write_bytes(content)
        sheet = read_sheet(path, name, log)
    problems = [
        RowProblem(entry.line, entry.column, entry.value, f"{entry.message} {entry.remedy}".strip())
        for entry in log.errors
    ]
    if sheet is not None:
        problems += _columns(sheet, required, known)
        if len(sheet.rows) > MOST_ROWS:
            problems.append(_whole(f"The table has more than {MOST_ROWS:,} rows. Split it."))
        elif not sheet.rows:
            problems.append(_whole("The table has no rows below its headings."))
    return (None if problems else sheet), problems


def _whole(message: str) -> RowProblem:
    return RowProblem(None, "", "", message)


def _columns(sheet: Sheet, required: Collection[str], known: Collection[str]) -> list[RowProblem]:
    missing = [
        RowProblem(1, column, "", f"The column “{column}” is missing. Add it; the headings stand in the first row.")
        for column in required
        if column not in sheet.columns
    ]
    others = [
        RowProblem(1, column, "", f"There is no column of this name. Use only: {', '.join(known)}.")
        for column in sheet.columns
        if column not in known
    ]
    return missing + others


def _refused_workbook(content: bytes) -> str:
    """Why a workbook is not opened; "" for one that can be. What it declares of its size is checked before anything is
    unpacked, and then that it is true: unpacking stops at the declared size, and a checksum that differs tells."""
    damaged = "The file is damaged, or no Excel workbook. Save it anew as .xlsx or as CSV."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                return "The workbook is far larger inside than it looks. Copy the table alone into a new workbook."
            if any("vbaproject" in part.filename.lower() for part in parts):
                return "A workbook with macros is not read. Save it as an Excel workbook (.xlsx) or as CSV."
            if archive.testzip() is not None:
                return damaged
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return damaged
    return ""

"""Reading an Excel workbook (.xlsx): its first visible sheet with contents, as texts."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from pathlib import Path

import python_calamine
from lxml import etree

from civiscope.errors import ProblemLog
from civiscope.study.sheets import MAXIMUM_BYTES, Cells, log_by_column
from civiscope.study.textfile import read_bytes

MAXIMUM_UNPACKED = 400_000_000
_RELATION = re.compile(r"\{.*/relationships\}id")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_SUSPECT = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt=[\"']e[\"']")
"""What the XML of a sheet holds when a cell has a formula or an error value; sheets without it are not parsed."""


def read_cells(path: Path, shown: str, log: ProblemLog) -> Cells | None:
    """The cells of the first visible sheet that has any; None where the workbook cannot be read."""
    data = read_bytes(path, shown, MAXIMUM_BYTES, log)
    if data is None:
        return None
    if not data.startswith(b"PK"):
        old = data.startswith(b"\xd0\xcf\x11\xe0")
        reason = "it is an old workbook (.xls) or has a password" if old else "it is a file of another kind"
        log.add("table-unreadable", file=shown, value="an Excel workbook", reason=reason)
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MAXIMUM_UNPACKED:
                log.add("file-too-large", file=shown, value=f"{unpacked:,}", limit=f"{MAXIMUM_UNPACKED:,}")
                return None
            with python_calamine.CalamineWorkbook.from_path(path) as workbook:
                return _read(archive, workbook, shown, log)
    except (zipfile.BadZipFile, python_calamine.CalamineError, etree.XMLSyntaxError, KeyError, OSError) as failure:
        reason = f"it is damaged or cut off ({failure})"
        log.add("table-unreadable", file=shown, value="an Excel workbook", reason=reason)
        return None


def cell_text(value: object) -> str:
    """A cell's value as text: whole numbers without decimals, dates as 2018-12-31, numbers to 15 digits as shown."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _read(
    archive: zipfile.ZipFile, workbook: python_calamine.CalamineWorkbook, shown: str, log: ProblemLog
) -> Cells | None:
    sheet = _chosen_sheet(workbook, shown, log)
    if sheet is None:
        return None
    for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ()):
        cells = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        log.add("merged-cells", file=shown, line=top + 1, value=cells)
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        texts = [cell_text(value) for value in row]
        if any(texts):
            rows.append(texts)
            lines.append(line)
    names = {number: name for number, name in enumerate(rows[0]) if name}
    _log_suspects(archive, sheet.name, names, shown, log)
    return Cells(rows, lines)


def _chosen_sheet(
    workbook: python_calamine.CalamineWorkbook, shown: str, log: ProblemLog
) -> python_calamine.CalamineSheet | None:
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible is python_calamine.SheetVisibleEnum.Visible
    ]
    filled = [sheet for sheet in map(workbook.get_sheet_by_name, names) if sheet.start is not None]
    if not filled:
        log.add("file-empty", file=shown)
        return None
    if len(filled) > 1:
        others = ", ".join(f'"{sheet.name}"' for sheet in filled[1:])
        log.add("several-sheets", file=shown, value=filled[0].name, others=others)
    return filled[0]


def _log_suspects(archive: zipfile.ZipFile, sheet: str, names: dict[int, str], shown: str, log: ProblemLog) -> None:
    """Log formulas and error values, which calamine reads as their last results and as nothing."""
    data = archive.read(_part_of(archive, sheet))
    if not _SUSPECT.search(data):
        return
    formulas: list[tuple[str, int, str]] = []
    errors: list[tuple[str, int, str]] = []
    # Neither entities nor the network: a workbook is a file from outside.
    for _, cell in etree.iterparse(io.BytesIO(data), tag="{*}c", resolve_entities=False, no_network=True):
        place = _PLACE.fullmatch(cell.get("r") or "")
        if place is None:
            continue
        column = names.get(_number(place[1]), place[1])
        formula = cell.find("{*}f")
        if formula is not None:
            formulas.append((column, int(place[2]), f"={formula.text or ''}"))
        elif cell.get("t") == "e":
            errors.append((column, int(place[2]), cell.findtext("{*}v") or ""))
        cell.clear()
    log_by_column("formula", formulas, shown, log)
    log_by_column("cell-error", errors, shown, log)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the file within the workbook that holds the sheet; raises KeyError where the workbook lacks it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    sheets = etree.fromstring(archive.read("xl/workbook.xml"), parser).iter("{*}sheet")
    element = {entry.get("name"): entry for entry in sheets}[sheet]
    relation = next(value for name, value in element.attrib.items() if _RELATION.fullmatch(str(name)))
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {entry.get("Id"): entry.get("Target") or "" for entry in relations}
    return posixpath.normpath(posixpath.join("/xl", targets[relation])).lstrip("/")


def _letters(number: int) -> str:
    """A column's letters from its number, counted from 0."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _number(letters: str) -> int:
    """A column's number, counted from 0, from its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

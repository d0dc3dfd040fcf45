"""Whether a file that was sent in is a plain workbook that can be read without harm: before anything else reads it.

An .xlsx is a zip of XML files. Its sizes are known only when it is unpacked: what the zip says of itself may be wrong.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 20_000_000
_MOST_ENTRIES = 400
_MOST_ROWS, _MOST_COLUMNS = 20_000, 64
"""Readers keep a sheet as a rectangle up to its last cell: one cell far outside would take all memory."""

_MACROS = re.compile(r"vbaproject|/macrosheets/|/dialogsheets/|/activex/|vbadata", re.IGNORECASE)
_OUTSIDE = re.compile(r"/externallinks/|/embeddings/|/connections\.xml|/querytables/|/webextensions/", re.IGNORECASE)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
_PERCENTS = frozenset({9, 10})
"""The numbers of the formats of percentages that every program knows without their being written."""
_RELATION = re.compile(r"\{.*/relationships\}id")


class RefusedFileError(Exception):
    """The file cannot be taken; ``phrase`` says why."""

    def __init__(self, phrase: str, **words: object) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.words = words


@dataclass(slots=True)
class Suspects:
    """Cells of a sheet that hold a formula, those that hold an error, and numbers that are shown as a percentage."""

    formulas: set[str] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)
    percents: set[str] = field(default_factory=set)


def inspect(content: bytes) -> dict[str, Suspects]:
    """What is suspect in each sheet, by its name; raises RefusedFileError for what is no plain workbook."""
    if len(content) > LARGEST_FILE:
        raise RefusedFileError("offline_refused_large", limit=LARGEST_FILE // 1_000_000)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFileError("offline_refused_old")
    if not content.startswith(b"PK"):
        raise RefusedFileError("offline_refused_kind")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _inspect(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, etree.XMLSyntaxError, KeyError, ValueError, EOFError) as failure:
        raise RefusedFileError("offline_refused_damaged") from failure
    except (NotImplementedError, RuntimeError, OSError, zlib.error) as failure:
        # Unknown ways of packing, entries with a password, packed data that cannot be unpacked.
        raise RefusedFileError("offline_refused_damaged") from failure


def _inspect(archive: zipfile.ZipFile) -> dict[str, Suspects]:
    names = [entry.filename for entry in archive.infolist()]
    _check_names(names)
    left = LARGEST_UNPACKED
    if sum(entry.file_size for entry in archive.infolist()) > left:
        raise RefusedFileError("offline_refused_unpacked", limit=LARGEST_UNPACKED // 1_000_000)
    parts: dict[str, bytes] = {}
    for name in names:
        with archive.open(name) as entry:
            # One byte more than may be: reading checks the checksum and so that the size that was declared is true.
            parts[name] = entry.read(left + 1)
        left -= len(parts[name])
        if left < 0:
            raise RefusedFileError("offline_refused_unpacked", limit=LARGEST_UNPACKED // 1_000_000)
    if parts.get("mimetype", b"").startswith(_OPEN_DOCUMENT):
        raise RefusedFileError("offline_refused_opendocument")
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise RefusedFileError("offline_refused_macros")
    percents = _percent_styles(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else frozenset()
    return {sheet: _suspects(parts[part], percents) for sheet, part in _sheet_parts(parts).items()}


def _check_names(names: list[str]) -> None:
    if len(names) > _MOST_ENTRIES or len(set(map(str.casefold, names))) < len(names):
        raise RefusedFileError("offline_refused_damaged")
    if any(_MACROS.search(f"/{name}") for name in names):
        raise RefusedFileError("offline_refused_macros")
    if any(_OUTSIDE.search(f"/{name}") for name in names):
        raise RefusedFileError("offline_refused_links")


def _parsed(content: bytes) -> etree._Element:
    """The root of an XML file, without entities and without the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RefusedFileError("offline_refused_damaged")
    return etree.fromstring(content, parser)


def _sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """The file of every sheet, by the sheet's name; KeyError where there is none."""
    relations = _parsed(parts["xl/_rels/workbook.xml.rels"])
    targets = {str(entry.get("Id")): str(entry.get("Target") or "") for entry in relations}
    found: dict[str, str] = {}
    for sheet in _parsed(parts["xl/workbook.xml"]).iter("{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if _RELATION.fullmatch(str(name))), None)
        part = posixpath.normpath(posixpath.join("/xl", targets[str(relation)])).lstrip("/")
        if part not in parts or sheet.get("name") in found:
            raise RefusedFileError("offline_refused_damaged")
        found[sheet.get("name") or ""] = part
    return found


def _percent_styles(content: bytes) -> frozenset[str]:
    """The numbers of the styles in which a cell shows its number as a percentage."""
    root = _parsed(content)
    shown = set(_PERCENTS)
    for written in root.iter("{*}numFmt"):
        if "%" in _QUOTED.sub("", written.get("formatCode") or ""):
            shown.add(int(written.get("numFmtId") or 0))
    styles = root.find("{*}cellXfs")
    found = () if styles is None else styles.findall("{*}xf")
    return frozenset(str(number) for number, style in enumerate(found) if int(style.get("numFmtId") or 0) in shown)


def _suspects(content: bytes, percents: frozenset[str]) -> Suspects:
    found = Suspects()
    root = _parsed(content)
    for row in root.iter("{*}row"):
        if int(row.get("r") or 1) > _MOST_ROWS:
            raise RefusedFileError("offline_refused_cells")
    for cell in root.iter("{*}c"):
        place = _PLACE.fullmatch(cell.get("r") or "")
        if place is None:
            raise RefusedFileError("offline_refused_damaged")
        if int(place[2]) > _MOST_ROWS or _column(place[1]) > _MOST_COLUMNS:
            raise RefusedFileError("offline_refused_cells")
        if cell.find("{*}f") is not None:
            found.formulas.add(place[0])
        elif cell.get("t") == "e":
            found.errors.add(place[0])
        elif cell.get("s") in percents and cell.get("t", "n") == "n" and cell.find("{*}v") is not None:
            found.percents.add(place[0])
    return found


def _column(letters: str) -> int:
    """A column's number, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

"""What kind of file evidence is: told by its content, never by its name.

Only kinds that a reader opens without running anything are taken. Documents of Office are ZIP archives: their parts are
counted and their declared sizes added up before anything is unpacked, and one that carries macros is refused.
"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from typing import IO

MOST_PARTS = 5_000
MOST_UNPACKED = 200_000_000
"""Bytes that the parts of a document may have when they are unpacked."""
MOST_RATIO = 200
"""How many times larger than the file its unpacked parts may be; text in XML shrinks to a tenth or so."""
_TYPES_PART, _MOST_TYPES = "[Content_Types].xml", 1_000_000
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
"""Characters that a text file has no use for; pictures and programs are full of them."""


class FileKind(StrEnum):
    """A kind of file that is taken; its value is the ending of its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"


MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.TXT: "text/plain; charset=utf-8",
}


class RefusedFileError(Exception):
    """A file that is not taken; ``reason`` is ``kind``, ``broken``, ``macros``, ``bomb`` or ``locked``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(file: IO[bytes], name: str) -> FileKind:
    """The kind of a file by its content; its name only tells tables from other texts. Raises RefusedFileError."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head == b"\x89PNG\r\n\x1a\n":
        return FileKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"PK\x03\x04"):
        return _document(file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        # The old format of Office, and the new one behind a password.
        raise RefusedFileError("locked")
    if head and _is_text(file):
        return FileKind.CSV if name.lower().endswith(".csv") else FileKind.TXT
    raise RefusedFileError("kind")


def _document(file: IO[bytes]) -> FileKind:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _require_harmless(parts, file)
            types = _types_of(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as failure:
        raise RefusedFileError("broken") from failure
    names = {part.filename for part in parts}
    lowered = {name.lower() for name in names}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in lowered):
        raise RefusedFileError("macros")
    if b"macroenabled" in types.lower():
        raise RefusedFileError("macros")
    if "word/document.xml" in names and b"wordprocessingml.document.main+xml" in types:
        return FileKind.DOCX
    if "xl/workbook.xml" in names and b"spreadsheetml.sheet.main+xml" in types:
        return FileKind.XLSX
    raise RefusedFileError("kind")


def _require_harmless(parts: list[zipfile.ZipInfo], file: IO[bytes]) -> None:
    file.seek(0, 2)
    size, unpacked = file.tell(), sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise RefusedFileError("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFileError("locked")


def _types_of(archive: zipfile.ZipFile) -> bytes:
    """The part that names the kinds of all others; never more of it than a document can need."""
    try:
        with archive.open(_TYPES_PART) as part:
            found = part.read(_MOST_TYPES + 1)
    except (KeyError, RuntimeError, zipfile.BadZipFile) as failure:
        raise RefusedFileError("kind" if isinstance(failure, KeyError) else "broken") from failure
    if len(found) > _MOST_TYPES:
        raise RefusedFileError("bomb")
    return found


def _is_text(file: IO[bytes]) -> bool:
    """Whether a file holds no character that texts have no use for; its encoding does not matter."""
    file.seek(0)
    while chunk := file.read(65_536):
        if _CONTROLS & set(chunk):
            return False
    return True

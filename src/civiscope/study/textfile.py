"""Reading a text file of a study folder, with a plain reason where that is not possible."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from civiscope.errors import ProblemLog

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that no text needs and no reader sees; line ends and tabs are not among them.

Overrides of the direction of writing are: one in a name would turn what stands beside it on a page.
"""

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or another zip archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Excel workbook (.xls) or one with a password",
    b"$FL2": "an SPSS file",
    b"%PDF": "a PDF document",
}


def read_bytes(path: Path, shown: str, limit: int, log: ProblemLog) -> bytes | None:
    """The bytes of a file that is not empty and not longer than ``limit``; None after logging why not."""
    try:
        size = path.stat().st_size
        if size > limit:
            log.add("file-too-large", file=shown, value=f"{size:,}", limit=f"{limit:,}")
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        log.add("file-missing", file=shown)
        return None
    except OSError as failure:
        reason = "it is a folder" if path.is_dir() else (failure.strerror or "unknown reason").lower()
        log.add("file-unreadable", file=shown, reason=reason)
        return None
    if not data.strip():
        log.add("file-empty", file=shown)
        return None
    return data


def read_text(path: Path, shown: str, limit: int, log: ProblemLog) -> str | None:
    """The text of a UTF-8 file, without byte order mark, line ends as they are; None after logging why not."""
    data = read_bytes(path, shown, limit, log)
    if data is None:
        return None
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            log.add("file-not-text", file=shown, reason=kind)
            return None
    if data[:2] in _UTF_16 or data[:200].count(0) > len(data[:200]) // 4:
        log.add("wrong-encoding", file=shown, line=1, reason="it looks like UTF-16 (in Excel: Unicode text)")
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        _log_encoding(data, failure, shown, log)
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        log.add("file-truncated", file=shown, line=line, reason="from here on it holds zero bytes")
        return None
    if not text.strip():
        log.add("file-empty", file=shown)
        return None
    return text


def _log_encoding(data: bytes, failure: UnicodeDecodeError, shown: str, log: ProblemLog) -> None:
    line = data.count(b"\n", 0, failure.start) + 1
    if failure.end >= len(data) and not data[: failure.start].isascii():
        log.add("file-truncated", file=shown, line=line, reason="it ends in the middle of a character")
        return
    byte = data[failure.start]
    reason = f"the byte {byte:02X} does not belong there"
    likely = bytes([byte]).decode("cp1252", errors="ignore")
    if likely:
        reason += f' (in Windows-1252 it is "{likely}")'
    log.add("wrong-encoding", file=shown, line=line, value=f"{byte:02X}", reason=reason)

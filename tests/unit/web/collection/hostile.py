"""Strings that do harm where they are not escaped, and documents that do harm where they are opened."""

from __future__ import annotations

import io
import zipfile

STRINGS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ settings.SECRET_KEY }}{% load x %}",
    "{title.__class__} {0} %s %(x)s",
    "&lt;b&gt; & <b>",
    "\u202egnp.exe\u202c \u2066abc\u2069",
    "a\x07b\x1b[31mc",
    "x" * 1_900,
    "💣" * 200,
    '=HYPERLINK("https://evil.example.com")',
    "<!-- --><?php ?><![CDATA[",
]


def office(main: str, content_type: str, parts: dict[str, bytes] | None = None) -> bytes:
    """A small document of Office: ``main`` is its main part."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/{main}" ContentType="{content_type}"/></Types>'
        )
        archive.writestr(main, b"<x/>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return kept.getvalue()


OOXML = "application/vnd.openxmlformats-officedocument."
WORD, WORD_TYPE = "word/document.xml", f"{OOXML}wordprocessingml.document.main+xml"
SHEET, SHEET_TYPE = "xl/workbook.xml", f"{OOXML}spreadsheetml.sheet.main+xml"
DOCX, XLSX = office(WORD, WORD_TYPE), office(SHEET, SHEET_TYPE)
MACRO = office(SHEET, SHEET_TYPE, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
MACRO_TYPE = office(WORD, "application/vnd.ms-word.document.macroEnabled.main+xml")
BOMB = office(WORD, WORD_TYPE, {"word/media/zeros.bin": b"\0" * 30_000_000})
"""30 MB of zeros in 30 kB."""


def declaring(size: int) -> bytes:
    """A document whose directory says that a part has this size, whatever it really has."""
    made = bytearray(office(WORD, WORD_TYPE, {"word/x.xml": b"abc"}))
    place = made.rfind(b"PK\x01\x02")
    made[place + 24 : place + 28] = size.to_bytes(4, "little")
    return bytes(made)

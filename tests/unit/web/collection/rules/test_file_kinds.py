"""The kind of a file is told by its content; what does harm when it is opened is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.web.collection.rules.file_kinds import MEDIA_TYPES, FileKind, RefusedFileError, kind_of
from tests.unit.web.collection import hostile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n...", "report.pdf", FileKind.PDF),
        (PNG, "map.png", FileKind.PNG),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "photo.jpeg", FileKind.JPEG),
        (hostile.DOCX, "plan.docx", FileKind.DOCX),
        (hostile.XLSX, "table.xlsx", FileKind.XLSX),
        (b"a,b\n1,2\n", "table.CSV", FileKind.CSV),
        ("Protokoll, ä\r\n".encode("latin-1"), "notes", FileKind.TXT),
        # What the name says does not count.
        (b"%PDF-1.7\n...", "harmless.txt", FileKind.PDF),
        (b"<script>alert(1)</script>", "page.html", FileKind.TXT),
        (hostile.XLSX, "table.docx", FileKind.XLSX),
    ],
)
def test_kind_is_told_by_content(content: bytes, name: str, kind: FileKind) -> None:
    assert kind_of(io.BytesIO(content), name) is kind
    assert kind in MEDIA_TYPES


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "kind"),
        (b"MZ\x90\x00\x03", "kind"),
        (b"\x7fELF\x02\x01\x01\0", "kind"),
        (b"GIF89a\x01\0", "kind"),
        (b"plain\0text", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
        (b"PK\x03\x04 and nothing else", "broken"),
        (hostile.DOCX[:-30], "broken"),
        (hostile.MACRO, "macros"),
        (hostile.MACRO_TYPE, "macros"),
        (hostile.office(hostile.SHEET, hostile.SHEET_TYPE, {"xl/macrosheets/sheet1.xml": b"<x/>"}), "macros"),
        (hostile.BOMB, "bomb"),
        (hostile.declaring(4_000_000_000), "bomb"),
        (hostile.office("other.xml", "text/xml"), "kind"),
        (hostile.office(hostile.WORD, "text/xml"), "kind"),
    ],
)
def test_what_does_harm_or_is_not_known_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        kind_of(io.BytesIO(content), "plan.docx")
    assert refused.value.reason == reason


def test_archive_of_very_many_parts_is_refused() -> None:
    parts = {f"word/{number}": b"" for number in range(5_001)}
    with pytest.raises(RefusedFileError, match="bomb"):
        kind_of(io.BytesIO(hostile.office(hostile.WORD, hostile.WORD_TYPE, parts)), "x.docx")


def test_list_of_kinds_that_unpacks_to_much_is_refused_without_unpacking_it() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 1_500_000)
        archive.writestr("filling", bytes(range(256)) * 200, zipfile.ZIP_STORED)
    with pytest.raises(RefusedFileError, match="bomb"):
        kind_of(kept, "x.docx")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", hostile.DOCX[:60], hostile.DOCX, b"%PDF-"]))
def test_any_bytes_are_told_or_refused(content: bytes, before: bytes) -> None:
    try:
        told: str = kind_of(io.BytesIO(before + content), "a.txt")
    except RefusedFileError as refused:
        told = refused.reason
    assert told in {*FileKind, "kind", "broken", "macros", "bomb", "locked"}

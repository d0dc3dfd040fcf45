"""Files that are no plain workbook are refused before a reader of workbooks sees them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from civiscope.web.collection.rules.workbook_package import LARGEST_FILE, RefusedFileError, inspect


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("First")
        sheet.write_string("A1", "text")
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_formula("C3", "=NA()", None, "#N/A")
    return target.getvalue()


def changed(change: Callable[[dict[str, bytes]], None], content: bytes = b"") -> bytes:
    """The workbook with other files in its package."""
    with zipfile.ZipFile(io.BytesIO(content or workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedFileError) as refused:
        inspect(content)
    return refused.value.phrase


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return changed(change)


SHEET = "xl/worksheets/sheet1.xml"


def test_plain_workbook_passes_and_formulas_are_found() -> None:
    (found,) = inspect(workbook()).values()
    assert found.formulas == {"B2", "C3"}


def test_numbers_that_are_shown_as_percentages_are_found() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("First")
        for row, shown in enumerate(("0%", "0.00%", '0.0" "%', "General", '0" %"', r"0\%", "yyyy-mm-dd")):
            sheet.write_number(row, 0, 0.12, book.add_format({"num_format": shown}))
        sheet.write_string("B1", "12%", book.add_format({"num_format": "0%"}))
        sheet.write_blank("B2", None, book.add_format({"num_format": "0%"}))
    (found,) = inspect(target.getvalue()).values()
    assert found.percents == {"A1", "A2", "A3"}


def test_opendocument_is_refused_by_its_name() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    assert refusal(target.getvalue()) == "offline_refused_opendocument"


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("xl/vbaProject.bin", "offline_refused_macros"),
        ("xl/VBAPROJECT.BIN", "offline_refused_macros"),
        ("xl/macrosheets/sheet1.xml", "offline_refused_macros"),
        ("xl/activeX/activeX1.xml", "offline_refused_macros"),
        ("xl/externalLinks/externalLink1.xml", "offline_refused_links"),
        ("xl/embeddings/object.bin", "offline_refused_links"),
        ("xl/connections.xml", "offline_refused_links"),
        ("XL/workbook.xml", "offline_refused_damaged"),
    ],
)
def test_macros_and_ties_to_other_files_are_refused(name: str, phrase: str) -> None:
    assert refusal(changed(lambda parts: parts.update({name: b"<a/>"}))) == phrase


def test_workbook_of_the_kind_for_macros_is_refused() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert refusal(replaced("[Content_Types].xml", kind, macro)) == "offline_refused_macros"


def test_bomb_is_refused_by_what_it_declares() -> None:
    content = changed(lambda parts: parts.update({"xl/media/big.png": bytes(30_000_000)}))
    assert len(content) < 100_000
    assert refusal(content) == "offline_refused_unpacked"


def test_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(changed(lambda parts: parts.update({"xl/media/big.png": bytes(30_000_000)})))
    true, false = struct.pack("<L", 30_000_000), struct.pack("<L", 1_000)
    assert content.count(true) >= 1
    assert refusal(bytes(content.replace(true, false))) == "offline_refused_damaged"


def test_cell_far_outside_is_refused_before_it_takes_all_memory() -> None:
    far = replaced(SHEET, b'r="C3"', b'r="XFD1048576"')
    assert refusal(far) == "offline_refused_cells"
    assert refusal(replaced(SHEET, b'<row r="3"', b'<row r="1048576"')) == "offline_refused_cells"
    assert refusal(replaced(SHEET, b' r="C3"', b"")) == "offline_refused_damaged"


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refusal(replaced(SHEET, b"<worksheet", bomb + b"<worksheet")) == "offline_refused_damaged"


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        (b"", "offline_refused_kind"),
        (b"a,b\n1,2\n", "offline_refused_kind"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "offline_refused_old"),
        (b"PK\x03\x04" + bytes(100), "offline_refused_damaged"),
        (b"PK" + bytes(LARGEST_FILE), "offline_refused_large"),
        (workbook()[:-400], "offline_refused_damaged"),
    ],
)
def test_other_files_are_refused(content: bytes, phrase: str) -> None:
    assert refusal(content) == phrase


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])
def test_package_without_its_parts_is_refused(part: str) -> None:
    assert refusal(changed(lambda parts: parts.pop(part) and None)) == "offline_refused_damaged"


def test_zip_of_many_files_is_refused() -> None:
    many = {f"xl/media/{number}.png": b"" for number in range(500)}
    assert refusal(changed(lambda parts: parts.update(many))) == "offline_refused_damaged"

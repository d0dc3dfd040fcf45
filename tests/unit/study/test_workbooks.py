"""Excel workbooks: values as people see them, and nothing that a spreadsheet computes, merges or hides."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from civiscope.errors import ProblemLog
from civiscope.study.sheets import Sheet, read_sheet
from civiscope.study.workbooks import cell_text


def read(
    folder: Path, fill: Callable[[Worksheet], object], book: Workbook | None = None
) -> tuple[Sheet | None, list[str]]:
    """The sheet of a workbook whose first sheet ``fill`` fills: code, place within the file and message of problems."""
    book = book or Workbook()
    fill(book.worksheets[0])
    book.save(folder / "x.xlsx")
    return read_file(folder / "x.xlsx")


def read_file(path: Path) -> tuple[Sheet | None, list[str]]:
    """The sheet that an Excel file holds and the problems of it."""
    log = ProblemLog()
    sheet = read_sheet(path, "x.xlsx", log)
    return sheet, [f"{entry.code}{entry.place.removeprefix('x.xlsx')}: {entry.message}" for entry in log.problems]


def rows(*table: list[object]) -> Callable[[Worksheet], object]:
    """Fills a sheet with rows."""

    def fill(sheet: Worksheet) -> None:
        for row in table:
            sheet.append(row)

    return fill


def test_read_sheet_of_a_workbook_gives_values_as_texts(tmp_path: Path) -> None:
    sheet, problems = read(
        tmp_path,
        rows(
            ["city", "staff", "share", "when", "at", "open"],
            [" paris-fra ", 12, 0.1 + 0.2, dt.date(2020, 3, 1), dt.datetime(2020, 3, 1, 14, 30), True],
            [None, None, None, None, None, None],
            ["athens-grc", 1_234_567.0, -2.5, None, None, False],
        ),
    )
    assert problems == []
    assert sheet == Sheet(
        name="x.xlsx",
        columns=("city", "staff", "share", "when", "at", "open"),
        rows=[
            {
                "city": "paris-fra",
                "staff": "12",
                "share": "0.3",
                "when": "2020-03-01",
                "at": "2020-03-01 14:30:00",
                "open": "true",
            },
            {"city": "athens-grc", "staff": "1234567", "share": "-2.5", "when": "", "at": "", "open": "false"},
        ],
        lines=[2, 4],
    )


def test_read_sheet_of_a_workbook_keeps_line_numbers_where_the_table_begins_lower(tmp_path: Path) -> None:
    sheet, problems = read(tmp_path, rows([], [], ["city"], ["paris-fra"]))
    assert problems == []
    assert sheet is not None
    assert (sheet.columns, sheet.lines) == (("city",), [4])


def test_read_sheet_of_a_workbook_reports_merged_cells_with_their_range(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["city", "a"], ["x", 1], ["y", 2])(sheet)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("Z9:AB10")

    _, problems = read(tmp_path, fill)
    assert problems == [
        "merged-cells, line 2: the cells A2:A3 are merged",
        "merged-cells, line 9: the cells Z9:AB10 are merged",
    ]


def test_read_sheet_of_a_workbook_reports_formulas_once_a_column(tmp_path: Path) -> None:
    _, problems = read(tmp_path, rows(["city", "a", "b"], ["x", "=1+1", 1], ["y", "=SUM(C2:C3)", "=A1"]))
    assert problems == [
        "formula, line 2, column a: the cell holds a formula, =1+1 (and 1 more in this column)",
        "formula, line 3, column b: the cell holds a formula, =A1",
    ]


def test_read_sheet_of_a_workbook_reports_error_values(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["city", "a"], ["x", "#REF!"], ["y", "#N/A"])(sheet)
        for name in ("B2", "B3"):
            sheet[name].data_type = "e"

    _, problems = read(tmp_path, fill)
    assert problems == [
        "cell-error, line 2, column a: the cell holds the error value #REF! (and 1 more in this column)"
    ]


def test_read_sheet_of_a_workbook_says_which_of_several_sheets_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Answers"
    book.create_sheet("Notes").append(["a note"])
    book.create_sheet("Empty")
    hidden = book.create_sheet("Hidden")
    hidden.append(["hidden"])
    hidden.sheet_state = "hidden"
    sheet, problems = read(tmp_path, rows(["city"], ["x"]), book)
    assert problems == [
        'several-sheets: the workbook has several sheets with contents; "Answers" was read, "Notes" not'
    ]
    assert sheet is not None
    assert sheet.rows == [{"city": "x"}]


def test_read_sheet_of_an_empty_workbook_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, rows()) == (None, ["file-empty: the file is empty"])


def test_read_sheet_of_a_workbook_that_is_cut_off_or_none_says_so(tmp_path: Path) -> None:
    read(tmp_path, rows(["city"], ["x"]))
    data = (tmp_path / "x.xlsx").read_bytes()
    start = "table-unreadable: the file cannot be read as an Excel workbook: "
    for content, reason in (
        (data[: len(data) // 2], "it is damaged or cut off (File is not a zip file)"),
        (b"city,a\n", "it is a file of another kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old workbook (.xls) or has a password"),
    ):
        (tmp_path / "x.xlsx").write_bytes(content)
        assert read_file(tmp_path / "x.xlsx") == (None, [start + reason])


def test_read_sheet_of_a_zip_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    sheet, problems = read_file(tmp_path / "x.xlsx")
    assert sheet is None
    assert [problem.split(":")[0] for problem in problems] == ["table-unreadable"]


def test_read_sheet_of_a_workbook_does_not_unfold_entities(tmp_path: Path) -> None:
    read(tmp_path, rows(["city", "a"], ["x", "=1+1"]))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    address = (tmp_path / "secret.txt").as_uri().encode()
    part = "xl/worksheets/sheet1.xml"
    entity = b'<!DOCTYPE worksheet [<!ENTITY e SYSTEM "' + address + b'">]><worksheet'
    parts[part] = parts[part].replace(b"<worksheet", entity, 1).replace(b"<f>1+1</f>", b"<f>&e;</f>")
    with zipfile.ZipFile(tmp_path / "y.xlsx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    _, problems = read_file(tmp_path / "y.xlsx")
    assert problems
    assert "secret" not in " ".join(problems)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (39.0, "39"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (dt.time(9, 5), "09:05:00"),
        (dt.datetime(2020, 1, 2), "2020-01-02"),
        (True, "true"),
        ("  a ", "  a "),
    ],
)
def test_cell_text_is_what_people_see(value: object, text: str) -> None:
    assert cell_text(value) == text

"""Tables become trimmed texts with the line of every row; what is wrong with their form is said by line and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import Problem, ProblemLog
from civiscope.study.sheets import Sheet, read_sheet
from civiscope.study.textfile import CONTROL


def said(entry: Problem) -> str:
    """A problem's code, place within the file and message."""
    return f"{entry.code}{entry.place.removeprefix(entry.file)}: {entry.message}"


def read(text: str | bytes, folder: Path, name: str = "cities.csv") -> tuple[Sheet | None, list[str]]:
    """The sheet that a file holds, and the code, place and message of every problem."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    log = ProblemLog()
    return read_sheet(path, name, log), [said(entry) for entry in log.problems]


def test_read_sheet_gives_cells_by_column_and_the_line_of_each_row(tmp_path: Path) -> None:
    sheet, problems = read('code,note\nparis-fra," two\nlines, and a comma"\n\nathens-grc, Αθήνα \n', tmp_path)
    assert problems == []
    assert sheet == Sheet(
        name="cities.csv",
        columns=("code", "note"),
        rows=[
            {"code": "paris-fra", "note": "two\nlines, and a comma"},
            {"code": "athens-grc", "note": "Αθήνα"},
        ],
        lines=[2, 5],
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffcode,name\na,b\n",
        "code,name\r\na,b\r\n",
        "code,name\ra,b",
        "code , name\na,b",
        "\ncode,name\n,\na,b\n,\n",
        "code,name,,\na,b,,\n",
        "code,name\na,b,,\n",
        '"code","name"\n"a","b"\n',
    ],
)
def test_read_sheet_is_not_disturbed_by_what_programs_add(tmp_path: Path, text: str) -> None:
    sheet, problems = read(text, tmp_path)
    assert problems == []
    assert sheet is not None
    assert (sheet.columns, sheet.rows) == (("code", "name"), [{"code": "a", "name": "b"}])


def test_read_sheet_with_a_header_only_has_no_rows(tmp_path: Path) -> None:
    assert read("code,name\n", tmp_path) == (Sheet("cities.csv", ("code", "name"), [], []), [])


def test_read_sheet_with_one_column_needs_no_comma(tmp_path: Path) -> None:
    sheet, problems = read("code\na\nb\n", tmp_path)
    assert problems == []
    assert sheet is not None
    assert sheet.rows == [{"code": "a"}, {"code": "b"}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "file-empty: the file is empty"),
        (
            "code;name\na;b\n",
            "wrong-separator, line 1: the columns are separated by semicolons",
        ),
        ("code\tname\na\tb\n", "wrong-separator, line 1: the columns are separated by tabs"),
        (
            'code,name\na,"b\nc,d\n',
            (
                "file-truncated, line 2: the file seems to be cut off: "
                "a quotation mark that opens a cell in this row is never closed"
            ),
        ),
        (
            'code,name\na,"b"c\n',
            ("bad-quotes, line 2: the quotation marks do not match: there is more text after a closing quotation mark"),
        ),
        (
            "code,name,name,name\na,b,c,d\n",
            'duplicate-column, line 1, column name: the column "name" stands 3 times in the header',
        ),
        (
            "code,,name\na,b,c\n",
            "unnamed-column, line 1: the column with the number 2 has cells but no name in the header",
        ),
        (
            "code,name\na," + "b" * 200_000 + "\n",
            "cell-too-long, line 2: a cell holds more than 131,072 characters",
        ),
    ],
)
def test_read_sheet_refuses_a_table_without_clear_columns_and_rows(tmp_path: Path, text: str, problem: str) -> None:
    assert read(text, tmp_path) == (None, [problem])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x\ny,1,2\n", "too-few-cells, line 2: the row has 1 cell, but the table has 2 columns"),
        ("x,1\ny,1,2\n", "too-many-cells, line 3: the row has 3 cells, but the table has 2 columns"),
        (
            "x,1\ny",
            ("file-truncated, line 3: the file seems to be cut off: its last row has 1 cell of 2 and no line end"),
        ),
        ("x,1\ny\n", "too-few-cells, line 3: the row has 1 cell, but the table has 2 columns"),
        (
            "x,1\ny,a\x02b\n",
            "control-character, line 3: there is a control character, U+0002, which no reader can see",
        ),
        (
            "x,1\ny,a\x85b\n",
            "control-character, line 3: there is a control character, U+0085, which no reader can see",
        ),
        ("x,=B1+1\n", "formula, line 2, column name: the cell holds a formula, =B1+1"),
        (
            'x,"=HYPERLINK(""http://example.org"")"\ny,+A1\nz,@SUM(A1)\nw,-1+cmd|\' /C calc\'!A0\n',
            (
                "formula, line 2, column name: the cell holds a formula, "
                '=HYPERLINK("http://example.org") (and 3 more in this column)'
            ),
        ),
        (
            "x,S\ufffdo Paulo\n",
            (
                "lost-characters, line 2, column name: the cell has lost characters in an earlier "
                "conversion (\ufffd stands for them): S\ufffdo Paulo"
            ),
        ),
    ],
)
def test_read_sheet_names_single_rows_and_cells_and_goes_on(tmp_path: Path, text: str, problem: str) -> None:
    sheet, problems = read("code,name\n" + text, tmp_path)
    assert problems[0] == problem
    assert sheet is not None


@pytest.mark.parametrize(
    "cell",
    ["-5", "+33 1 42 76 40 40", "- a list", "-Transport (road)", "@cityofparis", "a=b", "+", "-", "--", "+2%", "-A"],
)
def test_read_sheet_does_not_take_texts_and_numbers_for_formulas(tmp_path: Path, cell: str) -> None:
    sheet, problems = read(f"code,name\nx,{cell}\n", tmp_path)
    assert problems == []
    assert sheet is not None
    assert sheet.rows == [{"code": "x", "name": cell}]


def test_read_sheet_reports_all_rows_at_once(tmp_path: Path) -> None:
    _, problems = read("code,name\nx\ny,1,2\nz,=A1\n", tmp_path)
    assert problems == [
        "too-few-cells, line 2: the row has 1 cell, but the table has 2 columns",
        "too-many-cells, line 3: the row has 3 cells, but the table has 2 columns",
        "formula, line 4, column name: the cell holds a formula, =A1",
    ]


def test_read_sheet_of_an_unknown_kind_says_which_kinds_there_are(tmp_path: Path) -> None:
    log = ProblemLog()
    assert read_sheet(tmp_path / "cities.ods", "cities.ods", log) is None
    assert str(log.problems[0]) == (
        'error [table-format-unknown] cities.ods: a file that ends in ".ods" cannot be read as a table\n'
        "  expected: a table as .csv, .xlsx or .sav\n"
        "  remedy: Export the table as CSV in UTF-8, or as an Excel workbook (.xlsx)."
    )


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from(',"\n;')).filter(
    lambda text: "\ufffd" not in text and not CONTROL.search(text) and text.strip()[:1] not in ("=", "+", "-", "@")
)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_read_sheet_reads_back_what_a_csv_writer_wrote(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("code", "name"), *rows])
    sheet, problems = read(written.getvalue(), tmp_path_factory.mktemp("sheet"))
    assert problems == []
    assert sheet is not None
    filled = [row for row in rows if any(row)]
    assert [tuple(row.values()) for row in sheet.rows] == [(code.strip(), name.strip()) for code, name in filled]


@given(st.binary(max_size=300))
def test_read_sheet_never_fails_on_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    for name in ("x.csv", "x.xlsx"):
        sheet, problems = read(data, folder, name)
        assert (sheet is None) <= bool(problems)


@given(st.text(st.sampled_from('ab,";\n\r=\t'), max_size=30))
def test_read_sheet_never_fails_on_any_marks(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    sheet, problems = read(text, tmp_path_factory.mktemp("sheet"))
    assert (sheet is None) <= bool(problems)


def test_an_apostrophe_before_a_formula_means_a_text(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("city,name,again,own\naa,'=1+1,''=1+1,'s Gravenhage\n", encoding="utf-8")
    log = ProblemLog()
    sheet = read_sheet(path, "answers.csv", log)
    assert sheet is not None
    assert sheet.rows == [{"city": "aa", "name": "=1+1", "again": "'=1+1", "own": "'s Gravenhage"}]
    assert log.problems == []

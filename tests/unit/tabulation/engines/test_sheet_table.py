"""Workbooks as tables: the study's reader, but without its fear of formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from civiscope.errors import UserError
from civiscope.tabulation.engines.registry import open_table
from tests.unit.tabulation.engines.asking import ask


def workbook(path: Path, rows: list[list[object]]) -> Path:
    """A workbook with one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if str(value).startswith("="):
                    sheet.write_formula(number, column, str(value), value=7)
                else:
                    sheet.write(number, column, value)
    return path


def test_workbook_gives_texts_with_their_lines(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["g", "x"], ["-B1", 1.5], ["+3", "n/a"], ["b", "=1+6"]])
    with open_table(path) as engine:
        assert ask(engine, g=engine.key("g"), x=engine.number("x")) == [
            {"g": "-B1", "x": 1.5},
            {"g": "+3", "x": None},
            {"g": "b", "x": 7.0},
        ]
        assert engine.unreadable("x") == [(3, "n/a")]


def test_workbook_that_is_cut_off_says_so(tmp_path: Path) -> None:
    data = workbook(tmp_path / "t.xlsx", [["g"], ["a"]]).read_bytes()
    (tmp_path / "t.xlsx").write_bytes(data[: len(data) // 2])
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.xlsx")
    assert str(caught.value).startswith(
        "error [table-unreadable] t.xlsx: the file cannot be read as an Excel workbook: it is damaged or cut off ("
    )


def test_workbook_without_rows_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_table(workbook(tmp_path / "t.xlsx", [["g", "x"]]))
    assert str(caught.value).splitlines()[0] == ("error [table-without-rows] t.xlsx: the table has columns but no rows")


def test_workbook_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.xlsx")
    assert str(caught.value).splitlines()[0] == "error [table-file-missing] t.xlsx: the file does not exist"

"""CSV files: every row counts or the file is refused, and the message says where and why."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.tabulation.engines import csv_file
from civiscope.tabulation.engines.columns import SPACES
from civiscope.tabulation.engines.csv_file import CsvFile, open_csv
from civiscope.tabulation.engines.duckdb_engine import DuckDBEngine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.engines.sheet_table import sheet_table
from tests.unit.tabulation.engines.asking import ask

CUT_OFF = "the file seems to be cut off"
UNCLOSED = "a quotation mark that opens a cell in this row is never closed"
BAD_QUOTES = "the quotation marks do not match: there is more text after a closing quotation mark"

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "error [file-empty] t.csv: the file is empty"),
    "blanks": (b" \n\n", "error [file-empty] t.csv: the file is empty"),
    "too few": (
        b"a,b\n1,2\n3\n4,5\n",
        "error [too-few-cells] t.csv, line 3: the row has 1 cell, but the table has 2 columns",
    ),
    "too many": (
        b"a,b\n1,2\n\n3,4,5\n4,5\n",
        "error [too-many-cells] t.csv, line 4: the row has 3 cells, but the table has 2 columns",
    ),
    "ends in a row": (
        b"a,b\n1,2\n3",
        f"error [file-truncated] t.csv, line 3: {CUT_OFF}: its last row has 1 cell of 2 and no line end",
    ),
    "ends in a quoted cell": (
        b'a,b\n1,2\n3,"x, y',
        f"error [file-truncated] t.csv, line 3: {CUT_OFF}: {UNCLOSED}",
    ),
    "quotation mark never closed": (
        b'a,b\n1,2\n3,"x\n' + b"4,5\n" * 50,
        f"error [file-truncated] t.csv, line 3: {CUT_OFF}: {UNCLOSED}",
    ),
    "text after a quotation mark": (
        b'a,b\n1,2\n3,"x"y\n',
        f"error [bad-quotes] t.csv, line 3: {BAD_QUOTES}",
    ),
    "zero bytes": (
        b"a\n" + b"1\n" * 300 + bytes(400),
        f"error [file-truncated] t.csv, line 302: {CUT_OFF}: from here on it holds zero bytes",
    ),
    "UTF-16": (
        "a,b\n1,2\n".encode("utf-16"),
        "error [wrong-encoding] t.csv, line 1: the file is not in UTF-8: it looks like UTF-16 (in Excel: Unicode text)",
    ),
    "a workbook": (
        b"PK\x03\x04 and so on",
        "error [file-not-text] t.csv: the file is not a text file but an Excel workbook or another zip archive",
    ),
    "semicolons": (b"a;b\n1;2\n", "error [wrong-separator] t.csv, line 1: the columns are separated by semicolons"),
    "the same column twice": (
        b"a,b,a\n1,2,3\n",
        'error [duplicate-column] t.csv, line 1, column a: the column "a" stands 2 times in the header',
    ),
    "a column without a name": (
        b"a,,c\n1,2,3\n",
        "error [unnamed-column] t.csv, line 1: the column with the number 2 has cells but no name in the header",
    ),
}


def refusal(path: Path, limit: int) -> list[str]:
    """The first line of every problem with which a file is refused."""
    with pytest.raises(UserError) as caught:
        DuckDBEngine(open_csv(path, path.name, limit)).close()
    return [str(entry).splitlines()[0] for entry in caught.value.problems]


@pytest.mark.parametrize("limit", [10**9, 0], ids=["small", "large"])
@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_open_csv_says_what_is_wrong(data: bytes, message: str, limit: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    assert refusal(tmp_path / "t.csv", limit) == [message]


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (10**9, 'the byte E9 does not belong there (in Windows-1252 it is "é")'),
        (0, "the byte E9 does not belong there"),
    ],
)
def test_open_csv_says_that_a_file_is_not_in_utf_8(limit: int, reason: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"a,b\n1,2\nOrl\xe9ans,3\n")
    assert refusal(tmp_path / "t.csv", limit) == [
        f"error [wrong-encoding] t.csv, line 3: the file is not in UTF-8: {reason}"
    ]


def test_open_csv_says_that_there_are_no_rows(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"a,b\n,\n")
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.csv")
    assert str(caught.value) == (
        "error [table-without-rows] t.csv: the table has columns but no rows\n"
        "  expected: at least one row below the header\n"
        "  remedy: Export the table again with its rows."
    )


def test_open_csv_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.csv")
    assert str(caught.value) == (
        "error [table-file-missing] t.csv: the file does not exist\n"
        "  expected: a file of this name\n"
        "  remedy: Correct the name, or the folder in which it is looked for."
    )


@pytest.mark.parametrize("bad", [b"3\n", b"3,4,5\n", b'3,"4"5\n', b'3,"4\n', b"3,\xe9\n"])
@pytest.mark.parametrize("after", [0, 1, 30_000])
def test_open_csv_refuses_a_bad_row_wherever_it_stands(
    bad: bytes, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Blocks much smaller than the file: DuckDB's own reader loses rows here without a word.
    monkeypatch.setattr(csv_file, "LONGEST_ROW", 50_000)
    (tmp_path / "t.csv").write_bytes(b"a,b\n" + b"1,2\n" * 200_000 + bad + b"1,2\n" * after)
    (message,) = refusal(tmp_path / "t.csv", 0)
    assert "t.csv, line 200002: " in message


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa,b\r\n1,2\r\n", b"a,b\n1,2", b"\n\na,b\n\n1,2\n,\n\n", b"a,b\r1,2\r"])
def test_open_csv_takes_line_ends_and_empty_lines_of_any_kind(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    source = open_csv(tmp_path / "t.csv", "t.csv")
    assert isinstance(source, CsvFile)
    with DuckDBEngine(source) as engine:
        assert ask(engine, a=engine.key("a"), b=engine.number("b")) == [{"a": "1", "b": 2.0}]


def test_open_csv_takes_what_the_study_takes(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,\n1,-5,\n=2,+3,\n", encoding="utf-8")
    with open_table(tmp_path / "t.csv") as engine:
        assert ask(engine, a=engine.key("a"), b=engine.number("b")) == [{"a": "1", "b": -5.0}, {"a": "=2", "b": 3.0}]
        assert engine.unreadable("a") == [(3, "=2")]


CELLS = st.text(st.sampled_from('ab1,"\n\r é;\t'), max_size=5)


@settings(max_examples=150)
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_open_csv_reads_what_was_written(
    rows: list[list[str]], line_end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    expected = [[cell.strip(SPACES) or None for cell in row] for row in rows if any(row)]
    if not expected:
        return
    with open_table(path) as engine:
        found = ask(engine, **{name: engine.key(name) for name in engine.columns})
    assert [list(row.values()) for row in found] == expected


@settings(max_examples=150)
@given(body=st.text(st.sampled_from('ab1,"\n\r'), max_size=60))
def test_open_csv_agrees_with_the_study_on_any_text(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_text("x,y\n" + body + "\n", encoding="utf-8", newline="")

    def outcome(read: object) -> object:
        try:
            with DuckDBEngine(read(path, "t.csv")) as engine:  # type: ignore[operator]
                rows = ask(engine, x=engine.key("x"), y=engine.key("y"))
                # The study's reader trims line ends as well.
                return [{name: (cell or "").strip() for name, cell in row.items()} for row in rows]
        except UserError as failure:
            return str(failure)

    assert outcome(open_csv) == outcome(sheet_table)


def test_unreadable_names_lines_also_after_cells_with_line_ends(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,b\n1,"x\ny"\n n/a ,z\n,\n2,3\nn/a,\n?,4\n', encoding="utf-8")
    with open_table(tmp_path / "t.csv") as engine:
        assert engine.unreadable("a") == [(4, "n/a"), (7, "n/a"), (8, "?")]
    with DuckDBEngine(open_csv(tmp_path / "t.csv", "t.csv", limit=0)) as engine:
        assert engine.unreadable("a") == [(None, "n/a"), (None, "?")]

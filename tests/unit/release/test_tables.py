"""Tables of a release read back as they were written."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from civiscope.release.tables import read_csv, read_parquet, write_csv, write_parquet


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    count: int | None
    share: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Classed:
    class_: str
    score: float | None


# A carriage return inside a cell is the only character that CSV readers may fold.
rows = st.lists(
    st.builds(
        Row,
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")),
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
    )
)


@given(rows)
def test_csv_reads_back_what_was_written(tmp_path_factory: object, found: list[Row]) -> None:
    path = tmp_path_factory.getbasetemp() / "rows.csv"  # type: ignore[attr-defined]
    write_csv(path, Row, found)
    assert list(read_csv(path, Row)) == found


@given(rows)
def test_parquet_reads_back_what_was_written_and_has_the_same_bytes(tmp_path_factory: object, found: list[Row]) -> None:
    base: Path = tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    write_parquet(base / "a.parquet", Row, found)
    write_parquet(base / "b.parquet", Row, found)
    assert list(read_parquet(base / "a.parquet", Row)) == found
    assert (base / "a.parquet").read_bytes() == (base / "b.parquet").read_bytes()


def test_field_with_an_underscore_at_its_end_is_the_column_without_it(tmp_path: Path) -> None:
    found = [Classed("high", 1.5), Classed("", None)]
    write_csv(tmp_path / "rows.csv", Classed, found)
    write_parquet(tmp_path / "rows.parquet", Classed, found)
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()[0] == "class,score"
    assert pq.read_schema(tmp_path / "rows.parquet").names == ["class", "score"]
    assert read_csv(tmp_path / "rows.csv", Classed) == read_parquet(tmp_path / "rows.parquet", Classed) == tuple(found)


def test_text_that_a_spreadsheet_would_run_is_guarded_in_the_file_and_not_in_the_row(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://evil.example";"Paris")'
    found = [Row(hostile, -5, -0.5, False), Row("-5", None, None, True), Row("'=1", 1, 1.0, True)]
    write_csv(tmp_path / "rows.csv", Row, found)
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.reader(stream))
    assert cells[1:] == [[f"'{hostile}", "-5", "-0.5", "false"], ["-5", "", "", "true"], ["''=1", "1", "1.0", "true"]]
    assert list(read_csv(tmp_path / "rows.csv", Row)) == found

"""Parquet files and tables in memory: what can be wrong with them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines import sources
from civiscope.tabulation.engines.registry import open_table
from tests.unit.tabulation.engines.asking import ask


def written(path: Path) -> Path:
    """A Parquet file of 5,000 rows."""
    pq.write_table(pa.table({"x": np.random.default_rng(1).random(5_000), "g": ["a", "b"] * 2_500}), path)
    return path


def refusal(source: Any) -> str:
    """Why a table is refused."""
    with pytest.raises(UserError) as caught, open_table(source) as engine:
        ask(engine, **{f"c{place}": f"COUNT({engine.key(name)})" for place, name in enumerate(engine.columns)})
    return str(caught.value)


@pytest.mark.parametrize("kept", [3, 1_000, 0.5, 0.99])
def test_parquet_file_that_is_cut_off_says_so(kept: float, tmp_path: Path) -> None:
    data = written(tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(data[: int(kept if kept > 1 else kept * len(data))])
    message, expected, remedy = refusal(tmp_path / "t.parquet").splitlines()
    start = "error [table-unreadable] t.parquet: the file cannot be read as a Parquet file: it is damaged or cut off ("
    assert message.startswith(start)
    assert str(tmp_path) not in message
    assert expected == "  expected: a complete file of this kind, without a password"
    assert remedy == "  remedy: Open it in the program that made it, and save it again."


def test_parquet_file_that_is_damaged_within_says_so(tmp_path: Path) -> None:
    data = bytearray(written(tmp_path / "t.parquet").read_bytes())
    data[4:400] = bytes(396)
    (tmp_path / "t.parquet").write_bytes(data)
    start = "error [table-unreadable] t.parquet: the file cannot be read as a Parquet file: it is damaged or cut off ("
    assert refusal(tmp_path / "t.parquet").startswith(start)


def test_parquet_file_of_no_bytes_is_empty(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").touch()
    assert refusal(tmp_path / "t.parquet").startswith("error [file-empty] t.parquet: the file is empty\n")


def test_parquet_file_without_rows_says_so(tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": pa.array([], pa.int64())}), tmp_path / "t.parquet")
    message = refusal(tmp_path / "t.parquet").splitlines()[0]
    assert message == "error [table-without-rows] t.parquet: the table has columns but no rows"


def test_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").mkdir()
    message = refusal(tmp_path / "t.parquet").splitlines()[0]
    assert message == "error [file-unreadable] t.parquet: the file cannot be opened: it is a folder"


@pytest.mark.parametrize("name", ["a[1].parquet", "a*b?.parquet", "it's.parquet", "{a,b}.parquet", "ä é.parquet"])
def test_parquet_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    with open_table(written(tmp_path / name)) as engine:
        assert engine.name == name
        assert ask(engine, rows="COUNT(*)") == [{"rows": 5_000}]


def test_parquet_file_with_the_same_column_twice_says_so(tmp_path: Path) -> None:
    pq.write_table(pa.table([[1], [2]], names=["x", "x"]), tmp_path / "t.parquet")
    message = refusal(tmp_path / "t.parquet").splitlines()[0]
    assert message == 'error [duplicate-column] t.parquet, x: the column "x" stands 2 times in the header'


def test_table_in_memory_with_a_column_without_a_name_says_so() -> None:
    message = refusal(pa.table([[1], [2]], names=["x", " "])).splitlines()[0]
    assert (
        message == "error [unnamed-column] the table: the column with the number 2 has cells but no name in the header"
    )


def test_copy_on_a_full_disk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_COPY", "/dev/full")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "t.csv").write_text("x\n" + "1\n" * 1_000, encoding="utf-8")
    assert refusal(tmp_path / "t.csv") == (
        f"error [no-room-for-copy] t.csv: the disk has no room for a working copy of the table in {tmp_path}\n"
        "  expected: free space of about the size of the file\n"
        "  remedy: Delete what is not needed, or set the environment variable TMPDIR to a folder on a larger disk."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]

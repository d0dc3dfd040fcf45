"""DuckDB in this process: queries, fixed digits, and nothing left behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines import duckdb_engine
from civiscope.tabulation.engines.registry import open_table
from tests.unit.tabulation.engines.asking import ask


def test_collect_gives_whole_numbers_and_decimals_one_type_each() -> None:
    with open_table({"x": [1, 2, 3]}) as engine:
        table = engine.collect(
            "SELECT SUM(1) AS a, COUNT(*) AS b, SUM(0.5) AS c, 1/2 AS d, NULL AS e, 'x' AS f FROM data"
        )
    assert [str(kind) for kind in table.schema.types] == ["int64", "int64", "double", "double", "double", "string"]
    assert table.to_pylist() == [{"a": 3, "b": 3, "c": 1.5, "d": 0.5, "e": None, "f": "x"}]


def test_collect_keeps_identifiers_beyond_64_bits_with_a_sign() -> None:
    with open_table({"x": np.array([2**64 - 1], dtype=np.uint64)}) as engine:
        assert ask(engine, x=engine.key("x")) == [{"x": 2**64 - 1}]


def test_collect_divides_by_zero_without_a_number() -> None:
    with open_table({"x": [1.0]}) as engine:
        assert ask(engine, a="1 / 0", b=f"{engine.number('x')} / 0", c="5 // 2") == [{"a": None, "b": None, "c": 2}]


def test_collect_of_a_wrong_query_is_a_defect() -> None:
    with open_table({"x": [1]}) as engine, pytest.raises(duckdb.BinderException):
        engine.collect("SELECT nothing FROM data")


def test_aliases_are_never_hidden_by_columns_of_the_same_name() -> None:
    with open_table({"g": ["a", "b"], "x": ["c", "c"]}) as engine:
        assert ask(engine, "FROM data GROUP BY g", g=engine.key("x"), rows="COUNT(*)") == [{"g": "c", "rows": 2}]


def test_one_thread_gives_the_same_digits_each_time(tmp_path: Path) -> None:
    x = np.random.default_rng(7).lognormal(0, 4, 400_000)
    pq.write_table(pa.table({"x": x}), tmp_path / "t.parquet", row_group_size=20_000)

    def total() -> float:
        with open_table(tmp_path / "t.parquet", threads=1) as engine:
            return float(ask(engine, total=f"SUM({engine.number('x')})")[0]["total"])

    first = total()
    assert first == pytest.approx(x.sum(), rel=1e-12)
    assert {total() for _ in range(4)} == {first}


def test_tables_in_memory_are_not_copied() -> None:
    x = np.arange(3.0)
    with open_table({"x": x}) as engine:
        x[0] = 10
        assert ask(engine, total=f"SUM({engine.number('x')})") == [{"total": 13.0}]


def test_close_deletes_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "t.csv").write_text("a\n1\n", encoding="utf-8")
    engine = open_table(tmp_path / "t.csv")
    assert len(list(tmp_path.iterdir())) == 3
    engine.close()
    engine.close()
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_query_beyond_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "MEMORY", "8MB")
    with open_table({"x": np.arange(1_000_000)}) as engine, pytest.raises(UserError) as caught:
        ask(engine, found=f"LIST({engine.key('x')})")
    assert str(caught.value) == (
        "error [query-too-large] the table: the table has more groups than can be added up within 8MB of memory\n"
        "  expected: groupings with fewer groups\n"
        "  remedy: Group by fewer columns at once, or by columns with fewer values."
    )


def test_groups_beyond_memory_go_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "MEMORY", "100MB")
    with open_table({"x": np.arange(3_000_000)}, threads=1) as engine:
        query = f"FROM (SELECT {engine.key('x')} AS g, COUNT(*) AS n FROM data GROUP BY g)"  # noqa: S608
        assert ask(engine, query, groups="COUNT(*)", rows="SUM(n)") == [{"groups": 3_000_000, "rows": 3_000_000}]


def test_columns_that_differ_in_case_only_are_different(tmp_path: Path) -> None:
    pq.write_table(pa.table({"A": [1], "a": ["x"]}), tmp_path / "t.parquet")
    with open_table(tmp_path / "t.parquet") as engine:
        assert ask(engine, x=engine.key("A"), y=engine.key("a")) == [{"x": 1, "y": "x"}]

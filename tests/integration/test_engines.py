"""The same table in every engine gives the same sums, and rows stay where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.engines.spark_session import SparkShare
from tests.unit.tabulation.engines.servers import postgresql_server

ROWS = 5_000
SPARK = "spark://local[2]"
NOT_EXACT = {"total", "product", "running", "lowest"}


def generated(rows: int, seed: int = 20261125) -> pa.Table:
    """Answers of residents: texts with blanks around, numbers, yes and no, and what is missing in each."""
    random = np.random.default_rng(seed)

    def some(values: Any, share: float = 0.1) -> pa.Array[Any]:
        return pa.array(values, mask=random.random(rows) < share)

    return pa.table(
        {
            "id": np.arange(rows),
            "Région": some(random.choice(["Île-de-France", " Bretagne ", "d'Oc", 'a"b', "x\\y"], rows)),
            "age": some(random.integers(18, 95, rows)),
            "income": some(random.lognormal(10, 1.5, rows)),
            "trust": some(random.random(rows) < 0.4, 0.2),
            "weight": random.lognormal(0, 0.7, rows),
            "key0": some(random.integers(0, 4, rows)),
        }
    )


def query(engine: Engine) -> str:
    """Everything that the estimates ask for, by two groups."""
    age, income, weight = engine.number("age"), engine.number("income"), engine.number("weight")
    region, trust = engine.key("Région"), engine.number("trust")
    values = (
        "(VALUES ('d''Oc', 1, CAST(0.5 AS DOUBLE)), ('a\"b', 2, 2), ('x\\y', 3, NULL)) AS extra(name, place, factor)"
    )
    return f"""
        WITH base AS (
            SELECT {region} AS g, {engine.number("key0")} AS h, {age} AS age, {income} AS income, {weight} AS w,
                {trust} AS trust
            FROM data
        ), sums AS (
            SELECT g, h, COUNT(*) AS rows, COUNT(income) AS known, COUNT(DISTINCT age) AS ages,
                SUM(CASE WHEN trust = 1 THEN 1 ELSE 0 END) AS trusting,
                SUM(CASE WHEN trust IS NOT NULL THEN w ELSE 0 END) AS total,
                SUM(CAST(income AS DOUBLE) * w * w) AS product,
                MIN(age) AS youngest, MAX(age) AS oldest, MIN(income) AS lowest
            FROM base GROUP BY g, h
        ), more AS (
            SELECT 'groups' AS part, sums.*, SUM(total) OVER (PARTITION BY g ORDER BY h DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running,
                rows / 7 AS quotient, rows // 7 AS whole, extra.place AS place, extra.factor AS factor
            FROM sums LEFT JOIN {values} ON sums.g = extra.name
        )
        SELECT * FROM more
        UNION ALL
        SELECT 'all', NULL, NULL, COUNT(*), COUNT(income), COUNT(DISTINCT age), 0, SUM(w), SUM(income * w * w),
            MIN(age), MAX(age), MIN(income), 0, COUNT(*) / 0, NULL, NULL, NULL
        FROM base
        ORDER BY part, g DESC, h LIMIT 1000
    """  # noqa: S608


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table as Parquet and as CSV."""
    made = tmp_path_factory.mktemp("engines")
    table = generated(ROWS)
    pq.write_table(table, made / "answers.parquet", row_group_size=1_000)
    # In a CSV file yes and no are written as 1 and 0.
    trust = table.column("trust").cast(pa.int8())
    pc.write_csv(table.set_column(table.column_names.index("trust"), "trust", trust), made / "answers.csv")
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The table in PostgreSQL, in a schema of its own."""
    with postgresql_server() as address:
        with psycopg.connect(address) as connection:
            connection.execute("CREATE SCHEMA survey")
            connection.execute(
                'CREATE TABLE survey."Answers" (id bigint, "Région" text, age integer, income float8, trust boolean,'
                " weight float8, key0 smallint)"
            )
            copied = connection.cursor().copy('COPY survey."Answers" FROM STDIN (FORMAT csv, HEADER)')
            with copied as copy:
                copy.write((folder / "answers.csv").read_bytes())
        yield address


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[dict[str, Any]]:
    """The result of DuckDB over the table in memory."""
    with open_table(generated(ROWS), threads=1) as engine:
        return list(engine.collect(query(engine)).to_pylist())


def assert_same(engine: Engine, expected: list[dict[str, Any]]) -> None:
    """Counts are equal, sums agree to a relative 1e-12, in the same order."""
    found = engine.collect(query(engine)).to_pylist()
    assert len(found) == len(expected)
    for here, there in zip(found, expected, strict=True):
        assert list(here) == list(there)
        for name, value in there.items():
            assert here[name] == (pytest.approx(value, rel=1e-12, abs=0) if name in NOT_EXACT else value), (name, here)


def test_expected_result_is_what_numpy_adds_up(expected: list[dict[str, Any]]) -> None:
    table = generated(ROWS)
    weight = table.column("weight").to_numpy()
    trust = np.array([value is not None for value in table.column("trust").to_pylist()])
    region = np.array([None if value is None else value.strip() for value in table.column("Région").to_pylist()])
    group = np.array([-1 if value is None else value for value in table.column("key0").to_pylist()])
    row = next(row for row in expected if row["g"] == "Bretagne" and row["h"] == 2)
    chosen = (region == "Bretagne") & (group == 2)
    assert row["rows"] == chosen.sum()
    assert row["total"] == pytest.approx(weight[chosen & trust].sum(), rel=1e-12)
    everything = expected[0]
    assert (everything["part"], everything["rows"], everything["quotient"]) == ("all", ROWS, None)
    assert everything["total"] == pytest.approx(weight.sum(), rel=1e-12)
    assert len(expected) == 1 + 6 * 5


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_duckdb_over_files_gives_the_same(ending: str, folder: Path, expected: list[dict[str, Any]]) -> None:
    with open_table(folder / f"answers.{ending}") as engine:
        assert_same(engine, expected)


def test_postgresql_gives_the_same(server: str, expected: list[dict[str, Any]]) -> None:
    with open_table(engine=server, table="survey.Answers") as engine:
        assert_same(engine, expected)


def test_spark_gives_the_same_and_is_quiet(
    folder: Path,
    tmp_path: Path,
    expected: list[dict[str, Any]],
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    settings = {"spark.sql.warehouse.dir": str(tmp_path / "warehouse")}
    # One start for all: the share is given back last.
    share = SparkShare(SPARK, settings)
    request.addfinalizer(share.give_back)
    for name in ("answers.parquet", "answers.csv"):
        with open_table(folder / name, engine=SPARK) as engine:
            assert engine.name == name
            assert_same(engine, expected)
    share.session.sql("CREATE DATABASE survey")
    share.session.read.parquet(str(folder / "answers.parquet")).write.saveAsTable("survey.answers")
    for table in ("survey.answers", "spark_catalog.survey.answers"):
        with open_table(engine=SPARK, table=table) as engine:
            assert_same(engine, expected)
    _refuses_what_is_not_there(tmp_path)
    session = share.session
    share.give_back()
    assert session.sparkContext._jsc is None
    assert capfd.readouterr().out == ""


def _refuses_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_table(engine=SPARK, table="survey.`nothing; --")
    assert str(caught.value) == (
        'error [engine-table-missing] there is no table "survey.`nothing; --" in Spark\'s catalog\n'
        "  expected: a table or view that the user may read, as table or schema.table\n"
        "  remedy: Correct the name, or ask for the right to read it."
    )
    with pytest.raises(UserError) as caught:
        open_table(engine="spark://local[1]", table="survey.answers")
    assert str(caught.value) == (
        "error [spark-runs-elsewhere] Spark cannot start at local[1] while tables at local[2] are open\n"
        "  expected: one master at a time\n"
        "  remedy: Close those tables first."
    )
    (tmp_path / "t.csv").write_text("a,b\n" + "1,2\n" * 5_000 + "3\n", encoding="utf-8")
    with open_table(tmp_path / "t.csv", engine=SPARK) as engine, pytest.raises(UserError) as caught:
        engine.collect("SELECT COUNT(*) AS rows FROM data")
    assert str(caught.value).splitlines()[0] == (
        "error [table-unreadable] t.csv: the file cannot be read as a CSV file: a row has more or fewer cells than the "
        "header, or a cell holds a line end"
    )
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and so on")
    with pytest.raises(UserError) as caught:
        open_table(tmp_path / "t.parquet", engine=SPARK)
    assert "error [table-unreadable] t.parquet: the file cannot be read as a Parquet file: " in str(caught.value)


def test_spark_keeps_the_rows(tmp_path: Path) -> None:
    rows = 400_000
    pq.write_table(generated(rows), tmp_path / "answers.parquet", row_group_size=100_000)
    size = (tmp_path / "answers.parquet").stat().st_size
    log = tmp_path / "log"
    log.mkdir()
    settings = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": log.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
    }
    with open_table(tmp_path / "answers.parquet", engine=SPARK, settings=settings) as engine:
        parts = (engine.key("Région"), engine.number("weight"))
        engine.collect(f"SELECT {parts[0]} AS g, COUNT(*) AS n, SUM({parts[1]}) AS w FROM data GROUP BY g")  # noqa: S608
    (file,) = log.iterdir()
    events = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    jobs = [event for event in events if event["Event"] == "SparkListenerJobStart"]
    last = jobs[-1]["Properties"]["spark.sql.execution.id"]
    stages = {
        stage for job in jobs if job["Properties"].get("spark.sql.execution.id") == last for stage in job["Stage IDs"]
    }
    tasks = [
        event["Task Metrics"]
        for event in events
        if event["Event"] == "SparkListenerTaskEnd" and event["Stage ID"] in stages
    ]
    assert sum(task["Input Metrics"]["Records Read"] for task in tasks) == rows
    assert 0 < sum(task["Result Size"] for task in tasks) < size / 100

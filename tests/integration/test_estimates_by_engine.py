"""The same request gives the same estimates in every engine: totals to 12 digits, standard errors to 1e-9."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from civiscope.cli.main import exit_code
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.engines.spark_session import SparkShare
from civiscope.tabulation.tables.crosstab import crosstab
from civiscope.tabulation.tables.estimate import estimate
from tests.unit.tabulation.engines.servers import postgresql_server

ROWS = 3_000
SPARK = "spark://local[2]"
CLUSTERED = Design("w", "h", ("c",), ("clusters",))
TWO_STAGES = Design("w", "h", ("c",), ("clusters", "people"))
STRATIFIED = Design("w", "h")
REQUESTS: dict[str, tuple[list[str], list[str], Design, dict[str, Any]]] = {
    "shares": (["choice", "yes"], ["group", "h"], CLUSTERED, {}),
    "shares, two stages": (["choice"], ["group"], TWO_STAGES, {"interval": "beta"}),
    "means": (["size", "yes"], ["group"], STRATIFIED, {"measure": "mean"}),
    "means far apart": (["far"], ["h"], STRATIFIED, {"measure": "mean"}),
    "totals": (["size", "yes"], [], CLUSTERED, {"measure": "total"}),
    "ratios": (["size/income"], ["group"], TWO_STAGES, {"measure": "ratio"}),
    "quantiles": (["income"], ["group"], CLUSTERED, {"measure": "quantile", "quantiles": [0.25, 0.5]}),
}


def simulated() -> pa.Table:
    """Simulated rows of 4 strata with 15 clusters each; values are missing here and there."""
    random = np.random.default_rng(20261125)
    cluster = random.integers(0, 60, ROWS)
    stratum = cluster // 15
    people = np.bincount(cluster, minlength=60)[cluster] * 3

    def some(values: Any) -> Any:
        return pa.array(values, mask=random.random(ROWS) < 0.1)

    return pa.table(
        {
            "h": stratum,
            "c": cluster,
            "clusters": 40 + 10 * stratum,
            "people": people,
            "w": random.uniform(0.5, 2, ROWS),
            "group": some(random.choice(["north", "south's", 'the "west"'], ROWS)),
            "choice": some(random.choice(["a", "b", "c d"], ROWS, p=[0.7, 0.25, 0.05])),
            "yes": some((random.random(ROWS) < 0.2 + cluster / 200).astype(np.int32)),
            "size": some(2e6 + 2 * random.standard_normal(ROWS)),
            "far": some(1e6 * stratum + 2 * random.standard_normal(ROWS)),
            "income": some(np.round(random.lognormal(10, 1, ROWS), 2)),
        }
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows as Parquet and CSV."""
    made = tmp_path_factory.mktemp("rows")
    pq.write_table(simulated(), made / "rows.parquet", row_group_size=500)
    pc.write_csv(simulated(), made / "rows.csv")
    return made


def estimates(engine: Engine) -> dict[str, list[Estimate]]:
    """All requests."""
    return {
        name: estimate(engine, items, by, design, **options) for name, (items, by, design, options) in REQUESTS.items()
    }


@pytest.fixture(scope="module")
def expected() -> dict[str, list[Estimate]]:
    """What DuckDB makes of the rows in memory."""
    with open_table(simulated(), threads=1) as engine:
        return estimates(engine)


def assert_same(found: dict[str, list[Estimate]], expected: dict[str, list[Estimate]]) -> None:
    for name, rows in expected.items():
        assert len(found[name]) == len(rows) > 1 or name == "totals"
        for here, there in zip(found[name], rows, strict=True):
            place = (name, there.item, there.option, there.domain, there.level)
            assert (here.item, here.option, here.domain, here.level) == place[1:]
            assert (here.n, here.base, here.df) == (there.n, there.base, there.df), place
            assert here.weighted_base == pytest.approx(there.weighted_base, rel=1e-12), place
            assert here.estimate == pytest.approx(there.estimate, rel=1e-12), place
            for column in ("se", "low", "high", "deff"):
                value = getattr(there, column)
                assert getattr(here, column) == (value if value is None else pytest.approx(value, rel=1e-9)), place


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_files_give_the_same_estimates(ending: str, folder: Path, expected: dict[str, list[Estimate]]) -> None:
    with open_table(folder / f"rows.{ending}") as engine:
        assert_same(estimates(engine), expected)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The rows in PostgreSQL."""
    columns = ", ".join(
        f'"{field.name}" '
        + ("text" if field.type == pa.string() else "float8" if field.type == pa.float64() else "integer")
        for field in simulated().schema
    )
    with postgresql_server() as address:
        with psycopg.connect(address) as connection:
            connection.execute(f"CREATE TABLE people ({columns})".encode())
            with connection.cursor().copy("COPY people FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write((folder / "rows.csv").read_bytes())
        yield address


def test_postgresql_gives_the_same_estimates(server: str, expected: dict[str, list[Estimate]]) -> None:
    with open_table(engine=server, table="people") as engine:
        assert_same(estimates(engine), expected)


def test_command_reads_the_table_of_a_database(
    server: str, expected: dict[str, list[Estimate]], capsys: pytest.CaptureFixture[str]
) -> None:
    design = ["--weight", "w", "--strata", "h", "--cluster", "c", "--fpc", "clusters"]
    command = ["tabulate", "--engine", server, "--table", "people", "--items", "choice,yes", "--by", "group,h"]
    assert exit_code([*command, *design]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert len(rows) == len(expected["shares"])
    for row, there in zip(rows, expected["shares"], strict=True):
        assert (row["option"], row["domain"], row["level"]) == (there.option, there.domain, there.level)
        assert float(row["estimate"]) == pytest.approx(there.estimate, rel=1e-12)


def test_spark_gives_the_same_estimates(
    folder: Path, expected: dict[str, list[Estimate]], request: pytest.FixtureRequest
) -> None:
    share = SparkShare(SPARK, {})
    request.addfinalizer(share.give_back)
    with open_table(folder / "rows.parquet", engine=SPARK) as engine, open_table(simulated()) as here:
        assert_same(estimates(engine), expected)
        there = crosstab(engine, "choice", "group", CLUSTERED)
        assert there.covariance == pytest.approx(
            crosstab(here, "choice", "group", CLUSTERED).covariance, rel=1e-9, abs=1e-18
        )

"""Starting Spark: what is missing is said before Java starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines.registry import open_table
from tests.ports import free_port

ADDRESS = "spark://local[2]"


def refusal(source: object = None, engine: str = ADDRESS, table: str | None = None) -> str:
    """Why a table is refused."""
    with pytest.raises(UserError) as caught:
        open_table(source, engine=engine, table=table)  # type: ignore[arg-type]
    return str(caught.value)


def test_spark_without_java_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    install = "Install it (on Debian as root: apt-get install default-jre-headless)"
    assert refusal(table="answers") == (
        "error [java-missing] Spark needs Java, which is not found on this machine\n"
        "  expected: Java 17 or 21\n"
        f"  remedy: {install}, or set JAVA_HOME to where it is."
    )


def test_spark_master_that_does_not_answer_says_so() -> None:
    port = free_port()
    assert refusal(engine=f"spark://127.0.0.1:{port}", table="answers") == (
        f"error [engine-unreachable] the server at 127.0.0.1:{port} does not answer: connection refused\n"
        "  expected: a server that runs and can be reached from here\n"
        "  remedy: Check host and port, whether the server runs, and whether a firewall stands between."
    )


def test_spark_master_without_a_port_says_so() -> None:
    message = refusal(engine="spark://cluster", table="answers").splitlines()[0]
    assert message == (
        "error [engine-unreachable] the server at cluster does not answer: the address names no host and port"
    )


def test_spark_does_not_read_tables_in_memory() -> None:
    assert refusal({"x": [1]}) == (
        "error [engine-source-unsuitable] a table in memory cannot be read by Spark\n"
        "  expected: a table of the catalog, or a file as .parquet or .csv\n"
        "  remedy: Name such a table, or leave out the engine to compute in this process."
    )


def test_spark_of_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    message = refusal(tmp_path / "t.parquet").splitlines()[0]
    assert message == "error [table-file-missing] t.parquet: the file does not exist"

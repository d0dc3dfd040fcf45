"""A backup that is taken while contacts save holds what was acknowledged before it, and opens as a service."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import psycopg
import pytest

from tests.collecting.killable import Database, killable_postgresql
from tests.collecting.running import Service
from tests.collecting.verdict import require_nothing_lost
from tests.collecting.writers import Writers

EVIDENCE = Path("evidence") / "1" / "plan.pdf"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database | None]:
    """A server of PostgreSQL, or None for SQLite."""
    with nullcontext() if request.param == "sqlite" else killable_postgresql() as made:
        yield made


def test_backup_while_contacts_save_is_restored_with_every_answer(database: Database | None, tmp_path: Path) -> None:
    programs = {"CIVISCOPE_POSTGRESQL_BIN": str(database.programs)} if database else {}
    first = Service(folder(tmp_path / "first"), database.address if database else "", programs)
    first.seed(6, 2)
    (first.data / EVIDENCE).parent.mkdir(parents=True)
    (first.data / EVIDENCE).write_bytes(b"a plan")
    backup, writers = tmp_path / "backup.tar", Writers(first, count=12)
    try:
        first.start()
        writers.start()
        time.sleep(1.5)
        acknowledged = list(writers.acknowledged)
        told = run(first, "backup", "--data", str(first.data), "--out", str(backup))
        assert told.returncode == 0, told.stderr
        assert "personal data" in told.stderr
        time.sleep(0.3)
        writers.end()
        assert len(writers.acknowledged) > len(acknowledged) > 20
        require_nothing_lost(first, writers.acknowledged)
    finally:
        first.stop()
    assert backup.stat().st_mode & 0o077 == 0

    if database:
        with psycopg.connect(database.address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE restored")
    other = database.address.replace("/postgres?", "/restored?") if database else ""
    second = Service(folder(tmp_path / "second"), other, programs, cities=first.cities)
    first.study.rename(second.study)
    told = run(second, "restore", str(backup), "--data", str(second.data))
    assert told.returncode == 0, told.stderr
    assert (second.data / EVIDENCE).read_bytes() == b"a plan"
    assert (second.data / "secret-key").read_bytes() == (first.data / "secret-key").read_bytes()
    again = run(second, "restore", str(backup), "--data", str(tmp_path / "third"))
    assert (again.returncode, "restore-not-empty" in again.stderr) == ((2, True) if database else (0, False))
    try:
        second.start()
        require_nothing_lost(second, acknowledged)
    finally:
        second.stop()


def folder(path: Path) -> Path:
    """The folder, made."""
    path.mkdir()
    return path


def run(service: Service, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with the environment of the service."""
    command = [sys.executable, "-m", "civiscope", *arguments]
    return subprocess.run(command, env=service.environment(), capture_output=True, encoding="utf-8", check=False)

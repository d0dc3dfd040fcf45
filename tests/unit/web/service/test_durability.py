"""The service refuses databases that could lose what they acknowledged."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from civiscope.errors import UserError
from civiscope.web.service.durability import require_durable, watch_connections
from tests.collecting.killable import killable_postgresql
from tests.collecting.running import Service
from tests.collecting.seed import write_study

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a setting of SQLite's connections")


@pytest.fixture
def own_settings() -> Iterator[dict[str, str]]:
    """The options of the connection, which is made anew afterwards."""
    options = connection.settings_dict["OPTIONS"]
    kept = dict(options)
    yield options
    connection.settings_dict["OPTIONS"] = kept
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_database_of_the_service_is_durable() -> None:
    require_durable()


@on_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "setting", "value"),
    [("synchronous=NORMAL", "synchronous", "1"), ("synchronous=OFF", "synchronous", "0"),
     ("journal_mode=DELETE", "journal_mode", "delete")],
)  # fmt: skip
def test_sqlite_that_does_not_wait_for_the_disk_is_refused(
    pragma: str, setting: str, value: str, tmp_path: Path
) -> None:
    # A file of its own: the journal of one that others have open cannot be changed.
    shared = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = tmp_path / "own.sqlite3"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {pragma}")
        with pytest.raises(UserError, match=rf"database-not-durable\][^\n]*{setting} is {value}"):
            require_durable()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = shared


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_every_new_connection_is_looked_at(own_settings: dict[str, str]) -> None:
    watch_connections()
    connection.close()
    connection.ensure_connection()
    connection.close()
    own_settings["init_command"] = re.sub("synchronous=FULL", "synchronous=NORMAL", own_settings["init_command"])
    with pytest.raises(UserError, match="synchronous is 1"):
        connections["default"].ensure_connection()
    assert connection.connection is None


def test_serve_refuses_a_server_of_postgresql_that_could_lose_answers(tmp_path: Path) -> None:
    write_study(tmp_path / "study", 1)
    with killable_postgresql() as database:
        service = Service(tmp_path, database.address)
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            with psycopg.connect(database.address, autocommit=True) as server:
                server.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[arg-type]
                server.execute("SELECT pg_reload_conf()")
        command = [sys.executable, "-m", "civiscope", "serve", str(service.study), "--data", str(service.data)]
        told = subprocess.run(
            [*command, "--port", "8999"], env=service.environment(), capture_output=True, encoding="utf-8", check=False
        )
    assert told.returncode == 2
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        assert f"could lose answers that it has acknowledged: {setting} is off" in told.stderr
        assert f"expected: {setting} = on" in told.stderr
    assert "Traceback" not in told.stderr

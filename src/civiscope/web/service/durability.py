"""Whether the database keeps what it acknowledges; the service does not start with one that does not."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from civiscope.errors import Problem, UserError, problem

_FULL = {"2": "FULL", "3": "EXTRA"}
_POSTGRESQL = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply", "remote_write", "local"),
}


def require_durable() -> None:
    """Raise UserError with every setting under which an acknowledged answer could be lost when the machine fails."""
    found = _sqlite(connection) if connection.vendor == "sqlite" else _postgresql()
    if found:
        raise UserError(*found)


def watch_connections() -> None:
    """Look at every new connection to SQLite, whose settings belong to the connection: raises UserError where one would
    not wait for the disk. PostgreSQL's belong to the server, and are looked at when the service starts."""
    connection_created.connect(_look, dispatch_uid="civiscope.durability")


def _look(sender: object, connection: BaseDatabaseWrapper, **words: Any) -> None:
    found = _sqlite(connection) if connection.vendor == "sqlite" else []
    if found:
        connection.close()
        raise UserError(*found)


def _sqlite(connection: BaseDatabaseWrapper) -> list[Problem]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = str(cursor.fetchone()[0])
        cursor.execute("PRAGMA synchronous")
        synchronous = str(cursor.fetchone()[0])
    wrong = []
    if journal != "wal":
        wrong.append(problem("database-not-durable", value=journal, setting="journal_mode", wanted="wal"))
    if synchronous not in _FULL:
        wrong.append(problem("database-not-durable", value=synchronous, setting="synchronous", wanted="FULL"))
    return wrong


def _postgresql() -> list[Problem]:
    wrong = []
    with connection.cursor() as cursor:
        for setting, allowed in _POSTGRESQL.items():
            cursor.execute("SELECT current_setting(%s)", [setting])
            value = str(cursor.fetchone()[0])
            if value not in allowed:
                wrong.append(problem("database-not-durable", value=value, setting=setting, wanted=allowed[0]))
    return wrong

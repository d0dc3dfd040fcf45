"""Statements that are written out as SQL, for what every saved answer asks of the database.

They go from here to the database's driver, on Django's connection and in its transaction: the way through Django's
cursors takes longer than SQLite takes to answer. And PostgreSQL plans such a statement once a connection and not at
every call, which Django does not do by itself; so the settings of the database allow prepared statements, and only
these use them. Words are marked ``%s`` or ``%(name)s``, and hold what the driver takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

try:
    from psycopg import Cursor
except ImportError:  # The driver of PostgreSQL is an extra.
    Cursor = None  # type: ignore[assignment,misc]

Words = Mapping[str, Any] | Sequence[Any]


def first_row(statement: str, words: Words) -> tuple[Any, ...] | None:
    """The first row that a query finds; datetimes come as the database's driver gives them."""
    found: tuple[Any, ...] | None = _executed(statement, words, lambda cursor: cursor.fetchone())
    return found


def all_rows(statement: str, words: Words) -> list[tuple[Any, ...]]:
    """All rows that a statement finds or returns."""
    found: list[tuple[Any, ...]] = _executed(statement, words, lambda cursor: cursor.fetchall())
    return found


def changed(statement: str, words: Words) -> int:
    """How many rows a statement has changed."""
    count: int = _executed(statement, words, lambda cursor: cursor.rowcount)
    return count


def change_each(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Execute a statement with the words of every row."""
    connection = _connected()
    with connection.wrap_database_errors:
        if connection.vendor != "postgresql":
            connection.connection.executemany(_of_sqlite(statement, False), rows)
            return
        with Cursor(connection.connection) as prepared:
            # In one go, and not with a way to the server and back for each.
            prepared.executemany(statement, rows)


def _executed(statement: str, words: Words, read: Callable[[Any], Any]) -> Any:
    connection = _connected()
    with connection.wrap_database_errors:
        if connection.vendor != "postgresql":
            return read(connection.connection.execute(_of_sqlite(statement, isinstance(words, Mapping)), words))
        # Not the cursor that Django has made, which puts words into the text, so that it cannot be prepared.
        with Cursor(connection.connection) as prepared:
            prepared.execute(statement, words)
            return read(prepared)


def _connected() -> BaseDatabaseWrapper:
    """The thread's connection, looked up once (`django.db.connection` looks it up at every use) and looked after."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    return connection


@lru_cache(maxsize=64)
def _of_sqlite(statement: str, named: bool) -> str:
    """The statement with words marked as SQLite's driver knows them."""
    return re.sub(r"%\((\w+)\)s", r":\1", statement) if named else statement.replace("%s", "?")

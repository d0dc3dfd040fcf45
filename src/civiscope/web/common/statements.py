"""Statements that are written out as SQL, for what every saved answer asks of the database.

PostgreSQL plans such a statement once a connection and not at every call, which Django does not do by itself; so the
settings of the database allow prepared statements, and only these use them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

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
    if len(rows) == 1:
        changed(statement, rows[0])
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.executemany(statement, rows)


def _executed(statement: str, words: Words, read: Callable[[Any], Any]) -> Any:
    # The thread's connection is looked up once; `django.db.connection` looks it up at every use.
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(statement, words)
            return read(cursor)
        # The cursor of Django has looked after the connection; it puts values into the text, which cannot be prepared.
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, Cursor(connection.connection) as prepared:
            prepared.execute(statement, words)
            return read(prepared)

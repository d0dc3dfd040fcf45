"""Statements that are written out as SQL, for what every saved answer asks of the database.

PostgreSQL plans such a statement once a connection and not at every call, which Django does not do by itself; so the
settings of the database allow prepared statements, and only these use them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

try:
    from psycopg import Cursor
except ImportError:  # The driver of PostgreSQL is an extra.
    Cursor = None  # type: ignore[assignment,misc]

Words = Mapping[str, Any] | Sequence[Any]


def first_row(statement: str, words: Words) -> tuple[Any, ...] | None:
    """The first row that a query finds; datetimes come as the database's driver gives them."""
    row, _ = _executed(statement, words, has_rows=True)
    return row


def changed(statement: str, words: Words) -> int:
    """How many rows a statement has changed."""
    _, count = _executed(statement, words, has_rows=False)
    return count


def _executed(statement: str, words: Words, *, has_rows: bool) -> tuple[tuple[Any, ...] | None, int]:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(statement, words)
            return cursor.fetchone() if has_rows else None, cursor.rowcount
        # The cursor of Django has looked after the connection; it puts values into the text, which cannot be prepared.
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, Cursor(connection.connection) as prepared:
            prepared.execute(statement, words)
            return prepared.fetchone() if has_rows else None, prepared.rowcount

"""What the estimates ask of whatever holds a table."""

from __future__ import annotations

from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa


class ColumnKind(StrEnum):
    """What a column holds, as far as estimates care; messages show the value.

    ``OTHER`` are dates, times, lists and whatever else is neither a number nor a text: a group, but not a number.
    """

    TEXT = "text"
    INTEGER = "whole numbers"
    FLOAT = "numbers"
    BOOLEAN = "yes or no"
    OTHER = "values that are neither numbers nor texts"


class Engine(Protocol):
    """A table and what computes over it; only results leave it.

    ``name`` is how messages name the table: a file's name without its folder, or "table answers". ``columns`` are the
    table's columns in their order. Queries name columns by `number` and `key` only: inside the engine they carry other
    names, so that no column of the user's hides an alias of a query.
    """

    name: str
    columns: dict[str, ColumnKind]

    def number(self, column: str) -> str:
        """SQL (a DOUBLE) of the column's value as a number, NULL where it has none.

        Texts are trimmed; a text is a number if it is written in digits with an optional sign, point and exponent. Yes
        and no are 1 and 0. What is not a number (NaN) counts as missing; infinite numbers stay. Columns of kind OTHER
        have no numbers. Raises KeyError for a column that the table lacks.
        """
        ...

    def key(self, column: str) -> str:
        """SQL of the column as a group: texts trimmed, with empty ones NULL; numbers and yes or no as they are.

        Columns of kind OTHER become texts. NaN is NULL. Raises KeyError for a column that the table lacks.
        """
        ...

    def collect(self, query: str) -> pa.Table:
        """The result of a SELECT, written in DuckDB's dialect, over the relation named ``data``.

        It is small and comes to this process whole: whole numbers as int64, others as float64. Columns carry the names
        that the query gives them. A division by zero is NULL. Raises UserError where the table cannot be read.
        """
        ...

    def unreadable(self, column: str) -> list[tuple[int | None, str]]:
        """The first few texts of a column that `number` makes NULL although they are not empty, with their lines.

        The line (from 1) is None where the table has none or finding it would cost too much; the list is empty for
        columns that are no texts.
        """
        ...

    def close(self) -> None:
        """Let go of the table, of connections and of temporary files; a second call does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None: ...

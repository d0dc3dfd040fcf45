"""What the engines have in common that hold their tables outside this process."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import pyarrow as pa
from sqlglot import exp

from civiscope.errors import UserError, problem
from civiscope.tabulation.engines.columns import Columns
from civiscope.tabulation.engines.dialects import translated
from civiscope.tabulation.engines.engine import ColumnKind
from civiscope.tabulation.engines.results import plain
from civiscope.tabulation.engines.sources import check_names


class EngineElsewhere:
    """An `Engine` that translates queries and sends them to where the table is; subclasses know how to send them.

    ``data`` is the SELECT that stands for the table, with columns named as `Columns` names them. Raises UserError for
    a table with columns of the same name and for one without rows.
    """

    dialect: str

    def __init__(self, name: str, kinds: dict[str, ColumnKind], data: exp.Query) -> None:
        check_names(name, list(kinds))
        self.name = name
        self.columns = kinds
        self._columns = Columns(kinds)
        self._data = data
        if self.collect("SELECT 1 AS one FROM data LIMIT 1").num_rows == 0:
            raise UserError(problem("table-without-rows", file=name))

    def number(self, column: str) -> str:
        """See `Engine.number`."""
        return self._columns.number(column)

    def key(self, column: str) -> str:
        """See `Engine.key`."""
        return self._columns.key(column)

    def collect(self, query: str) -> pa.Table:
        """See `Engine.collect`."""
        return plain(self._send(translated(query, self.dialect, self._data)))

    def unreadable(self, column: str) -> list[tuple[int | None, str]]:
        """See `Engine.unreadable`; the lines are not known."""
        query = self._columns.unreadable(column)
        return [] if query is None else [(None, str(text)) for text in self.collect(query).column("found").to_pylist()]

    def close(self) -> None:
        """See `Engine.close`."""
        raise NotImplementedError

    def _send(self, query: str) -> pa.Table:
        """The result of a query in the engine's own dialect; raises UserError where the engine fails."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

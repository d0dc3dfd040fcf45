"""DuckDB in this process, over files of any size and tables in memory."""

from __future__ import annotations

import re
import tempfile
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from civiscope.errors import UserError, problem
from civiscope.tabulation.engines.columns import Columns
from civiscope.tabulation.engines.engine import ColumnKind
from civiscope.tabulation.engines.results import plain
from civiscope.tabulation.engines.sources import Source

MEMORY = "1GB"
"""What queries may hold in memory; beyond it they use a temporary folder, which is deleted at close."""

_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_DEFECTS = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.NotImplementedException,
    duckdb.OutOfRangeException,
    duckdb.ParserException,
    duckdb.TypeMismatchException,
)
"""Failures of a query, and not of the table that it reads."""


class DuckDBEngine:
    """An `Engine` over a `Source`. With ``threads`` = 1 the same query over the same table gives the same digits.

    With more threads (None: as many as the machine has cores) sums are added in whatever order the threads finish, and
    their last digits differ from one run to the next.

    Raises UserError where the source has no rows or cannot be read.
    """

    def __init__(self, source: Source, threads: int | None = None) -> None:
        self.name = source.name
        self.columns: dict[str, ColumnKind] = {}
        self._source = source
        self._folder = tempfile.TemporaryDirectory(prefix="civiscope-")
        self._connection = duckdb.connect(":memory:", config=self._settings(threads))
        try:
            self._attach(source)
            if self._fetch("SELECT 1 FROM data LIMIT 1").num_rows == 0:
                raise UserError(problem("table-without-rows", file=self.name))
        except BaseException:
            self.close()
            raise

    def number(self, column: str) -> str:
        """See `Engine.number`."""
        return self._columns.number(column)

    def key(self, column: str) -> str:
        """See `Engine.key`."""
        return self._columns.key(column)

    def collect(self, query: str) -> pa.Table:
        """See `Engine.collect`."""
        return plain(self._fetch(query))

    def unreadable(self, column: str) -> list[tuple[int | None, str]]:
        """See `Engine.unreadable`."""
        query = self._columns.unreadable(column)
        if query is None:
            return []
        texts = list(dict.fromkeys(map(str, self._fetch(query).column("found").to_pylist())))
        return self._source.lines(list(self.columns).index(column), texts) if texts else []

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()
        self._source.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _settings(self, threads: int | None) -> dict[str, str | bool | int | float | list[str]]:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": self._folder.name,
            # Nothing is ever fetched from the network.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            # NULL for a division by zero, which the other engines can do as well.
            "ieee_floating_point_ops": False,
            "error_on_division_by_zero": False,
        }
        return settings if threads is None else {**settings, "threads": threads}

    def _attach(self, source: Source) -> None:
        """Make ``data`` a view of the source, or of what stands in for one that DuckDB cannot read."""
        names = ", ".join(f"column_{place}" for place in range(1, len(source.names) + 1))
        try:
            query = f"CREATE OR REPLACE VIEW data({names}) AS SELECT * FROM {source.relation(self._connection)}"  # noqa: S608
            self._connection.execute(query)
            described = self._connection.execute("DESCRIBE data").fetchall()
        except duckdb.Error as failure:
            self._replace(source, failure)
            return
        self._source = source
        self.columns = {name: kind_of(row[1]) for name, row in zip(source.names, described, strict=True)}
        self._columns = Columns(self.columns, trims_all_spaces=True)
        floats = [self._columns.name(name) for name, kind in self.columns.items() if kind is ColumnKind.FLOAT]
        self._reads_floats = re.compile(rf"\b({'|'.join(floats)})\b") if floats else None

    def _replace(self, source: Source, failure: duckdb.Error) -> None:
        if isinstance(failure, duckdb.OutOfMemoryException):
            raise UserError(problem("query-too-large", file=self.name, value=MEMORY)) from None
        other = source.refused(failure)
        source.close()
        self._attach(other)

    def _fetch(self, query: str) -> pa.Table:
        try:
            return self._run(query)
        except _DEFECTS:
            raise
        except duckdb.Error as failure:
            self._replace(self._source, failure)
        return self._run(query)

    def _run(self, query: str) -> pa.Table:
        # From a Parquet file's ranges, which leave NaN out, DuckDB 2.0 concludes that nothing is NaN. For columns of
        # other kinds the ranges are right, and spare a look at the rows.
        unsafe = self._reads_floats is not None and self._reads_floats.search(query) is not None
        self._connection.execute(f"SET disabled_optimizers = '{'statistics_propagation' if unsafe else ''}'")
        result: pa.Table = self._connection.sql(query).to_arrow_table()
        return result


def kind_of(type_: str) -> ColumnKind:
    """The kind of a column from the name of its type in DuckDB, such as VARCHAR or DECIMAL(9,2)."""
    base = type_.split("(")[0]
    if type_.endswith("]"):
        return ColumnKind.OTHER
    if base in ("VARCHAR", "ENUM"):
        return ColumnKind.TEXT
    if base in _INTEGERS:
        return ColumnKind.INTEGER
    if base in ("FLOAT", "DOUBLE", "DECIMAL"):
        return ColumnKind.FLOAT
    return ColumnKind.BOOLEAN if base == "BOOLEAN" else ColumnKind.OTHER

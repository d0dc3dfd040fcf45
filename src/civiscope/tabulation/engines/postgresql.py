"""Tables in PostgreSQL: the database adds up, and only results leave it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

import ibis
import psycopg
import pyarrow as pa

from civiscope.errors import UserError, problem
from civiscope.tabulation.engines.addresses import shown
from civiscope.tabulation.engines.dialects import selection, table_named
from civiscope.tabulation.engines.engine import ColumnKind
from civiscope.tabulation.engines.held_elsewhere import EngineElsewhere
from civiscope.tabulation.engines.sources import first_line

Column: TypeAlias = "pa.Array[Any] | pa.ChunkedArray[Any]"

_PATIENCE = "10"
"""Seconds until a server that does not answer is given up."""

_SETTINGS = (
    # Nothing is ever changed.
    "SET default_transaction_read_only = on",
    # Rows are read in the same order each time, and by one process.
    "SET synchronize_seqscans = off",
    "SET max_parallel_workers_per_gather = 0",
)

_COLUMNS = """
SELECT a.attname, coalesce(base.typname, type.typname), coalesce(base.typtype, type.typtype)
FROM pg_attribute AS a
JOIN pg_type AS type ON type.oid = a.atttypid
LEFT JOIN pg_type AS base ON base.oid = nullif(type.typbasetype, 0)
WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""

_KINDS = {
    **dict.fromkeys(("int2", "int4", "int8"), ColumnKind.INTEGER),
    **dict.fromkeys(("float4", "float8", "numeric"), ColumnKind.FLOAT),
    **dict.fromkeys(("text", "varchar", "bpchar", "name", "citext"), ColumnKind.TEXT),
    "bool": ColumnKind.BOOLEAN,
}

_RESULTS = {
    **dict.fromkeys((20, 21, 23), pa.int64()),
    **dict.fromkeys((700, 701), pa.float64()),
    **dict.fromkeys((18, 19, 25, 705, 1042, 1043), pa.string()),
    16: pa.bool_(),
}
"""Arrow's types by the numbers of PostgreSQL's (pg_type.oid); numeric and the rest follow from the values."""


class PostgresqlEngine(EngineElsewhere):
    """A table or view of a PostgreSQL database, version 12 or later. See `open_engine`.

    One process of the server reads the rows in their order, so that the same query over an unchanged table gives the
    same digits.
    """

    dialect = "postgres"

    def __init__(self, backend: Any, place: str, table: str) -> None:
        self._backend = backend
        self._place = place
        parts, kinds = self._find(table)
        super().__init__(f"table {table}", kinds, selection(list(kinds), table_named(*parts), kinds, "C"))

    def close(self) -> None:
        """Close the connection."""
        self._backend.disconnect()

    def _send(self, query: str) -> pa.Table:
        try:
            with self._backend.raw_sql(query) as cursor:
                rows = cursor.fetchall()
                columns = [(column.name, column.type_code) for column in cursor.description]
        except psycopg.OperationalError as failure:
            reason = first_line(failure)
            raise UserError(problem("engine-failed", file=self.name, engine="PostgreSQL", reason=reason)) from None
        arrays = [_array([row[place] for row in rows], code) for place, (_, code) in enumerate(columns)]
        return pa.table(arrays, names=[name for name, _ in columns])

    def _find(self, table: str) -> tuple[list[str], dict[str, ColumnKind]]:
        """The parts of the table's name and the kinds of its columns; a name with a point may name a schema first."""
        for parts in ([table], table.split(".", 1)):
            quoted = ".".join('"' + part.replace('"', '""') + '"' for part in parts)
            with self._backend.con.cursor() as cursor:
                rows = cursor.execute(_COLUMNS, (quoted,)).fetchall()
            if rows:
                return parts, {name: _kind(type_, sort) for name, type_, sort in rows}
        raise UserError(problem("engine-table-missing", value=table, engine=f"the database at {self._place}"))


def open_engine(address: str, source: object, table: str | None, settings: Mapping[str, str]) -> PostgresqlEngine:
    """The engine over ``table``, such as answers or survey.answers, of the database at ``address``.

    The address is postgresql://user:password@host:port/database, with further settings of the connection after a
    question mark (sslmode=require). The password may also come from the file .pgpass or from PGPASSWORD; it is never
    shown. Raises UserError where the server, the database or the table cannot be had.
    """
    if table is None and isinstance(source, str):
        table = source
    if table is None:
        wanted = "the name of a table of the database"
        engine = "PostgreSQL"
        raise UserError(problem("engine-source-unsuitable", value=_what(source), engine=engine, wanted=wanted))
    try:
        parts = urlsplit(address)
        port = parts.port or 5432
    except ValueError:
        raise UserError(problem("engine-unknown", value=shown(address))) from None
    given = {"user": parts.username, "password": parts.password, "database": parts.path.lstrip("/")}
    login: dict[str, Any] = {name: unquote(value) for name, value in given.items() if value}
    login |= {"host": parts.hostname or "localhost", "port": port, "connect_timeout": _PATIENCE}
    # As in libpq's addresses, a folder of sockets stands there: ?host=/run/postgresql.
    login |= {**dict(parse_qsl(parts.query)), **settings}
    place = f"{login['host']}:{login['port']}/{login.get('database', '')}"
    try:
        backend = ibis.postgres.connect(**login)
    except psycopg.Error as failure:
        _refuse(place, failure)
    try:
        for setting in _SETTINGS:
            backend.con.execute(setting)
        return PostgresqlEngine(backend, place, table)
    except psycopg.errors.InsufficientPrivilege:
        backend.disconnect()
        missing = problem("engine-table-missing", value=table, engine=f"the database at {place}")
        raise UserError(missing) from None
    except BaseException:
        backend.disconnect()
        raise


def _refuse(place: str, failure: psycopg.Error) -> NoReturn:
    """The server's last reason: it is asked at every address that its name stands for."""
    lines = str(failure).strip().splitlines()
    reasons = [line for line in lines if "failed: " in line] or lines[-1:]
    reason = reasons[-1].rpartition("failed: ")[2].strip().rstrip(".")
    refused = "FATAL:" in reason or "no password" in reason
    code = "engine-refuses-login" if refused else "engine-unreachable"
    raise UserError(problem(code, value=place, reason=reason.rpartition("FATAL:  ")[2])) from None


def _what(source: object) -> str:
    return "a file" if hasattr(source, "suffix") else "nothing" if source is None else "a table in memory"


def _kind(type_: str, sort: str) -> ColumnKind:
    return ColumnKind.TEXT if sort == "e" else _KINDS.get(type_, ColumnKind.OTHER)


def _array(values: list[Any], code: int) -> Column:
    """A column of a result; sums of whole numbers come as numeric without decimals."""
    if code in _RESULTS:
        return pa.array(values, _RESULTS[code])
    if not all(isinstance(value, Decimal | None) for value in values):
        inferred: Column = pa.array(values)
        return inferred
    known = [value for value in values if value is not None]
    if known and all(value.is_finite() and value.as_tuple().exponent == 0 for value in known):
        return pa.array([None if value is None else int(value) for value in values])
    return pa.array([None if value is None else float(value) for value in values], pa.float64())

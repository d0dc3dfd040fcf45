"""Tables that Spark reads, in this machine or on a cluster: the rows stay there, and only results leave it."""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Mapping
from pathlib import Path

import ibis
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StringType, StructField, StructType
from sqlglot import exp

from civiscope.errors import UserError, problem
from civiscope.tabulation.engines.csv_scan import header_problem
from civiscope.tabulation.engines.dialects import selection, table_named
from civiscope.tabulation.engines.engine import ColumnKind
from civiscope.tabulation.engines.held_elsewhere import EngineElsewhere
from civiscope.tabulation.engines.sources import check_file, check_names
from civiscope.tabulation.engines.spark_session import SparkShare, sockets_left_open

_KINDS = {
    **dict.fromkeys(("byte", "short", "integer", "long"), ColumnKind.INTEGER),
    **dict.fromkeys(("float", "double", "decimal"), ColumnKind.FLOAT),
    **dict.fromkeys(("string", "varchar", "char"), ColumnKind.TEXT),
    "boolean": ColumnKind.BOOLEAN,
}
"""By the first word of Spark's name of a type."""

_CONDITION = re.compile(r"\[([A-Z_]+(?:\.[A-Z_]+)*)\] ([^\n]*)")
"""How Spark names a failure, within what it says."""

_MALFORMED = "a row has more or fewer cells than the header, or a cell holds a line end"


class SparkEngine(EngineElsewhere):
    """A table that Spark reads. See `open_engine`.

    Sums are added in the order in which tasks finish; their last digits differ from one run to the next.
    """

    dialect = "spark"

    def __init__(self, share: SparkShare, name: str, frame: DataFrame, names: list[str], filled: bool = False) -> None:
        self._share = share
        self._backend = ibis.pyspark.connect(share.session)
        self._view = f"civiscope_{uuid.uuid4().hex}"
        kinds = {
            shown: _KINDS.get(field.dataType.typeName().split("(")[0], ColumnKind.OTHER)
            for shown, field in zip(names, frame.schema.fields, strict=True)
        }
        check_names(name, names)
        # By position: names may hold whatever the dialect has no quotes for.
        frame = frame.toDF(*[f"column_{place}" for place in range(1, len(names) + 1)])
        frame.createOrReplaceTempView(self._view)
        by_place = dict(zip(frame.columns, kinds.values(), strict=True))
        data = selection(frame.columns, table_named(self._view), by_place)
        if filled:
            data = data.where(exp.or_(*[exp.column(column).is_(exp.null()).not_() for column in frame.columns]))
        super().__init__(name, kinds, data)

    def close(self) -> None:
        """Forget the table, and stop Spark if no other engine uses it."""
        if self._share.session.getActiveSession() is not None:
            self._share.session.catalog.dropTempView(self._view)
        self._share.give_back()

    def _send(self, query: str) -> pa.Table:
        try:
            with sockets_left_open():
                result: pa.Table = self._backend.raw_sql(query).toArrow()
        except (PySparkException, Py4JError) as failure:
            condition, reason = _told(failure)
            if condition.startswith("MALFORMED_"):
                found = problem("table-unreadable", file=self.name, value="a CSV file", reason=_MALFORMED)
            else:
                found = problem("engine-failed", file=self.name, engine="Spark", reason=reason)
            raise UserError(found) from None
        return result


def open_engine(address: str, source: object, table: str | None, settings: Mapping[str, str]) -> SparkEngine:
    """The engine over a ``table`` of Spark's catalog, or over a .parquet or .csv file (or folder of such files).

    The address is spark://local[2] for two threads of this machine, or spark://host:port. ``settings`` are Spark's own,
    by name; they count when Spark starts. In CSV files a cell must not hold a line end, since Spark reads parts of a
    file at once. Raises UserError where Java, the master or the table cannot be had.
    """
    if table is None and not isinstance(source, Path | str):
        wanted = "a table of the catalog, or a file as .parquet or .csv"
        what = "nothing" if source is None else "a table in memory"
        raise UserError(problem("engine-source-unsuitable", value=what, engine="Spark", wanted=wanted))
    if table is None and "local" in address and "://" not in str(source) and not Path(str(source)).is_dir():
        check_file(Path(str(source)), Path(str(source)).name)
    share = SparkShare(address, settings)
    try:
        if table is not None:
            frame = _of_catalog(share.session, table)
            return SparkEngine(share, f"table {table}", frame, frame.columns)
        return _of_file(share, str(source))
    except BaseException:
        share.give_back()
        raise


def _of_catalog(session: SparkSession, table: str) -> DataFrame:
    for parts in ([table], table.split(".")):
        name = ".".join("`" + part.replace("`", "``") + "`" for part in parts)
        try:
            return session.table(name)
        except PySparkException as failure:
            condition, reason = _told(failure)
            if not condition.endswith("NOT_FOUND"):
                raise UserError(
                    problem("engine-failed", file=f"table {table}", engine="Spark", reason=reason)
                ) from None
    raise UserError(problem("engine-table-missing", value=table, engine="Spark's catalog"))


def _of_file(share: SparkShare, source: str) -> SparkEngine:
    name = source.rstrip("/").rpartition("/")[2]
    path = source if "://" in source else str(Path(source).absolute())
    ending = Path(name).suffix.lower()
    try:
        if ending == ".parquet":
            frame = share.session.read.parquet(path)
            return SparkEngine(share, name, frame, frame.columns)
        if ending == ".csv":
            names = _header(share.session, path, name)
            columns = StructType([StructField(f"column_{place}", StringType()) for place, _ in enumerate(names)])
            reading = share.session.read.schema(columns).options(mode="FAILFAST", quote='"', escape='"', header=True)
            return SparkEngine(share, name, reading.csv(path), names, filled=True)
    except (PySparkException, Py4JError) as failure:
        condition, reason = _told(failure)
        if condition == "PATH_NOT_FOUND":
            raise UserError(problem("table-file-missing", file=name)) from None
        kind = "a Parquet file" if ending == ".parquet" else "a CSV file"
        raise UserError(problem("table-unreadable", file=name, value=kind, reason=reason)) from None
    wanted = "a table of the catalog, or a file as .parquet or .csv"
    raise UserError(problem("engine-source-unsuitable", value=name, engine="Spark", wanted=wanted))


def _header(session: SparkSession, path: str, name: str) -> list[str]:
    """The columns' names of a CSV file; raises UserError for a header that cannot be used."""
    with sockets_left_open():
        first = session.read.text(path).first()
    if first is None or not str(first[0]).strip():
        raise UserError(problem("file-empty", file=name))
    header = [cell.strip() for cell in next(csv.reader([str(first[0]).lstrip("\ufeff")]))]
    found = header_problem(header, 1, name)
    if found is not None:
        raise UserError(found)
    return header


def _told(failure: Exception) -> tuple[str, str]:
    """Spark's name of a failure, and what it says about it on one line."""
    text = str(failure)
    named = _CONDITION.findall(text)
    # The innermost reason stands last.
    condition, reason = named[-1] if named else ("", text.splitlines()[0] if text else type(failure).__name__)
    return condition, reason[:200].rstrip(".")

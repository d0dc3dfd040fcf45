"""Opening a table: the engine that fits a file's ending, an address or a table in memory."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from civiscope.errors import UserError, problem
from civiscope.tabulation.engines.addresses import shown
from civiscope.tabulation.engines.csv_file import open_csv
from civiscope.tabulation.engines.duckdb_engine import DuckDBEngine
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.sheet_table import sheet_table
from civiscope.tabulation.engines.sources import ArrowTable, ParquetFile, Source, check_file

IN_MEMORY = "the table"
"""How messages name a table in memory."""

Column: TypeAlias = "pa.Array[Any] | pa.ChunkedArray[Any]"

_SPSS = "civiscope.tabulation.engines.spss_file"
_ENGINES = {
    "postgresql": ("civiscope.tabulation.engines.postgresql", "postgresql"),
    "postgres": ("civiscope.tabulation.engines.postgresql", "postgresql"),
    "spark": ("civiscope.tabulation.engines.spark", "spark"),
}
"""By the scheme of an address: the module of its engine, and the extra of Civiscope that brings its libraries."""


def open_table(
    source: Path | str | pa.Table | Mapping[str, ArrayLike] | None = None,
    engine: str | None = None,
    table: str | None = None,
    threads: int | None = None,
    settings: Mapping[str, str] | None = None,
) -> Engine:
    """The engine over a table: a file (.csv, .parquet, .sav, .xlsx), a table or arrays in memory, or a table elsewhere.

    Without ``engine`` DuckDB computes in this process; ``threads`` = 1 makes the same query over the same table give
    the same digits (see `DuckDBEngine`). ``engine`` is the address of another one: ``postgresql://user:password@
    host:port/database`` with the name of its ``table`` (``schema.table`` where it is in a schema of its own), or
    ``spark://local[2]`` (in this machine) or ``spark://host:port`` with a ``table`` of its catalog or a .parquet or
    .csv file as ``source``, which the cluster must reach under the same path. ``settings`` are Spark's. An address may
    also stand in place of the source.

    Arrays of a mapping are the columns; NaN counts as missing. Raises UserError where the table cannot be had.
    """
    if engine is None and isinstance(source, str) and "://" in source:
        source, engine = None, source
    if engine is not None:
        return _elsewhere(source, engine, table, settings)
    if table is not None:
        raise UserError(problem("table-without-engine", value=table))
    if isinstance(source, pa.Table):
        return DuckDBEngine(ArrowTable(IN_MEMORY, source), threads)
    if isinstance(source, Mapping):
        return DuckDBEngine(ArrowTable(IN_MEMORY, _from_arrays(source)), threads)
    if source is None:
        raise UserError(problem("table-not-named"))
    return DuckDBEngine(_file(Path(source)), threads)


def _file(path: Path) -> Source:
    openers: dict[str, Callable[[Path, str], Source]] = {
        ".csv": open_csv,
        ".parquet": ParquetFile,
        ".xlsx": _open_workbook,
        ".sav": _open_spss,
    }
    opener = openers.get(path.suffix.lower())
    if opener is None:
        raise UserError(problem("data-format-unknown", file=path.name, value=path.suffix or path.name))
    return opener(path, path.name)


def _open_workbook(path: Path, name: str) -> Source:
    check_file(path, name)
    return sheet_table(path, name)


def _open_spss(path: Path, name: str) -> Source:
    check_file(path, name)
    # Loaded when needed: the library costs a second.
    opened: Source = importlib.import_module(_SPSS).SpssFile(path, name)
    return opened


def _from_arrays(arrays: Mapping[str, ArrayLike]) -> pa.Table:
    columns = {str(name): _array(str(name), values) for name, values in arrays.items()}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name}: {length}" for name, length in lengths.items())
        raise UserError(problem("columns-uneven", file=IN_MEMORY, value=shown))
    return pa.table(columns)


def _array(name: str, values: Any) -> Column:
    """Arrow's view of an array (numbers are not copied); None and masked values are missing."""
    try:
        if isinstance(values, pa.Array | pa.ChunkedArray):
            return values
        if isinstance(values, np.ma.MaskedArray):
            return pa.array(values.data, mask=np.ma.getmaskarray(values))
        return pa.array(values if isinstance(values, np.ndarray | list | tuple) else np.asarray(values))
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as failure:
        reason = str(failure).splitlines()[0].rstrip(".")
        raise UserError(problem("column-mixed", file=IN_MEMORY, column=name, reason=reason)) from None


def _elsewhere(source: Any, engine: str, table: str | None, settings: Mapping[str, str] | None) -> Engine:
    module, extra = _ENGINES.get(engine.partition("://")[0] if "://" in engine else "", ("", ""))
    if not module:
        raise UserError(problem("engine-unknown", value=shown(engine)))
    try:
        # Libraries of engines that are not asked for are neither needed nor loaded.
        opener = importlib.import_module(module).open_engine
    except ModuleNotFoundError as failure:
        raise UserError(problem("engine-not-installed", value=str(failure.name), extra=extra)) from None
    opened: Engine = opener(engine, source, table, settings or {})
    return opened

"""SPSS files of any size: read in parts, and kept as a temporary Parquet file while in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyreadstat
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.study.workbooks import cell_text
from civiscope.tabulation.engines.sources import CopiedFile, check_file, first_line

_ROWS = 100_000
"""Rows that are in memory at a time."""

_FAILURES = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError)


class SpssFile(CopiedFile):
    """A .sav file. Values that the file declares as missing are missing, whatever their label.

    A variable of which every value has a label holds the labels' texts; one with labels for a few values only, such as
    the ends of a scale, holds its numbers. Numbers that are all whole, which SPSS stores as decimals, are whole numbers
    here. Dates are dates. Raises UserError for a file that is damaged or has no rows.
    """

    def __init__(self, path: Path, name: str) -> None:
        check_file(path, name)
        try:
            _, metadata = pyreadstat.read_sav(path, metadataonly=True, user_missing=True, output_format="dict")
            if metadata.number_rows == 0:
                raise UserError(problem("table-without-rows", file=name))
            scales = _scales(path, metadata)
            self._kinds = {column: _kind(column, metadata, scales) for column in metadata.column_names}
            super().__init__(name, metadata.column_names, self._batches(path, metadata))
        except _FAILURES as failure:
            reason = first_line(failure)
            raise UserError(problem("table-unreadable", file=name, value="an SPSS file", reason=reason)) from None

    def relation(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A scan of the copy, with whole numbers as such."""
        scan = super().relation(connection)
        names = [f"column_{place}" for place in range(1, len(self.names) + 1)]
        decimals = [name for name, kind in zip(names, self._kinds.values(), strict=True) if kind == pa.float64()]
        if not decimals:
            return scan
        # Beyond 2**53 a decimal number no longer tells whole numbers apart.
        checks = ", ".join(f"BOOL_AND({name} = TRUNC({name}) AND ABS({name}) < 9007199254740992)" for name in decimals)
        found = connection.execute(f"SELECT {checks} FROM {scan}").fetchone()  # noqa: S608
        whole = {name for name, is_whole in zip(decimals, found or (), strict=True) if is_whole}
        selected = ", ".join(f"CAST({name} AS BIGINT) AS {name}" if name in whole else name for name in names)
        return f"(SELECT {selected} FROM {scan})"  # noqa: S608

    def _batches(self, path: Path, metadata: Any) -> Iterator[pa.RecordBatch]:
        labels: dict[str, dict[Any, str]] = metadata.variable_value_labels
        missing: dict[str, list[dict[str, Any]]] = metadata.missing_ranges
        for part in _parts(path):
            columns = [
                _column(part[name], kind, labels.get(name, {}), missing.get(name, []))
                for name, kind in self._kinds.items()
            ]
            yield pa.record_batch(columns, names=[f"column_{place}" for place in range(1, len(columns) + 1)])


def _parts(path: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The values of some variables, or of all, a part of the rows at a time."""
    parts = pyreadstat.read_file_in_chunks(
        pyreadstat.read_sav,
        str(path),
        chunksize=_ROWS,
        output_format="dict",
        apply_value_formats=False,
        user_missing=True,
        usecols=columns,
    )
    for part, _ in parts:
        yield part


def _scales(path: Path, metadata: Any) -> set[str]:
    """Variables of numbers that have labels, but not for every value that occurs."""
    labels: dict[str, dict[Any, str]] = metadata.variable_value_labels
    types = metadata.readstat_variable_types
    asked = [name for name, of_values in labels.items() if of_values and types[name] != "string"]
    found: set[str] = set()
    for part in _parts(path, asked) if asked else ():
        for name in asked:
            absent = _absent(np.asarray(part[name], dtype=np.float64), metadata.missing_ranges.get(name, []))
            values = np.asarray(part[name], dtype=np.float64)[~absent]
            if not np.isin(values, np.array([float(value) for value in labels[name]])).all():
                found.add(name)
    return found


def _kind(column: str, metadata: Any, scales: set[str]) -> pa.DataType:
    """The type of a variable: text where its values have labels or it is a string; numbers; dates by its format."""
    labelled = metadata.variable_value_labels.get(column) and column not in scales
    if labelled or metadata.readstat_variable_types[column] == "string":
        return pa.string()
    format_ = metadata.original_variable_types[column]
    if format_.startswith(("DATETIME", "YMDHMS")):
        return pa.timestamp("us")
    if format_.startswith(("DATE", "ADATE", "EDATE", "JDATE", "SDATE")):
        return pa.date32()
    return pa.time64("us") if format_.startswith(("TIME", "DTIME", "MTIME")) else pa.float64()


def _column(values: Any, kind: pa.DataType, labels: dict[Any, str], missing: list[dict[str, Any]]) -> pa.Array[Any]:
    if kind == pa.string():
        return pa.array([_labelled(value, labels, missing) for value in values], kind)
    if kind == pa.float64():
        numbers = np.asarray(values, dtype=np.float64)
        return pa.array(numbers, mask=_absent(numbers, missing))
    return pa.array([None if value is None or value != value else value for value in values], kind)


def _absent(numbers: NDArray[np.float64], missing: list[dict[str, Any]]) -> NDArray[np.bool_]:
    """Which values are missing, or declared so."""
    absent = np.isnan(numbers)
    for part in missing:
        absent |= (numbers >= part["lo"]) & (numbers <= part["hi"])
    return absent


def _labelled(value: Any, labels: dict[Any, str], missing: list[dict[str, Any]]) -> str | None:
    if value is None or value != value:
        return None
    if any(part["lo"] <= value <= part["hi"] for part in missing):
        return None
    return labels[value] if value in labels else cell_text(value)

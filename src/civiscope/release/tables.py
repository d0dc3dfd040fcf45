"""The tables of a release: rows of frozen dataclasses as CSV and Parquet, the same bytes each time."""

from __future__ import annotations

import csv
import types
import typing
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TextIO, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from civiscope.study.spreadsheet import guarded, unguarded

Row = TypeVar("Row")
Metadata = dict[bytes | str, bytes | str]
"""What a Parquet file says of itself."""

_ARROW: dict[type, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def column_name(field: str) -> str:
    """The column of a field: ``class_`` is the column ``class``, whose name the language keeps to itself."""
    return field.removesuffix("_")


def write_csv(path: Path, kind: type[Row], rows: Iterable[Row]) -> None:
    """Write rows with a header; absent values are empty, booleans ``true`` and ``false``, numbers in full precision.

    Texts that a spreadsheet would run as formulas are written as `guarded` makes them.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_rows(stream, kind, rows)


def write_rows(stream: TextIO, kind: type[Row], rows: Iterable[Row]) -> None:
    """As `write_csv`, to an open stream."""
    writer = csv.writer(stream, lineterminator="\n")
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    writer.writerow(map(column_name, names))
    # Not astuple: it copies every value deeply, which takes longer than all the rest.
    for row in rows:
        writer.writerow([_as_cell(getattr(row, name)) for name in names])


def write_parquet(path: Path, kind: type[Row], rows: Sequence[Row], about: Metadata | None = None) -> None:
    """Write rows as one row group with the columns' types; ``about`` stands in the schema's metadata."""
    bases = _base_types(kind)
    metadata: dict[bytes | str, bytes | str] = dict((about or {}).items())
    schema = pa.schema([(column_name(name), _ARROW[base]) for name, base in bases.items()], metadata or None)
    columns = [
        pa.array([getattr(row, name) for row in rows], field.type) for name, field in zip(bases, schema, strict=True)
    ]
    pq.write_table(
        pa.Table.from_arrays(columns, schema=schema), path, compression="zstd", row_group_size=max(1, len(rows))
    )


def read_parquet(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read rows that `write_parquet` wrote."""
    with path.open("rb") as stream:
        columns = pq.read_table(stream).to_pydict()
    return tuple(kind(*values) for values in zip(*columns.values(), strict=True))


def read_csv(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read rows that `write_csv` wrote."""
    parsers = [_parser(base) for base in _base_types(kind).values()]
    optional = _optional(kind)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        return tuple(
            kind(
                *(
                    None if cell == "" and may_be_absent else parse(cell)
                    for cell, parse, may_be_absent in zip(cells, parsers, optional, strict=True)
                )
            )
            for cells in reader
        )


def _as_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else guarded(str(value))


def _parser(base: type) -> Any:
    return {str: unguarded, int: int, float: float, bool: lambda cell: cell == "true"}[base]


def _base_types(kind: type) -> dict[str, type]:
    """The types of the columns without their "or None"."""
    return {
        name: next(part for part in typing.get_args(hint) if part is not type(None))
        if isinstance(hint, types.UnionType)
        else hint
        for name, hint in typing.get_type_hints(kind).items()
    }


def _optional(kind: type) -> list[bool]:
    return [isinstance(hint, types.UnionType) for hint in typing.get_type_hints(kind).values()]

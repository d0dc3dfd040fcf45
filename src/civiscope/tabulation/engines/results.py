"""Results as every engine gives them: whole numbers as int64, other numbers as float64."""

from __future__ import annotations

from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.types as kinds

Column: TypeAlias = "pa.ChunkedArray[Any]"


def plain(table: pa.Table) -> pa.Table:
    """The result of a query with one type for whole numbers and one for others, whatever the engine chose.

    Sums of whole numbers come as 128-bit numbers, as decimals or as 64-bit numbers, depending on the engine; they
    become int64 where they fit. Columns without a type (all NULL) become float64.
    """
    columns = [_plain(column) for column in table.columns]
    return pa.table(columns, names=table.column_names)


def _plain(column: Column) -> Column:
    kind = column.type
    if kinds.is_integer(kind) or (isinstance(kind, pa.Decimal128Type) and kind.scale == 0):
        try:
            return column.cast(pa.int64())
        except pa.ArrowInvalid:
            # Numbers of 64 bits without a sign, as some identifiers are.
            return column
    if kinds.is_floating(kind) or kinds.is_decimal(kind) or kinds.is_null(kind):
        return column.cast(pa.float64())
    if kinds.is_large_string(kind) or kinds.is_string_view(kind) or kinds.is_dictionary(kind):
        return column.cast(pa.string())
    return column

"""Values of items and levels: their order, as text, as SQL."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Iterable

from civiscope.study.numbers import parse_number

Value = str | int | float | bool | dt.date | dt.datetime | decimal.Decimal


def as_text(value: Value) -> str:
    """A value as results show it: whole numbers without decimals, truth values as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | decimal.Decimal):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def sorted_values(values: Iterable[Value]) -> list[Value]:
    """In the order of numbers where all are numbers or read like them, else in that of their texts."""
    found = list(values)
    numbers = [parse_number(as_text(value)) for value in found]
    if all(number is not None for number in numbers):
        return [
            value for _, value in sorted(zip(numbers, found, strict=True), key=lambda pair: (pair[0], str(pair[1])))
        ]
    return sorted(found, key=as_text)


def literal(value: Value) -> str:
    """A value as a constant of SQL."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | decimal.Decimal):
        return repr(value) if not isinstance(value, decimal.Decimal) else str(value)
    text = as_text(value).replace("'", "''")
    if isinstance(value, dt.datetime):
        return f"TIMESTAMP '{text}'"
    if isinstance(value, dt.date):
        return f"DATE '{text}'"
    return f"'{text}'"

"""Numbers and keys of columns: one grammar, whatever holds the table."""

from __future__ import annotations

import math
import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.tabulation.engines.columns import SPACES, Columns
from civiscope.tabulation.engines.engine import ColumnKind, Engine
from civiscope.tabulation.engines.registry import open_table
from tests.unit.tabulation.engines.asking import values


def numbers(engine: Engine, column: str) -> list[float | None]:
    """The column's numbers, in the rows' order."""
    return values(engine, engine.number(column))


def keys(engine: Engine, column: str) -> list[object]:
    """The column's keys, in the rows' order."""
    return values(engine, engine.key(column))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3.0),
        (" 3.50\u00a0", 3.5),
        ("-5", -5.0),
        ("+3", 3.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e5", 1e5),
        ("1E-199", 1e-199),
        ("\t7\n", 7.0),
        ("", None),
        ("  ", None),
        ("1_000", None),
        ("1,5", None),
        ("1 000", None),
        ("nan", None),
        ("inf", None),
        ("Infinity", None),
        ("1e200", None),
        ("0x10", None),
        ("1d", None),
        ("+-3", None),
        ("--3", None),
        ("e5", None),
        (".", None),
        ("\u0663", None),
        ("n/a", None),
    ],
)
def test_number_of_a_text_follows_the_grammar(text: str, number: float | None) -> None:
    with open_table({"x": [text]}) as engine:
        assert numbers(engine, "x") == [number]


@given(st.lists(st.text(st.sampled_from("0123456789.+-eE_ \t\u00a0x"), max_size=12), min_size=1, max_size=30))
def test_number_of_any_text_is_what_python_reads(texts: list[str]) -> None:
    plain = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?1?[0-9]{1,2})?")
    expected = []
    for text in texts:
        trimmed = text.strip(SPACES).strip(" \t")
        expected.append(float(trimmed) if plain.fullmatch(trimmed) else None)
    with open_table({"x": texts}) as engine:
        assert numbers(engine, "x") == expected


@given(st.lists(st.text(max_size=6), min_size=1, max_size=30))
def test_key_of_any_text_is_trimmed_and_empty_is_missing(texts: list[str]) -> None:
    with open_table({"x": texts}) as engine:
        assert keys(engine, "x") == [text.strip(SPACES) or None for text in texts]


@given(st.lists(st.one_of(st.none(), st.floats()), min_size=1, max_size=30))
def test_number_and_key_of_decimals_are_missing_for_nan(found: list[float | None]) -> None:
    expected = [None if value is None or math.isnan(value) else value for value in found]
    with open_table({"x": pa.array(found, pa.float64())}) as engine:
        assert numbers(engine, "x") == expected
        assert keys(engine, "x") == expected


def test_number_and_key_of_every_kind() -> None:
    table = pa.table(
        {
            "text": pa.array(["a", None]).dictionary_encode(),
            "whole": pa.array([2**40, None]),
            "short": pa.array([0.5, None], pa.float32()),
            "yes": pa.array([True, None]),
            "no": pa.array([False, None]),
            "money": pa.array([1, None], pa.decimal128(9, 2)),
            "day": pa.array([0, None], pa.date32()),
            "nothing": pa.nulls(2),
        }
    )
    with open_table(table) as engine:
        assert {name: kind.name for name, kind in engine.columns.items()} == {
            "text": "TEXT",
            "whole": "INTEGER",
            "short": "FLOAT",
            "yes": "BOOLEAN",
            "no": "BOOLEAN",
            "money": "FLOAT",
            "day": "OTHER",
            "nothing": "OTHER",
        }
        found = {name: (keys(engine, name), numbers(engine, name)) for name in engine.columns}
    assert found == {
        "text": (["a", None], [None, None]),
        "whole": ([2**40, None], [2.0**40, None]),
        "short": ([0.5, None], [0.5, None]),
        "yes": ([True, None], [1.0, None]),
        "no": ([False, None], [0.0, None]),
        "money": ([1.0, None], [1.0, None]),
        "day": (["1970-01-01", None], [None, None]),
        "nothing": ([None, None], [None, None]),
    }


def test_number_of_a_column_that_is_not_there_is_a_defect() -> None:
    with pytest.raises(KeyError, match="y"):
        Columns({"x": ColumnKind.TEXT}).number("y")

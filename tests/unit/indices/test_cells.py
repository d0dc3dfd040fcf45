"""Columns of numbers out of texts: what is a number, what is missing, and what is told with its line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.indices.cells import number_columns
from civiscope.study.sheets import Sheet


def sheet_of(*texts: str) -> Sheet:
    rows = [{"city": f"c{number}", "x": text} for number, text in enumerate(texts)]
    return Sheet("table.csv", ("city", "x"), rows, [number + 2 for number in range(len(rows))])


@pytest.mark.parametrize("text", ["", "NA", "NaN", "nan"])
def test_missing_cells_are_nan_without_a_problem(text: str) -> None:
    values, problems = number_columns(sheet_of(text, "1"), ["x"])
    np.testing.assert_array_equal(values, [[np.nan], [1.0]])
    assert problems == []


@given(st.floats(-1e14, 1e14, allow_subnormal=False))
def test_numbers_are_read_to_the_last_digit(number: float) -> None:
    values, problems = number_columns(sheet_of(repr(number)), ["x"])
    assert values[0, 0] == number
    assert problems == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("n.a.", "index-cell-text"),
        ("12 km", "index-cell-text"),
        ("inf", "index-cell-text"),
        ("²", "index-cell-text"),
        ("3,5", "decimal-comma"),
        ("39,6990", "stray-digit-group"),
        ("1e300", "number-too-large"),
    ],
)
def test_what_is_no_number_is_told_with_its_line_and_its_own_remedy(text: str, code: str) -> None:
    values, problems = number_columns(sheet_of("1", text, "2", "x"), ["x"])
    np.testing.assert_array_equal(values[:, 0], [1, np.nan, 2, np.nan])
    (found,) = problems
    assert (found.code, found.file, found.line, found.column) == (code, "table.csv", 3, "x")
    assert text in found.message


def test_further_texts_of_a_column_are_counted() -> None:
    _, problems = number_columns(sheet_of("a", "b", "c", "4"), ["x", "city"])
    assert [entry.message for entry in problems] == [
        'the column has a text, "a" (and 2 more in this column)',
        'the column has a text, "c0" (and 3 more in this column)',
    ]

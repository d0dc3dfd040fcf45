"""Denomination: indicators divided by other columns."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.indices.steps.denomination import denominated
from civiscope.indices.tree import IndexTree, Node

TREE = IndexTree.make(
    (Node("staff", parent="top", denominator="people"), Node("days", parent="top"), Node("top", level=2))
)
VALUES = np.array([[10.0, 1.0], [np.nan, 2.0], [30.0, 3.0]])
UNITS = ("a", "b", "c")


def test_indicators_are_divided_where_the_structure_says_so() -> None:
    found = denominated(VALUES, TREE, {"people": np.array([2.0, 4.0, np.nan])}, UNITS)
    np.testing.assert_array_equal(found, [[5.0, 1.0], [np.nan, 2.0], [np.nan, 3.0]])
    np.testing.assert_array_equal(VALUES[0], [10.0, 1.0])


def test_a_denominator_of_zero_is_told_with_its_unit() -> None:
    with pytest.raises(UserError) as raised:
        denominated(VALUES, TREE, {"people": np.array([2.0, 0.0, 0.0])}, UNITS)
    assert str(raised.value) == (
        'error [index-denominator-zero] people: staff cannot be divided: the denominator of "c" is 0\n'
        "  expected: denominators other than 0\n"
        "  remedy: Correct the value, or leave it empty: the indicator is then missing for this unit."
    )


def test_a_zero_beside_a_missing_value_divides_nothing() -> None:
    found = denominated(VALUES, TREE, {"people": np.array([2.0, 0.0, 3.0])}, UNITS)
    assert np.isnan(found[1, 0])


def test_an_unknown_denominator_is_told_with_the_columns_there_are() -> None:
    with pytest.raises(UserError) as raised:
        denominated(VALUES, TREE, {"area": np.ones(3)}, UNITS)
    assert str(raised.value).startswith(
        'error [index-denominator-unknown] staff: the denominator "people" is not a column of the data\n'
        "  expected: one of area"
    )

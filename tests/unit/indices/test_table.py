"""Tables of indicators: rows and columns are taken together with all that belongs to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from civiscope.indices.table import IndicatorTable
from tests.unit.indices.small_indices import table_of, weighted


def full_table() -> IndicatorTable:
    table = weighted(table_of([[1, 2], [3, 4], [5, np.nan]], waves=("2018", "2020", "2020")), [0.5, 1.0, 1.5])
    return replace(
        table,
        names=("One", "Two", "Three"),
        groups={"size": ("S", "", "L")},
        denominators={"area": np.array([10.0, np.nan, 30.0])},
    )


@pytest.mark.parametrize("chosen", [np.array([True, False, True]), np.array([0, 2])])
def test_rows_take_everything_with_them(chosen: np.ndarray) -> None:  # type: ignore[type-arg]
    found = full_table().rows(chosen)
    assert (found.units, found.names, found.waves) == (("u0", "u2"), ("One", "Three"), ("2018", "2020"))
    np.testing.assert_array_equal(found.values, [[1, 2], [5, np.nan]])
    assert found.groups == {"size": ("S", "L")}
    np.testing.assert_array_equal(found.denominators["area"], [10, 30])


def test_row_weights_of_chosen_rows_sum_to_their_number() -> None:
    found = full_table().rows(np.array([0, 2])).row_weights
    assert found is not None
    assert found.tolist() == [0.5, 1.5]
    again = full_table().rows(np.array([2, 2, 0])).row_weights
    assert again is not None
    assert again.sum() == pytest.approx(3)
    assert again[0] == pytest.approx(3 * again[2])


def test_columns_are_taken_by_code_in_the_order_asked_for() -> None:
    found = full_table().columns(("i1", "i0"))
    assert found.indicators == ("i1", "i0")
    np.testing.assert_array_equal(found.values, [[2, 1], [4, 3], [np.nan, 5]])
    with pytest.raises(KeyError):
        full_table().columns(("i0", "i7"))

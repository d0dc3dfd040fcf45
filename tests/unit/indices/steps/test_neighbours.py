"""Nearest neighbours, held against a plain version that measures one pair of units at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from civiscope.indices.steps import neighbours
from civiscope.indices.steps.neighbours import filled_by_neighbours

Floats = NDArray[np.float64]

NONE = np.nan

matrices = arrays(np.float64, (9, 4), elements=st.integers(-9, 9).map(float))
gaps = st.sets(st.integers(0, 35), max_size=14)


def plainly_filled(values: Floats, count: int) -> Floats:
    scores = np.full_like(values, NONE)
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        own = values[known, column]
        if known.any():
            scores[known, column] = (own - own.mean()) / (own.std() or 1.0)
    found = values.copy()
    for row, column in np.argwhere(np.isnan(values)):
        near = []
        for other in range(len(values)):
            both = ~np.isnan(values[row]) & ~np.isnan(values[other])
            if other != row and both.any() and not np.isnan(values[other, column]):
                distance = float(np.mean((scores[row, both] - scores[other, both]) ** 2))
                near.append((round(distance, 9), other))
        if near:
            found[row, column] = np.mean([values[other, column] for _, other in sorted(near)[:count]])
    return found


@given(matrices, gaps, st.integers(1, 10))
def test_neighbours_are_those_of_one_pair_at_a_time(values: Floats, missing: set[int], count: int) -> None:
    values.ravel()[list(missing)] = NONE
    np.testing.assert_allclose(filled_by_neighbours(values, count), plainly_filled(values, count), atol=1e-9)


@given(matrices, gaps, st.integers(1, 9), st.integers(-9, 9))
def test_units_of_measurement_do_not_choose_the_neighbours(
    values: Floats, missing: set[int], factor: int, shift: int
) -> None:
    values.ravel()[list(missing)] = NONE
    scale = np.array([factor, 1, 1, 1])
    move = np.array([shift, 0, 0, 0])
    found = filled_by_neighbours(values * scale + move, 2)
    np.testing.assert_allclose(found, filled_by_neighbours(values, 2) * scale + move, atol=1e-9)


def test_blocks_of_units_and_shorter_lists_of_neighbours_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(2)
    values = random.normal(size=(40, 5))
    values[random.random(values.shape) < 0.2] = NONE
    whole = filled_by_neighbours(values, 3)
    monkeypatch.setattr(neighbours, "_BLOCK", 7)
    monkeypatch.setattr(neighbours, "_SPARE", 1)
    np.testing.assert_array_equal(filled_by_neighbours(values, 3), whole)


def test_a_unit_that_shares_no_indicator_is_no_neighbour() -> None:
    values = np.array([[1.0, NONE], [NONE, 4.0], [2.0, NONE]])
    np.testing.assert_array_equal(filled_by_neighbours(values, 1), values)


def test_a_row_without_weight_lends_nothing() -> None:
    values = np.array([[1.0, NONE], [1.0, 90.0], [3.0, 5.0], [4.0, 6.0]])
    assert filled_by_neighbours(values, 1)[0, 1] == 90
    assert filled_by_neighbours(values, 1, np.array([1.0, 0.0, 1.0, 1.0]))[0, 1] == 5
    assert np.isnan(filled_by_neighbours(values, 1, np.array([1.0, 0.0, 0.0, 0.0]))[0, 1])


def test_a_weight_below_one_leaves_room_for_the_next() -> None:
    values = np.array([[1.0, NONE], [1.0, 10.0], [3.0, 20.0], [9.0, 90.0]])
    found = filled_by_neighbours(values, 1, np.array([1.0, 0.5, 1.5, 1.0]))
    assert found[0, 1] == 15

"""Weights from pairwise comparisons, held against the closed form of three elements and against power iteration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.weighting.hierarchy import LIMIT, hierarchy_weights

Floats = NDArray[np.float64]

ABC = ("a", "b", "c")
answers = st.sampled_from([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1.0, 2.0, 3.0, 5.0, 7.0, 9.0])


def reciprocal(*upper: float) -> Floats:
    """A matrix of comparisons from those above its diagonal, row by row."""
    size = int((1 + np.sqrt(1 + 8 * len(upper))) / 2)
    found = np.ones((size, size))
    found[np.triu_indices(size, 1)] = upper
    found.T[np.triu_indices(size, 1)] = 1 / np.array(upper)
    return found


@given(answers, answers, answers)
def test_three_elements_by_the_closed_form(ab: float, ac: float, bc: float) -> None:
    # Of three elements weights are the geometric means of the rows, and the eigenvalue is 1 + x + 1 / x, with x the
    # cube root of ac / (ab bc); the mean consistency index of random comparisons of three is 0.58.
    x = np.cbrt(ac / (ab * bc))
    ratio = (1 + x + 1 / x - 3) / 2 / 0.58
    matrix = reciprocal(ab, ac, bc)
    if ratio > LIMIT + 1e-9:
        with pytest.raises(UserError) as raised:
            hierarchy_weights(matrix, ABC)
        assert [entry.code for entry in raised.value.problems] == ["index-comparisons-inconsistent"]
        assert raised.value.problems[0].value == f"{ratio:.2f}"
    elif ratio < LIMIT - 1e-9:
        found = hierarchy_weights(matrix, ABC)
        rows = np.cbrt(matrix.prod(axis=1))
        np.testing.assert_allclose(found.weights, rows / rows.sum(), rtol=1e-10)
        assert found.eigenvalue == pytest.approx(1 + x + 1 / x)
        assert found.consistency_ratio == pytest.approx(ratio, abs=1e-9)


@given(st.lists(st.floats(0.05, 20), min_size=2, max_size=17))
def test_ratios_of_weights_give_the_weights(weights: list[float]) -> None:
    own = np.array(weights)
    found = hierarchy_weights(own[:, None] / own[None, :], [f"e{place}" for place in range(len(own))])
    np.testing.assert_allclose(found.weights, own / own.sum(), rtol=1e-9)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


@given(st.permutations(range(4)))
def test_the_order_of_elements_changes_nothing(order: list[int]) -> None:
    matrix = reciprocal(2, 3, 5, 2, 3, 2)
    moved = hierarchy_weights(matrix[np.ix_(order, order)], "abcd")
    np.testing.assert_allclose(moved.weights, hierarchy_weights(matrix, "abcd").weights[order], rtol=1e-10)


def test_the_comparison_that_fits_least_is_named() -> None:
    own = np.array([8.0, 4, 2, 1])
    matrix = own[:, None] / own[None, :]
    matrix[1, 3], matrix[3, 1] = 1 / 9, 9
    with pytest.raises(UserError, match="Look at b with d") as raised:
        hierarchy_weights(matrix, "abcd", "--weights")
    assert raised.value.problems[0].column == "--weights"


def test_decimals_are_taken_for_the_fractions_they_round() -> None:
    rounded = reciprocal(3, 8, 2)
    rounded[1, 0], rounded[2, 0] = 0.33, 0.13
    exact = hierarchy_weights(reciprocal(3, 8, 2), ABC)
    found = hierarchy_weights(rounded, ABC)
    np.testing.assert_allclose(found.weights, exact.weights, atol=0.005)
    assert found.consistency_ratio >= 0


@pytest.mark.parametrize(
    ("row", "column", "value"), [(0, 1, 0.0), (0, 1, -2.0), (1, 0, 2.0), (2, 2, 3.0), (2, 0, np.nan)]
)
def test_comparisons_that_are_not_reciprocal_are_refused(row: int, column: int, value: float) -> None:
    matrix = reciprocal(2, 4, 2)
    matrix[row, column] = value
    with pytest.raises(UserError) as raised:
        hierarchy_weights(matrix, ABC)
    assert [entry.code for entry in raised.value.problems] == ["index-comparison"]

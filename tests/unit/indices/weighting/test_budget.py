"""Budget allocation: mean shares of points, and experts who spent another sum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.weighting.budget import budget_weights


@given(arrays(np.float64, (4, 3), elements=st.floats(0.1, 50)), st.floats(1, 1000))
def test_weights_are_mean_shares_of_the_budget(given_points: NDArray[np.float64], budget: float) -> None:
    points = given_points / given_points.sum(axis=1, keepdims=True) * budget
    expected = [np.mean([expert[element] / expert.sum() for expert in points]) for element in range(3)]
    found = budget_weights(points, budget)
    np.testing.assert_allclose(found, expected, rtol=1e-10)
    assert found.sum() == pytest.approx(1)


def test_every_expert_who_spent_another_sum_is_named() -> None:
    points = np.array([[50.0, 50], [60, 50], [120, -20], [np.nan, 100]])
    with pytest.raises(UserError) as raised:
        budget_weights(points, place="--weights")
    assert [(entry.code, entry.value, entry.column) for entry in raised.value.problems] == [
        ("index-budget", "110", "--weights"),
        ("index-budget", "100", "--weights"),
        ("index-budget", "nan", "--weights"),
    ]


def test_no_expert_no_weights() -> None:
    with pytest.raises(UserError) as raised:
        budget_weights(np.zeros((0, 3)), place="--weights")
    assert [entry.code for entry in raised.value.problems] == ["index-budget-empty"]

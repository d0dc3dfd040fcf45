"""Post-stratification: totals are met, and impossible weights are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.weighting.margins import margin
from civiscope.sampling.weighting.poststratify import poststratify

GROUPS = margin("g", ["a", "b", "a", "b"], {"a": 10, "b": 30})


@given(st.lists(st.floats(0.01, 100), min_size=4, max_size=4))
def test_adjusted_weights_meet_totals_and_keep_proportions(weights: list[float]) -> None:
    found = poststratify(weights, GROUPS)
    assert GROUPS.sums(found.weights) == pytest.approx([10, 30], rel=1e-12)
    assert found.weights[0] / found.weights[2] == pytest.approx(weights[0] / weights[2], rel=1e-12)


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        ([1, float("nan"), 1, 1], r"\[weight-missing\] rows without a weight: 1"),
        ([1, -2, 1, 1], r"\[weight-negative\] there is a weight of -2"),
        ([1, float("inf"), 1, 1], r"\[weight-negative\] there is a weight of inf"),
        ([0, 0, 0, 0], r"\[weights-all-zero\] all weights are 0"),
    ],
)
def test_impossible_weights_are_refused(weights: list[float], text: str) -> None:
    with pytest.raises(UserError, match=text):
        poststratify(weights, GROUPS)


def test_row_without_weight_and_category_stays_without() -> None:
    groups = margin("g", ["a", "b", None], {"a": 10, "b": 30})
    found = poststratify([1, 2, 0], groups)
    assert found.weights.tolist() == [10, 30, 0]
    assert found.residuals(np.array([[20.0], [30.0], [0.0]])) == pytest.approx(np.zeros((3, 1)), abs=1e-12)

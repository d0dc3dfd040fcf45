"""Trimming: limits hold, the sum stays, and the excess goes where it is said to go."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.weighting.trim import Share, trim

WEIGHTS = st.lists(st.floats(0.1, 100), min_size=3, max_size=40)


@given(WEIGHTS, st.floats(0.2, 0.95), st.floats(1.05, 4), st.sampled_from(Share))
def test_trimmed_weights_keep_limits_and_sum(weights: list[float], low: float, high: float, share: Share) -> None:
    mean = float(np.mean(weights))
    found = trim(weights, lower=low * mean, upper=high * mean, share=share)
    assert found.weights.sum() == pytest.approx(np.sum(weights), rel=1e-12)
    assert found.weights.min() >= low * mean
    assert found.weights.max() <= high * mean


@given(WEIGHTS, st.floats(1.05, 4))
def test_weights_below_an_upper_limit_all_rise_by_one_amount(weights: list[float], high: float) -> None:
    before = np.array(weights)
    limit = high * before.mean()
    found = trim(before, upper=limit).weights
    free = found < limit * (1 - 1e-9)
    assume(free.any())
    rises = found[free] - before[free]
    assert rises == pytest.approx(np.full(len(rises), rises[0]), abs=1e-8 * limit)
    assert np.all(before[~free] + rises[0] >= limit * (1 - 1e-7))


@given(WEIGHTS, st.floats(1.05, 4))
def test_weights_below_an_upper_limit_all_rise_by_one_factor_in_proportion(weights: list[float], high: float) -> None:
    before = np.array(weights)
    limit = high * before.mean()
    found = trim(before, upper=limit, share=Share.PROPORTIONAL).weights
    free = found < limit * (1 - 1e-9)
    assume(free.any())
    factors = found[free] / before[free]
    assert factors == pytest.approx(np.full(len(factors), factors[0]), rel=1e-8)


@pytest.mark.parametrize("share", list(Share))
def test_limit_just_above_the_mean_is_reached_by_nearly_all(share: Share) -> None:
    # So many rows stand at the limit that sharing round by round takes thousands of rounds.
    weights = np.concatenate([np.full(3000, 11.0), np.full(10, 1.0), [500.0]])
    limit = weights.mean() * 1.0001
    found = trim(weights, upper=limit, share=share)
    assert found.weights.sum() == pytest.approx(weights.sum(), rel=1e-12)
    assert found.weights.max() <= limit
    assert found.trimmed is not None
    assert found.trimmed.sum() >= 3000


def test_limits_as_multiples_of_the_median_leave_zeros_out() -> None:
    # The median of the weights is 3, so that 10 becomes 6 and its 4 too many go to the others, 1 each.
    found = trim([0, 0, 0, 0, 1, 2, 3, 4, 10], upper=2, of_median=True)
    assert found.weights == pytest.approx([0, 0, 0, 0, 2, 3, 4, 5, 6])


def test_lower_limit_mends_negative_weights() -> None:
    found = trim([-2, 4, 6, 8], lower=1)
    assert found.weights == pytest.approx([1, 3, 5, 7])
    assert found.trimmed is not None
    assert found.trimmed.tolist() == [True, False, False, False]
    with pytest.raises(UserError, match="weight-negative"):
        trim([-2, 4, 6, 8], upper=7)


def test_weights_within_the_limits_are_left_alone() -> None:
    found = trim([1, 2, 3], lower=0.5, upper=3)
    assert found.weights.tolist() == [1, 2, 3]
    assert found.trimmed is not None
    assert found.trimmed.sum() == 0


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        (None, None, r"\[trim-limits-missing\] no limit is given"),
        (3.0, 2.0, r"\[trim-limits-invalid\] weights cannot lie between 3 and 2"),
        (-1.0, 2.0, r"\[trim-limits-invalid\] weights cannot lie between -1 and 2"),
        (None, 1.5, r"\[trim-limits-too-tight\] 3 weights between 0 and 1.5 cannot have the sum 6"),
        (2.5, None, r"\[trim-limits-too-tight\] 3 weights between 2.5 and infinity cannot have the sum 6"),
    ],
)
def test_impossible_limits_are_refused(lower: float | None, upper: float | None, text: str) -> None:
    with pytest.raises(UserError, match=text):
        trim([1, 2, 3], lower=lower, upper=upper)

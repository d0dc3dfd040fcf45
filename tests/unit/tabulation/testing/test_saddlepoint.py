"""Kuonen's saddlepoint approximation: near the exact tail, without a jump at the mean."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from civiscope.tabulation.testing.inversion import exact_tail
from civiscope.tabulation.testing.saddlepoint import saddlepoint_tail

WEIGHTS = st.lists(st.floats(0.05, 20), min_size=2, max_size=8).map(np.array)


def test_single_chi_square_is_kuonen_formula_by_hand() -> None:
    # K(s) = -log(1 - 2 s) / 2 - s x has its saddlepoint at s = (1 - 1 / x) / 2.
    x = 6.0
    s = (1 - 1 / x) / 2
    w = math.sqrt(2 * (s * x + math.log(1 - 2 * s) / 2))
    v = s * math.sqrt(2 / (1 - 2 * s) ** 2)
    assert saddlepoint_tail(x, np.ones(1)) == pytest.approx(float(ndtr(-(w + math.log(v / w) / w))), rel=1e-12)


@settings(max_examples=100, deadline=None)
@given(weights=WEIGHTS, ratio=st.floats(0.05, 6), ddf=st.one_of(st.floats(8, 1e4), st.just(math.inf)))
def test_approximation_lies_near_the_exact_tail(weights: np.ndarray, ratio: float, ddf: float) -> None:
    x = ratio * float(weights.sum())
    exact = exact_tail(x, weights, ddf)
    assert saddlepoint_tail(x, weights, ddf) == pytest.approx(exact, rel=0.25, abs=0.02)


@pytest.mark.parametrize("ddf", [12.0, math.inf])
def test_tail_has_no_jump_at_the_mean(ddf: float) -> None:
    weights = np.array([2.0, 1.0, 0.5])
    tails = [saddlepoint_tail(3.5 + step, weights, ddf) for step in np.linspace(-2e-3, 2e-3, 401)]
    falls = -np.diff(tails)
    assert falls.min() > 0
    assert falls.max() < 1.01 * falls.min()


def test_copies_are_the_chi_squares_that_are_subtracted() -> None:
    # R's pFsum subtracts 20 of them, each times x / 20.9, where there should be 20.9.
    weights, x = np.array([2.3, 1.1]), 9.0
    expected = saddlepoint_tail(x * 20 / 20.9, weights, 20.0)
    assert saddlepoint_tail(x, weights, 20.9, copies=20) == pytest.approx(expected, rel=1e-12)
    assert saddlepoint_tail(x, weights, 20.9) < expected


def test_tail_of_everything_is_one() -> None:
    assert saddlepoint_tail(0.0, np.ones(2), 5.0) == 1


def test_weights_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="weights must be finite, not negative and not all 0"):
        saddlepoint_tail(1.0, np.array([-1.0]))

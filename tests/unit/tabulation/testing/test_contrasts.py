"""t tests of differences."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from civiscope.tabulation.testing.contrasts import difference_of, t_test


@given(difference=st.floats(-50, 50), se=st.floats(0.01, 50), df=st.integers(1, 500), level=st.floats(0.5, 0.999))
def test_t_is_that_of_scipy(difference: float, se: float, df: int, level: float) -> None:
    found = t_test(difference, se, df, level)
    assert found.t == difference / se
    assert found.p == pytest.approx(2 * stats.t.sf(abs(difference) / se, df), rel=1e-9)
    assert (found.low, found.high) == pytest.approx(stats.t.interval(level, df, difference, se), rel=1e-9, abs=1e-9)


@given(se=st.floats(0.01, 50), df=st.integers(1, 500), shift=st.floats(0.01, 0.5))
def test_interval_leaves_zero_out_when_p_is_below_its_complement(se: float, df: int, shift: float) -> None:
    edge = float(stats.t.ppf(0.975, df)) * se
    inside, outside = t_test(edge * (1 - shift), se, df), t_test(edge * (1 + shift), se, df)
    assert inside.p is not None
    assert outside.p is not None
    assert inside.low is not None
    assert outside.low is not None
    assert inside.p > 0.05 > outside.p
    assert inside.low < 0 < outside.low


@pytest.mark.parametrize(("se", "df"), [(0.0, 10), (math.nan, 10), (1.0, 0)])
def test_difference_that_cannot_be_tested_has_no_p(se: float, df: int) -> None:
    found = t_test(1.5, se, df)
    assert found.difference == 1.5
    assert (found.t, found.p, found.low, found.high) == (None, None, None, None)


def test_difference_takes_the_covariance_of_overlapping_samples() -> None:
    # Two waves, of which the second asks half of the first one's cities again.
    estimates, covariance = np.array([0.4, 0.55]), np.array([[0.002, 0.0012], [0.0012, 0.003]])
    found = difference_of(estimates, covariance, 0, 1, 40)
    assert found.difference == pytest.approx(0.15, rel=1e-12)
    assert found.se == pytest.approx(math.sqrt(0.0026), rel=1e-12)
    turned = difference_of(estimates, covariance, 1, 0, 40)
    assert (turned.difference, turned.p) == (-found.difference, found.p)


def test_covariance_that_rounding_makes_negative_gives_no_error() -> None:
    covariance = np.array([[1.0, 1.0 + 1e-15], [1.0 + 1e-15, 1.0]])
    assert difference_of(np.array([1.0, 1.0]), covariance, 0, 1, 9).se == 0

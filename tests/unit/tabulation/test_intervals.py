"""Intervals, held against textbook formulas and against SciPy's Wilson interval."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from civiscope.sampling.design import SimpleRandomSample
from civiscope.tabulation.intervals import mean_interval, median, median_interval, share_interval


@given(st.data())
def test_share_interval_contains_the_share_and_stays_in_range(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    design = SimpleRandomSample(size, data.draw(st.integers(size, 400)))
    base = data.draw(st.integers(1, size))
    count = data.draw(st.integers(0, base))
    se, low, high = share_interval(count, base, design)
    assert se is not None
    assert low is not None
    assert high is not None
    assert 0 <= low <= count / base <= high <= 1


def test_standard_error_is_that_of_a_simple_random_sample_without_replacement() -> None:
    # Cochran (1977), equation 3.8: (1 - f) p (1 - p) / (n - 1).
    se, _, _ = share_interval(64, 122, SimpleRandomSample(122, 147))
    share = 64 / 122
    assert se == pytest.approx(math.sqrt((1 - 122 / 147) * share * (1 - share) / 121), rel=1e-12)


def test_large_population_gives_the_wilson_interval_of_scipy() -> None:
    # With a huge population and sample t is the normal quantile and the effective size the sample's.
    size = 100_000
    design = SimpleRandomSample(size, 10**12)
    _, low, high = share_interval(31_000, size, design)
    expected = stats.binomtest(31_000, size).proportion_ci(0.95, "wilson")
    assert (low, high) == (pytest.approx(expected.low, rel=1e-6), pytest.approx(expected.high, rel=1e-6))


def test_census_has_no_sampling_error() -> None:
    assert share_interval(3, 10, SimpleRandomSample(10, 10)) == (0.0, 0.3, 0.3)


def test_interval_of_none_and_of_all_is_not_empty() -> None:
    design = SimpleRandomSample(20, 100)
    assert share_interval(0, 20, design)[1] == 0
    assert share_interval(0, 20, design)[2] > 0.05  # type: ignore[operator]
    assert share_interval(20, 20, design)[1] < 0.95  # type: ignore[operator]


def test_one_city_tells_nothing_of_the_spread() -> None:
    assert share_interval(1, 1, SimpleRandomSample(1, 5)) == (None, None, None)
    assert mean_interval(np.array([4.0]), SimpleRandomSample(9, 20)) == (None, None, None)


def test_mean_interval_of_the_whole_sample_is_the_textbook_one() -> None:
    values = np.array([2.0, 4.0, 4.0, 9.0])
    se, low, high = mean_interval(values, SimpleRandomSample(4, 16))
    expected = math.sqrt((1 - 4 / 16) * values.var(ddof=1) / 4)
    assert se == pytest.approx(expected, rel=1e-12)
    half = stats.t.ppf(0.975, 3) * expected
    assert (low, high) == (pytest.approx(4.75 - half), pytest.approx(4.75 + half))


@pytest.mark.parametrize(("values", "expected"), [([1, 2, 3], 2), ([1, 2, 3, 4], 2), ([5], 5), ([1, 1, 9, 9, 9], 9)])
def test_median_is_the_value_at_which_half_is_reached(values: list[float], expected: float) -> None:
    assert median(np.array(values, dtype=float)) == expected


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=60))
def test_median_interval_contains_the_median(values: list[float]) -> None:
    ordered = np.array(values)
    _, low, high = median_interval(ordered, SimpleRandomSample(len(values), 100))
    assert low is not None
    assert high is not None
    assert low <= median(ordered) <= high


def test_sample_larger_than_its_population_is_refused() -> None:
    with pytest.raises(ValueError, match="a sample of 9 from 8"):
        SimpleRandomSample(9, 8)

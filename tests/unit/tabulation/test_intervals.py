"""Intervals of shares: properties of all methods, and values that SciPy and the literature give."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from civiscope.tabulation.intervals import Interval, Share, share_limits, t_limits, t_quantile
from civiscope.tabulation.profile import Fit, fit_share

WITHOUT_FIT = [method for method in Interval if method is not Interval.LIKELIHOOD]
WITHIN = [method for method in WITHOUT_FIT if method is not Interval.MEAN]
"""Methods whose limits never leave [0, 1]."""


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """A share strictly between 0 and 1 of a simple random sample, times a design effect."""
    rows = draw(st.integers(3, 400))
    count = draw(st.integers(1, rows - 1))
    effect = draw(st.floats(0.2, 4))
    share = count / rows
    return Share(share, effect * share * (1 - share) / rows, draw(st.integers(1, rows - 1)), rows, effect / rows)


@given(shares(), st.sampled_from(WITHIN), st.floats(0.5, 0.999))
def test_interval_contains_the_share_and_stays_in_range(found: Share, method: Interval, level: float) -> None:
    low, high = share_limits(method, found, level)
    assert low is not None
    assert high is not None
    assert 0 <= low <= 1
    assert 0 <= high <= 1
    if method is not Interval.ASIN:
        # R folds limits back that cross 0 or 90 degrees; Civiscope does the same.
        assert low <= found.share <= high


@given(shares(), st.sampled_from([m for m in WITHOUT_FIT if m is not Interval.ASIN]), st.floats(0.5, 0.95))
def test_interval_widens_with_the_level(found: Share, method: Interval, level: float) -> None:
    narrow, wide = share_limits(method, found, level), share_limits(method, found, (level + 1) / 2)
    assert wide[0] <= narrow[0] + 1e-12  # type: ignore[operator]
    assert narrow[1] <= wide[1] + 1e-12  # type: ignore[operator]


@given(shares(), st.sampled_from(WITHOUT_FIT))
def test_interval_of_what_is_left_is_the_mirrored_one(found: Share, method: Interval) -> None:
    """The share that did not name the option has the same interval, turned around."""
    other = Share(1 - found.share, found.variance, found.df, found.rows, found.spread)
    low, high = share_limits(method, found)
    assert share_limits(method, other) == (pytest.approx(1 - high, abs=1e-9), pytest.approx(1 - low, abs=1e-9))  # type: ignore[operator]


@given(st.integers(1, 299), st.integers(300, 3000))
def test_wilson_is_scipys_where_t_is_the_normal_quantile(count: int, rows: int) -> None:
    share = count / rows
    found = Share(share, share * (1 - share) / rows, 10**9, rows, 1 / rows)
    expected = stats.binomtest(count, rows).proportion_ci(0.95, "wilson")
    assert share_limits(Interval.WILSON, found) == (
        pytest.approx(expected.low, rel=1e-6),
        pytest.approx(expected.high, rel=1e-6),
    )


@given(st.integers(1, 99), st.integers(100, 500))
def test_beta_is_clopper_and_pearsons_in_a_simple_random_sample(count: int, rows: int) -> None:
    """With as many degrees of freedom as rows less 1 and the variance of the binomial, n is the number of rows."""
    share = count / rows
    found = Share(share, share * (1 - share) / rows, rows - 1, rows, 1 / rows)
    expected = stats.binomtest(count, rows).proportion_ci(0.95, "exact")
    assert share_limits(Interval.BETA, found) == (
        pytest.approx(expected.low, rel=1e-9),
        pytest.approx(expected.high, rel=1e-9),
    )


@given(shares())
def test_mean_logit_and_asin_are_walds_on_their_scales(found: Share) -> None:
    t, se = float(stats.t.ppf(0.975, found.df)), math.sqrt(found.variance)
    assert share_limits(Interval.MEAN, found) == (
        pytest.approx(found.share - t * se),
        pytest.approx(found.share + t * se),
    )
    low, high = share_limits(Interval.XLOGIT, found)
    middle, half = math.log(found.share / (1 - found.share)), t * se / (found.share * (1 - found.share))
    assert low == pytest.approx(1 / (1 + math.exp(min(half - middle, 700))), rel=1e-6, abs=1e-12)
    assert high == pytest.approx(1 / (1 + math.exp(-half - middle)), rel=1e-6)
    angle, half = math.asin(math.sqrt(found.share)), t * se / (2 * math.sqrt(found.share * (1 - found.share)))
    expected = (math.sin(angle - half) ** 2, math.sin(angle + half) ** 2)
    assert share_limits(Interval.ASIN, found) == (
        pytest.approx(expected[0], abs=1e-9),
        pytest.approx(expected[1], abs=1e-9),
    )


def test_logit_of_replicates_takes_the_spread_of_their_logits() -> None:
    fit = Fit(0.25, 0.25, 0.25, 40.0, 40)
    found = Share(0.25, 0.01, 20, 40, 0.01, fit, logit_variance=0.16)
    low, high = share_limits(Interval.LOGIT, found)
    half = float(stats.t.ppf(0.975, 20)) * 0.4
    assert low == pytest.approx(1 / (1 + math.exp(half + math.log(3))))
    assert high == pytest.approx(1 / (1 + math.exp(-half + math.log(3))))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_share_of_none_or_all_has_one_open_side(share: float) -> None:
    found = Share(share, 0.0, 19, 20, 1 / 20)
    for method in (Interval.WILSON, Interval.BETA, Interval.ASIN, Interval.LIKELIHOOD):
        low, high = share_limits(method, found)
        assert (low if share == 0 else high) == share
        assert 0.03 < (high if share == 0 else 1 - low) < 0.25  # type: ignore[operator]
    assert share_limits(Interval.MEAN, found) == (share, share)
    assert share_limits(Interval.LOGIT, found) == share_limits(Interval.XLOGIT, found) == (None, None)


def test_rule_of_three_is_met_by_the_exact_interval_of_none() -> None:
    """Of 300 without a case the upper limit is 1 - 0.025**(1/300), Clopper and Pearson's."""
    _, high = share_limits(Interval.BETA, Share(0.0, 0.0, 299, 300, 1 / 300))
    assert high == pytest.approx(1 - 0.025 ** (1 / 300), rel=1e-9)


@pytest.mark.parametrize("method", Interval)
def test_census_has_no_width_and_no_degrees_of_freedom_no_limits(method: Interval) -> None:
    fit = fit_share(0.5, _array(5), _array(10), _array(1))
    assert share_limits(method, Share(0.5, 0.0, 9, 10, 0.0, fit)) == (0.5, 0.5)
    assert share_limits(method, Share(0.5, 0.01, 0, 10, 0.1, fit)) == (None, None)


def _array(value: float) -> NDArray[np.float64]:
    return np.array([float(value)])


@given(st.floats(-1e6, 1e6), st.floats(0, 1e3), st.integers(1, 10**6), st.floats(0.5, 0.999))
def test_t_limits_are_symmetric(estimate: float, se: float, df: int, level: float) -> None:
    low, high = t_limits(estimate, se, df, level)
    half = float(stats.t.ppf((1 + level) / 2, df)) * se
    assert (low, high) == (pytest.approx(estimate - half, abs=1e-6), pytest.approx(estimate + half, abs=1e-6))


def test_t_quantiles_of_the_tables() -> None:
    # Student's table: 12.706 (1), 2.228 (10), 1.645 at 90 % for many.
    assert t_quantile(1, 0.95) == pytest.approx(12.706, abs=5e-4)
    assert t_quantile(10, 0.95) == pytest.approx(2.228, abs=5e-4)
    assert t_quantile(10**9, 0.9) == pytest.approx(1.645, abs=5e-4)
    assert t_limits(5.0, 1.0, 0) == (None, None)

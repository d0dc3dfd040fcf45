"""Statistics of indicators and their flags."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from civiscope.indices.analysis.statistics import Thresholds, indicator_statistics

generated = settings(max_examples=60, deadline=None)

NAN = np.nan


def test_measures_are_those_of_what_is_there() -> None:
    (found,) = indicator_statistics(np.array([[1.0], [0.0], [0.0], [7.0], [NAN]]), ("a",))
    assert (found.indicator, found.minimum, found.maximum, found.mean, found.median) == ("a", 0, 7, 2, 0.5)
    assert found.std == pytest.approx(np.sqrt((1 + 4 + 4 + 25) / 3))
    assert (found.available, found.nonzero, found.unique, found.same) == (4, 2, 3, 2)
    shares = (found.share_available, found.share_nonzero, found.share_unique, found.share_same)
    assert shares == pytest.approx((4 / 5, 2 / 4, 3 / 4, 2 / 4))


@generated
@given(seed=st.integers(0, 2**32 - 1))
def test_moments_are_the_unbiased_ones(seed: int) -> None:
    values = np.random.default_rng(seed).lognormal(size=(20, 3))
    values[:4, 1] = NAN
    for place, found in enumerate(indicator_statistics(values, "abc")):
        known = values[~np.isnan(values[:, place]), place]
        assert found.skewness == pytest.approx(stats.skew(known, bias=False), rel=1e-9)
        assert found.kurtosis == pytest.approx(stats.kurtosis(known, bias=False), rel=1e-9, abs=1e-12)


def test_flags_count_missing_values_against_an_indicator() -> None:
    """Half of the values that are there are unique, but not half of all units have one."""
    column = np.array([1.0, 1, 2, 2, NAN])
    (found,) = indicator_statistics(column[:, None], ("a",))
    assert found.share_unique == 0.5
    assert (found.few_available, found.few_nonzero, found.few_unique) == (False, False, True)


@pytest.mark.parametrize(("there", "few"), [(13, False), (12, True)])
def test_a_share_at_the_threshold_is_enough(there: int, few: bool) -> None:
    column = np.where(np.arange(20) < there, np.arange(20.0), NAN)
    (found,) = indicator_statistics(column[:, None], ("a",))
    assert found.few_available is few


def test_outliers_need_both_skewness_and_kurtosis() -> None:
    far = np.append(np.arange(20.0), 500)
    (found,) = indicator_statistics(far[:, None], ("a",))
    assert found.outliers
    assert not indicator_statistics(far[:, None], ("a",), Thresholds(kurtosis=100))[0].outliers
    assert not indicator_statistics(far[:, None], ("a",), Thresholds(skewness=100))[0].outliers
    assert not indicator_statistics(far[:20, None], ("a",))[0].outliers


def test_few_values_other_than_zero_are_flagged() -> None:
    (found,) = indicator_statistics(np.array([0.0, 0, 0, 1])[:, None], ("a",))
    assert found.few_nonzero
    assert not indicator_statistics(np.array([0.0, 0, 0, 1])[:, None], ("a",), Thresholds(nonzero=0.25))[0].few_nonzero


def test_an_indicator_without_values_has_no_statistics() -> None:
    (found,) = indicator_statistics(np.full((4, 1), NAN), ("a",))
    assert (found.available, found.nonzero, found.unique, found.same) == (0, 0, 0, 0)
    assert np.isnan([found.minimum, found.maximum, found.mean, found.median, found.std, found.share_same]).all()
    assert found.few_available
    assert not found.outliers

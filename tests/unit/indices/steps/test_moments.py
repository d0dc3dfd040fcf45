"""Skewness and kurtosis of columns, held against SciPy's, one column at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from civiscope.indices.steps.moments import excess_kurtosis, moments, skewness

Floats = NDArray[np.float64]

matrices = arrays(np.float64, (9, 3), elements=st.integers(-50, 50).map(float))


def scipy_moments(column: Floats) -> tuple[float, float]:
    known = column[~np.isnan(column)]
    if len(np.unique(known)) < 2:
        return np.nan, np.nan
    skew = float(stats.skew(known, bias=False)) if len(known) > 2 else np.nan
    return skew, float(stats.kurtosis(known, bias=False)) if len(known) > 3 else np.nan


@given(matrices, st.sets(st.integers(0, 26), max_size=14))
def test_moments_are_those_of_scipy_with_and_without_gaps(values: Floats, missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    expected = np.array([scipy_moments(column) for column in values.T]).T
    np.testing.assert_allclose(np.stack(moments(values)), expected, rtol=1e-9, atol=1e-11)
    np.testing.assert_array_equal(skewness(values), moments(values)[0])
    np.testing.assert_array_equal(excess_kurtosis(values), moments(values)[1])


@given(matrices, arrays(np.int64, 9, elements=st.integers(0, 4)), st.sets(st.integers(0, 26), max_size=6))
def test_whole_weights_are_repeated_rows(values: Floats, times: NDArray[np.int64], missing: set[int]) -> None:
    values.ravel()[list(missing)] = np.nan
    repeated = np.stack(moments(np.repeat(values, times, axis=0)))
    weighted = np.stack(moments(values, times.astype(np.float64)))
    np.testing.assert_allclose(weighted, repeated, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("value", [0.1, 1e9 / 3, -7.7e-12])
@pytest.mark.parametrize("rows", [5, 12, 1001])
def test_a_constant_has_no_moments_though_its_mean_is_rounded(value: float, rows: int) -> None:
    column = np.full((rows, 1), value)
    assert np.isnan(np.stack(moments(column))).all()
    assert np.isnan(np.stack(moments(column, np.linspace(0.5, 1.5, rows)))).all()


def test_columns_of_three_values_have_a_skewness_only_and_fewer_have_neither() -> None:
    values = np.array([[1.0, 1.0, np.nan], [2.0, 5.0, np.nan], [9.0, np.nan, np.nan], [np.nan, np.nan, np.nan]])
    skew, kurtosis = moments(values)
    assert skew[0] == pytest.approx(stats.skew([1.0, 2.0, 9.0], bias=False))
    assert np.isnan(skew[1:]).all()
    assert np.isnan(kurtosis).all()


@pytest.mark.parametrize("factor", [1e-120, 1e-9, 1e12, 1e120])
def test_the_unit_of_measurement_does_not_matter(factor: float) -> None:
    values = np.random.default_rng(1).gamma(2.0, size=(20, 2))
    np.testing.assert_allclose(np.stack(moments(values * factor)), np.stack(moments(values)), rtol=1e-9)


def test_a_row_without_weight_has_no_part_in_a_column_that_is_constant_without_it() -> None:
    values = np.append(np.full(12, 0.1), 7.0)[:, None]
    weights = np.append(np.linspace(0.5, 1.5, 12), 0.0)
    assert np.isnan(np.stack(moments(values, weights))).all()

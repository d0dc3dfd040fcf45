"""Correlations by frequency weights, held against repeated rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.indices.weighting.correlation import correlations_of, has_correlations
from civiscope.indices.weighting.principal import principal_weights


@given(st.integers(0, 10**6), st.lists(st.integers(0, 4), min_size=9, max_size=9))
def test_weights_of_rows_repeat_them(seed: int, counts: list[int]) -> None:
    values = np.random.default_rng(seed).normal(size=(9, 3))
    values[[1, 4], [0, 2]] = np.nan
    counts[:3] = [1, 2, 1]
    counts[8] = 3
    rows = np.repeat(values, counts, axis=0)
    complete = rows[~np.isnan(rows).any(axis=1)]
    found = correlations_of(values, np.array(counts, dtype=np.float64))
    np.testing.assert_allclose(found, np.corrcoef(complete, rowvar=False), atol=1e-10)
    np.testing.assert_allclose(correlations_of(rows), found, atol=1e-10)


@pytest.mark.parametrize(
    ("values", "weights", "there"),
    [
        ([[1, 2], [2, 1]], None, True),
        ([[1, 2], [2, np.nan]], None, False),
        ([[1, 2], [2, 1]], [1, 0], False),
        ([[1, 0.1 + 0.2], [2, 0.3], [3, 0.3]], None, False),
        ([[1, 2], [2, 2], [np.nan, 3]], None, False),
        (np.zeros((0, 2)), None, False),
    ],
)
def test_columns_have_correlations_where_two_complete_rows_differ(
    values: list[list[float]], weights: list[float] | None, there: bool
) -> None:
    matrix = np.asarray(values, dtype=np.float64)
    own = None if weights is None else np.array(weights, dtype=np.float64)
    assert has_correlations(matrix, own) is there
    assert np.isnan(principal_weights(matrix, own)).any() == (not there)


@given(st.integers(0, 10**6))
def test_principal_weights_are_the_direction_of_greatest_variance(seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(12, 4)) @ np.random.default_rng(seed + 1).normal(size=(4, 4))
    weights = principal_weights(values)
    standard = (values - values.mean(axis=0)) / values.std(axis=0)
    assert np.linalg.norm(weights) == pytest.approx(1)
    assert weights.sum() >= 0
    tried = np.random.default_rng(seed + 2).normal(size=(300, 4))
    tried /= np.linalg.norm(tried, axis=1, keepdims=True)
    assert (standard @ weights).var() >= (standard @ tried.T).var(axis=0).max() - 1e-9

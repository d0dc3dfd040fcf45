"""Ranks over many runs against SciPy, NumPy and plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from civiscope.indices.uncertainty.ranks import mean_absolute_shift, quantiles_over_runs, superiority_matrix

Floats = NDArray[np.float64]

few_values = st.sampled_from([np.nan, -np.inf, -1.5, -0.0, 0.0, 1e-300, 1.5, np.inf])
"""Values that tie often, and those at which an order may break."""

runs_of_scores = array_shapes(min_dims=2, max_dims=2, max_side=7).flatmap(
    lambda shape: arrays(np.float64, shape, elements=few_values)
)


def scores_with_gaps(runs: int, units: int, seed: int = 1) -> Floats:
    """Scores with ties; a tenth of them is missing."""
    random = np.random.default_rng(seed)
    found = random.integers(0, units, size=(runs, units)).astype(np.float64)
    found[random.random(found.shape) < 0.1] = np.nan
    return found


@given(runs_of_scores, st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_quantiles_over_runs_are_values_that_occurred(values: Floats, shares: list[float]) -> None:
    found = quantiles_over_runs(values, shares)
    for unit in range(values.shape[1]):
        known = np.sort(values[~np.isnan(values[:, unit]), unit])
        if not len(known):
            assert np.isnan(found[:, unit]).all()
            continue
        for share, quantile in zip(shares, found[:, unit], strict=True):
            assert quantile in known
            # At least the share of runs lies at or below, and less than the share strictly below.
            assert (known <= quantile).mean() >= share - 1e-9
            assert (known < quantile).mean() < share + 1e-9 or quantile == known[0]


@pytest.mark.parametrize(("share", "runs", "place"), [(0.05, 1000, 50), (0.07, 100, 7), (0.5, 5, 3), (0.0, 9, 1)])
def test_a_quantile_is_not_moved_by_rounding(share: float, runs: int, place: int) -> None:
    values = np.arange(1, runs + 1, dtype=np.float64)[::-1, None]
    assert quantiles_over_runs(values, [share])[0, 0] == place


def test_mean_absolute_shift_is_over_the_units_that_both_rank() -> None:
    shifted = np.array([[1.0, 3, 2], [np.nan, 2, 1], [np.nan, np.nan, 4]])
    assert mean_absolute_shift(shifted, np.array([1.0, 2, 3])).tolist() == [2 / 3, 1, 1]
    assert np.isnan(mean_absolute_shift(shifted, np.array([1.0, 2, np.nan]))[2])


@given(runs_of_scores)
def test_superiority_is_the_share_of_runs_a_tie_counting_half(scores: Floats) -> None:
    matrix = superiority_matrix(scores)
    units = scores.shape[1]
    for a in range(units):
        for b in range(units):
            points = [
                1.0 if x > y else 0.5 if x == y else 0.0
                for x, y in scores[:, [a, b]]
                if not (np.isnan(x) or np.isnan(y))
            ]
            expected = pytest.approx(np.mean(points) if points else np.nan, nan_ok=True)
            assert matrix[a, b] == (expected if a != b else pytest.approx(np.nan, nan_ok=True))


def test_superiority_of_both_directions_sums_to_1() -> None:
    matrix = superiority_matrix(scores_with_gaps(40, 6))
    outside = ~np.eye(6, dtype=bool)
    assert (matrix + matrix.T)[outside] == pytest.approx(1)

"""Ranks, held against SciPy's."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from scipy.stats import rankdata

from civiscope.indices import ranking
from civiscope.indices.ranking import rank_descending

Floats = NDArray[np.float64]

few_values = st.sampled_from([np.nan, -np.inf, -1.5, -0.0, 0.0, 1e-9, 1.5, np.inf])
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


def test_the_highest_score_ranks_first_ties_take_the_lowest_and_missing_stay_missing() -> None:
    found = rank_descending([2.0, np.nan, 5.0, 5.0, 1.0, 2.0])
    assert np.array_equal(found, [3, np.nan, 1, 1, 5, 3], equal_nan=True)


@given(runs_of_scores)
def test_ranks_are_those_of_scipy(scores: Floats) -> None:
    expected = rankdata(-scores, method="min", axis=1, nan_policy="omit").astype(np.float64)
    expected[np.isnan(scores)] = np.nan
    assert np.array_equal(rank_descending(scores), expected, equal_nan=True)


@given(runs_of_scores, st.randoms(use_true_random=False))
def test_a_rank_goes_with_its_unit(scores: Floats, random: Random) -> None:
    order = list(range(scores.shape[1]))
    random.shuffle(order)
    assert np.array_equal(rank_descending(scores[:, order]), rank_descending(scores)[:, order], equal_nan=True)


def test_scores_that_differ_by_rounding_are_ties() -> None:
    sums = [0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 0.6 * (1 - 1e-9), 0.0]
    assert sums[0] != sums[1]
    assert rank_descending(sums).tolist() == [1, 1, 3, 4]
    assert rank_descending([[1e-16, 0.0, 1.0], [1e-16, 0.0, 1e-15]]).tolist() == [[2, 2, 1], [2, 3, 1]]


@pytest.mark.parametrize("shape", [(0,), (5,), (0, 3), (3, 0), (2, 3, 4)])
def test_ranks_have_the_shape_of_their_scores(shape: tuple[int, ...]) -> None:
    scores = np.random.default_rng(2).normal(size=shape)
    found = rank_descending(scores)
    assert found.shape == shape
    for place in np.ndindex(shape[:-1]):
        assert sorted(found[place]) == list(range(1, shape[-1] + 1))


def test_scores_are_left_as_they_are_and_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scores_with_gaps(20, 7)
    before = scores.copy()
    whole = rank_descending(scores)
    assert np.array_equal(scores, before, equal_nan=True)
    monkeypatch.setattr(ranking, "_CACHED", 21)
    assert np.array_equal(rank_descending(scores), whole, equal_nan=True)

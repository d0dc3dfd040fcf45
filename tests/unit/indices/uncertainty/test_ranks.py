"""Ranks over many runs against SciPy, NumPy and plain loops."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from scipy.stats import rankdata

from civiscope.indices.uncertainty import ranks
from civiscope.indices.uncertainty.ranks import (
    RankAccumulator,
    mean_absolute_shift,
    quantiles_over_runs,
    rank_descending,
    superiority,
    superiority_matrix,
)

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
    monkeypatch.setattr(ranks, "_CACHED", 21)
    assert np.array_equal(rank_descending(scores), whole, equal_nan=True)


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


def test_statistics_are_those_of_plain_loops() -> None:
    scores = scores_with_gaps(50, 12)
    scores[:, 4] = np.nan
    nominal = np.arange(12.0)
    nominal[7] = np.nan
    accumulator = RankAccumulator(nominal, len(scores))
    accumulator.add(scores[:20])
    accumulator.add(scores[20:])
    found = accumulator.statistics(level=0.8)
    ranked, own = rank_descending(scores), rank_descending(nominal)
    shifts = []
    for unit in range(12):
        known = ranked[~np.isnan(ranked[:, unit]), unit]
        assert found.runs[unit] == len(known)
        if unit == 4:
            for array in (found.mean, found.median, found.low, found.high, found.same):
                assert np.isnan(array[unit])
            continue
        assert found.mean[unit] == pytest.approx(known.mean())
        quantiles = np.quantile(known, [0.1, 0.5, 0.9], method="inverted_cdf")
        assert [found.low[unit], found.median[unit], found.high[unit]] == quantiles.tolist()
        if unit == 7:
            assert np.isnan(found.same[unit])
            continue
        assert found.same[unit] == pytest.approx((known == own[unit]).mean())
        shifts += abs(known - own[unit]).tolist()
    assert found.shift == pytest.approx(np.mean(shifts))
    assert np.array_equal(found.nominal, own, equal_nan=True)


def test_runs_come_in_any_order_and_those_to_come_do_not_count() -> None:
    scores = scores_with_gaps(9, 5)
    accumulator = RankAccumulator(scores[0], 12, keep_scores=True)
    accumulator.add(scores[4:], np.arange(4, 9))
    returned = accumulator.add(scores[:4], np.array([3, 2, 1, 0]))
    straight = RankAccumulator(scores[0], 9)
    straight.add(scores)
    assert np.array_equal(returned, rank_descending(scores[:4]), equal_nan=True)
    found, expected = accumulator.statistics(), straight.statistics()
    assert found.mean.tolist() == expected.mean.tolist()
    assert found.runs.tolist() == expected.runs.tolist()
    assert accumulator.scores is not None
    assert np.array_equal(accumulator.scores[[3, 2, 1, 0]], scores[:4], equal_nan=True)
    assert np.isnan(accumulator.scores[9:]).all()


@pytest.mark.parametrize("taken", [[1, 1], [0, 4], [-1, 0], [2, 3]])
def test_a_run_is_taken_in_once_and_within_the_number_expected(taken: list[int]) -> None:
    accumulator = RankAccumulator(np.zeros(3), 4)
    accumulator.add(np.zeros((1, 3)), np.array([3]))
    with pytest.raises(ValueError, match=r"runs (beyond|that are taken)"):
        accumulator.add(np.zeros((2, 3)), np.array(taken))


def test_ranks_of_many_units_take_four_bytes_and_of_fewer_two() -> None:
    units = np.iinfo(np.int16).max
    assert RankAccumulator(np.zeros(units), 2).ranks.nbytes == 2 * 2 * units
    many = np.arange(units + 2.0)
    accumulator = RankAccumulator(many, 1)
    accumulator.add(many[None])
    assert accumulator.ranks.nbytes == 4 * (units + 2)
    assert accumulator.statistics().median[0] == units + 2


def test_statistics_in_blocks_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scores_with_gaps(30, 11)
    accumulator = RankAccumulator(scores[0], 30)
    accumulator.add(scores)
    whole, quantiles = accumulator.statistics(), quantiles_over_runs(scores, [0.3])
    monkeypatch.setattr(ranks, "_MEMORY", 8 * 30 * 4)
    assert accumulator.statistics().high.tolist() == whole.high.tolist()
    assert accumulator.statistics().shift == whole.shift
    assert quantiles_over_runs(scores, [0.3]).tolist() == quantiles.tolist()


def test_statistics_of_no_run_are_missing() -> None:
    found = RankAccumulator(np.arange(3.0), 5).statistics()
    assert np.isnan(found.median).all()
    assert np.isnan(found.shift)
    assert found.runs.tolist() == [0, 0, 0]


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
            assert superiority(scores, a, b) == expected
            assert matrix[a, b] == (expected if a != b else pytest.approx(np.nan, nan_ok=True))


def test_ranks_tell_superiority_as_scores_do() -> None:
    scores = scores_with_gaps(40, 6)
    accumulator = RankAccumulator(scores[0], 60)
    accumulator.add(scores)
    assert np.array_equal(accumulator.superiority_matrix(), superiority_matrix(scores), equal_nan=True)
    assert accumulator.superiority(2, 5) == superiority(scores, 2, 5)


def test_superiority_of_both_directions_sums_to_1() -> None:
    matrix = superiority_matrix(scores_with_gaps(40, 6))
    outside = ~np.eye(6, dtype=bool)
    assert (matrix + matrix.T)[outside] == pytest.approx(1)

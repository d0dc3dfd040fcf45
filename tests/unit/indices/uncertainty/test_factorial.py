"""Variances taken apart over full factorials: against plain loops, and where the answer is known by algebra."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.indices.uncertainty import factorial
from civiscope.indices.uncertainty.factorial import exact_indices, full_factorial

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

grids = st.lists(st.integers(1, 4), min_size=1, max_size=4)
seeds = st.integers(0, 2**32 - 1)


def by_loops(design: Ints, output: Floats, factor: int) -> tuple[float, float]:
    """First-order and total index as their definitions read: variances of means over groups of runs."""

    def variance_of_means(columns: list[int]) -> float:
        groups: dict[tuple[int, ...], list[float]] = {}
        for run, value in zip(design, output, strict=True):
            groups.setdefault(tuple(run[columns]), []).append(float(value))
        return float(np.var([np.mean(group) for group in groups.values()]))

    others = [column for column in range(design.shape[1]) if column != factor]
    whole = float(np.var(output))
    return variance_of_means([factor]) / whole, 1 - variance_of_means(others) / whole


def test_full_factorial_has_each_combination_once_the_last_factor_fastest() -> None:
    assert full_factorial([2, 1, 3]).tolist() == [list(levels) for levels in product(range(2), range(1), range(3))]


@pytest.mark.parametrize("counts", [[], [2, 0], [-1]])
def test_full_factorial_needs_factors_with_levels(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="needs a level"):
        full_factorial(counts)


@given(grids, seeds)
def test_indices_are_those_of_the_definition_whatever_the_order_of_runs(counts: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    design = random.permutation(full_factorial(counts))
    outputs = random.normal(size=(len(design), 2))
    found = exact_indices(design, outputs)
    assert found.mean == pytest.approx(outputs.mean(axis=0))
    if len(design) == 1:
        assert found.variance.tolist() == [0, 0]
        return
    assert found.variance == pytest.approx(outputs.var(axis=0))
    for output in range(2):
        for factor in range(len(counts)):
            first, total = by_loops(design, outputs[:, output], factor)
            assert found.first[factor, output] == pytest.approx(first, abs=1e-12)
            assert found.total[factor, output] == pytest.approx(total, abs=1e-12)


@given(grids.filter(lambda counts: max(counts) > 1), seeds)
def test_first_order_indices_sum_to_at_most_1_and_total_ones_to_at_least_1(counts: list[int], seed: int) -> None:
    design = full_factorial(counts)
    found = exact_indices(design, np.random.default_rng(seed).normal(size=(len(design), 1)))
    assert found.first.sum() <= 1 + 1e-12
    assert found.total.sum() >= 1 - 1e-12
    assert (found.first <= found.total + 1e-12).all()


def test_an_additive_model_has_no_interactions() -> None:
    slopes = np.array([1.0, -2.0, 0.5])
    design = full_factorial([3, 4, 5])
    # k equally likely levels 0 .. k - 1 have the variance (k^2 - 1) / 12.
    parts = slopes**2 * (np.array([3, 4, 5]) ** 2 - 1) / 12
    found = exact_indices(design, (design @ slopes)[:, None])
    assert found.variance[0] == pytest.approx(parts.sum())
    assert found.first[:, 0] == pytest.approx(parts / parts.sum())
    assert found.total[:, 0] == pytest.approx(parts / parts.sum())


def test_a_product_of_signs_is_interaction_alone() -> None:
    design = full_factorial([2, 2, 2])
    signs = 2 * design - 1
    found = exact_indices(design, (signs[:, 0] * signs[:, 1])[:, None].astype(np.float64))
    assert found.first[:, 0].tolist() == [0, 0, 0]
    assert found.total[:, 0].tolist() == [1, 1, 0]


def test_units_and_zero_of_an_output_do_not_matter() -> None:
    design = full_factorial([3, 5])
    outputs = np.random.default_rng(5).normal(size=(15, 1))
    found, moved = exact_indices(design, outputs), exact_indices(design, 1e6 - 1e3 * outputs)
    assert moved.first == pytest.approx(found.first, rel=1e-9)
    assert moved.total == pytest.approx(found.total, rel=1e-9)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_an_output_with_a_value_that_is_not_finite_is_nan_and_leaves_others_alone(value: float) -> None:
    design = full_factorial([2, 3])
    outputs = np.random.default_rng(6).normal(size=(6, 2))
    alone = exact_indices(design, outputs[:, [1]])
    outputs[4, 0] = value
    found = exact_indices(design, outputs)
    for array in (found.first, found.total, found.variance[None], found.mean[None]):
        assert np.isnan(array[:, 0]).all()
    assert found.first[:, [1]].tolist() == alone.first.tolist()
    assert found.total[:, [1]].tolist() == alone.total.tolist()


def test_an_output_that_varies_by_rounding_alone_has_no_indices() -> None:
    design = full_factorial([3, 7])
    constant = np.full(21, 0.1)
    rounded = np.where(np.arange(21) % 2, 0.1 + 0.2, 0.3)
    found = exact_indices(design, np.stack([constant, rounded], axis=1))
    assert found.variance.tolist() == [0, 0]
    assert np.isnan(found.first).all()
    assert np.isnan(found.total).all()


def test_outputs_in_blocks_are_the_outputs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    design = full_factorial([2, 3, 2])
    outputs = np.random.default_rng(7).normal(size=(12, 7))
    whole = exact_indices(design, outputs)
    monkeypatch.setattr(factorial, "_MEMORY", 2 * 8 * 12)
    assert exact_indices(design, outputs).total == pytest.approx(whole.total, rel=1e-12)


@pytest.mark.parametrize(
    ("design", "message"),
    [
        ([[0, 0], [0, 1], [1, 0], [1, 0]], "comes twice"),
        ([[0, 0], [0, 1], [1, 0]], "not a full factorial"),
        ([[1, 1], [1, 2], [2, 1], [2, 2]], "not a full factorial"),
        ([[-1], [0]], "not a full factorial"),
        ([0, 1], "table of level numbers"),
    ],
)
def test_a_design_that_is_no_full_factorial_is_refused(design: list[list[int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        exact_indices(np.array(design), np.zeros((len(design), 1)))


def test_level_numbers_are_whole_and_outputs_have_a_row_for_each_run() -> None:
    with pytest.raises(ValueError, match="level numbers"):
        exact_indices(np.array([[0.0], [1.0]]), np.zeros((2, 1)))
    with pytest.raises(ValueError, match="one row for each of 2 runs"):
        exact_indices(np.array([[0], [1]]), np.zeros((3, 1)))

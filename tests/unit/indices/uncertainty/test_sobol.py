"""Sampled sensitivity indices: functions whose indices are known, plain loops, and SALib as an independent judge."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from SALib.analyze import sobol as salib
from scipy.stats import binom

from civiscope.indices.uncertainty import factorial, sobol
from civiscope.indices.uncertainty.factorial import exact_indices, full_factorial
from civiscope.indices.uncertainty.sobol import bootstrap_intervals, jansen_indices, sobol_design

Floats = NDArray[np.float64]

SLOPES = np.array([3.0, 2.0, 1.0, 0.0])
LINEAR = SLOPES**2 / (SLOPES**2).sum()
"""First-order and total indices of a sum of uniform variables: shares of the squared slopes."""


def linear(points: Floats) -> Floats:
    found: Floats = (points @ SLOPES)[:, None]
    return found


def ishigami(points: Floats) -> Floats:
    """Ishigami and Homma (1990), with a = 7 and b = 0.1, on points in [0, 1)."""
    x = np.pi * (2 * points - 1)
    found: Floats = (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]
    return found


def ishigami_indices() -> tuple[Floats, Floats]:
    a, b = 7, 0.1
    alone = np.array([(1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8, 0])
    both = 8 * b**2 * np.pi**8 / 225
    variance = alone.sum() + both
    return alone / variance, (alone + np.array([both, 0, both])) / variance


def noisy_outputs(base: int, dimensions: int, outputs: int = 1) -> Floats:
    """Outputs with all kinds of indices."""
    points = sobol_design([None] * dimensions, base, 3).points
    slopes = np.random.default_rng(4).normal(size=(dimensions, outputs))
    found: Floats = points @ slopes + (points @ slopes[::-1]) ** 2
    return found


def test_a_design_is_a_b_and_a_with_one_column_from_b() -> None:
    design = sobol_design([5, None, 3], 100, 1)
    first, second, *mixed = np.split(design.points, 5)
    assert len(design.points) == 500
    assert design.base == len(first)
    for factor, block in enumerate(mixed):
        others = [column for column in range(3) if column != factor]
        assert block[:, others].tolist() == first[:, others].tolist()
        assert block[:, factor].tolist() == second[:, factor].tolist()
    assert (first != second).any(axis=0).all()


def test_levels_are_as_good_as_equally_frequent() -> None:
    design = sobol_design([5, 2, 100], 4096, 9)
    for factor, count in enumerate(design.counts):
        assert count is not None
        for block in np.split(design.levels, 5)[:2]:
            times = np.bincount(block[:, factor], minlength=count)
            assert len(times) == count
            # Of 4,096 intervals each holds a point; a level cuts through two at most.
            assert abs(times - 4096 / count).max() < 2


def test_a_design_is_decided_by_its_seed() -> None:
    assert sobol_design([None, 4], 50, 1).points.tolist() == sobol_design([None, 4], 50, 1).points.tolist()
    assert sobol_design([None, 4], 50, 1).points.tolist() != sobol_design([None, 4], 50, 2).points.tolist()


def test_a_continuous_factor_has_numbers_from_0_to_below_1_and_no_levels() -> None:
    design = sobol_design([None], 1000, 1)
    assert design.points.min() >= 0
    assert 0.99 < design.points.max() < 1
    with pytest.raises(ValueError, match="no levels"):
        _ = design.levels


@pytest.mark.parametrize(("counts", "base"), [([], 8), ([2, 0], 8), ([2], 1)])
def test_a_design_needs_factors_levels_and_runs(counts: list[int | None], base: int) -> None:
    with pytest.raises(ValueError, match="a design needs"):
        sobol_design(counts, base, 1)


@pytest.mark.parametrize("seed", range(5))
def test_indices_of_a_sum_are_shares_of_squared_slopes(seed: int) -> None:
    found = jansen_indices(linear(sobol_design([None] * 4, 2048, seed).points), 4)
    assert found.first[:, 0] == pytest.approx(LINEAR, abs=0.01)
    assert found.total[:, 0] == pytest.approx(LINEAR, abs=0.01)
    assert found.total[3, 0] == 0
    assert found.mean[0] == pytest.approx(SLOPES.sum() / 2, rel=1e-3)
    assert found.variance[0] == pytest.approx((SLOPES**2).sum() / 12, rel=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_indices_of_the_ishigami_function(seed: int) -> None:
    first, total = ishigami_indices()
    found = jansen_indices(ishigami(sobol_design([None] * 3, 8192, seed).points), 3)
    assert found.first[:, 0] == pytest.approx(first, abs=0.01)
    assert found.total[:, 0] == pytest.approx(total, abs=0.01)


def test_estimates_come_near_the_exact_indices_of_levels() -> None:
    counts = (4, 3, 10)
    grid = np.random.default_rng(8).normal(size=counts) + np.arange(10) / 3
    exact = exact_indices(full_factorial(counts), grid.reshape(-1, 1))
    levels = sobol_design(counts, 8192, 2).levels
    found = jansen_indices(grid[tuple(levels.T)][:, None], 3)
    assert found.first == pytest.approx(exact.first, abs=0.02)
    assert found.total == pytest.approx(exact.total, abs=0.02)


def test_estimates_are_those_of_the_formula() -> None:
    outputs = noisy_outputs(64, 3, 2)
    found = jansen_indices(outputs, 3)
    for output in range(2):
        a, b, *mixed = (block[:, output].tolist() for block in np.split(outputs, 5))
        variance = float(np.var(a + b))
        for factor, ab in enumerate(mixed):
            first = 1 - sum((x - y) ** 2 for x, y in zip(b, ab, strict=True)) / 64 / 2 / variance
            total = sum((x - y) ** 2 for x, y in zip(a, ab, strict=True)) / 64 / 2 / variance
            assert found.first[factor, output] == pytest.approx(first)
            assert found.total[factor, output] == pytest.approx(total)


def test_estimates_are_centred() -> None:
    outputs = noisy_outputs(50, 3)
    found, moved = jansen_indices(outputs, 3), jansen_indices(1e6 + outputs, 3)
    assert moved.first == pytest.approx(found.first, abs=1e-8)
    assert moved.total == pytest.approx(found.total, abs=1e-8)


def in_salib_order(outputs: Floats, dimensions: int) -> Floats:
    """Blocks A, B, AB_1 .. AB_d as SALib has them: row by row, A, AB_1 .. AB_d, B."""
    blocks = np.split(outputs[:, 0], dimensions + 2)
    return np.stack([blocks[0], *blocks[2:], blocks[1]], axis=1).reshape(-1)


def test_salib_finds_the_same() -> None:
    dimensions, base = 4, 1000
    outputs = noisy_outputs(base, dimensions)
    problem = {"num_vars": dimensions, "names": list("abcd"), "bounds": [[0, 1]] * dimensions}
    judge = salib.analyze(
        problem, in_salib_order(outputs, dimensions), calc_second_order=False, num_resamples=2000, seed=1
    )
    found = jansen_indices(outputs, dimensions)
    bounds = bootstrap_intervals(outputs, dimensions, replicates=2000)
    assert found.total[:, 0] == pytest.approx(judge["ST"], rel=1e-9)
    # Its first-order estimator is another one (Saltelli et al. 2010, table 2, b).
    assert (abs(found.first[:, 0] - judge["S1"]) < judge["S1_conf"] + 0.01).all()
    half = (bounds.total_high - bounds.total_low)[:, 0] / 2
    assert half == pytest.approx(judge["ST_conf"], rel=0.1)


def test_intervals_are_percentiles_over_rows_drawn_again() -> None:
    base, dimensions, seed = 40, 2, 11
    outputs = noisy_outputs(base, dimensions, 3)
    random = np.random.default_rng(seed)
    estimates = []
    for _ in range(99):
        rows = random.integers(0, base, base)
        estimates.append(jansen_indices(np.concatenate([block[rows] for block in np.split(outputs, 4)]), dimensions))
    found = bootstrap_intervals(outputs, dimensions, replicates=99, level=0.9, seed=seed)
    first = np.quantile([each.first for each in estimates], [0.05, 0.95], axis=0)
    total = np.quantile([each.total for each in estimates], [0.05, 0.95], axis=0)
    assert np.stack([found.first_low, found.first_high]) == pytest.approx(first, abs=1e-9)
    assert np.stack([found.total_low, found.total_high]) == pytest.approx(total, abs=1e-9)


def test_intervals_of_a_sum_cover_its_indices_as_often_as_they_say() -> None:
    covered = []
    for seed in range(20):
        bounds = bootstrap_intervals(linear(sobol_design([None] * 4, 300, seed).points), 4, seed=seed)
        covered.append((bounds.first_low[:, 0] <= LINEAR) & (bounds.first_high[:, 0] >= LINEAR))
        covered.append((bounds.total_low[:3, 0] <= LINEAR[:3]) & (bounds.total_high[:3, 0] >= LINEAR[:3]))
    least = binom.ppf(0.01, 20, 0.95)
    assert (np.array(covered[::2]).sum(axis=0) >= least).all()
    assert (np.array(covered[1::2]).sum(axis=0) >= least).all()


def test_blocks_of_outputs_and_replicates_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = noisy_outputs(32, 3, 9)
    whole, bounds = jansen_indices(outputs, 3), bootstrap_intervals(outputs, 3, replicates=50)
    monkeypatch.setattr(factorial, "_MEMORY", 2 * 8 * len(outputs))
    monkeypatch.setattr(sobol, "_MEMORY", 7 * 8 * 32)
    assert jansen_indices(outputs, 3).first == pytest.approx(whole.first, rel=1e-12)
    assert bootstrap_intervals(outputs, 3, replicates=50).total_low == pytest.approx(bounds.total_low, rel=1e-9)


def test_outputs_that_are_missing_or_constant_have_no_indices() -> None:
    outputs = noisy_outputs(32, 2, 4)
    outputs[5, 0] = np.nan
    outputs[7, 1] = np.inf
    outputs[:, 2] = 0.1
    found, bounds = jansen_indices(outputs, 2), bootstrap_intervals(outputs, 2, replicates=20)
    for array in (found.first, found.total, bounds.first_low, bounds.first_high, bounds.total_low, bounds.total_high):
        assert np.isnan(array[:, :3]).all()
        assert np.isfinite(array[:, 3]).all()
    assert np.isnan(found.variance[:2]).all()
    assert found.variance[2] == 0


def test_an_output_that_seldom_varies_has_intervals_from_the_replicates_in_which_it_does() -> None:
    outputs = np.zeros((4 * 16, 2))
    outputs[3, 0] = 1  # one run of A: a third of the replicates miss its row
    outputs[40, 1] = 1  # one run of AB_1: A and B do not vary
    bounds = bootstrap_intervals(outputs, 2, replicates=200)
    assert np.isfinite(bounds.total_low[:, 0]).all()
    assert np.isnan(bounds.total_low[:, 1]).all()
    assert np.isnan(jansen_indices(outputs, 2).total[:, 1]).all()


def test_rows_must_be_those_of_a_design() -> None:
    with pytest.raises(ValueError, match="row for each"):
        jansen_indices(np.zeros((10, 1)), 2)
    with pytest.raises(ValueError, match="row for each"):
        bootstrap_intervals(np.zeros((10, 1)), 2)


@pytest.mark.parametrize(("level", "replicates"), [(0.0, 10), (1.0, 10), (0.9, 1)])
def test_intervals_need_a_level_and_replicates(level: float, replicates: int) -> None:
    with pytest.raises(ValueError, match="intervals need"):
        bootstrap_intervals(np.zeros((8, 1)), 2, replicates=replicates, level=level)

"""Uncertainty analyses of small indices: grids exactly, samples against the grid, waves apart."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.indices.recipe import Recipe
from civiscope.indices.uncertainty import analysis
from civiscope.indices.uncertainty.alternatives import variation
from civiscope.indices.uncertainty.analysis import distribution, run_analysis, sensitivity_indices
from civiscope.indices.uncertainty.runs import Runner
from tests.unit.indices.small_indices import TWO_LEVELS, recipe_of, table_of, top_scores, tree_of

Floats = NDArray[np.float64]

TREE = tree_of(TWO_LEVELS, weights={"i0": 3.0, "y": 0.5}, directions={"i4": -1})
RECIPE = recipe_of("impute mean", "normalise minmax:1:100")
ALTERNATIVES = {
    "impute": {"mean": "mean", "no": "none"},
    "normalise": {"minmax": "minmax:1:100", "rank": "rank", "z": "zscore"},
    "weights": {"own": "meta", "equal": "equal"},
}


def values_of(units: int = 9) -> Floats:
    random = np.random.default_rng(12)
    values = random.lognormal(3, 1, size=(units, 5))
    values[[0, 3, 4], [1, 0, 3]] = np.nan
    return values


def runner_of(values: Floats, recipe: Recipe = RECIPE, waves: tuple[str, ...] = (), **options: float) -> Runner:
    found = variation(recipe, TREE, ALTERNATIVES, draws=50, **options)  # type: ignore[arg-type]
    return Runner(table_of(values, waves=waves), TREE, recipe, found, 3)


def ranks_of(scores: Floats) -> Floats:
    """The plain way: 1 plus the number of units with a higher score."""
    found = 1.0 + (scores[None, :] > scores[:, None] + 1e-9).sum(axis=1)
    return np.where(np.isnan(scores), np.nan, found)


def grid_by_hand() -> list[Floats]:
    return [
        top_scores(
            table_of(values_of()),
            TREE,
            recipe_of(*(() if impute == "none" else (f"impute {impute}",)), f"normalise {rule}", weights=weights),
        )
        for impute, rule, weights in product(*(named.values() for named in ALTERNATIVES.values()))
    ]


def plain_sobol(choices: NDArray[np.int64], output: Floats) -> tuple[list[float], list[float]]:
    """First-order and total indices of a grid from their definition: variances of conditional means."""
    first, total = [], []
    for factor in range(choices.shape[1]):
        own = [output[choices[:, factor] == level].mean() for level in set(choices[:, factor].tolist())]
        first.append(float(np.var(own) / np.var(output)))
        others = np.delete(choices, factor, axis=1)
        rest = [output[(others == row).all(axis=1)].mean() for row in np.unique(others, axis=0)]
        total.append(float(1 - np.var(rest) / np.var(output)))
    return first, total


def test_a_grid_is_run_whole_and_is_what_loops_by_hand_give() -> None:
    runner = runner_of(values_of())
    runs = run_analysis(runner, 10, sensitivity=True)
    expected = grid_by_hand()
    assert (runs.exact, len(runs.choices)) == (True, 12)
    np.testing.assert_allclose(runs.scores, expected, rtol=1e-10, atol=1e-10)
    np.testing.assert_array_equal(runs.ranks, [ranks_of(scores) for scores in expected])
    np.testing.assert_array_equal(runs.nominal_scores, expected[0])
    found = sensitivity_indices(runner, runs)
    shift = np.abs(np.array(runs.ranks) - runs.nominal_ranks).mean(axis=1)
    for column, output in enumerate([shift, *np.array(runs.ranks, dtype=np.float64).T]):
        if np.ptp(output) > 0:
            first, total = plain_sobol(runs.choices, output)
            assert found.first[:, column] == pytest.approx(first, abs=1e-12)
            assert found.total[:, column] == pytest.approx(total, abs=1e-12)
    assert found.factors == ("impute", "normalise", "weights")
    assert np.isnan(found.total_low).all()


def test_the_distribution_of_a_grid_counts_its_runs() -> None:
    runs = run_analysis(runner_of(values_of()), 10, sensitivity=False)
    found = distribution(runs, level=0.5)
    ranks = np.sort(np.array(runs.ranks), axis=0)
    # Quarter, half and three quarters of 12 runs: the 3rd, 6th and 9th.
    np.testing.assert_array_equal([found.rank_low, found.rank_high], ranks[[2, 8]])
    np.testing.assert_array_equal(found.score_low, np.sort(np.array(runs.scores), axis=0)[2])
    np.testing.assert_allclose(found.same_rank, (runs.ranks == runs.nominal_ranks).sum(axis=0) / 12)
    assert found.runs == 12


def test_sampled_runs_approach_the_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = runner_of(values_of())
    exact = sensitivity_indices(runner, run_analysis(runner, 10, sensitivity=True), units=False)
    monkeypatch.setattr(analysis, "GRID_LIMIT", 1)
    runs = run_analysis(runner, 5 * 2048, sensitivity=True)
    assert (runs.exact, runs.base, len(runs.choices)) == (False, 2048, 5 * 2048)
    found = sensitivity_indices(runner, runs, units=False, replicates=300)
    np.testing.assert_allclose(found.first, exact.first, atol=0.03)
    np.testing.assert_allclose(found.total, exact.total, atol=0.03)
    assert (found.total_low <= exact.total + 0.01).all()
    assert (found.total_high >= exact.total - 0.01).all()
    alone = run_analysis(runner, 400, sensitivity=False)
    assert (alone.base, len(alone.choices), alone.independent) == (200, 400, slice(0, 400))


def test_noise_keeps_the_nominal_index_and_a_seed_its_runs() -> None:
    runner = runner_of(values_of(), weight_noise=0.2, data_noise=0.1)
    one, again = (
        run_analysis(runner_of(values_of(), weight_noise=0.2, data_noise=0.1), 300, sensitivity=False) for _ in "ab"
    )
    assert not one.exact
    np.testing.assert_array_equal(one.scores, again.scores)
    np.testing.assert_array_equal(one.nominal_scores, top_scores(runner.table, TREE, RECIPE))
    runner.seed = 8
    assert np.abs(run_analysis(runner, 300, sensitivity=False).scores - one.scores).max() > 0.1


def test_waves_are_ranked_apart() -> None:
    waves = ("a", "b", "a", "b", "a", "b", "a", "b", "a")
    runs = run_analysis(runner_of(values_of(), waves=waves), 10, sensitivity=False)
    for wave in "ab":
        rows = [row for row, own in enumerate(waves) if own == wave]
        own = np.array(runs.scores)[:, rows]
        np.testing.assert_array_equal(np.array(runs.ranks)[:, rows], [ranks_of(scores) for scores in own])


def test_screening_varies_who_is_ranked_but_not_whom_the_index_ranks() -> None:
    values = values_of()
    values[5, :3] = np.nan
    values[6, 1:] = np.nan
    recipe = recipe_of("screen available:0.3", "normalise minmax:1:100")
    named = {"screen": {"some": "available:0.3", "most": "available:0.6", "all": "none"}}
    runner = Runner(table_of(values), TREE, recipe, variation(recipe, TREE, named), 1)
    runs = run_analysis(runner, 10, sensitivity=True)
    missing = np.isnan(runs.ranks)
    # Unit 6 is not part of the index itself; unit 5 leaves where most must be there, and the others move up.
    assert missing[:, 6].all()
    assert missing[:, 5].tolist() == [False, True, False]
    assert not np.delete(missing, [5, 6], axis=1).any()
    assert np.nanmax(runs.ranks, axis=1).tolist() == [8, 7, 8]
    found = distribution(runs)
    assert np.isnan([found.rank_low[6], found.score_high[6], found.same_rank[6]]).all()
    assert np.isfinite(sensitivity_indices(runner, runs).total[0, 0])


def test_progress_ends_with_all_runs() -> None:
    told: list[tuple[int, int]] = []
    run_analysis(runner_of(values_of()), 10, sensitivity=False, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (12, 12)
    assert told == sorted(told)

"""Sampling error carried through an index, held against textbook formulas and against the truth in simulations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from civiscope.indices.sampling_error import GroupMean, group_means, is_fixed
from civiscope.sampling.design import Lonely, ReplicateMethod, ReplicateWeights
from civiscope.sampling.replicates import make_replicates
from civiscope.sampling.stages import Stages
from tests.unit.indices.small_indices import TWO_LEVELS, flat_tree, recipe_of, table_of, tree_of

Floats = NDArray[np.float64]

FIXED = recipe_of("normalise goalposts:0:10")
TREE = tree_of(TWO_LEVELS, weights={"x": 2.0}, goalposts=(0.0, 100.0))


def sample_of(size: int, seed: int = 5) -> Floats:
    return np.random.default_rng(seed).uniform(0, 100, size=(size, 5))


def simple(size: int, population: float = np.inf) -> Stages:
    ancestors = np.zeros((1, 1), dtype=np.int64)
    return Stages(ancestors, np.array([size]), (np.array([population]),), True, Lonely.FAIL)


def replicates_of(method: ReplicateMethod, size: int, population: float = np.inf, **options: int) -> ReplicateWeights:
    weights = np.full(size, population / size if np.isfinite(population) else 1.0)
    return make_replicates(method, simple(size, population), np.zeros(size, dtype=np.int64), weights, **options)


def of_all(values: Floats, replicates: ReplicateWeights, recipe: Any = FIXED, tree: Any = TREE) -> GroupMean:
    everyone = {"all": np.ones(len(values), dtype=np.bool_)}
    (found,) = (
        mean for mean in group_means(table_of(values), tree, recipe, replicates, everyone) if mean.node == tree.root
    )
    return found


def scores_of(values: Floats) -> Floats:
    """The plain index: goalposts 0 and 100 on 0 to 10, means of dimensions, x counts double."""
    tenth = values / 10
    x, y = tenth[:, :2].mean(axis=1), tenth[:, 2:].mean(axis=1)
    return np.asarray((2 * x + y) / 3)


@pytest.mark.parametrize("population", [np.inf, 60.0])
def test_error_of_a_simple_random_sample_is_the_textbook_one(population: float) -> None:
    # Cochran 1977, theorem 2.2: s / sqrt(n) * sqrt(1 - n / N).
    values = sample_of(25)
    found = of_all(values, replicates_of(ReplicateMethod.JK1, 25, population))
    scores = scores_of(values)
    error = scores.std(ddof=1) / 5 * np.sqrt(1 - 25 / population)
    assert found.mean == pytest.approx(scores.mean(), rel=1e-12)
    assert found.standard_error == pytest.approx(error, rel=1e-10)
    reach = stats.t.ppf(0.975, 24) * error
    assert (found.low, found.high, found.n) == pytest.approx((scores.mean() - reach, scores.mean() + reach, 25))


def test_error_of_a_group_is_that_of_a_ratio() -> None:
    # Delete-one replicates of a domain mean, computed plainly.
    values, scores = sample_of(12), scores_of(sample_of(12))
    members = np.arange(12) % 3 == 0
    replicates = replicates_of(ReplicateMethod.JK1, 12)
    (found,) = (
        mean
        for mean in group_means(table_of(values), TREE, FIXED, replicates, {"third": members})
        if mean.node == "top"
    )
    leave_one = np.array([scores[members & (np.arange(12) != out)].mean() for out in range(12)])
    assert found.mean == pytest.approx(scores[members].mean())
    assert found.standard_error == pytest.approx(np.sqrt(11 / 12 * ((leave_one - leave_one.mean()) ** 2).sum()))
    assert found.n == 4


def test_bootstrap_comes_close_to_the_textbook_error() -> None:
    size, count = 40, 1000
    values = sample_of(size)
    found = of_all(values, replicates_of(ReplicateMethod.BOOTSTRAP, size, count=count, seed=3))
    error = scores_of(values).std(ddof=1) / np.sqrt(size)
    # A standard deviation of R normal means has a relative standard error of 1 / sqrt(2 R); four of them.
    assert found.standard_error == pytest.approx(error, rel=4 / np.sqrt(2 * count))


def test_scores_from_the_sample_have_another_error_than_fixed_ones() -> None:
    # The mean z-score of the whole sample is 0, whatever the sample: the naive error is far off.
    values = sample_of(30)
    recipe = recipe_of("normalise zscore:50:10")
    replicates = replicates_of(ReplicateMethod.JK1, 30)
    naive = np.std((values - values.mean(axis=0)) / values.std(axis=0, ddof=1) @ np.ones(5) * 2, ddof=1) / np.sqrt(30)
    found = of_all(values, replicates, recipe, flat_tree(5))
    assert naive > 0.5
    assert found.mean == pytest.approx(50)
    assert found.standard_error == pytest.approx(0, abs=1e-9)


def test_a_replicate_runs_through_the_whole_pipeline() -> None:
    # Delete-one replicates by plain rebuilding: treatment, minimum, maximum and loadings move with the sample.
    values = sample_of(10)
    values[0] *= 3
    recipe = recipe_of("treat winsorise:1:none", "normalise minmax:0:100", weights="pca")
    members = np.arange(10) < 6
    replicates = replicates_of(ReplicateMethod.JK1, 10)
    tree = flat_tree(5)
    found = group_means(table_of(values), tree, recipe, replicates, {"six": members})[0]
    left = []
    for out in range(10):
        kept = np.arange(10) != out
        everyone = {"six": members[kept]}
        without = ReplicateWeights(np.ones(9), np.ones((9, 1)), 1.0, np.ones(1))
        left.append(group_means(table_of(values[kept]), tree, recipe, without, everyone)[0].mean)
    assert found.standard_error == pytest.approx(np.std(left) * np.sqrt(9), rel=1e-9)


def test_the_unit_that_distances_are_measured_to_stays_in_every_replicate() -> None:
    values = sample_of(10)
    values[4] = 100.0
    tree, recipe = flat_tree(5), recipe_of("normalise dist2ref:u4")
    found = of_all(values, replicates_of(ReplicateMethod.JK1, 10), recipe, tree)
    left = []
    for out in range(10):
        kept = np.arange(10) != out
        lowest = values[kept].min(axis=0)
        left.append((1 - (100 - values[kept]) / (100 - lowest)).mean())
    assert found.standard_error == pytest.approx(np.std(left) * np.sqrt(9), rel=1e-9)


def test_rows_without_weight_are_no_part_of_the_sample() -> None:
    values = sample_of(9)
    values[3] = [0.0, 100, 0, 100, 0]
    recipe = recipe_of("normalise minmax:0:100")
    weights = np.where(np.arange(9) == 3, 0.0, 1.0)
    replicates = replicates_of(ReplicateMethod.JK1, 8)
    whole = ReplicateWeights(weights, np.insert(replicates.replicates, 3, 0.0, axis=0), replicates.scale, np.ones(8))
    found, expected = of_all(values, whole, recipe), of_all(np.delete(values, 3, axis=0), replicates, recipe)
    assert (found.mean, found.standard_error, found.n) == pytest.approx((expected.mean, expected.standard_error, 8))


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    population = np.random.default_rng(8).lognormal(3, 0.4, size=(400, 5)).clip(0, 100)
    truth = scores_of(population).mean()
    covered, samples = 0, 200
    for seed in range(samples):
        rows = np.random.default_rng([seed, 9]).choice(400, size=30, replace=False)
        found = of_all(population[rows], replicates_of(ReplicateMethod.JK1, 30, 400.0))
        covered += found.low <= truth <= found.high
    # Three standard errors of a share of 0.95 in 200 samples.
    assert abs(covered / samples - 0.95) <= 3 * np.sqrt(0.95 * 0.05 / samples)


def test_groups_of_one_have_no_error_and_groups_without_scores_are_left_out() -> None:
    values = sample_of(8)
    values[3] = np.nan
    groups = {name: np.arange(8) == row for name, row in (("one", 0), ("none", 3))}
    replicates = replicates_of(ReplicateMethod.JK1, 8)
    found = [mean for mean in group_means(table_of(values), TREE, FIXED, replicates, groups) if mean.node == "top"]
    assert [(mean.group, mean.n) for mean in found] == [("one", 1)]
    assert np.isnan([found[0].standard_error, found[0].low, found[0].high]).all()
    assert found[0].mean == pytest.approx(scores_of(values)[0])


def test_equal_scores_have_no_error_and_progress_counts_replicates() -> None:
    told: list[tuple[int, int]] = []
    values = np.full((6, 5), 70.0)
    replicates = replicates_of(ReplicateMethod.JK1, 6)
    everyone = {"all": np.ones(6, dtype=np.bool_)}
    found = group_means(
        table_of(values), TREE, FIXED, replicates, everyone, progress=lambda done, total: told.append((done, total))
    )
    assert [(mean.standard_error, mean.low == mean.high) for mean in found] == [(0.0, True)] * 3
    assert told == [(done, 6) for done in range(1, 7)]


@pytest.mark.parametrize(
    ("steps", "weights", "aggregate", "own", "fixed"),
    [
        (("normalise goalposts",), "meta", "arithmetic", {}, True),
        (("denominate", "treat none", "normalise scaled:0:10"), "equal", "geometric,harmonic", {}, True),
        (("normalise minmax",), "meta", "arithmetic", {}, False),
        (("impute mean", "normalise goalposts"), "meta", "arithmetic", {}, False),
        (("normalise goalposts",), "pca", "arithmetic", {}, False),
        (("normalise goalposts",), "meta", "arithmetic,copeland", {}, False),
        (("normalise goalposts",), "meta", "arithmetic", {"x": "copeland:wins"}, False),
    ],
)
def test_a_recipe_is_fixed_where_units_do_not_depend_on_each_other(
    steps: tuple[str, ...], weights: str, aggregate: str, own: dict[str, str], fixed: bool
) -> None:
    tree = tree_of(TWO_LEVELS, goalposts=(0.0, 1.0), own=own)
    assert is_fixed(recipe_of(*steps, weights=weights, aggregate=aggregate), tree) is fixed

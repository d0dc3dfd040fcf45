"""Runs of alternatives, held against building the index once for each combination by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.indices.build import build_index
from civiscope.indices.recipe import Recipe, parse_aggregate, parse_step, parse_weights
from civiscope.indices.tree import IndexTree
from civiscope.indices.uncertainty.alternatives import Variation, variation
from civiscope.indices.uncertainty.factorial import full_factorial
from civiscope.indices.uncertainty.runs import Runner
from tests.unit.indices.small_indices import TWO_LEVELS, recipe_of, table_of, tree_of

Floats = NDArray[np.float64]

TREE = tree_of(TWO_LEVELS, weights={"i0": 3.0, "y": 0.5}, directions={"i4": -1}, goalposts=(0.0, 100.0))
RECIPE = recipe_of("screen none", "impute none", "treat none", "normalise minmax:1:100")
WAVES = ("a", "a", "b", "a", "b", "b", "a", "b")


def values_of(seed: int = 2, missing: bool = True) -> Floats:
    random = np.random.default_rng(seed)
    values = random.lognormal(3, 1, size=(8, 5))
    if missing:
        values[[0, 2, 2, 2, 5], [1, 0, 2, 3, 4]] = np.nan
    return values


def named(*rules: str) -> dict[str, str]:
    return {rule: rule for rule in rules}


def runner_of(
    alternatives: dict[str, dict[str, str]],
    *,
    noise: tuple[float, float] = (0.0, 0.0),
    draws: int = 5,
    waves: bool = False,
) -> Runner:
    found = variation(RECIPE, TREE, alternatives, *noise, draws)
    return Runner(table_of(values_of(), waves=WAVES if waves else ()), TREE, RECIPE, found, 1)


def by_hand(runner: Runner, rules: dict[str, str]) -> Floats:
    """One combination: a recipe written out, built, and its rows put back in their place."""
    steps = []
    for step in RECIPE.steps:
        rule = rules.get(step.name, str(step.rule))
        if rule != "none" or step.name == "normalise":
            steps.append(parse_step(f"{step.name} {rule}", "test"))
    recipe = Recipe(
        tuple(steps),
        parse_weights(rules.get("weights", "meta"), "test"),
        parse_aggregate(rules.get("aggregate", "arithmetic").split(","), "test", 3),
    )
    built = build_index(runner.table, TREE, recipe, strict=False)
    scores = np.full(len(runner.table.units), np.nan)
    scores[built.prepared.rows] = built.scores["top"]
    return scores


@pytest.mark.parametrize("waves", [False, True])
def test_every_combination_is_what_building_it_by_hand_gives(waves: bool) -> None:
    alternatives = {
        "screen": named("none", "available:0.5"),
        "impute": named("median", "none"),
        "treat": named("none", "winsorise:1:none:force=yes"),
        "normalise": named("minmax:1:100", "rank"),
        "weights": named("meta", "equal", "factors"),
        "aggregate": named("arithmetic", "arithmetic,geometric", "copeland"),
    }
    runner = runner_of(alternatives, waves=waves)
    choices = full_factorial(runner.variation.counts)
    found = runner.scores(choices)
    expected = [
        by_hand(runner, dict(zip(alternatives, rules, strict=True))) for rules in product(*alternatives.values())
    ]
    assert len(expected) == len(choices) == 2**4 * 9
    assert np.isnan(found[:, 2]).any()
    np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-10)


def test_runs_may_come_in_any_order_and_more_than_once() -> None:
    runner = runner_of(
        {"normalise": named("minmax:1:100", "rank"), "weights": named("meta", "equal")}, noise=(0.3, 0.0)
    )
    choices = full_factorial(runner.variation.counts)
    order = np.random.default_rng(1).integers(0, len(choices), size=40)
    np.testing.assert_allclose(runner.scores(choices[order]), runner.scores(choices)[order], rtol=1e-12)


def test_noise_on_weights_stays_within_its_bounds_and_is_what_it_says() -> None:
    runner = runner_of({}, noise=(0.25, 0.0), draws=500)
    factors = runner.weight_factors
    assert factors.shape == (500, 7)
    assert factors.min() >= 0.75
    assert factors.max() <= 1.25
    # Uniform on +- 0.25: four standard errors of the mean and of the spread, from 3,500 draws.
    assert abs(factors.mean() - 1) < 4 * 0.25 / np.sqrt(3 * 3500)
    assert factors.std() == pytest.approx(0.25 / np.sqrt(3), rel=4 * np.sqrt(0.8 / 4 / 3500))
    scores = runner.scores(np.arange(500)[:, None])
    for draw in (0, 17, 499):
        nodes = [
            replace(node, weight=node.weight * factors[draw, list(TREE.weights).index(node.code)])
            if node.parent
            else node
            for node in TREE.nodes
        ]
        built = build_index(runner.table, IndexTree(tuple(nodes)), RECIPE)
        np.testing.assert_allclose(scores[draw], built.scores["top"], rtol=1e-12)


def test_noise_on_data_has_the_spread_that_it_says() -> None:
    runner = runner_of({}, noise=(0.0, 0.1), draws=3000)
    values = runner.table.values
    draws = np.stack([runner._noisy(draw).values for draw in range(3000)])
    spread = np.nanstd(values, axis=0, ddof=1) * 0.1
    known = ~np.isnan(values)
    np.testing.assert_array_equal(np.isnan(draws[7]), ~known)
    shifts = ((draws - values) / spread)[:, known]
    # Of 3,000 normal draws per cell, five standard errors for the farthest of 35 cells.
    assert np.abs(shifts.mean(axis=0)).max() < 5 / np.sqrt(3000)
    assert np.abs(shifts.std(axis=0) - 1).max() < 5 / np.sqrt(6000)


def test_noise_leaves_a_single_value_as_it_is() -> None:
    values = values_of(missing=False)
    values[1:, 2] = np.nan
    found = variation(recipe_of("normalise goalposts:0:1"), TREE, {}, 0.0, 0.5, 4)
    runner = Runner(table_of(values), TREE, recipe_of("normalise goalposts:0:1"), found, 1)
    assert runner._noisy(0).values[0, 2] == values[0, 2]
    assert np.isfinite(runner.scores(np.arange(4)[:, None])).all()


def test_a_seed_reproduces_its_runs_and_another_gives_others() -> None:
    def scores(seed: int) -> Floats:
        runner = replace(runner_of({}, noise=(0.2, 0.2)), seed=seed)
        return runner.scores(full_factorial(runner.variation.counts))

    np.testing.assert_array_equal(scores(4), scores(4))
    assert np.abs(scores(4) - scores(5)).max() > 0.1


def test_noise_goes_with_its_draw_whatever_else_is_chosen() -> None:
    # The same draw of noise meets all alternatives, so that their effects are told apart from noise.
    runner = runner_of({"weights": named("meta", "equal")}, noise=(0.0, 0.3))
    one, other = (runner.scores(np.array([[0, draw], [1, draw]])) for draw in (0, 1))
    table = runner._noisy(0)
    for place, weights in enumerate(("meta", "equal")):
        expected = build_index(table, TREE, replace(RECIPE, weights=parse_weights(weights, "test")), strict=False)
        np.testing.assert_allclose(one[place], expected.scores["top"], rtol=1e-12)
    assert np.abs(one - other).max() > 0.01


def test_blocks_hold_each_run_once_and_methods_that_compare_units_run_alone() -> None:
    variation_of: Variation = variation(
        RECIPE, TREE, {"aggregate": named("arithmetic", "copeland")}, weight_noise=0.2, draws=6
    )
    runner = Runner(table_of(values_of()), TREE, RECIPE, variation_of, 1)
    choices = full_factorial(variation_of.counts)
    numbers = [part.tolist() for part, _ in runner.blocks(choices)]
    assert sorted(number for part in numbers for number in part) == list(range(12))
    assert max(map(len, numbers)) == 1

"""What holds of every index, whatever the data: invariances, monotony, and the plain way of computing it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from civiscope.indices.build import build_index
from civiscope.indices.tree import IndexTree
from tests.unit.indices.small_indices import TWO_LEVELS, flat_tree, recipe_of, table_of, top_scores, tree_of, weighted

Floats = NDArray[np.float64]

seeds = st.integers(0, 2**32 - 1)
patient = settings(deadline=None, max_examples=60)

AGGREGATIONS = (
    "arithmetic",
    "geometric",
    "harmonic",
    "sum",
    "mazziotta_pareto",
    "copeland",
    "copeland:wins",
    "condorcet",
    "benefit_of_doubt",
)
NORMALISATIONS = ("minmax:1:100", "zscore:0:1", "rank", "percentrank", "borda", "dist2max", "classes:quantiles=4")


def generated(seed: int, units: int = 7, count: int = 5, missing: float = 0.0) -> Floats:
    """Values without ties; each unit and each indicator keeps two values at least."""
    random = np.random.default_rng(seed)
    values = random.lognormal(1, 1, size=(units, count))
    holes = random.random(values.shape) < missing
    holes[:2] = False
    holes[:, :2] = False
    return np.where(holes, np.nan, values)


def positive(aggregate: str) -> str:
    """A normalisation that a method of aggregation can take."""
    return "zscore_population:100:10" if aggregate == "mazziotta_pareto" else "minmax:1:100"


def weighted_tree(seed: int) -> IndexTree:
    """Two levels with uneven weights, and two indicators of which less is better."""
    random = np.random.default_rng([seed, 1])
    codes = [*(f"i{place}" for place in range(5)), "x", "y"]
    weights = dict(zip(codes, random.uniform(0.2, 3, size=7).tolist(), strict=True))
    return tree_of(TWO_LEVELS, weights=weights, directions={"i1": -1, "i3": -1})


@patient
@given(seeds, st.floats(1e-3, 1e3), st.floats(-1e3, 1e3), st.sampled_from(["minmax:0:100", "zscore:0:1", "dist2max"]))
def test_other_units_of_an_indicator_change_nothing(seed: int, factor: float, shift: float, rule: str) -> None:
    values, tree = generated(seed, missing=0.2), weighted_tree(seed)
    recipe = recipe_of(f"normalise {rule}")
    other = values.copy()
    other[:, 2] = factor * values[:, 2] + shift
    expected = top_scores(table_of(values), tree, recipe)
    np.testing.assert_allclose(top_scores(table_of(other), tree, recipe), expected, rtol=1e-7, atol=1e-7)


@patient
@given(seeds, st.sampled_from(AGGREGATIONS[:7]), st.floats(0, 5))
def test_a_better_indicator_never_lowers_the_score(seed: int, aggregate: str, more: float) -> None:
    # On fixed goalposts nothing else moves; a penalty for imbalance is not meant to be monotone.
    if aggregate == "mazziotta_pareto":
        aggregate = "arithmetic,geometric"
    tree = tree_of(TWO_LEVELS, directions={"i1": -1}, goalposts=(0.0, 20.0))
    values = np.clip(generated(seed), 0.1, 20)
    better = values.copy()
    better[3, 0] += more
    better[3, 1] -= more
    recipe = recipe_of("normalise goalposts:1:10", aggregate=aggregate)
    before = top_scores(table_of(values), tree, recipe)
    after = top_scores(table_of(better), tree, recipe)
    assert after[3] >= before[3] - 1e-12
    others = np.arange(7) != 3
    if not aggregate.startswith("copeland"):
        np.testing.assert_array_equal(after[others], before[others])


@patient
@given(seeds, st.floats(0, 1))
def test_a_better_indicator_never_lowers_the_score_by_extremes_from_the_data(seed: int, share: float) -> None:
    # The others are fixed, and so are the extremes: the unit moves between them.
    values = generated(seed)
    row = int(np.argsort(values[:, 2])[1])
    better = values.copy()
    better[row, 2] += share * (values[:, 2].max() - values[row, 2])
    recipe = recipe_of("normalise minmax:0:100")
    before, after = (top_scores(table_of(entry), tree_of(TWO_LEVELS), recipe) for entry in (values, better))
    assert after[row] >= before[row] - 1e-12


@patient
@given(seeds, st.sampled_from([name for name in AGGREGATIONS if name != "sum"]), st.floats(0.01, 100))
def test_weights_that_sum_to_anything_give_the_same_scores(seed: int, aggregate: str, factor: float) -> None:
    tree, recipe = weighted_tree(seed), recipe_of(f"normalise {positive(aggregate)}", aggregate=aggregate)
    scaled = IndexTree(tuple(replace(node, weight=node.weight * factor) for node in tree.nodes))
    table = table_of(generated(seed))
    np.testing.assert_allclose(top_scores(table, scaled, recipe), top_scores(table, tree, recipe), rtol=1e-9)


@patient
@given(seeds, st.sampled_from(AGGREGATIONS), st.sampled_from(NORMALISATIONS[:4]), st.randoms(use_true_random=False))
def test_the_order_of_units_indicators_and_nodes_changes_nothing(
    seed: int, aggregate: str, rule: str, random: Random
) -> None:
    if aggregate in ("geometric", "harmonic", "benefit_of_doubt", "mazziotta_pareto"):
        rule = positive(aggregate)
    values, tree = generated(seed), weighted_tree(seed)
    recipe = recipe_of(f"normalise {rule}", aggregate=aggregate)
    table = table_of(values)
    rows, columns, nodes = np.random.default_rng([seed, 2]), list(range(5)), list(tree.nodes)
    random.shuffle(columns)
    random.shuffle(nodes)
    order = rows.permutation(len(values))
    mixed = table.rows(order).columns(tuple(f"i{column}" for column in columns))
    expected = build_index(table, tree, recipe)
    found = build_index(mixed, IndexTree.make(nodes), recipe)
    for code in tree.aggregates:
        np.testing.assert_allclose(found.scores[code], expected.scores[code][order], rtol=1e-7, atol=1e-9)
        np.testing.assert_array_equal(found.ranks[code], expected.ranks[code][order])


@patient
@given(seeds)
def test_units_with_the_same_values_share_a_rank_wherever_they_stand(seed: int) -> None:
    values = np.tile(generated(seed, units=9), (6, 1))
    found = build_index(table_of(values), weighted_tree(seed), recipe_of("normalise minmax:0:100"))
    ranks = found.ranks["top"].reshape(6, 9)
    np.testing.assert_array_equal(ranks, np.tile(ranks[0], (6, 1)))
    assert sorted(set(ranks[0])) == [1 + 6 * place for place in range(9)]


@patient
@given(seeds, st.sampled_from(["arithmetic", "geometric", "harmonic"]))
def test_an_index_of_one_level_is_the_mean_over_what_is_there(seed: int, aggregate: str) -> None:
    values = generated(seed, missing=0.3)
    scores = top_scores(table_of(values), flat_tree(5), recipe_of("normalise none", aggregate=aggregate))
    mean = {"arithmetic": np.mean, "geometric": stats.gmean, "harmonic": stats.hmean}[aggregate]
    np.testing.assert_allclose(scores, [mean(row[~np.isnan(row)]) for row in values], rtol=1e-12)


@patient
@given(seeds)
def test_levels_are_means_of_means(seed: int) -> None:
    values, tree = generated(seed, missing=0.3), weighted_tree(seed)
    built = build_index(table_of(values), tree, recipe_of("normalise zscore"))
    for row in range(len(values)):
        for node, elements in TWO_LEVELS.items():
            own = [(tree.weights[code], built.scores[code][row]) for code in elements]
            known = [(weight, score) for weight, score in own if not np.isnan(score)]
            total = sum(weight for weight, _ in known)
            expected = sum(weight * score for weight, score in known) / total if known else np.nan
            assert built.scores[node][row] == pytest.approx(expected, rel=1e-12, abs=1e-12, nan_ok=True)


@patient
@given(
    seeds,
    st.lists(st.integers(1, 4), min_size=7, max_size=7),
    st.sampled_from(NORMALISATIONS),
    st.sampled_from(["", "impute mean", "impute median", "impute knn:2", "treat winsorise:2:log_ct:force=yes"]),
    st.sampled_from(["meta", "pca", "factors"]),
)
@example(339674886, [4, 3, 4, 4, 1, 4, 4], "zscore", "", "pca")
def test_row_weights_are_repeated_rows(seed: int, counts: list[int], rule: str, first: str, weights: str) -> None:
    values, tree = generated(seed, missing=0.2), weighted_tree(seed)
    recipe = recipe_of(*((first,) if first else ()), f"normalise {rule}", weights=weights)
    rows = np.repeat(np.arange(7), counts)
    built = build_index(weighted(table_of(values), counts), tree, recipe, strict=False)
    # Of indicators without any correlation every direction is a first component; which one is found is chance.
    assume(weights == "meta" or min(abs(weight) for weight in built.weights.values()) > 1e-9)
    once = built.scores[tree.root]
    often = top_scores(table_of(values[rows]), tree, recipe, strict=False)
    # Loadings that nearly cancel out make scores of millions, of which the last digits are lost.
    scale = np.nanmax(np.abs(often), initial=100.0)
    np.testing.assert_allclose(once[rows] / scale, often / scale, atol=1e-11 * scale)


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_optimised_weights_take_rows_by_their_weight(seed: int) -> None:
    values, counts = generated(seed, units=12, count=2), np.random.default_rng(seed).integers(1, 4, size=12)
    tree, recipe = flat_tree(2), recipe_of("normalise minmax", weights="optimised")
    once = build_index(weighted(table_of(values), counts), tree, recipe, strict=False).weights
    often = build_index(table_of(np.repeat(values, counts, axis=0)), tree, recipe, strict=False).weights
    assert [once["i0"], once["i1"]] == pytest.approx([often["i0"], often["i1"]], abs=1e-5)

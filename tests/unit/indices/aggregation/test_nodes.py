"""Aggregation up the tree: rules of nodes and levels, many sets of weights at once, least shares of elements."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.aggregation.nodes import AGGREGATIONS, Aggregator, node_rules
from civiscope.indices.rules import Rule
from civiscope.indices.tree import IndexTree
from tests.unit.indices.small_indices import TWO_LEVELS, flat_tree, tree_of

Floats = NDArray[np.float64]

TREE = tree_of(TWO_LEVELS)


def values_of(sets: int = 1, missing: bool = True) -> Floats:
    values = np.random.default_rng(6).uniform(1, 9, size=(sets, 6, 5))
    if missing:
        values[:, [0, 1, 1, 1, 4], [0, 2, 3, 4, 1]] = np.nan
    return values


def weights_of(sets: int) -> Floats:
    return np.random.default_rng(7).uniform(0.5, 2, size=(sets, 7))


def aggregator_of(name: str, minimum: float = 0.0, tree: IndexTree = TREE) -> Aggregator:
    return Aggregator(tree, node_rules(tree, (Rule(name),)), minimum)


@pytest.mark.parametrize("name", AGGREGATIONS)
@pytest.mark.parametrize("sets", [(1, 4), (4, 4), (4, 1), (1, 1)])
def test_many_sets_at_once_are_one_after_the_other(name: str, sets: tuple[int, int]) -> None:
    values, weights = values_of(sets[0]), weights_of(sets[1])
    aggregator = aggregator_of(name)
    found = aggregator.run(values, weights)
    for run in range(max(sets)):
        own = values[[min(run, sets[0] - 1)]], weights[[min(run, sets[1] - 1)]]
        for code, scores in aggregator.run(*own).items():
            assert len(found[code]) == max(sets)
            np.testing.assert_allclose(found[code][run], scores[0], rtol=1e-12)


@pytest.mark.parametrize("name", AGGREGATIONS)
def test_a_node_by_itself_is_the_node_in_the_run(name: str) -> None:
    aggregator, values, weights = aggregator_of(name), values_of(), weights_of(1)
    found = aggregator.run(values, weights)
    own = dict(zip(TREE.weights, weights[0].tolist(), strict=True))
    np.testing.assert_allclose(aggregator.node("y", values[0, :, 2:], own), found["y"][0])
    both = np.stack([found["x"][0], found["y"][0]], axis=1)
    np.testing.assert_allclose(aggregator.node("top", both, own), found["top"][0])


def test_rules_are_the_node_s_own_then_its_level_s() -> None:
    tree = tree_of(TWO_LEVELS, own={"y": "copeland:wins"})
    rules = node_rules(tree, (Rule("arithmetic"), Rule("geometric")))
    assert {code: str(rule) for code, rule in rules.items()} == {
        "x": "arithmetic",
        "y": "copeland:wins",
        "top": "geometric",
    }
    assert rules["y"].values == ("wins",)
    with pytest.raises(UserError) as raised:
        node_rules(tree_of(TWO_LEVELS, own={"y": "copland"}), (Rule("arithmetic"),))
    assert [(entry.code, entry.column) for entry in raised.value.problems] == [("index-rule-unknown", "y")]


def test_levels_of_an_uneven_tree_are_heights() -> None:
    tree = tree_of({"x": ("i0", "i1"), "top": ("x", "i2")})
    rules = node_rules(tree, (Rule("arithmetic"), Rule("geometric")))
    assert {code: rule.name for code, rule in rules.items()} == {"x": "arithmetic", "top": "geometric"}
    found = Aggregator(tree, rules).run(np.array([[[2.0, 6, 9]]]), np.ones((1, 4)))
    assert found["top"][0].tolist() == pytest.approx([6])


@pytest.mark.parametrize(("minimum", "there"), [(0.0, 1), (1 / 3, 1), (0.34, 2), (0.6667, 2), (0.67, 3), (1.0, 3)])
def test_the_least_share_is_of_elements(minimum: float, there: int) -> None:
    values = np.array([[[1.0, np.nan, np.nan], [1, 2, np.nan], [1, 2, 3]]])
    found = aggregator_of("arithmetic", minimum, flat_tree(3)).run(values, np.ones((1, 3)))["top"][0]
    assert (~np.isnan(found)).tolist() == [there <= 1, there <= 2, True]


def test_a_node_s_own_least_share_goes_before_the_common_one() -> None:
    nodes = [replace(node, minimum=1.0) if node.code == "x" else node for node in TREE.nodes]
    found = aggregator_of("arithmetic", 0.3, IndexTree(tuple(nodes))).run(values_of(), weights_of(1))
    assert np.isnan(found["x"][0]).tolist() == [True, False, False, False, True, False]
    assert np.isnan(found["y"][0]).tolist() == [False, True, False, False, False, False]
    assert not np.isnan(found["top"][0]).any()


@pytest.mark.parametrize("name", [name for name, method in AGGREGATIONS.items() if method.positive])
def test_values_that_are_not_positive_are_refused_where_units_are_named(name: str) -> None:
    values = values_of(missing=False)
    values[0, 3, 2] = 0.0
    aggregator = aggregator_of(name)
    assert np.isnan(aggregator.run(values, weights_of(1))["y"][0]).tolist() == [False] * 3 + [True] + [False] * 2
    with pytest.raises(UserError) as raised:
        aggregator.run(values, weights_of(1), tuple("abcdef"))
    assert [(entry.column, entry.value) for entry in raised.value.problems] == [("i2", "0")]


def test_loadings_of_both_signs_that_cancel_out_give_no_score() -> None:
    values = np.array([[[1.0, 5, 2], [2, 3, np.nan]]])
    aggregator = aggregator_of("arithmetic", tree=flat_tree(3))
    found = aggregator.run(values, np.array([[0.1 + 0.2, -0.3, 0.0], [0.5, -0.3, 0.1]]))["top"]
    assert np.isnan(found[0]).all()
    np.testing.assert_allclose(found[1], [(0.5 - 1.5 + 0.2) / 0.3, (1 - 0.9) / 0.2])

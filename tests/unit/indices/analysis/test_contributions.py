"""Effective weights, and scores taken apart into what each indicator contributes."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.indices.aggregation import means
from civiscope.indices.analysis import contributions as module
from civiscope.indices.analysis.contributions import AggregateNode, contributions, effective_weights
from civiscope.indices.tree import IndexTree, Node

generated = settings(max_examples=60, deadline=None)

TREE = IndexTree.make(
    [
        Node("a", parent="left", weight=2),
        Node("right", level=2, parent="index", weight=3),
        Node("b", parent="left", weight=1),
        Node("c", parent="right", weight=1),
        Node("d", parent="right", weight=4),
        Node("e", parent="right", weight=5),
        Node("left", level=2, parent="index", weight=1),
        Node("index", level=3),
    ]
)
MEANS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "arithmetic": means.arithmetic,
    "geometric": means.geometric,
    "harmonic": means.harmonic,
    "sum": means.total,
}
ALL = ("left", "right", "index")


def aggregator(tree: IndexTree, methods: dict[str, str]) -> AggregateNode:
    """Aggregates each node by its method, with the weights of the tree."""

    def node(code: str, values: np.ndarray) -> np.ndarray:
        weights = np.array([[tree.weights[element] for element in tree.children(code)]])
        return MEANS[methods[code]](values.T[:, None, :], weights)[0]

    return node


def score(values: np.ndarray, tree: IndexTree, aggregate: AggregateNode) -> np.ndarray:
    """The index (n,), aggregated from the bottom up."""
    found = {code: values[:, place] for place, code in enumerate(tree.indicators)}
    for code in tree.aggregates:
        found[code] = aggregate(code, np.stack([found[element] for element in tree.children(code)], axis=1))
    return found[tree.root]


def table(seed: int, n: int = 12, p: int = 5, missing: float = 0.2) -> np.ndarray:
    random = np.random.default_rng(seed)
    values = random.uniform(1, 100, size=(n, p))
    values[random.random(values.shape) < missing] = np.nan
    return values


def test_effective_weights_are_products_of_shares() -> None:
    found = effective_weights(TREE, TREE.weights)
    assert list(found) == ["a", "right", "b", "c", "d", "e", "left", "index"]
    assert found["a"] == pytest.approx(2 / 3 * 1 / 4)
    assert found["e"] == pytest.approx(5 / 10 * 3 / 4)
    assert sum(found[code] for code in TREE.indicators) == pytest.approx(1)


@generated
@given(factor=st.floats(1e-3, 1e3))
def test_effective_weights_do_not_depend_on_what_weights_sum_to(factor: float) -> None:
    scaled = {code: weight * factor for code, weight in TREE.weights.items()}
    assert effective_weights(TREE, scaled) == pytest.approx(effective_weights(TREE, TREE.weights))


def test_elements_without_any_weight_are_refused() -> None:
    with pytest.raises(UserError, match="left"):
        effective_weights(TREE, TREE.weights | {"a": 0.0, "b": 0.0})


@generated
@given(
    seed=st.integers(0, 2**32 - 1),
    methods=st.tuples(st.sampled_from(list(MEANS)), st.sampled_from(list(MEANS)), st.sampled_from(list(MEANS))),
    comparing=st.sets(st.sampled_from(ALL)),
)
def test_parts_add_up_to_the_score_for_every_method(seed: int, methods: tuple[str, ...], comparing: set[str]) -> None:
    by_node = dict(zip(ALL, methods, strict=True))
    linear = {code for code, method in by_node.items() if method in ("arithmetic", "sum")}
    aggregate, values = aggregator(TREE, by_node), table(seed)
    found = contributions(values, TREE, aggregate, linear=linear, comparing=comparing - linear)
    np.testing.assert_allclose(found.scores, score(values, TREE, aggregate), rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(found.base + found.of_node(TREE, "left") + found.of_node(TREE, "right"), found.scores)


def test_a_weighted_mean_splits_into_rescaled_weights_times_values() -> None:
    aggregate = aggregator(TREE, dict.fromkeys(ALL, "arithmetic"))
    values = np.array([[10.0, 20, 30, 40, 50], [10, np.nan, 30, 40, np.nan]])
    found = contributions(values, TREE, aggregate, linear=ALL)
    assert found.base.tolist() == [0, 0]
    weights = effective_weights(TREE, TREE.weights)
    expected = [weights[code] * value for code, value in zip(TREE.indicators, values[0], strict=True)]
    np.testing.assert_allclose(found.parts[0], expected)
    np.testing.assert_allclose(found.parts[1], [10 / 4, 0, 30 * 3 / 4 / 5, 40 * 3 / 4 * 4 / 5, 0])


@generated
@given(seed=st.integers(0, 2**32 - 1))
def test_shapley_values_agree_with_the_exact_form_where_a_node_is_linear(seed: int) -> None:
    aggregate, values = aggregator(TREE, dict.fromkeys(ALL, "arithmetic")), table(seed, missing=0.1)
    baseline = np.full(5, 40.0)
    exact = contributions(values, TREE, aggregate, linear=ALL, baseline=baseline)
    general = contributions(values, TREE, aggregate, baseline=baseline)
    np.testing.assert_allclose(general.parts, exact.parts, atol=1e-6)
    np.testing.assert_allclose(general.base, exact.base)


def test_shapley_values_are_means_over_all_orders() -> None:
    tree = IndexTree.make(
        [*(Node(code, parent="index", weight=n + 1) for n, code in enumerate("abc")), Node("index", level=2)]
    )
    aggregate, values = aggregator(tree, {"index": "geometric"}), table(5, p=3, missing=0)
    baseline = values.mean(axis=0)
    expected = np.zeros(values.shape)
    for order in itertools.permutations(range(3)):
        current = np.tile(baseline, (len(values), 1))
        for place in order:
            before = aggregate("index", current)
            current[:, place] = values[:, place]
            expected[:, place] += (aggregate("index", current) - before) / 6
    found = contributions(values, tree, aggregate)
    np.testing.assert_allclose(found.parts, expected, atol=1e-12)
    np.testing.assert_allclose(found.base, aggregate("index", baseline[None])[0])


def test_an_indicator_at_the_baseline_contributes_nothing() -> None:
    values = table(6, missing=0)
    values[3, 2] = 50
    baseline = np.full(5, 50.0)
    aggregate = aggregator(TREE, dict.fromkeys(ALL, "geometric"))
    found = contributions(values, TREE, aggregate, baseline=baseline)
    assert found.parts[3, 2] == pytest.approx(0, abs=1e-12)
    assert (np.sign(found.parts) == np.sign(values - 50)).all()


def test_elements_that_cancel_out_still_have_their_parts() -> None:
    """In `left` 2 a + b is at the baseline exactly, so nothing can be passed on in proportion to its change."""
    values = np.array([[60.0, 30, 50, 50, 50], [20.0, 80, 50, 50, 50], [70, 90, 50, 50, 50]])
    methods = {"left": "arithmetic", "right": "arithmetic", "index": "geometric"}
    baseline = np.full(5, 50.0)
    found = contributions(values, TREE, aggregator(TREE, methods), linear=("left", "right"), baseline=baseline)
    assert found.scores[0] == pytest.approx(50)
    assert found.parts[0, 0] == pytest.approx(-found.parts[0, 1])
    assert found.parts[0, 0] > 1


def test_many_elements_are_taken_in_drawn_orders() -> None:
    tree = IndexTree.make([*(Node(f"i{n}", parent="index", weight=n + 1) for n in range(12)), Node("index", level=2)])
    aggregate, values = aggregator(tree, {"index": "geometric"}), table(7, p=12)
    found = contributions(values, tree, aggregate)
    np.testing.assert_allclose(found.scores, aggregate("index", values), rtol=1e-11)
    again = contributions(values, tree, aggregate)
    assert (found.parts == again.parts).all()


def test_drawn_orders_come_close_to_all_coalitions(monkeypatch: pytest.MonkeyPatch) -> None:
    aggregate, values = aggregator(TREE, dict.fromkeys(ALL, "geometric")), table(9)
    exact = contributions(values, TREE, aggregate)
    monkeypatch.setattr(module, "EXACT", 1)
    np.testing.assert_allclose(contributions(values, TREE, aggregate).parts, exact.parts, atol=0.5)


def test_parts_of_steps_stay_within_the_steps() -> None:
    """A rank jumps by a whole place for a hair's breadth: its parts must not be blown up by dividing by it."""
    values = np.array([[50.0, 50 + 1e-7, 50, 50, 50], [80, 10, 60, 60, 60], [20, 90, 40, 40, 40]])

    def aggregate(code: str, own: np.ndarray) -> np.ndarray:
        mean = own.mean(axis=1)
        return (mean[:, None] > mean).sum(axis=1) + 1.0 if code == "index" else mean

    found = contributions(values, TREE, aggregate, linear=("left", "right"), comparing=("index",))
    np.testing.assert_allclose(found.scores, [2, 3, 1])
    assert np.abs(found.parts).max() < 10


def test_a_node_can_be_taken_apart_alone() -> None:
    aggregate = aggregator(TREE, dict.fromkeys(ALL, "arithmetic"))
    values = np.array([[10.0, 20, 30, 40, 50]])
    found = contributions(values, TREE, aggregate, node="left", linear=ALL)
    np.testing.assert_allclose(found.parts, [[10 * 2 / 3, 20 / 3, 0, 0, 0]])


def test_units_without_a_score_have_no_parts() -> None:
    aggregate = aggregator(TREE, dict.fromkeys(ALL, "geometric"))
    values = np.array([[np.nan] * 5, [np.nan, np.nan, 3, 4, 5], [1, 2, 3, 4, 5]])
    found = contributions(values, TREE, aggregate)
    assert np.isnan(found.parts[0]).all()
    assert np.isnan(found.scores[0])
    assert found.parts[1, :2].tolist() == [0, 0]
    assert not np.isnan(found.parts[1:]).any()

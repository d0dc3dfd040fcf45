"""What in the structure of an index deserves a second look."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.indices.analysis.warnings import Limits, StructureWarning, structure_warnings, variance_inflation
from civiscope.indices.tree import IndexTree, Node

generated = settings(max_examples=60, deadline=None)

TREE = IndexTree.make(
    [
        Node("a", parent="left"),
        Node("b", parent="left"),
        Node("c", parent="left"),
        Node("d", parent="right"),
        Node("e", parent="right"),
        Node("left", level=2, parent="index"),
        Node("right", level=2, parent="index"),
        Node("index", level=3),
    ]
)


def warnings_of(
    columns: dict[str, np.ndarray], weights: dict[str, float] | None = None, limits: Limits | None = None
) -> list[StructureWarning]:
    """Warnings of the index in which all weights are those of the tree."""
    left = np.mean([columns[code] for code in "abc"], axis=0)
    right = np.mean([columns[code] for code in "de"], axis=0)
    scores = columns | {"left": left, "right": right, "index": (left + right) / 2}
    return list(structure_warnings(scores, TREE, weights or TREE.weights, limits=limits or Limits()))


def columns(seed: int = 1, common: float = 1.0) -> dict[str, np.ndarray]:
    """Five indicators that share a factor."""
    random = np.random.default_rng(seed)
    factor = common * random.normal(size=200)
    return {code: factor + random.normal(size=200) for code in "abcde"}


def told(found: list[StructureWarning]) -> set[tuple[str, str, str]]:
    return {(entry.kind, entry.node, entry.other) for entry in found}


def test_an_index_of_moderately_correlated_indicators_has_no_warnings() -> None:
    assert warnings_of(columns()) == []


def test_indicators_that_repeat_each_other_are_redundant_wherever_they_stand() -> None:
    data = columns()
    data["d"] = data["a"] * 3 + 0.1 * data["b"]
    found = warnings_of(data)
    assert ("redundant", "a", "d") in told(found)
    (row,) = [entry for entry in found if entry.kind == "redundant"]
    assert row.value > row.limit == 0.92
    assert "a and d measure nearly the same thing" in row.message


def test_siblings_that_work_against_each_other_contradict() -> None:
    data = columns()
    data["e"] = -data["d"] + np.random.default_rng(4).normal(size=200)
    assert ("contradictory", "d", "e") in told(warnings_of(data))


def test_an_element_that_works_against_its_parent_contradicts() -> None:
    data = columns(common=3)
    data["a"] = -data["a"]
    assert {("contradictory", "a", "left"), ("contradictory", "a", "index")} <= told(warnings_of(data))


def test_a_contradiction_that_may_be_chance_is_not_told() -> None:
    data = {code: values[:6] for code, values in columns(common=0).items()}
    data["d"], data["e"] = np.array([0.0, 1, 2, 3, 4, 5]), np.array([3.0, 5, 2, 4, 1, 2])
    correlation = np.corrcoef(data["d"], data["e"])[0, 1]
    assert correlation < -0.4
    assert ("contradictory", "d", "e") not in told(warnings_of(data))
    assert ("contradictory", "d", "e") in told(warnings_of(data, limits=Limits(significance=1.0)))


def test_an_element_that_its_siblings_give_is_collinear() -> None:
    data = columns()
    data["c"] = data["a"] + data["b"] + 0.1 * data["c"]
    found = [entry for entry in warnings_of(data) if entry.kind == "collinear"]
    assert {entry.node for entry in found} == {"a", "b", "c"}
    assert all(entry.value > entry.limit == 10 for entry in found)


def test_an_element_that_hardly_shows_in_its_parent_is_weak() -> None:
    data = columns(common=3)
    data["a"] = 0.1 * np.random.default_rng(8).normal(size=200)
    assert {("weak", "a", "left"), ("by chance", "a", "index")} <= told(warnings_of(data))


def test_constants_and_weights_of_nothing_are_without_influence() -> None:
    data = columns()
    data["a"] = np.ones(200)
    found = warnings_of(data, TREE.weights | {"d": 0.0})
    assert told(found) == {("constant", "a", ""), ("without influence", "d", "index")}


@generated
@given(seed=st.integers(0, 2**32 - 1))
def test_inflation_factors_are_the_diagonal_of_the_inverse_correlations(seed: int) -> None:
    data = np.column_stack(list(columns(seed).values()))
    inverse = np.linalg.inv(np.corrcoef(data, rowvar=False))
    np.testing.assert_allclose(variance_inflation(data), np.diag(inverse), rtol=1e-8)


def test_a_column_that_follows_exactly_has_an_infinite_factor() -> None:
    data = columns()
    exact = np.column_stack([data["a"], data["b"], data["a"] - 2 * data["b"], data["d"]])
    assert np.isinf(variance_inflation(exact)).tolist() == [True, True, True, False]


@pytest.mark.parametrize("data", [np.arange(12.0).reshape(3, 4), np.column_stack([np.ones(9), np.arange(9.0)])])
def test_too_few_units_or_no_variance_give_no_factors(data: np.ndarray) -> None:
    assert np.isnan(variance_inflation(data)).all()

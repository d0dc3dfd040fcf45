"""The structure of an index: what a tree knows of itself, and every fault that it refuses."""

from __future__ import annotations

import math

import pytest

from civiscope.errors import UserError
from civiscope.indices.tree import IndexTree, Node, Place

NODES = (
    Node("a", level=1, parent="x", weight=2),
    Node("b", level=1, parent="x"),
    Node("c", level=1, parent="y", direction=-1, target=4.0),
    Node("x", level=2, parent="index"),
    Node("y", level=2, parent="index", weight=3),
    Node("index", level=3),
)


def faults(*nodes: Node, places: dict[int, Place] | None = None) -> list[str]:
    with pytest.raises(UserError) as raised:
        IndexTree.make(nodes, places, "meta.csv")
    return [f"{entry.place}: {entry.message}" for entry in raised.value.problems]


def test_tree_knows_its_levels_elements_and_weights() -> None:
    tree = IndexTree.make(NODES)
    assert (tree.root, tree.depth) == ("index", 3)
    assert tree.indicators == ("a", "b", "c")
    assert tree.aggregates == ("x", "y", "index")
    assert tree.children("x") == ("a", "b")
    assert tree.indicators_under("index") == ("a", "b", "c")
    assert tree.ancestors("a") == ("x", "index")
    assert tree.weights == {"a": 2, "b": 1, "c": 1, "x": 1, "y": 3}
    assert tree.facts.direction.tolist() == [1, 1, -1]
    assert tree.facts.target[2] == 4
    assert math.isnan(tree.facts.target[0])


def test_levels_of_an_uneven_tree_are_heights() -> None:
    tree = IndexTree.make(
        (Node("a", parent="x"), Node("x", level=2, parent="top"), Node("b", parent="top"), Node("top", level=3))
    )
    assert tree.levels == {"a": 1, "b": 1, "x": 2, "top": 3}
    assert tree.aggregates == ("x", "top")


def test_without_drops_what_is_below_and_what_is_left_empty() -> None:
    tree = IndexTree.make(NODES)
    assert tree.without(frozenset({"c"})).aggregates == ("x", "index")
    assert tree.without(frozenset({"x"})).indicators == ("c",)
    with pytest.raises(ValueError, match="no indicator"):
        tree.without(frozenset({"a", "b", "c"}))


def test_make_names_an_element_with_two_parents() -> None:
    places = {1: Place("meta.csv", 3, "Parent")}
    found = faults(
        Node("a", parent="x"), Node("a", parent="y"), Node("x", level=2), Node("y", level=2, parent="x"), places=places
    )
    assert found == ['meta.csv, line 3, column Parent: the element "a" stands in the structure twice, under x and y']


def test_make_names_a_node_without_children() -> None:
    found = faults(Node("a", parent="x"), Node("x", level=2), Node("y", level=2, parent="x"))
    assert found == ['meta.csv: "y" has no elements']
    assert faults(Node("only")) == ['meta.csv: "only" has no elements']


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((), "meta.csv: the structure has no elements"),
        ((Node("a", parent="z"), Node("x", level=2)), '"a" is part of "z", which the structure does not have'),
        (
            (Node("a", parent="x"), Node("x", level=2, parent="y"), Node("y", level=2, parent="x")),
            '"x" is part of itself: x < y < x',
        ),
        ((Node("a", parent="a"), Node("x", level=2)), "has elements of its own"),
        ((Node("a", parent="x"), Node("x", level=2), Node("x", parent="x")), "twice, as the index itself and under x"),
        ((Node("a", parent="x"), Node("x", level=2), Node("b", parent="y"), Node("y", level=2)), "several tops"),
        ((Node("a", parent="x", direction=0), Node("x", level=2)), 'the direction of "a" is 0'),
        ((Node("a", parent="x", weight=-1), Node("x", level=2)), 'the weight of "a" is -1'),
        ((Node("a", parent="x", weight=math.inf), Node("x", level=2)), 'the weight of "a" is inf'),
        ((Node("a", parent="x", weight=0), Node("x", level=2)), 'all elements of "x" have the weight 0'),
        ((Node("a", parent="x", low=3, high=3), Node("x", level=2)), 'the goalposts of "a" are 3, 3'),
        ((Node("a", parent="x"), Node("x", level=1)), 'the indicator "x" has elements of its own'),
    ],
)  # fmt: skip
def test_make_refuses(nodes: tuple[Node, ...], message: str) -> None:
    assert any(message in found for found in faults(*nodes))


@pytest.mark.parametrize(
    ("nodes", "code"),
    [
        ((), "index-empty"),
        ((Node("a", parent="z"), Node("x", level=2)), "index-parent-unknown"),
        ((Node("a", parent="x"), Node("x", level=1)), "index-indicator-parent"),
        ((Node("a", parent="x"), Node("x", level=2, parent="y"), Node("y", level=2, parent="x")), "index-circle"),
        ((Node("a", parent="x"), Node("x", level=2), Node("b", parent="y"), Node("y", level=2)), "index-tops"),
    ],
)
def test_faults_have_codes_that_scripts_can_rely_on(nodes: tuple[Node, ...], code: str) -> None:
    with pytest.raises(UserError) as raised:
        IndexTree.make(nodes)
    assert code in [entry.code for entry in raised.value.problems]


def test_make_tells_all_faults_at_once() -> None:
    found = faults(Node("a", parent="x", direction=2, weight=-3), Node("x", level=2), Node("b", parent="q"))
    assert len(found) == 3

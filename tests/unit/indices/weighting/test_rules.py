"""Rules of weights: which nodes get weights from where, and what a rule cannot be followed for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.indices.aggregation.nodes import Aggregator, node_rules
from civiscope.indices.recipe import parse_weights
from civiscope.indices.rules import Rule
from civiscope.indices.weighting.factors import factor_weights, varimax
from civiscope.indices.weighting.principal import principal_weights
from civiscope.indices.weighting.rules import node_weights
from tests.unit.indices.small_indices import TWO_LEVELS, flat_tree, tree_of

OWN = {"i0": 3.0, "i1": 1.0, "i2": 0.5, "y": 2.0}
TREE = tree_of(TWO_LEVELS, weights=OWN)
VALUES = np.random.default_rng(3).normal(size=(20, 5)) + np.random.default_rng(4).normal(size=(20, 1))


def weights_of(text: str, values: np.ndarray = VALUES, tree: object = TREE) -> dict[str, float]:  # type: ignore[type-arg]
    aggregator = Aggregator(tree, node_rules(tree, (Rule("arithmetic"),)))  # type: ignore[arg-type]
    return node_weights(values, aggregator, parse_weights(text, "--weights"))


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(UserError) as raised:
        weights_of(text)
    (entry,) = raised.value.problems
    return entry.code, entry.expected


def test_weights_are_those_of_the_structure_or_equal() -> None:
    assert weights_of("meta") == {**dict.fromkeys(TREE.weights, 1.0), **OWN}
    assert weights_of("equal") == dict.fromkeys(TREE.weights, 1.0)
    assert list(weights_of("equal")) == list(TREE.weights)


def test_a_file_gives_some_weights_and_the_structure_the_others(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("node,weight\ni0,9\nx,0.25\n", encoding="utf-8")
    assert weights_of(str(path)) == weights_of("meta") | {"i0": 9.0, "x": 0.25}


def test_loadings_are_those_of_each_node_s_own_elements() -> None:
    found = weights_of("pca")
    for columns in ([0, 1], [2, 3, 4]):
        assert [found[f"i{column}"] for column in columns] == pytest.approx(
            principal_weights(VALUES[:, columns]).tolist()
        )
    assert (found["x"], found["y"]) == (1.0, 2.0)


def test_loadings_of_a_higher_level_are_those_of_its_scores() -> None:
    found = weights_of("pca:2")
    x, y = VALUES[:, :2] @ [0.75, 0.25], VALUES[:, 2:] @ [0.2, 0.4, 0.4]
    assert [found["x"], found["y"]] == pytest.approx(principal_weights(np.stack([x, y], axis=1)).tolist())
    assert found["i0"] == 3.0


@pytest.mark.parametrize("text", ["pca:0", "pca:3", "pca:1.5", "optimised:balance:7", "factors:9"])
def test_levels_are_those_of_the_tree(text: str) -> None:
    code, expected = refused(text)
    assert code == "index-rule-value"
    assert "1" in expected
    assert "2" in expected


@pytest.mark.parametrize(
    "text",
    [
        "ahp",
        "budget",
        "optimised:most",
        "factors:factors=-1",
        "factors:factors=1.5",
        "equal:2",
        "pca:1:2",
        "pca:factors=2",
        "optimised:balance:1:target=x.csv",
    ],
)
def test_rules_that_lack_what_they_need_are_refused(text: str) -> None:
    assert refused(text)[0] == ("index-rule-needs" if text in ("ahp", "budget") else "index-rule-value")


def test_comparisons_and_points_give_weights_to_the_elements_they_name(tmp_path: Path) -> None:
    pairs, points = tmp_path / "pairs.csv", tmp_path / "points.csv"
    pairs.write_text("code,i2,i3,i4\ni2,1,2,4\ni3,0.5,1,2\ni4,0.25,0.5,1\n", encoding="utf-8")
    points.write_text("x,y\n6,4\n8,2\n", encoding="utf-8")
    found = weights_of(f"ahp:{pairs}")
    assert [found[code] for code in ("i2", "i3", "i4")] == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert found["i0"] == 3.0
    found = weights_of(f"budget:{points}:budget=10")
    assert (found["x"], found["y"]) == pytest.approx((0.7, 0.3))
    with pytest.raises(UserError) as raised:
        weights_of(f"budget:{points}")
    assert [entry.code for entry in raised.value.problems] == ["index-budget"] * 2


def test_balanced_weights_make_elements_equally_important() -> None:
    tree = flat_tree(3)
    values = np.random.default_rng(9).normal(size=(60, 3)) @ np.array([[1, 0.6, 0], [0, 1, 0], [0, 0.3, 1]])
    found = np.array(list(weights_of("optimised:balance", values, tree).values()))
    index = values @ found / found.sum()
    correlations = [np.corrcoef(values[:, column], index)[0, 1] for column in range(3)]
    assert correlations == pytest.approx([np.mean(correlations)] * 3, abs=1e-4)
    most = np.array(list(weights_of("optimised:infomax", values, tree).values()))
    best = values @ most
    assert sum(np.corrcoef(values[:, column], best)[0, 1] for column in range(3)) >= sum(correlations) - 1e-9


def test_elements_are_as_important_as_a_file_wants(tmp_path: Path) -> None:
    tree = flat_tree(3)
    path = tmp_path / "targets.csv"
    path.write_text("node,weight\ni1,1.2\n", encoding="utf-8")
    values = np.random.default_rng(9).normal(size=(60, 3)) + np.random.default_rng(8).normal(size=(60, 1))
    found = np.array(list(weights_of(f"optimised:balance:1:targets={path}", values, tree).values()))
    index = values @ found
    correlations = np.array([np.corrcoef(values[:, column], index)[0, 1] for column in range(3)])
    assert correlations / correlations.sum() == pytest.approx(np.array([1, 1.2, 1]) / 3.2, abs=1e-6)
    path.write_text("node,weight\ni0,0\ni1,0\ni2,0\n", encoding="utf-8")
    with pytest.raises(UserError, match="importance above 0"):
        weights_of(f"optimised:balance:1:targets={path}", values, tree)


def test_a_node_of_one_element_keeps_its_weight() -> None:
    tree = tree_of({"x": ("i0",), "top": ("x", "i1", "i2")}, weights={"i0": 0.3})
    assert weights_of("pca", VALUES[:, :3], tree)["i0"] == 0.3


def test_elements_that_do_not_vary_have_no_weights_from_factors() -> None:
    values = VALUES.copy()
    values[:, 3] = 5.0
    found = weights_of("factors", values)
    assert np.isnan([found["i2"], found["i3"], found["i4"]]).all()
    assert found["i0"] + found["i1"] == pytest.approx(1)


def test_rotation_keeps_what_elements_share() -> None:
    loadings = np.random.default_rng(2).normal(size=(6, 3))
    rotated = varimax(loadings)
    np.testing.assert_allclose(rotated @ rotated.T, loadings @ loadings.T, atol=1e-10)
    assert ((rotated / np.linalg.norm(loadings, axis=1, keepdims=True)) ** 4).sum() >= (
        (loadings / np.linalg.norm(loadings, axis=1, keepdims=True)) ** 4
    ).sum()


def test_factor_weights_sum_to_one_and_repeat_rows_by_their_weight() -> None:
    counts = np.random.default_rng(1).integers(1, 4, size=20)
    once = factor_weights(VALUES, row_weights=counts.astype(np.float64))
    often = factor_weights(np.repeat(VALUES, counts, axis=0))
    assert once.weights.sum() == pytest.approx(1)
    np.testing.assert_allclose(once.weights, often.weights, rtol=1e-8)
    assert once.explained.sum() <= 1 + 1e-12

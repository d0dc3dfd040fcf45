"""A definition becomes a tree and a recipe; faults are told with file and line, and without a file with their path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from civiscope.errors import UserError
from civiscope.indices.build import build_index, class_of
from civiscope.indices.definition import Combination, combinations_of, combined, index_of, read_index
from civiscope.indices.rules import Rule
from civiscope.indices.table import IndicatorTable
from civiscope.study.index_definition import IndexDefinition

TEXT = """\
id: quality
title: Quality
about: How good it is.
low: 0
high: 10
steps: ["impute median", "normalise goalposts:0:10"]
weights: equal
aggregate: [arithmetic, geometric]
minimum: 0.5
classes: [{code: weak, label: Weak}, {code: strong, label: Strong, at_least: 6}]
tree:
  - code: air
    label: Air
    weight: 2
    minimum: 1
    children:
      - {code: PM10, label: Dust, direction: -1, low: 0, high: 50, unit: g}
      - {code: NO2, label: Nitrogen, direction: -1, low: 0, high: 40}
  - {code: green, label: Green space, aggregate: harmonic, children: [{code: parks, label: Parks, low: 0, high: 1}]}
combinations: [{code: both, label: Both, of: [air, green], aggregate: geometric}]
"""


def definition(**changes: Any) -> IndexDefinition:
    return IndexDefinition.model_validate(yaml.safe_load(TEXT) | changes)


def told(call: Any, *arguments: Any) -> list[str]:
    with pytest.raises(UserError) as raised:
        call(*arguments)
    return [str(entry) for entry in raised.value.problems]


def test_index_of_gives_the_tree_with_the_index_on_top() -> None:
    tree, _ = index_of(definition())
    assert (tree.root, tree.depth, tree.indicators) == ("quality", 3, ("PM10", "NO2", "parks"))
    dust = tree.node("PM10")
    assert (dust.label, dust.parent, dust.direction, dust.low, dust.high, dust.unit) == ("Dust", "air", -1, 0, 50, "g")
    assert (tree.node("air").weight, tree.node("air").minimum, tree.node("green").aggregate) == (2, 1, "harmonic")


def test_index_of_gives_the_recipe_in_the_order_of_its_steps() -> None:
    _, recipe = index_of(definition())
    assert [str(step) for step in recipe.steps] == ["impute median", "normalise goalposts:0:10"]
    assert (str(recipe.weights), [str(rule) for rule in recipe.aggregate]) == ("equal", ["arithmetic", "geometric"])
    assert recipe.minimum == 0.5
    assert [class_of(score, recipe.classes) for score in (-1.0, 5.9, 6.0, float("nan"))] == [
        "weak",
        "weak",
        "strong",
        "",
    ]


def test_goalposts_are_those_of_the_scoring_where_the_element_has_none() -> None:
    tree = [
        {"code": "a", "label": "A", "score": {"item": "x", "points": {"one": 1, "three": 3}}},
        {"code": "b", "label": "B", "high": 5, "score": {"item": "y", "count": "all", "cap": 4}},
    ]
    found, _ = index_of(definition(tree=tree, aggregate=["arithmetic"], combinations=[]))
    assert [(found.node(code).low, found.node(code).high) for code in "ab"] == [(1, 3), (0, 5)]


def test_labels_are_in_the_language_that_is_asked_for() -> None:
    changed = definition(title={"": "Quality", "fr": "Qualité"})
    assert index_of(changed)[0].node("quality").label == "Quality"
    assert index_of(changed, None, "fr")[0].node("quality").label == "Qualité"
    assert index_of(changed, None, "de")[0].node("quality").label == "Quality"


def test_index_is_built_by_hand_and_by_its_definition_alike() -> None:
    tree, recipe = index_of(definition(steps=["normalise goalposts:0:10"]))
    values = np.array([[25.0, 20.0, 0.5], [10.0, np.nan, 0.9], [0.0, 0.0, 1.0]])
    units = ("a", "b", "c")
    built = build_index(IndicatorTable(units, units, ("",) * 3, ("PM10", "NO2", "parks"), values), tree, recipe)
    # Air: (5 + 5) / 2 and missing for b, of which half is not enough; green: 5, 9, 10; the whole their geometric mean,
    # for b green alone, since half of the elements is enough there.
    assert np.allclose(built.scores["air"], [5, np.nan, 10], equal_nan=True)
    assert np.allclose(built.scores["quality"], [5, 9, 10])
    assert built.classes("quality") == ["weak", "strong", "strong"]
    scores = combined(built.scores, combinations_of(definition()))
    assert np.allclose(scores["both"], [5, np.nan, 10], equal_nan=True)


@pytest.mark.parametrize(
    ("rule", "expected"), [("arithmetic", 5), ("geometric", 4), ("harmonic", 3.2), ("sum", 10), ("geometric:", 4)]
)
def test_combined_is_a_mean_of_elements_that_count_alike(rule: str, expected: float) -> None:
    scores = {"x": np.array([2.0, np.nan]), "y": np.array([8.0, 1.0])}
    found = combined(scores, (Combination("z", "Z", ("x", "y"), Rule(rule.rstrip(":"))),))["z"]
    assert np.allclose(found, [expected, np.nan], equal_nan=True)


def test_combined_without_a_mean_is_missing() -> None:
    scores = {"x": np.array([0.0]), "y": np.array([8.0])}
    assert np.isnan(combined(scores, (Combination("z", "Z", ("x", "y"), Rule("geometric")),))["z"][0])


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("impute median", "impute medain", 6, '"medain" is not a rule of this step (did you mean "median"?)'),
        ("weights: equal", "weights: equall", 7, 'did you mean "equal"'),
        ("[arithmetic, geometric]", "[arithmetic, geometric, sum]", 8, "one rule, or 2"),
        ("aggregate: harmonic", "aggregate: harmony", 19, '"harmony" is not a rule'),
        ("code: NO2", "code: PM10", 18, '"PM10" stands in the structure twice'),
        ("code: parks, label: Parks, low: 0", "code: parks, label: Parks", 19, "index-goalposts-missing"),
        ("[{code: parks, label: Parks, low: 0, high: 1}]", "[]", 19, "[index-node-childless]"),
        ("of: [air, green]", "of: [air, grass]", 20, '"grass", which the index does not have'),
        ("about: How", "abuot: How", 3, "unknown-field"),
    ],
)
def test_read_index_tells_faults_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    path = tmp_path / "quality.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    found = told(read_index, path)
    assert any(f"quality.yaml, line {line}" in entry and said in entry for entry in found), found


def test_read_index_returns_what_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "quality.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_index(path) == definition()


def test_read_index_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "[index-file-missing]" in told(read_index, tmp_path / "nothing.yaml")[0]


def test_read_index_wants_the_name_of_the_file_as_id(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert "[index-id] other.yaml, line 1" in told(read_index, path)[0]


def test_rules_know_their_place_for_what_only_shows_when_they_are_used(tmp_path: Path) -> None:
    path = tmp_path / "quality.yaml"
    path.write_text(TEXT, encoding="utf-8")
    _, recipe = index_of(definition())
    assert [step.rule.place for step in recipe.steps] == ["steps[1]", "steps[2]"]


def test_faults_are_told_together_and_by_their_path_without_a_file() -> None:
    found = told(index_of, definition(weights="eqal", steps=["treat nothing", "normalise goalposts:0:10"]))
    assert len(found) == 2
    assert "weights: " in "".join(found)
    assert "steps[1]: " in "".join(found)


def test_alternatives_are_checked_with_the_recipe() -> None:
    found = told(
        index_of, definition(alternatives={"weights": {"one": "equal", "two": "meta"}, "treat": {"a": "none"}})
    )
    assert ["index-alternative-step" in entry or "index-alternative-single" in entry for entry in found] == [True, True]

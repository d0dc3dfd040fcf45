"""The model of an index: one way of scoring for each indicator, and what the scoring tells by itself."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from civiscope.study.index_definition import IndexDefinition, IndexElement, Scoring


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"item": "team"}, "exactly one of points"),
        ({"item": "team", "points": {"yes": 1}, "value": True}, "exactly one of points"),
        ({"points": {"yes": 1}}, "an item, or a checklist"),
        ({"item": "team", "checklist": [{"item": "team", "options": ["yes"]}]}, "an item, or a checklist"),
        ({"rows": ["a"], "checklist": [{"item": "team", "options": ["yes"]}]}, "rows in the entries"),
        ({"item": "team", "any_of": ["yes"], "cap": 2}, "cap only together with count"),
        ({"item": "team", "points": {}}, "at least one option"),
        ({"item": "team", "count": []}, "at least one option"),
    ],
)
def test_scoring_has_one_way(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Scoring.model_validate(fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"item": "a", "points": {"x": 2, "y": -1}}, (-1, 2)),
        ({"item": "a", "rows": ["p", "q"], "points": {"x": 2, "y": 1}}, (1, 2)),
        ({"item": "a", "rows": ["p", "q"], "points": {"x": 2, "y": 1}, "combine": "sum"}, (2, 4)),
        ({"item": "a", "count": ["x", "y", "z"]}, (0, 3)),
        ({"item": "a", "count": ["x", "y", "z"], "cap": 2}, (0, 2)),
        ({"item": "a", "count": ["x"], "cap": 2}, (0, 1)),
        ({"item": "a", "count": "all", "cap": 4}, (0, 4)),
        ({"item": "a", "count": "all"}, None),
        ({"item": "a", "any_of": ["x"]}, (0, 1)),
        ({"item": "a", "value": True}, None),
        ({"checklist": [{"item": "a", "rows": ["p", "q"], "options": ["x"]}, {"item": "b", "options": ["x"]}]}, (0, 3)),
    ],
)
def test_range_is_what_the_scoring_can_give(fields: dict[str, Any], expected: tuple[float, float] | None) -> None:
    assert Scoring.model_validate(fields).range == expected


def test_element_has_children_or_a_score() -> None:
    inner = {"code": "b", "label": "B"}
    with pytest.raises(ValidationError, match="children or a score"):
        IndexElement.model_validate(
            {"code": "a", "label": "A", "children": [inner], "score": {"item": "i", "value": True}}
        )


def test_elements_come_with_their_parents_and_paths() -> None:
    leaf = {"code": "GDP.per-head", "label": "Income"}
    definition = IndexDefinition.model_validate(
        {
            "id": "top",
            "title": "Top",
            "about": "All.",
            "tree": [{"code": "a", "label": "A", "children": [leaf]}, {"code": "b", "label": "B"}],
        }
    )
    assert [(element.code, parent, path) for element, parent, path in definition.elements()] == [
        ("a", "top", ("tree", 0)),
        ("GDP.per-head", "a", ("tree", 0, "children", 0)),
        ("b", "top", ("tree", 1)),
    ]
    assert [element.code for element, _ in definition.indicators()] == ["GDP.per-head", "b"]


@pytest.mark.parametrize("field", [{"id": "two words"}, {"least": 0}, {"noise": {"weights": 1}}])
def test_definition_refuses(field: dict[str, Any]) -> None:
    sound = {"id": "top", "title": "Top", "about": "All.", "tree": [{"code": "a", "label": "A"}]}
    assert IndexDefinition.model_validate(sound).low is None
    with pytest.raises(ValidationError):
        IndexDefinition.model_validate(sound | field)

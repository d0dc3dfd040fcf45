"""Which items decide whether another one is asked."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from civiscope.study.questionnaire import Questionnaire
from civiscope.study.routing_graph import deciding_items, references_of


def questionnaire(relevant: Mapping[str, str], consent: Mapping[str, str] | None = None) -> Questionnaire:
    """Numbers with these conditions, empty where they are always asked."""
    items = [
        {"code": code, "kind": "integer", "label": code, "consent": (consent or {}).get(code, "public")}
        | ({"relevant": text} if text else {})
        for code, text in relevant.items()
    ]
    sections = [{"code": "s", "title": "S", "items": items}]
    return Questionnaire.model_validate({"id": "officers", "title": "Q", "sections": sections})


def test_items_decide_directly_and_through_others() -> None:
    found = deciding_items(questionnaire({"a": "", "b": "${a} > 1", "c": "", "d": "${c} > 1 or ${b} > 1", "e": ""}))
    assert found == {"b": ("a",), "d": ("a", "b", "c")}


def test_row_of_a_grid_stands_for_its_item() -> None:
    assert references_of("${grid.row} = 'yes' and ${a} > 1") == {"grid", "a"}
    assert references_of(None) == frozenset()


def test_circle_and_expression_that_cannot_be_read_are_left_to_other_checks() -> None:
    found = deciding_items(questionnaire({"a": "${b} > 1", "b": "${a} > 1", "c": "${a} >", "d": "${gone} > 1"}))
    assert found == {"a": ("b",), "b": ("a",), "c": (), "d": ()}


@st.composite
def routings(draw: st.DrawFn) -> dict[str, frozenset[str]]:
    """Items in order, each with earlier ones by which it is asked."""
    codes = [f"q{place}" for place in range(draw(st.integers(1, 7)))]
    return {
        code: draw(st.frozensets(st.sampled_from(codes[:place]))) if place else frozenset()
        for place, code in enumerate(codes)
    }


def conditions(routing: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The conditions of a routing, as expressions."""
    return {code: " and ".join(f"${{{other}}} > 1" for other in sorted(read)) for code, read in routing.items()}


@given(routings())
def test_deciding_items_are_the_closure_of_the_references(routing: dict[str, frozenset[str]]) -> None:
    closure: dict[str, frozenset[str]] = {}
    for code, read in routing.items():
        closure[code] = read.union(*(closure[other] for other in read))
    found = deciding_items(questionnaire(conditions(routing)))
    assert {code: frozenset(found.get(code, ())) for code in routing} == closure

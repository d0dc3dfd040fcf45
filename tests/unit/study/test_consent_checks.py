"""An item that is asked by another's answer has a consent at least as strict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from civiscope.errors import ProblemLog
from civiscope.study.consent_checks import check_consents
from civiscope.study.questionnaire import CONSENTS, Questionnaire
from civiscope.study.routing_graph import deciding_items
from tests.unit.study.test_routing_graph import conditions, questionnaire, routings


def problems(asked: Questionnaire) -> ProblemLog:
    log = ProblemLog()
    lines = {code: 10 + place for place, code in enumerate(asked.items)}
    check_consents(asked, lines, "questionnaires/officers.yaml", log)
    return log


def test_item_with_a_more_liberal_consent_than_the_strictest_that_decides_it_is_an_error() -> None:
    relevant = {"a": "", "b": "${a} > 1", "c": "${b} > 1"}
    log = problems(questionnaire(relevant, {"a": "aggregate", "b": "never", "c": "public"}))
    (found,) = log.errors
    assert (found.code, found.item, found.line, found.value) == ("consent-routing", "c", 12, "b")
    assert found.remedy == 'Give "c" the consent never.'


def test_every_item_of_a_chain_is_told_at_once() -> None:
    relevant = {"a": "", "b": "${a} > 1", "c": "${b} > 1"}
    log = problems(questionnaire(relevant, {"a": "aggregate"}))
    assert [(entry.item, entry.value) for entry in log.errors] == [("b", "a"), ("c", "a")]


def test_stricter_item_and_one_that_is_always_asked_are_sound() -> None:
    relevant = {"a": "", "b": "${a} > 1", "c": ""}
    assert problems(questionnaire(relevant, {"a": "aggregate", "b": "never", "c": "public"})).problems == []


def test_constraint_that_reads_a_withheld_item_publishes_nothing() -> None:
    asked = questionnaire({"a": "", "b": ""}, {"a": "never"}).model_dump()
    asked["sections"][0]["items"][1]["constraint"] = ". < ${a}"
    assert problems(Questionnaire.model_validate(asked)).problems == []


@given(routings(), st.data())
def test_giving_the_consents_of_the_remedies_leaves_no_problem(
    routing: dict[str, frozenset[str]], data: st.DataObject
) -> None:
    relevant = conditions(routing)
    consent = {code: data.draw(st.sampled_from(CONSENTS)) for code in routing}
    errors = problems(questionnaire(relevant, consent)).errors
    deciding = deciding_items(questionnaire(relevant))
    wrong = {
        code
        for code, others in deciding.items()
        if any(CONSENTS.index(consent[other]) > CONSENTS.index(consent[code]) for other in others)
    }
    assert {entry.item for entry in errors} == wrong
    mended = consent | {entry.item: entry.remedy.rstrip(".").split()[-1] for entry in errors}
    assert problems(questionnaire(relevant, mended)).problems == []

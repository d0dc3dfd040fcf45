"""The quality report shows no answer that is not public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from civiscope.disclosure.consent import ConsentRules
from civiscope.disclosure.quality import NOT_SHOWN, publishable_quality
from civiscope.results.quality import QualityRow
from civiscope.study.questionnaire import Questionnaire
from tests.unit.disclosure.examples import questionnaire

ROW = QualityRow(
    "constraint-violated", "finding", "2020", "waves/2020/officers.csv", 3, "aa", "tools", "900", "900!", ""
)
NO_CITY = QualityRow("recoded", "finding", "2020", "waves/2020/recodes.csv", 3, "", "tools", "about 9", "9!", "coded")


@pytest.mark.parametrize("row", [ROW, NO_CITY])
def test_finding_about_an_item_that_is_not_public_loses_what_it_tells(row: QualityRow) -> None:
    (found,) = publishable_quality([row], ConsentRules({"officers": questionnaire(consent="aggregate")}, {}, None))
    assert (found.city, found.line, found.value, found.message) == ("", None, "", NOT_SHOWN)
    assert (found.code, found.item, found.count, found.wave) == (row.code, "tools", 1, "2020")


def test_finding_about_a_public_answer_stays() -> None:
    assert publishable_quality([ROW], ConsentRules({"officers": questionnaire()}, {}, None)) == (ROW,)


def test_finding_about_a_city_that_withholds_its_answer_loses_what_it_tells() -> None:
    rules = ConsentRules({"officers": questionnaire()}, {("2020", "bb", "tools"): "aggregate"}, None)
    other = QualityRow("x", "finding", "2020", "f", 4, "bb", "tools", "7", "7!", "")
    found = publishable_quality([ROW, other, NO_CITY], rules)
    assert [row.message for row in found] == ["900!", NOT_SHOWN, NOT_SHOWN]


def test_count_of_incomplete_lists_tells_nothing_and_stays() -> None:
    row = QualityRow("lists-incomplete", "finding", "2020", "waves/2020", None, "", "tools", "", "4 of 9 lists", "")
    assert publishable_quality([row], ConsentRules({"officers": questionnaire(consent="never")}, {}, None)) == (row,)


def asked_by(consent: str, **fields: str) -> Questionnaire:
    """The item ``plan``, with this consent, and the public item ``tools`` with further fields."""
    items = [
        {"code": "plan", "kind": "integer", "label": "Plan?", "consent": consent},
        {"code": "tools", "kind": "integer", "label": "Tools?", **fields},
    ]
    return Questionnaire.model_validate(
        {"id": "officers", "title": "Q", "sections": [{"code": "s", "title": "S", "items": items}]}
    )


def test_finding_about_a_withheld_answer_that_tells_that_it_was_asked_is_left_out() -> None:
    asked = {"officers": asked_by("public", relevant="${plan} > 1")}
    other = replace(ROW, code="required-missing", city="bb")
    rules = ConsentRules(asked, {("2020", "bb", "plan"): "never", ("2020", "bb", "tools"): "never"}, None)
    assert publishable_quality([ROW, other], rules) == (ROW,)


@pytest.mark.parametrize(("consent", "shown"), [("public", "900!"), ("aggregate", NOT_SHOWN), ("never", NOT_SHOWN)])
def test_broken_constraint_tells_nothing_of_a_withheld_answer_that_it_reads(consent: str, shown: str) -> None:
    rules = ConsentRules({"officers": asked_by(consent, constraint=". < ${plan}")}, {}, None)
    other = replace(ROW, code="recoded")
    assert [row.message for row in publishable_quality([ROW, other], rules)] == [shown, "900!"]

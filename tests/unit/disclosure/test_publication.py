"""Consent and minimum bases, before anything is released."""

from __future__ import annotations

import pytest

from civiscope.disclosure.publication import publish
from civiscope.results.answers import Answer, Change
from civiscope.results.estimates import Estimate
from civiscope.study.definition import DisclosureRules
from civiscope.study.questionnaire import Questionnaire


def questionnaire(consent: str) -> Questionnaire:
    item = {"code": "staff", "kind": "integer", "label": "Staff?", "consent": consent}
    return Questionnaire.model_validate(
        {"id": "officers", "title": "Q", "sections": [{"code": "s", "title": "S", "items": [item]}]}
    )


def estimate(base: int) -> Estimate:
    return Estimate(
        "2020", "officers", "staff", "", "", "", "", "mean", 4.0, 1.0, 2.0, 6.0, base, base, base, None, None, False, ""
    )


ANSWER = Answer("2020", "officers", "aa", "staff", "", "", "4", "answered")
CHANGE = Change(
    "officers", "aa", "2018", "2020", "2018", "2020", "different rounds", "staff", "", "3", "4", "changed", "", ""
)


@pytest.mark.parametrize(
    ("consent", "estimates", "answers", "changes"), [("public", 1, 1, 1), ("aggregate", 1, 0, 0), ("never", 0, 0, 0)]
)
def test_consent_decides_what_leaves(consent: str, estimates: int, answers: int, changes: int) -> None:
    released = publish([estimate(9)], [ANSWER], [], [CHANGE], {"officers": questionnaire(consent)}, DisclosureRules())
    assert (len(released.estimates), len(released.answers), len(released.changes)) == (estimates, answers, changes)


def test_small_base_loses_every_number_but_keeps_its_place() -> None:
    rules = DisclosureRules(minimum_base=5)
    released = publish([estimate(4), estimate(5)], [], [], [], {"officers": questionnaire("public")}, rules)
    small, large = released.estimates
    assert small.suppressed
    assert small.note == "suppressed: fewer than 5 cities"
    numbers = (small.estimate, small.se, small.low, small.high, small.n, small.base, small.weighted_base)
    assert numbers == (None,) * 7
    assert large == estimate(5)

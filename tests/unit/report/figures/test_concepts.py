"""What was printed elsewhere, by common option."""

from __future__ import annotations

from dataclasses import replace

from civiscope.report.figures.concepts import Asked, printed_shares
from civiscope.results.published import PublishedResult
from tests.unit.report.figures.two_questionnaires import NOW, made_release


def test_printed_shares_are_those_of_all_cities() -> None:
    of_all = PublishedResult(NOW, "officers", "approach", "", "whole", 61.0, "", 50, "A report")
    of_some = replace(of_all, option="parts", percent=15.0, domain="approach", level="whole")
    release = made_release(published=(of_some, of_all))
    questionnaire = release.questionnaires["officers"]
    asked = Asked(release.definition.wave(NOW), questionnaire, questionnaire.items["approach"])
    assert printed_shares(release, asked) == {"whole": of_all}

"""The quality report shows no answer that is not public."""

from __future__ import annotations

import pytest

from civiscope.disclosure.consent import ConsentRules
from civiscope.disclosure.quality import NOT_SHOWN, publishable_quality
from civiscope.results.quality import QualityRow
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

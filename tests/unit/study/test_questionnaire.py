"""What a question tells of itself."""

from __future__ import annotations

import pytest

from civiscope.study.questionnaire import Item


def number(unit: object) -> Item:
    return Item.model_validate({"code": "share", "kind": "decimal", "label": "Share", "unit": unit})


@pytest.mark.parametrize(
    "unit", ["%", "per cent of the budget", "Percent", {"fr": "pour cent", "en": "share"}, {"es": "por ciento"}, "٪"]
)
def test_unit_of_per_cent_is_known_in_the_languages_that_civiscope_speaks(unit: object) -> None:
    assert number(unit).counts_percent


@pytest.mark.parametrize("unit", [None, "persons", "EUR", {"en": "recent plans"}])
def test_other_units_are_not_of_per_cent(unit: object) -> None:
    assert not number(unit).counts_percent


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"en": "persons", "fr": "personnes"}, {"en": "persons"}, True),
        ("persons", {"": "persons", "fr": "personnes"}, True),
        ({"en": "persons"}, {"en": "EUR"}, False),
        ("persons", None, False),
        (None, None, True),
    ],
)
def test_units_are_the_same_where_a_language_says_so(one: object, other: object, same: bool) -> None:
    assert number(one).has_unit_of(number(other)) is same
    assert number(other).has_unit_of(number(one)) is same

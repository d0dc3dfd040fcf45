"""Misspelt names get a suggestion, others none."""

from __future__ import annotations

from civiscope.errors import Suggestions, did_you_mean


def test_did_you_mean_names_the_nearest_or_nothing() -> None:
    assert did_you_mean("relevent", ["relevant", "required"]) == ' (did you mean "relevant"?)'
    assert did_you_mean("fax", ["relevant", "required"]) == ""
    assert did_you_mean("fax", []) == ""


def test_did_you_mean_ignores_letter_case_and_keeps_the_name_as_it_is() -> None:
    assert did_you_mean("TRANSPORT/MOBILITY", ["Transport/Mobility"]) == ' (did you mean "Transport/Mobility"?)'


def test_suggestions_for_a_long_table_are_looked_up_once_and_not_for_all() -> None:
    guesses = Suggestions(["paris-fra", "porto-prt"], most=2)
    assert guesses.of("paris-fr") == ' (did you mean "paris-fra"?)'
    assert guesses.of("xyz") == ""
    # What was looked up is known; nothing else is looked up any more.
    assert guesses.of("porto-pr") == ""
    assert guesses.of("paris-fr") == ' (did you mean "paris-fra"?)'

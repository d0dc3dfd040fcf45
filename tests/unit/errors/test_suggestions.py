"""Misspelt names get a suggestion, others none."""

from __future__ import annotations

from civiscope.errors import did_you_mean


def test_did_you_mean_names_the_nearest_or_nothing() -> None:
    assert did_you_mean("relevent", ["relevant", "required"]) == ' (did you mean "relevant"?)'
    assert did_you_mean("fax", ["relevant", "required"]) == ""
    assert did_you_mean("fax", []) == ""


def test_did_you_mean_ignores_letter_case_and_keeps_the_name_as_it_is() -> None:
    assert did_you_mean("TRANSPORT/MOBILITY", ["Transport/Mobility"]) == ' (did you mean "Transport/Mobility"?)'

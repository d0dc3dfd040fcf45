"""Screening of units by what is there of them."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.indices.rules import parse_rule
from civiscope.indices.steps.screening import SCREENINGS, screened

NAN = np.nan
VALUES = np.array([[1.0, 2.0, 3.0], [NAN, 2.0, 0.0], [NAN, NAN, 5.0], [NAN, NAN, NAN], [0.0, 0.0, 0.0]])


def kept(rule: str) -> list[bool]:
    return [bool(entry) for entry in screened(VALUES, parse_rule(rule, "--screen", SCREENINGS))]


def test_units_are_kept_by_the_share_of_indicators_that_are_there() -> None:
    assert kept("available:0.5") == [True, True, False, False, True]
    assert kept("available") == [True, True, False, False, True]
    assert kept("available:0") == [True] * 5
    assert kept("available:1") == [True, False, False, False, True]


def test_units_are_kept_by_the_share_of_values_that_are_not_zero() -> None:
    assert kept("nonzero:0.5") == [True, True, True, False, False]
    assert kept("nonzero") == [True, True, True, False, False]


def test_none_keeps_all() -> None:
    assert kept("none") == [True] * 5


def test_a_screening_that_leaves_no_unit_is_refused() -> None:
    with pytest.raises(UserError) as raised:
        screened(VALUES[2:4], parse_rule("available:0.9", "--screen", SCREENINGS))
    assert str(raised.value) == (
        "error [index-screened-all] --screen: available:0.9 leaves no unit\n"
        "  expected: a share that at least one unit reaches\n"
        "  remedy: Lower the share, or look at the data: most values may be missing."
    )


@pytest.mark.parametrize("rule", ["available:1.5", "available:-1", "available:half", "available:1:2"])
def test_shares_that_are_none_are_refused(rule: str) -> None:
    with pytest.raises(UserError, match="index-rule-value"):
        kept(rule)

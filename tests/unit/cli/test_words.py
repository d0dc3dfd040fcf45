"""Counts in words."""

from __future__ import annotations

import pytest

from civiscope.cli.words import counted


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "no problems"), (1, "1 problem"), (2, "2 problems"), (2000, "2,000 problems")]
)
def test_counted_agrees_with_its_number(number: int, shown: str) -> None:
    assert counted(number, "problem") == shown


def test_irregular_plural_is_given() -> None:
    assert counted(3, "city", "cities") == "3 cities"

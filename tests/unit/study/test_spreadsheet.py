"""Texts that a spreadsheet would run as formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.study.spreadsheet import guarded, unguarded
from tests.formulas import FORMULAS, PLAIN


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_become_texts_and_come_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_and_numbers_stay(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


HOSTILE = st.text(st.sampled_from("'\"=+-@\t\r\n 1.e٣a＝")) | st.text()


@given(HOSTILE)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(HOSTILE)
def test_no_guarded_text_begins_a_formula(text: str) -> None:
    """Whatever stands before the sign; what follows a sign and is a number is none."""
    cell = guarded(text)
    if not cell.startswith("'"):
        assert cell.lstrip("\"' \n\t\r")[:1] not in ("=", "@")
        assert cell[:1] not in ("\t", "\r", "\n")
        if cell[:1] in ("+", "-"):
            float(cell)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.text import text_width, tidy, wrap

LABELS = ["Policy areas in focus", "Transport/mobility", "Łódź, Ελλάδα, Москва", "Donaudampfschifffahrtsgesellschaft"]


@given(st.text(max_size=80), st.floats(min_value=30, max_value=400))
def test_wrapped_lines_fit_or_hold_one_letter(text: str, width: float) -> None:
    for line in wrap(text, width, 12):
        letters = [letter for letter in line if text_width(letter, 12) > 0]
        assert text_width(line, 12) <= width or len(letters) <= 1


@given(st.text(max_size=80), st.floats(min_value=30, max_value=400))
def test_wrapped_lines_keep_every_letter(text: str, width: float) -> None:
    assert "".join(wrap(text, width, 12)).replace(" ", "") == tidy(text).replace(" ", "")


@given(st.text(max_size=200), st.integers(min_value=1, max_value=4))
def test_wrapped_lines_are_no_more_than_asked_for(text: str, most: int) -> None:
    lines = wrap(text, 100, 12, most=most)
    assert len(lines) <= most
    assert len(lines) < most or lines == wrap(text, 100, 12) or lines[-1].endswith("…")


@pytest.mark.parametrize("label", LABELS)
def test_short_label_stays_on_one_line(label: str) -> None:
    assert wrap(label, 600, 12) == (label,)


def test_line_may_end_after_a_slash() -> None:
    assert wrap("Transport/mobility", 70, 12) == ("Transport/", "mobility")


def test_long_word_is_cut() -> None:
    assert len(wrap("Donaudampfschifffahrtsgesellschaft", 80, 12)) > 1


def test_empty_text_has_no_lines() -> None:
    assert wrap(" \n ", 100, 12) == ()


def test_width_of_digits_is_that_of_the_font() -> None:
    # All digits of Noto Sans are 572 units of 1,000 wide.
    assert text_width("0123456789", 10) == pytest.approx(57.2)


def test_width_of_east_asian_letters_is_guessed_as_full() -> None:
    assert text_width("東京", 12) == 24


def test_tidy_text_has_no_controls_and_no_overrides_of_direction() -> None:
    assert tidy("a\tb\x00\u202ec\ufffe") == "a bc"


def test_tidy_text_keeps_joiners_of_letters() -> None:
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"

"""What the pinned fonts hold, and what is printed instead of what they lack."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.report.writers.fonts import Transliteration, advance_widths, font_folders, transliterate, uncovered

NAMES = [
    "Reykjavík",
    "São Paulo",
    "Łódź",
    "Şanlıurfa",
    "Θεσσαλονίκη",
    "Київ",
    "القاهرة",
    "תל אביב-יפו",
    "თბილისი",
    "Երևան",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_in_a_covered_script_stays(name: str) -> None:
    assert uncovered(name) == ""
    assert transliterate(name) == (name, [])


def test_combining_accents_are_composed() -> None:
    assert transliterate(unicodedata.normalize("NFD", "Łódź")) == ("Łódź", [])


def test_script_without_a_font_becomes_latin_and_is_reported() -> None:
    assert uncovered("Ōtsu 大津市 大") == "大津市"
    printed, replaced = transliterate("Ōtsu 大津市")
    assert printed.startswith("Ōtsu ")
    assert printed.isascii() or printed[1:].isascii()
    assert [entry.original for entry in replaced] == ["大津市"]
    assert replaced[0].printed == printed.removeprefix("Ōtsu ")


def test_symbol_without_likeness_becomes_a_question_mark() -> None:
    assert transliterate("a\ue000b") == ("a?b", [Transliteration("\ue000", "?")])
    assert transliterate("\ud800") == ("?", [Transliteration("\ud800", "?")])


def test_control_characters_go_and_line_ends_become_spaces() -> None:
    assert transliterate("a\x00b\x1fc\nd\u2028e") == ("abc d e", [])


def test_characters_that_reorder_text_go() -> None:
    assert transliterate("abc\u202edef\u2066") == ("abcdef", [])


def test_mark_that_no_font_holds_with_its_letter_goes() -> None:
    assert transliterate("б\u05b8в") == ("бв", [Transliteration("б\u05b8", "б")])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_printed_is_always_covered(text: str) -> None:
    printed, _ = transliterate(text)
    assert uncovered(printed) == ""
    assert transliterate(printed)[0] == printed


def test_pinned_fonts_are_installed() -> None:
    assert len(font_folders()) >= 4
    assert advance_widths()[ord("i")] < advance_widths()[ord("M")] < 1

"""Phrases, numbers and lists in the language of the reader."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import civiscope.report
from civiscope.report.words.phrases import (
    PHRASES,
    country_name,
    direction_of,
    either,
    in_sentence,
    joined_spans,
    listed,
    named,
    number,
    percent,
    say,
    say_spans,
    separated,
)
from civiscope.results.document import Span


def test_every_phrase_that_the_code_asks_for_exists() -> None:
    asked = set()
    for path in Path(civiscope.report.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("say", "say_spans"):
                    asked.add(node.args[0].value)
    assert asked
    assert sorted(asked - set(PHRASES["en"])) == []


def test_say_takes_the_form_for_the_count() -> None:
    assert say("missing_lists", "en", count=1, kind="not known") == "1 city: not known."
    assert say("missing_lists", "en", count=3, kind="not known") == "3 cities: not known."


def test_say_of_an_untranslated_language_is_english() -> None:
    assert say("population", "de") == "Population"


def test_say_of_an_unknown_key_is_a_defect() -> None:
    with pytest.raises(KeyError):
        say("no such phrase", "en")


def test_say_spans_keeps_emphasis_and_joins_plain_text() -> None:
    spans = say_spans("without_comparison", "en", city="Paris", phrase=Span("has one", strong=True))
    assert spans == (Span("Paris "), Span("has one", strong=True), Span("."))


def test_spans_of_the_same_kind_become_one() -> None:
    assert joined_spans([Span("a"), Span(""), Span("b"), Span("c", href="x")]) == (Span("ab"), Span("c", href="x"))


@pytest.mark.parametrize(
    ("share", "language", "shown"),
    [
        (0.525, "en", "53%"),
        (0.005, "en", "1%"),
        (0.004, "en", "<1%"),
        (0.0, "en", "0%"),
        (1.0, "en", "100%"),
        (0.52, "fr", "52\u00a0%"),
    ],
)
def test_percentages_are_whole_and_never_round_something_to_nothing(share: float, language: str, shown: str) -> None:
    assert percent(share, language) == shown


@pytest.mark.parametrize(
    ("value", "language", "digits", "shown"),
    [
        (2206488, "en", 0, "2,206,488"),
        (2206488, "de", 0, "2.206.488"),
        (4.5, "en", 1, "4.5"),
        (4.0, "en", 1, "4"),
        (2.5, "en", 0, "3"),
        (100, "en", 1, "100"),
    ],
)
def test_numbers_have_the_language_s_groups_and_no_idle_decimals(
    value: float, language: str, digits: int, shown: str
) -> None:
    assert number(value, language, digits) == shown


def test_lists_are_joined_as_the_language_does() -> None:
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["a", "b", "c"], "fr") == "a, b et c"
    assert listed(["a"], "en") == "a"
    assert listed([], "en") == ""


def test_country_is_named_by_its_three_letters() -> None:
    assert country_name("FRA", "en") == "France"
    assert country_name("DEU", "fr") == "Allemagne"
    assert country_name("XKX", "en") == "Kosovo"
    assert country_name("QQQ", "en") == "QQQ"


def test_direction_follows_the_language() -> None:
    assert [direction_of(language) for language in ("en", "ar", "he", "xx")] == ["ltr", "rtl", "rtl", "ltr"]


def test_title_inside_a_sentence_keeps_abbreviations() -> None:
    assert in_sentence("Policy areas", "en") == "policy areas"
    assert in_sentence("EU funds", "en") == "EU funds"
    assert in_sentence("", "en") == ""


def test_title_inside_a_sentence_knows_elided_words_and_german_nouns() -> None:
    assert in_sentence("L’eau et l’assainissement", "fr") == "l’eau et l’assainissement"
    assert in_sentence("L’Europe", "fr") == "L’Europe"
    assert in_sentence("Stadtgröße", "de") == "Stadtgröße"


def test_texts_are_joined_in_the_manner_of_the_language() -> None:
    assert separated(["a", "", "b"], "en") == "a; b"
    assert named("Region", "Asia", "en") == "Region: Asia"
    assert named("", "Asia", "en") == "Asia"
    assert named("Region", "", "en") == "Region"


def test_share_with_decimals_is_rounded_and_never_below_one() -> None:
    assert percent(0.12345, "en", 1) == "12.3%"
    assert percent(0.5, "en", 1) == "50%"
    assert percent(0.001, "en", 1) == "0.1%"


def test_spanish_lists_change_their_last_word_before_the_same_sound() -> None:
    assert listed(["datos", "equipo"], "es") == "datos y equipo"
    assert listed(["datos", "innovación"], "es") == "datos e innovación"
    assert listed(["agua", "“Ingresos”"], "es") == "agua e “Ingresos”"
    assert listed(["agua", "hielo"], "es") == "agua y hielo"
    assert listed(["agua", "iones"], "es") == "agua y iones"
    assert either(["sí", "no"], "es") == "sí o no"
    assert either(["una", "dos", "otras"], "es") == "una, dos u otras"
    assert either(["7", "8"], "es") == "7 u 8"
    assert either(["una"], "es") == "una"


def test_english_alternatives_have_no_comma_before_the_last() -> None:
    assert either(["a", "b", "c"], "en") == "a, b or c"
    assert either(["a", "other"], "en") == "a or other"


def test_spanish_numbers_of_four_digits_have_no_separator() -> None:
    assert number(4000, "es") == "4000"
    assert number(14000, "es") == "14.000"
    assert number(4000.5, "es", 1) == "4000,5"
    assert number(4000, "en") == "4,000"

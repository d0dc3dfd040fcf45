"""Every language says everything that English says: whole, with the same words to fill in, and nothing in English."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest

from civiscope.report.words.phrases import PHRASES, Phrase, locale_of

LANGUAGES = sorted(set(PHRASES) - {"en"})

_SIGNS = frozenset(
    {
        "figure_head_n",
        "figure_n",
        "outcome_head_dfbetas",
        "outcome_head_n",
        "outcome_head_welch_score",
        "outcome_p",
        "outcome_p_small",
        "outcome_row_r_squared",
        "report_base",
        "site_api",
        "term_n",
    }
)
"""Phrases by key that are signs of statistics or abbreviations, the same in all languages of Latin letters."""

SAME: dict[str, frozenset[str]] = {
    "es": _SIGNS
    | {
        "figure_bases",
        "figure_head_base",
        "offline_no",
        "outcome_coefficients_row_none",
        "outcome_rule_holm",
        "term_base",
    },
    "fr": _SIGNS
    | {
        "changes_item",
        "cities_page",
        "cities_population",
        "cities_score",
        "codebook_code",
        "codebook_concept",
        "collect_question",
        "figure_head_base",
        "index_dimensions_name",
        "index_element_normalise",
        "index_indices",
        "index_no_scores_title",
        "index_table_score",
        "link_codebook",
        "methods_question",
        "number_source",
        "offline_paper_sections",
        "offline_problem_question",
        "outcome_head_x_score",
        "outcome_source",
        "peers_question",
        "population",
        "published_where",
        "quality_item",
        "site_column_kind",
        "site_indices",
        "site_kind_question",
        "site_licence",
        "site_questions",
        "site_release_date",
        "site_release_version",
        "site_sources",
        "term_base",
    },
}
"""Phrases by key that really read the same in English and in the language; each must be needed."""

NBSP, NARROW = "\u00a0", "\u202f"


def modules(language: str) -> dict[str, dict[str, Phrase]]:
    """The tables of a language by the name of their module."""
    package = import_module(f"civiscope.report.words.{language}")
    names = [entry.name for entry in iter_modules(package.__path__)]
    return {name: import_module(f"{package.__name__}.{name}").PHRASES for name in names}


def forms(phrase: Phrase) -> dict[str, str]:
    """The texts of a phrase by plural form; one without a count by ``other``."""
    return phrase if isinstance(phrase, dict) else {"other": phrase}


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def words(text: str) -> str:
    """The text without what is filled in."""
    return "".join(literal for literal, _, _, _ in Formatter().parse(text))


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_module_of_a_language_is_registered(language: str) -> None:
    package = import_module(f"civiscope.report.words.{language}")
    assert sorted(map(id, package.TABLES)) == sorted(map(id, modules(language).values()))
    assert sum(map(len, package.TABLES)) == len(PHRASES[language]), "a key stands in two modules"


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_has_the_modules_and_keys_of_english(language: str) -> None:
    english, own = modules("en"), modules(language)
    assert sorted(own) == sorted(english)
    for name, phrases in english.items():
        assert sorted(own[name]) == sorted(phrases), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_filled_with_the_same_words(language: str) -> None:
    for key, phrase in PHRASES["en"].items():
        english, own = forms(phrase), forms(PHRASES[language][key])
        asked = set[str]().union(*map(placeholders, english.values()))
        assert set[str]().union(*map(placeholders, own.values())) <= asked, key
        # A form for one may leave its number out; whatever else English tells, the language tells in every form.
        told = set.intersection(*map(placeholders, english.values()))
        for form, text in own.items():
            assert told - {"count"} <= placeholders(text), (key, form)
        assert told <= placeholders(own["other"]), key


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_phrases_with_a_count_have_every_form_that_the_language_needs(language: str) -> None:
    # Whole numbers in digits: French and Spanish have a further form for "un million de", which is never written.
    needed = {locale_of(language).plural_form(count) for count in range(1000)}
    for key, phrase in PHRASES["en"].items():
        own = PHRASES[language][key]
        assert isinstance(own, dict) == isinstance(phrase, dict), key
        if isinstance(own, dict):
            assert needed <= set(own) <= {*needed, *phrase}, key
            assert all(text.strip() for text in own.values()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_a_copy_of_the_english_one(language: str) -> None:
    copies = set()
    for key, phrase in PHRASES["en"].items():
        for text in forms(PHRASES[language][key]).values():
            if re.search(r"[^\W\d_]", words(text)) and text in forms(phrase).values():
                copies.add(key)
    assert copies == SAME[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_are_those_of_english(language: str) -> None:
    """Sentences are put one behind the other; only signs have a space before them that English has not."""
    for key, phrase in PHRASES["en"].items():
        english = next(iter(forms(phrase).values()))
        for text in forms(PHRASES[language][key]).values():
            assert text.endswith(" ") == english.endswith(" "), key
            assert not english.startswith(" ") or text.startswith((" ", NBSP)), key
            assert not english[:1].isalnum() or not text[:1].isspace(), key


CODE = re.compile(r"`[^`]*`|\{[a-z_]+\}|\.json|Sobol’")


@pytest.mark.parametrize(
    ("sign", "wrong"),
    [
        ("colon", rf"[^{NBSP}]:"),
        ("semicolon, question or exclamation mark", rf"[^{NARROW}][;?!]"),
        ("per cent", rf"[^{NBSP}]%"),
        ("guillemets", rf"«[^{NBSP}]|[^{NBSP}]»"),
        ("quotation marks or apostrophes of English", r"[\"'“”‘]"),
    ],
)
def test_french_signs_have_the_spaces_that_french_asks_for(sign: str, wrong: str) -> None:
    for key, phrase in PHRASES["fr"].items():
        for text in forms(phrase).values():
            assert not re.search(wrong, CODE.sub("x", text)), (sign, key, text)


def test_spanish_questions_begin_with_their_sign() -> None:
    for key, phrase in PHRASES["es"].items():
        for text in forms(phrase).values():
            assert text.count("?") == text.count("¿"), key
            assert text.count("!") == text.count("¡"), key

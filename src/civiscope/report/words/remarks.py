"""What results say of themselves, in the reader's language: notes, findings and what was done, rules, refusals.

Files of results carry such sentences in English, so that a file means the same whoever made it. Here a sentence is
recognised by the English phrases whose keys begin with ``remark_``, of which it is made, and said in the language. What
no phrase has (a study's own words) stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from civiscope.report.words.phrases import FALLBACK, PHRASES, locale_of, number, say
from civiscope.results.estimates import note_apart

_PREFIX = "remark_"
_FIELD = re.compile(r"\{([a-z_]+)\}")
_PART = re.compile(r"; (?![^(]*\))")
"""Between the parts of a note; not within brackets."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_WORDS = {"more": ".*?", "why": ".+", "count": r"\d[\d,]*"}
"""What some words of a phrase look like; ``more`` may be empty."""
_FINDING = f"{_PREFIX}finding_"
_NESTED = frozenset(
    {"cities", "group", "kind", "more", "other", "places", "population", "reason", "target", "where", "why"}
)
"""Words that are remarks in turn. The others are quoted: codes, names, what a city answered."""


@lru_cache(maxsize=4096)
def remark(text: str, language: str) -> str:
    """A sentence of the results in the language, part by part; in English, as it is."""
    if not text or locale_of(language).language == FALLBACK:
        return text
    for key, pattern in _patterns():
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            words = {name: remark(word, language) if name in _NESTED else word for name, word in found.items()}
            return say(key, language, **words)
    parts = _PART.split(text)
    if len(parts) > 1:
        return say("separator", language).join(remark(part, language) for part in parts)
    if _GROUPED.fullmatch(text):
        return number(int(text.replace(",", "")), language)
    code = _countries().get(text)
    return text if code is None else str(locale_of(language).territories.get(code, text))


def note_in(note: str, language: str) -> str:
    """A number's note in the language, without the mark of made-up answers, which stands elsewhere."""
    return remark(note_apart(note), language)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The English phrases as patterns of what they say; those with the most words of their own come first."""
    templates = {key: str(phrase) for key, phrase in PHRASES[FALLBACK].items() if key.startswith(_PREFIX)}
    keys = sorted(templates, key=lambda key: -len(_FIELD.sub("", templates[key])))
    # A note's words do not reach into its next part; a finding is one sentence, whatever stands in it.
    return [(key, _pattern(templates[key], ".+?" if key.startswith(_FINDING) else "[^;]+?")) for key in keys]


def _pattern(template: str, word: str) -> re.Pattern[str]:
    literals = _FIELD.split(template)
    text = ""
    for place, part in enumerate(literals):
        if place % 2 == 0:
            text += re.escape(part)
        else:
            text += f"(?P<{part}>{_WORDS.get(part, word)})"
    return re.compile(text, re.DOTALL)


@cache
def _countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by the English names of countries."""
    return {name: code for code, name in locale_of(FALLBACK).territories.items() if len(code) == 2 and code.isalpha()}

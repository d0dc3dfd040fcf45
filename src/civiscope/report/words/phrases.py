"""The fixed phrases of documents, so that they can be translated; and how numbers and lists are written.

A phrase is a str.format template, or a pair of them for one and for many (chosen by the language's plural rules from
the word ``count``). Names in braces are filled by the caller; a name may stand for a run of spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any, Literal

from babel.core import Locale, UnknownLocaleError, get_global
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from civiscope.report.words import en, es, fr
from civiscope.results.document import Inline, Span

Phrase = str | dict[str, str]
PHRASES: dict[str, dict[str, Phrase]] = {
    language: {key: phrase for phrases in tables for key, phrase in phrases.items()}
    for language, tables in {"en": en.TABLES, "es": es.TABLES, "fr": fr.TABLES}.items()
}
"""The phrases by language; a language is a package beside this module, with the same modules and keys as English."""
FALLBACK = "en"
_BARE_THOUSANDS = frozenset({"es", "pl"})
"""Languages that write numbers of four digits without a separator."""
_CAPITAL_NOUNS = ("de", "gsw", "lb")
_SOUND_OF_I = re.compile(r"[“«\"(]*h?[ií](?![aeoáéó])", re.IGNORECASE)
_SOUND_OF_O = re.compile(r"[“«\"(]*(h?[oó]|8|11\b)", re.IGNORECASE)


def say(key: str, language: str, /, **words: object) -> str:
    """The phrase in the language (in English where it is not translated), filled; KeyError for an unknown key."""
    return _template(key, language, words.get("count")).format(**words)


def template_of(key: str, language: str) -> Phrase:
    """The phrase as it stands in the language's table (else in English), unfilled: for scripts, which fill it
    themselves and choose the form for a count by the same plural rules."""
    table = PHRASES.get(language) or PHRASES.get(language.split("-")[0]) or PHRASES[FALLBACK]
    return table.get(key, PHRASES[FALLBACK][key])


def said_in(language: str) -> str:
    """The language in which `say` says its phrases: this one, or English where there are none."""
    return language if {language, language.split("-")[0]} & PHRASES.keys() else FALLBACK


def say_spans(key: str, language: str, /, **words: str | int | Span | Inline) -> Inline:
    """As `say`, where words may be spans: they keep their emphasis and links."""
    count = words.get("count")
    spans: list[Span] = []
    for part in re.split(r"(\{[a-z_]+\})", _template(key, language, count)):
        if not part:
            continue
        word = words[part[1:-1]] if part.startswith("{") else part
        if isinstance(word, Span):
            spans.append(word)
        elif isinstance(word, tuple):
            spans.extend(word)
        else:
            spans.append(Span(str(word)))
    return joined_spans(spans)


def joined_spans(spans: list[Span]) -> Inline:
    """The spans, with neighbours of the same kind made one."""
    result: list[Span] = []
    for span in spans:
        last = result[-1] if result else None
        if last is not None and replace(last, text="") == replace(span, text=""):
            result[-1] = replace(last, text=last.text + span.text)
        elif span.text:
            result.append(span)
    return tuple(result)


def plain(spans: Inline) -> str:
    """The text of the spans alone."""
    return "".join(span.text for span in spans)


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale of a BCP 47 tag; English for one that Babel does not know."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


def direction_of(language: str) -> str:
    """``ltr`` or ``rtl``."""
    return str(locale_of(language).text_direction)


def language_name(language: str) -> str:
    """What a language calls itself, as the heading of a list writes it."""
    locale = locale_of(language)
    name = str(locale.get_display_name(language.replace("-", "_")) or language)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=4096)
def percent(share: float, language: str, digits: int = 0) -> str:
    """A share in [0, 1] as a percentage with at most ``digits`` decimals, halves rounded up.

    A whole percentage reads ``<1%`` for a share that is above 0 but would read 0%.
    """
    tiny = not digits and 0 < share < 0.005
    rounded = Decimal(1) if tiny else _rounded(Decimal(repr(float(share))) * 100, f"1e-{digits}" if digits else "1")
    text = str(format_percent(rounded / 100, locale=locale_of(language), decimal_quantization=False))
    return say("share_below", language, share=text) if tiny else text


@lru_cache(maxsize=4096)
def number(value: float, language: str, digits: int = 0, *, fixed: bool = False) -> str:
    """A number with the language's digit groups and at most ``digits`` decimals, halves rounded up.

    ``fixed`` keeps zeros at the end, so that the numbers of an interval are equally long.
    """
    rounded = _rounded(Decimal(repr(value)), f"1e-{digits}" if digits else "1")
    shape = f"#,##0.{'0' * digits}" if fixed and digits else None
    if digits and not fixed:
        rounded = rounded.normalize()
    # Babel knows no least number of grouped digits (CLDR's minimumGroupingDigits), which browsers keep to.
    grouped = abs(rounded) >= 10_000 or locale_of(language).language not in _BARE_THOUSANDS
    return str(format_decimal(rounded, format=shape, locale=locale_of(language), group_separator=grouped))


def _rounded(value: Decimal, unit: str) -> Decimal:
    return value.quantize(Decimal(unit), rounding=ROUND_HALF_UP)


def listed(parts: list[str], language: str) -> str:
    """``a, b and c`` in the language's manner."""
    return _joined(parts, language, "standard")


def either(parts: list[str], language: str) -> str:
    """``a, b or c`` in the language's manner."""
    return _joined(parts, language, "or")


def _joined(parts: list[str], language: str, style: Literal["standard", "or"]) -> str:
    text = str(format_list(parts, style=style, locale=_list_locale(language)))
    if len(parts) > 1 and locale_of(language).language == "es":
        # "y" before the sound of i is "e", "o" before that of o "u" (Real Academia Española).
        word, sound, other = (" y ", _SOUND_OF_I, " e ") if style == "standard" else (" o ", _SOUND_OF_O, " u ")
        if sound.match(parts[-1]) and text.endswith(word + parts[-1]):
            return text.removesuffix(word + parts[-1]) + other + parts[-1]
    return text


def separated(parts: Iterable[str], language: str) -> str:
    """``a; b; c`` in the language's manner; parts that are empty are left out."""
    return say("separator", language).join(part for part in parts if part)


def named(name: str, text: str, language: str) -> str:
    """``name: text`` in the language's manner; the one alone where the other is empty."""
    return say("colon", language).join(part for part in (name, text) if part)


def in_sentence(title: str, language: str) -> str:
    """A title inside a sentence: a capital that begins an ordinary word becomes small (abbreviations stay).

    So does that of an elided word (``L’eau``, but not that of ``L’Europe``); German nouns keep theirs.
    """
    if language.split("-")[0] in _CAPITAL_NOUNS:
        return title
    following = title[2:3] if title[1:2] in ("’", "'") else title[1:2]
    return title[:1].lower() + title[1:] if following.islower() or following == " " else title


def _list_locale(language: str) -> Locale:
    """British English for English: Civiscope's own texts are written without the comma before "and"."""
    return Locale.parse("en_GB") if language == "en" else locale_of(language)


@cache
def country_name(code: str, language: str) -> str:
    """The name of a country by its ISO 3166-1 alpha-3 code (XKX: Kosovo); the code where there is none."""
    short = {"XKX": ["XK"]}.get(code) or get_global("territory_aliases").get(code) or [code]
    return str(locale_of(language).territories.get(short[0], code))


def _template(key: str, language: str, count: Any) -> str:
    found = template_of(key, language)
    if isinstance(found, str):
        return found
    form = str(locale_of(language).plural_form(count))
    return found.get(form) or found["other"]

"""Texts, numbers and lists as Typst source: user text only ever in string literals."""

from __future__ import annotations

import re
from collections.abc import Callable

from civiscope.report.words.phrases import say
from civiscope.report.writers.palette import Shades

_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_UNBROKEN = re.compile(r"\S{28,}")

Clean = Callable[[str], str]


def literal(text: str) -> str:
    """A Typst string literal of any text: nothing in it can end the literal or become code."""
    return '"' + _SPECIAL.sub(_escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return "\\" + character if character in '"\\' else " " if character in "\n\r\t" else ""


def boolean(value: bool) -> str:
    """``true`` or ``false``."""
    return "true" if value else "false"


def array(entries: list[str]) -> str:
    """A Typst array; the closing comma keeps an array of one an array."""
    return "(" + ", ".join(entries) + ",)" if entries else "()"


def part(value: float | None, top: float) -> str:
    """A length as part of the axis."""
    return f"{min(max((value or 0.0) / top, 0.0), 1.0):.4f}".rstrip("0").rstrip(".") if top > 0 else "0"


def shades_of(colours: Shades) -> str:
    """A dictionary of colours."""
    names = ("paper", "ink", "muted", "rule", "wash", "primary", "bar", "own", "mark", "track")
    return "(" + ", ".join(f'{name}: rgb("{getattr(colours, name)}")' for name in names) + ")"


def signed(key: str, language: str, *signs: str) -> list[str]:
    """The literals before, between and after the signs of a phrase, whose values only Typst knows (page numbers)."""
    marks = {sign: chr(place) for place, sign in enumerate(signs, start=1)}
    return [literal(words) for words in re.split("[\x01-\x08]", say(key, language, **marks))]


def date_of(date: str) -> str:
    """A declared date (YYYY-MM-DD), or none."""
    if not date:
        return "none"
    year, month, day = (int(part) for part in date.split("-"))
    return f"datetime(year: {year}, month: {month}, day: {day})"


def breakable(text: str) -> str:
    """The text with places where a line may end in words that are longer than a line."""
    return _UNBROKEN.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    """A long unbroken word (an address, a name without spaces) with places where a line may end."""
    word = match.group()
    word = re.sub(r"(?<=[/.?&=_@-])(?=\w)", "\u200b", word)
    return re.sub(r"[^\u200b]{20}(?=[^\u200b])", lambda found: found.group() + "\u200b", word)

"""Replies to queries that a city sends: the one whose button was pressed, and what else was typed on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.web.collection.domain.reviewing import LONGEST


@dataclass(frozen=True)
class GivenReplies:
    """What was typed by query, what is to be saved, the query whose button was pressed, and those that are wrong."""

    typed: dict[int, str]
    to_save: dict[int, str]
    pressed: int
    wrong: tuple[int, ...]


def read_replies(sent: Mapping[str, str]) -> GivenReplies:
    """Read ``reply:QUERY`` of every query of the page, ``was:QUERY``, what stood there, and ``query``, the pressed one.

    What was not changed is not saved: a colleague may have replied meanwhile. Only the pressed one must have words.
    """
    pressed = _number(sent.get("query", ""))
    typed = {
        _number(name.removeprefix("reply:")): text.replace("\r\n", "\n")
        for name, text in sent.items()
        if name.startswith("reply:") and _number(name.removeprefix("reply:"))
    }
    changed = {
        number: text.strip()
        for number, text in typed.items()
        if number == pressed or text.strip() not in ("", sent.get(f"was:{number}", "").replace("\r\n", "\n").strip())
    }
    wrong = tuple(number for number, text in changed.items() if not text or len(text) > LONGEST)
    return GivenReplies(typed, changed, pressed, wrong)


def _number(text: str) -> int:
    """The number of a query; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0

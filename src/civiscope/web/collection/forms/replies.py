"""Forms of the right of reply: what cities and staff typed, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.http import QueryDict

from civiscope.web.collection.models import Reply
from civiscope.web.common.zone import today

LONGEST = 5000
"""Characters of a text."""


@dataclass(frozen=True)
class GivenReply:
    """A reply as typed; ``problems`` holds keys of phrases by the field's name."""

    kind: str
    text: str
    problems: dict[str, str] = field(default_factory=dict)


def read_reply(given: QueryDict, allowed: list[Reply.Kind]) -> GivenReply:
    """Read a city's reply; only a confirmation may go without words."""
    kind, text = given.get("kind", ""), given.get("text", "").replace("\r\n", "\n").replace("\0", "").strip()
    problems: dict[str, str] = {}
    if kind not in {entry.value for entry in allowed}:
        problems["kind"] = "reply_kind_missing"
    elif kind != Reply.Kind.CONFIRMED and not text:
        problems["text"] = "reply_text_missing"
    if len(text) > LONGEST:
        problems["text"] = "reply_text_too_long"
    return GivenReply(kind, text, problems)


def read_day(given: QueryDict) -> tuple[dt.date | None, str]:
    """The last day for replies, and what is wrong with it (in English, for the desk)."""
    typed = given.get("until", "").strip()
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        return None, "Enter the last day for replies as a date, e.g. 2026-12-31."
    return (None, "The last day for replies must not be over.") if day < today() else (day, "")


def read_question(given: QueryDict) -> tuple[str, str]:
    """The text of a query, and what is wrong with it (in English, for the desk)."""
    text = given.get("text", "").replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        return text, "Say what the city is to look at again."
    return text, f"Use at most {LONGEST:,} characters." if len(text) > LONGEST else ""

"""What a whole section sends: for every question its fields, the version that was edited, comments and consents.

Beside the fields of answers (`answer_form`) a page sends ``version:ITEM``, ``comment:ITEM`` and ``consent:ITEM``; where
two answers stand against each other ``seen:ITEM`` (the other's version) and ``choose`` (``ITEM:mine``, ``ITEM:theirs``
or ``ITEM:both``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict

from civiscope.study.questionnaire import Item, Questionnaire, Section
from civiscope.web.collection.forms.answer_form import cells_from, settled
from civiscope.web.collection.rules.given import Cells, decoded, encoded

LONGEST_COMMENT = 5000
_LARGEST_VERSION = 7
"""Digits of the largest version that is read."""


@dataclass(frozen=True)
class SentAnswer:
    """The answer to one question as it was sent, and from which version it was edited."""

    item: Item
    cells: Cells
    base: int
    choice: str = ""


def version_in(text: str) -> int | None:
    """The version that a form names; None where it is no version."""
    if not text.isascii() or not text.isdecimal() or len(text) > _LARGEST_VERSION:
        return None
    return int(text)


def sent_answers(questionnaire: Questionnaire, section: Section, sent: MultiValueDict[str, str]) -> list[SentAnswer]:
    """The questions of the section that the form holds; one whose version is missing is not among them."""
    about, _, choice = (sent.get("choose") or "").partition(":")
    cleared = sent.get("clear", "")
    found = []
    for item in section.items:
        base = version_in(sent.get(f"version:{item.code}") or "")
        seen = version_in(sent.get(f"seen:{item.code}") or "")
        if base is None:
            continue
        cells = {} if item.code == cleared else cells_from(questionnaire, item, sent)
        if item.code == about and seen is not None:
            found.append(SentAnswer(item, cells, seen, choice))
        else:
            found.append(SentAnswer(item, cells, base))
    return found


def changed(questionnaire: Questionnaire, answers: list[SentAnswer], before: Mapping[str, str]) -> list[SentAnswer]:
    """Those that differ from what the page showed, which was ``before``; what was chosen of two answers counts."""
    found = []
    for answer in answers:
        value = before.get(answer.item.code)
        shown = {} if value is None else settled(questionnaire, answer.item, decoded(value))
        if answer.choice in ("mine", "both") or (not answer.choice and encoded(shown) != encoded(answer.cells)):
            found.append(answer)
    return found


def sent_comments(section: Section, sent: MultiValueDict[str, str]) -> dict[str, str]:
    """The comments by item."""
    found = {item.code: (sent.get(f"comment:{item.code}") or "").strip() for item in section.items}
    return {code: text.replace("\x00", "")[:LONGEST_COMMENT] for code, text in found.items() if text}


def sent_consents(section: Section, sent: MultiValueDict[str, str]) -> dict[str, str]:
    """The levels of consent that were sent, "" for the question's own."""
    names = {item.code: f"consent:{item.code}" for item in section.items}
    return {code: sent.get(name) or "" for code, name in names.items() if name in sent}

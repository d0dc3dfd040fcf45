"""The form with which an editor says what becomes of answers when the questionnaire changes.

Its fields: ``to:ITEM`` the new code of an item that is gone ("" keeps its answers aside), ``again:ITEM`` ``1`` where
cities are to answer an item anew, ``option:ITEM:OPTION`` and ``row:ITEM:ROW`` what stands for a removed option or row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.forms.answer_words import text_of
from civiscope.web.collection.rules.differences import Change, Difference
from civiscope.web.collection.rules.mapping import AGAIN, ASIDE, ItemMapping, VersionMapping


@dataclass(frozen=True)
class Choosing:
    """A removed option or row, or an item that is gone, with what may take its place."""

    name: str
    label: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True)
class ChangedItem:
    """An item with its changes, in how many cases it is answered, and what is to be decided about it."""

    code: str
    label: str
    changes: list[Difference]
    answered: int
    renaming: Choosing | None
    options: list[Choosing]
    rows: list[Choosing]
    again: str


def changed_items(
    before: Questionnaire,
    after: Questionnaire,
    changes: list[Difference],
    counts: Mapping[str, int],
    language: str,
) -> list[ChangedItem]:
    """The changed items, with the choices where something of them is gone."""
    added = [(entry.item, entry.item) for entry in changes if entry.change is Change.ADDED]
    found = []
    for code in dict.fromkeys(entry.item for entry in changes):
        here = [entry for entry in changes if entry.item == code]
        kinds = {entry.change for entry in here}
        item = after.items.get(code) or before.items[code]
        renaming = None
        if Change.REMOVED in kinds:
            kept = [("", "Keep the answers aside"), *((to, f"It is now called {to}") for to, _ in added)]
            renaming = Choosing(f"to:{code}", text_of(item.label, language), kept)
        options, rows = [], []
        if Change.REMOVED not in kinds and Change.ADDED not in kinds:
            new = [(option.code, text_of(option.label, language)) for option in after.options_of(item)]
            options = [
                Choosing(f"option:{code}:{entry.code}", entry.before, [*_FATES, *_named(new)])
                for entry in here
                if entry.change is Change.OPTION_REMOVED
            ]
            fresh = [(row.code, row.label) for row in after.rows_of(item) if row.code in _added_rows(here)]
            choices = [*_FATES_OF_ROWS, *_named([(row, text_of(label, language)) for row, label in fresh])]
            rows = [
                Choosing(f"row:{code}:{entry.code}", entry.before, choices)
                for entry in here
                if entry.change is Change.ROW_REMOVED
            ]
        again = f"again:{code}" if code in before.items and code in after.items else ""
        found.append(
            ChangedItem(code, text_of(item.label, language), here, counts.get(code, 0), renaming, options, rows, again)
        )
    return found


def read_mapping(before: Questionnaire, after: Questionnaire, sent: Mapping[str, str]) -> VersionMapping:
    """The mapping as it was sent; fields of items that do not exist are left unread."""
    items = {}
    for code, item in before.items.items():
        to = "" if code in after.items else sent.get(f"to:{code}", "")
        again = code in after.items and sent.get(f"again:{code}") == "1"
        options = {
            option.code: sent[f"option:{code}:{option.code}"]
            for option in before.options_of(item)
            if code in after.items and sent.get(f"option:{code}:{option.code}")
        }
        rows = {
            row.code: sent[f"row:{code}:{row.code}"]
            for row in before.rows_of(item)
            if code in after.items and sent.get(f"row:{code}:{row.code}")
        }
        if to or again or options or rows:
            items[code] = ItemMapping(to=to, again=again, options=options, rows=rows)
    return VersionMapping(items=items)


_FATES = [
    (AGAIN, "Cities answer the question again"),
    (ASIDE, "Take it out of the answer; the rest of the answer stands"),
]

_FATES_OF_ROWS = [
    (ASIDE, "Keep it in the history only; the rest of the answer stands"),
    (AGAIN, "Cities answer the question again"),
]


def _added_rows(changes: list[Difference]) -> set[str]:
    return {entry.code for entry in changes if entry.change is Change.ROW_ADDED}


def _named(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, f"Becomes: {label}") for code, label in options]

"""What a spreadsheet itself checks while someone types: lists to choose from, whole numbers, days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.worksheet import Worksheet

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import Item
from civiscope.web.collection.rules.workbook_plan import Holds, Line, Plan

_TITLE, _MESSAGE = 32, 255
"""Characters that spreadsheets allow."""


class Lists:
    """The lists that cells offer, a column each on a hidden sheet: so they may be long and hold commas."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._columns: dict[tuple[str, ...], int] = {}

    def place(self, entries: tuple[str, ...]) -> str:
        """Where a list stands, as a formula; the same list stands once."""
        column = self._columns.setdefault(entries, len(self._columns))
        letters, number = "", column + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"={self._sheet}!${letters}$1:${letters}${len(entries)}"

    def write(self, sheet: Worksheet) -> None:
        """Write all lists that were asked for."""
        for entries, column in self._columns.items():
            for row, entry in enumerate(entries):
                sheet.write_string(row, column, entry)


def rule_for(plan: Plan, item: Item, line: Line, lists: Lists) -> dict[str, Any] | None:
    """What the answer cell of a line takes; None where anything may be written."""
    language = plan.language
    match line.holds:
        case Holds.CHOICE:
            return _listed(lists.place(tuple(plan.labels(item).values())), language)
        case Holds.YES_NO:
            return _listed(lists.place((say("offline_yes", language), say("offline_no", language))), language)
        case Holds.RANK:
            last = len(plan.questionnaire.options_of(item))
            return _refusing("integer", "offline_rule_rank", language, minimum=1, maximum=last, last=last)
        case Holds.INTEGER:
            return _refusing("integer", "offline_rule_integer", language, minimum=-(10**14), maximum=10**14)
        case Holds.DECIMAL:
            return _refusing("decimal", "offline_rule_decimal", language, minimum=-1e14, maximum=1e14)
        case Holds.DATE:
            days = {"minimum": dt.date(1900, 3, 1), "maximum": dt.date(2199, 12, 31)}
            return _refusing("date", "offline_rule_date", language, **days)
        case _:
            return None


def rule_for_reason(offered: list[str], plan: Plan, lists: Lists) -> dict[str, Any]:
    """What column D takes."""
    return _listed(lists.place(tuple(offered)), plan.language)


def _listed(source: str, language: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": say("offline_rule_title", language)[:_TITLE],
        "error_message": say("offline_rule_list", language)[:_MESSAGE],
    }


def _refusing(kind: str, key: str, language: str, *, minimum: Any, maximum: Any, **words: object) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": minimum,
        "maximum": maximum,
        "error_title": say("offline_rule_title", language)[:_TITLE],
        "error_message": say(key, language, **words)[:_MESSAGE],
    }

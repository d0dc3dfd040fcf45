"""Where everything stands in a workbook for answering offline: a sheet a section, a line a question, row or option.

The plan follows from the questionnaire and the language alone, so that the reader of a workbook needs nothing from the
workbook to know which cell is which; what the workbook says of itself is only compared with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, OTHER, Item, Kind, Option, Questionnaire, Section

FIRST_LINE = 5
"""The row (from 1) of the first line; above stand the title, what to do, and the head of the columns."""

NUMBER, QUESTION, ANSWER, OTHERWISE, HELP, KEY = "A", "B", "C", "D", "E", "F"
"""The columns; the last is hidden and says which line it is."""

OWN_WORDS = "*"
"""In place of an option: the cell for an own answer in words."""

_UNFIT = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_BLANKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_LONGEST_NAME = 31
_KINDS = {
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "decimal",
    Kind.DATE: "date",
    Kind.TEXT: "text",
    Kind.LONGTEXT: "text",
    Kind.URL: "url",
}


class Holds(StrEnum):
    """What an answer cell takes."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    RANK = "rank"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``holds`` is None where column C takes nothing; ``missing`` says whether column D takes why not."""

    item: str
    row: str
    option: str
    label: str
    holds: Holds | None
    missing: bool = False
    depth: int = 0
    number: str = ""

    @property
    def key(self) -> str:
        """The name of the line in the hidden column."""
        return f"{self.item}/{self.row}/{self.option}".rstrip("/")


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A section's sheet."""

    name: str
    section: Section
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All sheets of a workbook in one language; ``source`` is the study's source language."""

    questionnaire: Questionnaire
    language: str
    source: str
    sheets: tuple[SheetPlan, ...]

    def lines_of(self, item: str) -> list[Line]:
        """The lines of an item, in order."""
        return [line for sheet in self.sheets for line in sheet.lines if line.item == item]

    def labels(self, item: Item) -> dict[str, str]:
        """The options of a choice, the own answer included: a label that no other has, by code."""
        return unique_labels(self.questionnaire.options_of(item), self.language, self.source)

    def own_words(self) -> str:
        """What the option for an own answer is called."""
        return say("offline_other", self.language)


def plan_workbook(questionnaire: Questionnaire, language: str, source: str) -> Plan:
    """The plan of a questionnaire's workbook."""
    sheets = []
    for number, section in enumerate(questionnaire.sections, start=1):
        title = one_line(in_language(section.title, language, source))
        lines: list[Line] = []
        for place, item in enumerate(section.items, start=1):
            lines += _lines(questionnaire, item, f"{number}.{place}", language, source)
        sheets.append(SheetPlan(_sheet_name(number, title), section, title, tuple(lines)))
    return Plan(questionnaire, language, source, tuple(sheets))


def unique_labels(options: tuple[Option, ...], language: str, source: str) -> dict[str, str]:
    """Labels by code; options that read the same carry their code behind."""
    labels = {option.code: _label(option, language, source) for option in options}
    folded = [plain_blanks(label).casefold() for label in labels.values()]
    return {
        code: f"{label} ({code})" if folded.count(alike) > 1 else label
        for (code, label), alike in zip(labels.items(), folded, strict=True)
    }


def one_line(text: str) -> str:
    """A text without line breaks and repeated blanks; blanks that hold words together stay."""
    return _BLANKS.sub(" ", text).strip()


def plain_blanks(text: str) -> str:
    """As `one_line`, with blanks of one kind: no-break ones cannot be told from others by those who type."""
    return " ".join(text.split())


def _label(option: Option, language: str, source: str) -> str:
    if option.code == OTHER and option.label.keys() == {"en", ""}:
        # Added by `other: true`, not written by the study.
        return say("offline_other", language)
    return one_line(in_language(option.label, language, source))


def _sheet_name(number: int, title: str) -> str:
    """A name that spreadsheets allow; the number makes it unique."""
    plain = one_line(_UNFIT.sub(" ", title))
    name = f"{number} {plain}"
    if len(name) <= _LONGEST_NAME:
        return name
    whole = name[: _LONGEST_NAME + 1].rpartition(" ")[0]
    return whole if " " in whole else name[:_LONGEST_NAME]


def _lines(questionnaire: Questionnaire, item: Item, number: str, language: str, source: str) -> list[Line]:
    label = one_line(in_language(item.label, language, source))
    options = unique_labels(questionnaire.options_of(item), language, source)
    if item.kind in GRID_KINDS:
        rows = unique_labels(questionnaire.rows_of(item), language, source)
        found = [Line(item.code, "", "", label, None, number=number)]
        for row, title in rows.items():
            found += _answer_lines(item, row, title, options, 1, "", language)
        return found
    return _answer_lines(item, "", label, options, 0, number, language)


def _answer_lines(
    item: Item, row: str, label: str, options: dict[str, str], depth: int, number: str, language: str
) -> list[Line]:
    """The lines of one variable: of a choice of several a line per option, else one, and one for own words."""
    is_list = item.kind in LIST_KINDS
    missing = is_list or bool(item.missing_choices)
    own = [Line(item.code, row, OWN_WORDS, say("offline_own_words", language), Holds.TEXT, depth=depth + 1)]
    if is_list or item.kind is Kind.RANKING:
        holds = Holds.YES_NO if is_list else Holds.RANK
        codes = [code for code in options if not (is_list and item.other and code == OTHER)]
        return [
            Line(item.code, row, "", label, None, missing, depth, number),
            *(Line(item.code, row, code, options[code], holds, depth=depth + 1) for code in codes),
            *(own if item.other else []),
        ]
    single = item.kind in (Kind.SINGLE, Kind.GRID)
    holds = Holds.CHOICE if single else Holds(_KINDS[item.kind])
    return [Line(item.code, row, "", label, holds, missing, depth, number), *(own if single and item.other else [])]

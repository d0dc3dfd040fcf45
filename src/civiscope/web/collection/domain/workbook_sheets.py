"""Writing the workbook in which a city answers offline."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from civiscope.report.words.phrases import direction_of, say
from civiscope.results.document import Look
from civiscope.web.collection.domain.workbook_help import help_of, intro_of, steps_of
from civiscope.web.collection.domain.workbook_rules import Lists, rule_for, rule_for_reason
from civiscope.web.collection.rules.given import Cells
from civiscope.web.collection.rules.workbook_cells import Value, Values, reasons, written
from civiscope.web.collection.rules.workbook_plan import (
    ANSWER,
    FIRST_LINE,
    OTHERWISE,
    Holds,
    Line,
    Plan,
    SheetPlan,
)
from civiscope.web.collection.rules.workbook_seal import Seal, sealed

SEAL_SHEET, LIST_SHEET = "civiscope", "lists"
_WIDTHS = (6, 58, 30, 20, 60, 10)
_LINE_HEIGHT = 15
_MOST_LINES = 24
"""Of an answer that are shown: spreadsheets allow rows of 409 points."""
_LARGE = frozenset({Holds.TEXT})


@dataclass(frozen=True, slots=True)
class Heading:
    """What the first sheet says: the study, the city, the wave, and by when answers are wanted."""

    study: str
    city: str
    wave: str
    deadline: str
    look: Look
    waiting: Mapping[str, str] = field(default_factory=dict)
    """The earlier wave of answers that wait to be confirmed, by item."""


def write_workbook(plan: Plan, answers: Mapping[str, Cells], seal: Seal, heading: Heading) -> bytes:
    """The workbook as an .xlsx file: everything is locked but the cells for answers."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        title = say("offline_workbook_title", plan.language, city=heading.city, study=heading.study)
        book.set_properties({"title": title, "author": heading.study})
        sheets = _Sheets(book, plan, heading)
        sheets.guide(heading, title)
        for sheet in plan.sheets:
            sheets.section(sheet, answers)
        sheets.lists.write(book.add_worksheet(LIST_SHEET))
        hidden = book.add_worksheet(SEAL_SHEET)
        for row, piece in enumerate(sealed(seal)):
            hidden.write_string(row, 0, piece)
        for number in (LIST_SHEET, SEAL_SHEET):
            found = book.get_worksheet_by_name(number)
            assert found is not None
            found.very_hidden()
            found.protect()
    return target.getvalue()


class _Sheets:
    """Writes the sheets of one workbook, which share formats and lists."""

    def __init__(self, book: xlsxwriter.Workbook, plan: Plan, heading: Heading) -> None:
        self._book, self._plan, self._look = book, plan, heading.look
        self._waiting = heading.waiting
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._rtl = direction_of(plan.language) == "rtl"
        self.lists = Lists(LIST_SHEET)

    def _format(self, **given: object) -> Format:
        # Where a sheet is read from the right, a text in another script would run out of its start on the left.
        start = "right" if self._rtl else "left"
        words = {
            "font_name": "Calibri",
            "font_size": 11,
            "valign": "top",
            "text_wrap": True,
            "align": start,
            **given,
        }
        key = tuple(sorted(words.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(words)
        return self._formats[key]

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        if self._rtl:
            sheet.right_to_left()
        return sheet

    def guide(self, heading: Heading, title: str) -> None:
        """The first sheet: what this is and how it is filled in."""
        language = self._plan.language
        sheet = self._sheet(say("offline_guide_sheet", language))
        sheet.set_column(0, 0, 4)
        sheet.set_column(1, 1, 100)
        sheet.merge_range(0, 0, 0, 1, "", self._title())
        sheet.write_string(0, 0, title, self._title())
        sheet.set_row(0, 34)
        facts = [heading.wave] + ([say("offline_deadline", language, day=heading.deadline)] if heading.deadline else [])
        sheet.write_string(1, 1, " · ".join(facts), self._format(font_color="#555555"))
        intro = intro_of(self._plan)
        if intro:
            sheet.write_string(2, 1, intro, self._format())
            sheet.set_row(2, _LINE_HEIGHT * _lines_in(intro, 100) + 10)
        for number, step in enumerate(steps_of(self._plan), start=1):
            sheet.write_number(number + 2, 0, number, self._format(bold=True, font_color=self._look.primary))
            sheet.write_string(number + 2, 1, step, self._format())
            sheet.set_row(number + 2, _LINE_HEIGHT * _lines_in(step, 100) + 4)
        sheet.protect()

    def _title(self) -> Format:
        return self._format(bold=True, font_size=18, font_color=self._look.primary, valign="vcenter", text_wrap=False)

    def section(self, planned: SheetPlan, answers: Mapping[str, Cells]) -> None:
        """The sheet of a section."""
        language = self._plan.language
        sheet = self._sheet(planned.name)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, None, {"hidden": column == len(_WIDTHS) - 1})
        sheet.write_string(0, 0, planned.title, self._title())
        sheet.set_row(0, 28)
        sheet.write_string(
            1, 0, say("offline_sheet_lead", language), self._format(text_wrap=False, font_color="#555555")
        )
        head = [f"offline_column_{name}" for name in ("number", "question", "answer", "otherwise", "help")]
        band = self._format(bold=True, font_color="#FFFFFF", bg_color=self._look.primary, valign="vcenter")
        for column, key in enumerate(head):
            sheet.write_string(FIRST_LINE - 2, column, say(key, language), band)
        sheet.set_row(FIRST_LINE - 2, 22)
        values: Values = {}
        for item in planned.section.items:
            values |= written(self._plan, item, answers.get(item.code, {}))
        for place, line in enumerate(planned.lines):
            self._line(sheet, FIRST_LINE - 1 + place, line, values)
        sheet.freeze_panes(FIRST_LINE - 1, 2)
        sheet.repeat_rows(FIRST_LINE - 2)
        sheet.print_area(0, 0, FIRST_LINE - 2 + len(planned.lines), 4)
        # Cells may be formatted, so that one that came to show percentages can be made one of numbers again.
        sheet.protect("", {"format_cells": True, "format_rows": True, "format_columns": True})

    def _line(self, sheet: Worksheet, row: int, line: Line, values: Mapping[tuple[str, str], Value]) -> None:
        item = self._plan.questionnaire.items[line.item]
        is_question = bool(line.number)
        top = {"top": 1, "top_color": "#9AA5AE"} if is_question else {}
        explained = help_of(self._plan, item, line, self._waiting.get(line.item, ""))
        sheet.write_string(row, 0, line.number, self._format(font_color="#555555", **top))
        words = self._format(bold=is_question, indent=line.depth, **top)
        sheet.write_string(row, 1, line.label, words)
        sheet.write_string(row, 4, explained, self._format(font_color="#555555", font_size=10, **top))
        # Shrunk, so that the text of a hidden cell does not run over into an empty one beside it.
        sheet.write_string(row, 5, line.key, self._format(text_wrap=False, shrink=True))
        for column, is_open, key in ((2, line.holds is not None, ANSWER), (3, line.missing, OTHERWISE)):
            value = values.get((line.key, key))
            look = self._cell(line, key, is_open or value is not None, value, top)
            if value is None:
                sheet.write_blank(row, column, None, look)
            else:
                _write(sheet, row, column, value, look)
        if line.holds is not None:
            rule = rule_for(self._plan, item, line, self.lists)
            if rule is not None:
                sheet.data_validation(row, 2, row, 2, rule)
        offered = reasons(item, self._plan.language)
        if line.missing and offered:
            sheet.data_validation(row, 3, row, 3, rule_for_reason(list(offered.values()), self._plan, self.lists))
        shown = str(values.get((line.key, ANSWER), ""))
        needed = max(_lines_in(line.label, 52), _lines_in(explained, 62), min(_lines_in(shown, 28), _MOST_LINES))
        least = 4 if item.kind == "longtext" and line.holds in _LARGE else 1
        sheet.set_row(row, _LINE_HEIGHT * max(needed, least) + 3)

    def _cell(self, line: Line, column: str, is_open: bool, value: Value | None, top: dict[str, object]) -> Format:
        if not is_open:
            return self._format(**top)
        look: dict[str, object] = {"locked": False, "bg_color": "#FFF9E5", "border": 1, "border_color": "#B9A24B"}
        if column == ANSWER and line.holds in (Holds.TEXT, Holds.URL, Holds.CHOICE):
            # As texts, also where a program would make a date of an option such as "6-10".
            look["num_format"] = "@"
        elif column == ANSWER and line.holds in (Holds.INTEGER, Holds.DECIMAL, Holds.RANK):
            look["align"] = "right"
        elif column == ANSWER and line.holds is Holds.DATE:
            look |= {"num_format": "yyyy-mm-dd", "align": "right"}
        return self._format(**look)


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), look)
    elif isinstance(value, float | int):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, str(value), look)


def _lines_in(text: str, width: int) -> int:
    """How many lines a text takes in a column of that many characters."""
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n")) if text else 1

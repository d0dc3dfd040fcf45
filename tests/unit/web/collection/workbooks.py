"""Workbooks for tests: written for the small questionnaire, and edited as someone would in a spreadsheet."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook

from civiscope.errors import ProblemLog
from civiscope.study.loading import load_study
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.rules.workbook_plan import FIRST_LINE, Plan, plan_workbook
from tests.studies import write_study
from tests.unit.web.collection.field import CITIES, QUESTIONNAIRE, STUDY, Field


def plan_of(field: Field, language: str = "en") -> Plan:
    """The plan of the small questionnaire's workbook."""
    return plan_workbook(questionnaire_of(field), language, "en")


def questionnaire_of(field: Field) -> Questionnaire:
    """The small questionnaire as it is in the field."""
    version = field.instrument.versions.get(number=field.instrument.version)
    return Questionnaire.model_validate_json(version.content)


def small_questionnaire(text: str = QUESTIONNAIRE) -> Questionnaire:
    """The small questionnaire as its file defines it, or another of that study."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_study(Path(place) / "study", study=STUDY, cities=CITIES, questionnaire=text, answers=None)
        study = load_study(folder, ProblemLog())
    assert study is not None
    return study.questionnaires["officers"]


def cell_of(plan: Plan, key: str, column: str = "C") -> tuple[str, str]:
    """Sheet and cell of a line by its key, e.g. ``areas//housing``."""
    for sheet in plan.sheets:
        for place, line in enumerate(sheet.lines, start=FIRST_LINE):
            if line.key == key:
                return sheet.name, f"{column}{place}"
    raise KeyError(key)


def edited(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after a change, written by openpyxl as a spreadsheet would: texts stand in the cells themselves."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_libreoffice_saves(content: bytes) -> bytes:
    """What LibreOffice does to a workbook: sheets are hidden only simply, empty texts are gone, formats have signs that
    are escaped."""

    def change(book: Workbook) -> None:
        for sheet in book:
            sheet.sheet_state = "visible" if sheet.sheet_state == "visible" else "hidden"
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.value == "":
                    cell.value = None
                cell.number_format = cell.number_format.replace("yyyy-mm-dd", r"yyyy\-mm\-dd")

    return edited(content, change)


def filled(content: bytes, plan: Plan, values: Mapping[str, object]) -> bytes:
    """The workbook with values in its cells: by key for column C, by key and ``|D`` for column D."""

    def fill(book: Workbook) -> None:
        for name, value in values.items():
            key, _, column = name.partition("|")
            sheet, cell = cell_of(plan, key, column or "C")
            book[sheet][cell] = value

    return edited(content, fill)

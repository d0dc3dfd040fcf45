"""Answers as an Excel workbook: with labels, as codes, where they come from, and the codebook that explains both."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from civiscope.answers.cells import Coded
from civiscope.study.questionnaire import CHOICE_KINDS, NUMBER_KINDS, OTHER, Item
from civiscope.web.collection.domain.export_rows import ExportRow, ExportTable

Cell = str | float | None
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""A text stays a text, whatever it begins with."""
ABOUT_CASES = ("city", "name", "country", "state")
CODEBOOK = (
    ("variable", 26),
    ("section", 24),
    ("kind", 14),
    ("question", 60),
    ("options", 50),
    ("own answer", 12),
    ("required", 10),
    ("asked if", 30),
    ("constraint", 30),
    ("unit", 12),
    ("consent", 12),
)


def answers_workbook(table: ExportTable) -> bytes:
    """The workbook: sheets ``answers`` (labels), ``codes`` (cells as kept), ``origins`` and ``codebook``."""
    stream = io.BytesIO()
    with Workbook(stream, OPTIONS) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        variables = [(f"{item.code}.{row}" if row else item.code, item, row) for item, row in _variables(table)]
        names = [*ABOUT_CASES, *(name for name, _, _ in variables)]
        titles = [*ABOUT_CASES, *(table.title_of(item, row) for _, item, row in variables)]
        _write(
            book.add_worksheet("answers"),
            [(title, 28) for title in titles],
            (
                [*_about(entry), *(_shown(table, entry, item, row) for _, item, row in variables)]
                for entry in table.rows
            ),
            (head, wrapped),
        )
        _write(
            book.add_worksheet("codes"),
            [(name, 20) for name in names],
            ([*_about(entry), *(entry.cell(item.code, row) for _, item, row in variables)] for entry in table.rows),
            (head, wrapped),
        )
        items = list(table.questionnaire.items)
        _write(
            book.add_worksheet("origins"),
            [(name, 20) for name in (*ABOUT_CASES, *items)],
            ([*_about(entry), *(entry.origins.get(item) for item in items)] for entry in table.rows),
            (head, wrapped),
        )
        _write(book.add_worksheet("codebook"), CODEBOOK, _codebook(table), (head, wrapped))
    return stream.getvalue()


def _variables(table: ExportTable) -> list[tuple[Item, str]]:
    return table.questionnaire.variables()


def _about(entry: ExportRow) -> list[Cell]:
    return [entry.city, entry.name, entry.country, entry.state]


def _write(
    sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], formats: tuple[Format, Format]
) -> None:
    """Write a header and rows from above to below, as a workbook in constant memory must be."""
    head, wrapped = formats
    for number, (_, width) in enumerate(columns):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 1)
    for number, (title, _) in enumerate(columns):
        sheet.write_string(0, number, title, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(last, number, value)
            elif value:
                sheet.write_string(last, number, value, wrapped)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _shown(table: ExportTable, entry: ExportRow, item: Item, row: str) -> Cell:
    """An answer in words, a number as a number; what could not be coded, and kinds of missing, as they are kept."""
    coded = entry.coded[item.code, row]
    if coded.number is not None and item.kind in NUMBER_KINDS:
        return coded.number
    if coded.codes and item.kind in CHOICE_KINDS:
        return _in_words(coded, table.options(item))
    return entry.cell(item.code, row)


def _in_words(coded: Coded, labels: dict[str, str]) -> str:
    own = f"{labels.get(OTHER, '')}: {coded.text}" if coded.text else labels.get(OTHER, "")
    return "; ".join(own if code == OTHER else labels[code] for code in coded.codes)


def _codebook(table: ExportTable) -> Iterable[Sequence[Cell]]:
    for section in table.questionnaire.sections:
        for item in section.items:
            options = "\n".join(f"{code} = {label}" for code, label in table.options(item).items())
            rows = [option.code for option in table.questionnaire.rows_of(item)] or [""]
            for row in rows:
                yield (
                    f"{item.code}.{row}" if row else item.code,
                    table.text(section.title),
                    item.kind.value,
                    table.title_of(item, row),
                    options,
                    "yes" if item.other else "",
                    "yes" if item.required else "",
                    item.relevant or "",
                    item.constraint or "",
                    table.text(item.unit) if item.unit else "",
                    item.consent,
                )

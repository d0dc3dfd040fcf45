"""The table behind a figure of shares or numbers: all that is drawn, with intervals and bases."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.report.figures.bars import describe, sorted_options
from civiscope.report.figures.grouping import under_headings
from civiscope.report.figures.layout import base_text
from civiscope.report.figures.numbers import shown_number
from civiscope.report.figures.paired_tables import PairTable, side_label
from civiscope.report.figures.stacks import by_agreement
from civiscope.report.figures.tables import ALL_CITIES, Entry, NumberLevel, ShareTable, Subject
from civiscope.report.words.phrases import named, number, percent, say
from civiscope.results.document import Inline, Span, Table
from civiscope.results.estimates import Estimate
from civiscope.study.questionnaire import GRID_KINDS, Kind

NOTHING = "–"


def share_rows(subject: Subject, table: ShareTable, title: str) -> Table:
    """The shares of a choice or a grid, for all cities or with a column for every level."""
    language = subject.language
    caption = say("figure_table_caption", language, title=title)
    if subject.item.kind in GRID_KINDS:
        return _grid(subject, table, caption)
    options = _in_groups(sorted_options(table, "", ALL_CITIES), table.groups, language)
    if len(table.levels) == 1:
        return _alone(table, options, caption, language)
    head = (say("figure_head_answer", language), *_level_heads(table, language))
    rows = [
        [option.label, *(cell_text(table.cells.get(("", option.code, level.code)), language) for level in table.levels)]
        for option in options
    ]
    return made_table(caption, head, rows)


def number_rows(subject: Subject, levels: Sequence[NumberLevel], title: str) -> Table:
    """Mean and median with their intervals, for all cities and by level."""
    language = subject.language
    heads = ("figure_head_cities", "figure_head_n", "figure_head_mean", "figure_head_median")
    rows = []
    for level in levels:
        bases = [cell.base for cell in (level.mean, level.median) if cell is not None and cell.base is not None]
        base = number(max(bases), language) if bases else NOTHING
        name = level.level.label or say("figure_all_cities", language)
        rows.append([name, base, *(_number(cell, language) for cell in (level.mean, level.median))])
    caption = say("figure_table_numbers", language, title=title)
    return made_table(caption, tuple(say(head, language) for head in heads), rows)


def pair_rows(table: PairTable, title: str, language: str) -> Table:
    """The sides of a comparison as columns."""
    head = (say("figure_head_answer", language), *(side_label(side, language) for side in table.sides))
    rows = [
        [row.label, *(cell_text(table.cells.get((row.code, side.code)), language) for side in table.sides)]
        for row in _in_groups(table.rows, table.groups, language)
    ]
    caption = say("figure_table_caption", language, title=title)
    if table.measured:
        caption = f"{caption} {say('figure_share_of', language, options=table.measured)}"
    return made_table(caption, head, rows)


def made_table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> Table:
    """A table of texts whose first ``words`` columns are words and whose others are numbers."""
    numeric = tuple(place >= words for place in range(len(head)))
    return Table(caption, tuple(head), tuple(tuple(_inline(text) for text in row) for row in rows), numeric)


def _inline(text: str) -> Inline:
    return (Span(text),) if text else ()


def _alone(table: ShareTable, options: Sequence[Entry], caption: str, language: str) -> Table:
    """All cities: share, interval, the cities that name it and the base in columns of their own."""
    heads = ["figure_head_answer", "figure_head_share", "figure_key_interval", "figure_head_named", "figure_head_base"]
    rows = []
    for option in options:
        cell = table.cells["", option.code, ALL_CITIES]
        share = NOTHING if cell.estimate is None or cell.suppressed else percent(cell.estimate, language)
        counts = [NOTHING if value is None else number(value, language) for value in (cell.n, cell.base)]
        row = [option.label, share, _interval(cell, language), *counts]
        printed = table.printed.get(option.code)
        if table.printed:
            row.append(
                NOTHING if printed is None or printed.percent is None else percent(printed.percent / 100, language)
            )
        rows.append(row)
    if table.printed:
        heads.append("figure_key_printed")
    return made_table(caption, [say(head, language) for head in heads], rows)


def _grid(subject: Subject, table: ShareTable, caption: str) -> Table:
    language = subject.language
    ordered = by_agreement(table) if subject.item.kind is Kind.GRID else list(table.rows)
    entries = _in_groups(ordered, table.groups, language)
    if len(table.levels) == 1:
        head = [say("figure_head_row", language), say("figure_head_n", language), *(o.label for o in table.options)]
        rows = [
            [
                row.label,
                base_text(table, row.code, ALL_CITIES, language) or NOTHING,
                *(cell_text(table.cells.get((row.code, o.code, ALL_CITIES)), language) for o in table.options),
            ]
            for row in entries
        ]
        return made_table(caption, head, rows)
    head = [say("figure_head_row", language), say("figure_head_answer", language), *_level_heads(table, language)]
    rows = [
        [
            row.label,
            option.label,
            *(cell_text(table.cells.get((row.code, option.code, level.code)), language) for level in table.levels),
        ]
        for row in entries
        for option in table.options
    ]
    return made_table(caption, head, rows, words=2)


def _level_heads(table: ShareTable, language: str) -> list[str]:
    found = []
    for level in table.levels:
        name = level.label or say("figure_all_cities", language)
        base = base_text(table, "", level.code, language)
        found.append(f"{name} ({say('figure_n', language, base=base)})" if base else name)
    return found


def cell_text(cell: Estimate | None, language: str) -> str:
    """A share with its interval, or a count, or that it is suppressed; a dash where there is nothing."""
    return NOTHING if cell is None else describe("", cell, language).strip()


def _interval(cell: Estimate, language: str) -> str:
    """The interval; where there are only counts, what incomplete lists leave possible."""
    if cell.suppressed:
        return NOTHING
    limits = (cell.low, cell.high) if cell.estimate is not None else (cell.bound_low, cell.bound_high)
    low, high = limits
    if low is None or high is None:
        return NOTHING
    text = say("figure_from_to", language, low=percent(low, language), high=percent(high, language))
    return text if cell.estimate is not None else say("figure_possible", language, limits=text)


def _number(cell: Estimate | None, language: str) -> str:
    if cell is None or cell.estimate is None:
        return NOTHING
    shown = shown_number(cell.estimate, language)
    if cell.low is None or cell.high is None:
        return shown
    low, high = shown_number(cell.low, language), shown_number(cell.high, language)
    return say("figure_with_interval", language, shown=shown, low=low, high=high)


def _in_groups(entries: Sequence[Entry], groups: Sequence[Entry], language: str) -> list[Entry]:
    """The entries in the order in which the picture shows them, each with its group's heading before its label."""
    return [
        Entry(entry.code, named(heading, entry.label, language))
        for heading, inside in under_headings(entries, groups, language)
        for entry in inside
    ]

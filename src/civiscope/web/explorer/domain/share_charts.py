"""Charts of shares: bars of a choice, stacked bars of a grid, tables of small bars by level."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from civiscope.report.figures.bars import counted, sorted_options
from civiscope.report.figures.layout import base_text
from civiscope.report.figures.matrix import FEW_OPTIONS
from civiscope.report.figures.stacks import by_agreement, first_half
from civiscope.report.figures.tables import ALL_CITIES, Entry, ShareTable, Subject, has_range
from civiscope.report.words.phrases import number, percent, say
from civiscope.results.estimates import Estimate
from civiscope.study.questionnaire import GRID_KINDS, Kind
from civiscope.web.explorer.domain.chart_parts import (
    Bar,
    BarRow,
    Bars,
    Chart,
    Matrix,
    MatrixRow,
    Segment,
    StackRow,
    Stacks,
)
from civiscope.web.explorer.domain.contrast_marks import Mark, Marks

_ENDS = (0.25, 0.5, 1.0)
"""Where an axis of shares may end."""

_NUMBERED = 0.08
"""From this share on a segment of a stacked bar carries its number."""

_CellOf = Callable[[str, str, str], Bar | None]
"""The bar of (row, option, level)."""


def share_chart(subject: Subject, table: ShareTable, marks: Marks) -> Chart:
    """The chart of a choice or a grid, for all cities or by level."""
    if subject.item.kind is Kind.GRID and len(table.levels) == 1:
        return _stacks(table, subject.language)
    if subject.item.kind in GRID_KINDS or len(table.levels) > 1:
        return _matrix(subject, table, marks)
    return _bars(table, subject.language)


def half_of_scale(table: ShareTable) -> str:
    """The names of the answers at the beginning of a scale, as phrases that quote them take them."""
    return "” + “".join(option.label for option in first_half(table))


def axis_end(longest: float) -> float:
    """Where an axis of shares ends: at 100%, or at half or a quarter of it where all bars are short."""
    return next(end for end in _ENDS if longest <= end or end == 1.0)


def _bars(table: ShareTable, language: str) -> Bars:
    options = sorted_options(table, "", ALL_CITIES)
    cells = [table.cells["", option.code, ALL_CITIES] for option in options]
    top = _top(table, cells)
    rows = []
    for option, cell in zip(options, cells, strict=True):
        printed = table.printed.get(option.code)
        share = None if printed is None or printed.percent is None else printed.percent / 100
        bar = _bar(cell, top, language, tick=None if table.counts_only else share, counts_only=table.counts_only)
        rows.append(BarRow(option.label, bar, "" if share is None else percent(share, language)))
    heads = ["figure_head_answer", "figure_key_count" if table.counts_only else "figure_head_share"]
    heads += ["site_head_possible" if table.counts_only else "figure_key_interval", "figure_head_n"]
    heads += ["figure_key_printed"] if table.printed else []
    return Bars(tuple(rows), tuple(say(head, language) for head in heads), _keys(table, language))


def _keys(table: ShareTable, language: str, *, tick: str = "figure_key_printed") -> tuple[tuple[str, str], ...]:
    """The signs that occur and what they mean."""
    found = []
    if table.intervals:
        found.append(("interval", say("figure_key_interval", language)))
    if table.bounds:
        phrase = "figure_key_may_have" if table.counts_only else "figure_key_range"
        found.append(("possible", say(phrase, language)))
    if tick == "figure_key_all" or table.printed:
        found.append(("tick", say(tick, language)))
    return tuple(found)


def _top(table: ShareTable, cells: Sequence[Estimate]) -> float:
    """The end of the axis: a share, or a number of lists where there are only counts."""
    if table.counts_only:
        return float(max((cell.base or cell.n or 0 for cell in cells), default=1) or 1)
    ends = [end for cell in cells for end in (cell.estimate, cell.high, cell.bound_high) if end is not None]
    ends += [entry.percent / 100 for entry in table.printed.values() if entry.percent is not None]
    return axis_end(max(ends, default=1.0))


def _bar(
    cell: Estimate,
    top: float,
    language: str,
    *,
    tick: float | None = None,
    counts_only: bool = False,
    mark: Mark | None = None,
) -> Bar:
    if cell.suppressed or (cell.estimate is None and cell.n is None):
        return Bar(0, say("figure_suppressed", language), empty=True)
    counts = "" if cell.base is None else number(cell.base, language)
    if cell.n is not None and counts:
        # Of weighted shares n is not the numerator of the share, but still the cities behind it.
        counts = say("site_of", language, n=number(cell.n, language), base=counts)
    scale = 100 / top
    ranged = has_range(cell)
    if cell.estimate is None:
        part = (cell.n or 0) / cell.base if cell.base and not counts_only else float(cell.n or 0)
        unit = cell.base or 0 if counts_only else 1
        low, high = _times(cell.bound_low, unit), _times(cell.bound_high, unit)
        interval = ""
        if ranged and cell.base and cell.bound_low is not None and cell.bound_high is not None:
            ends = {"low": cell.bound_low, "high": cell.bound_high}
            shown = {name: number(round(end * cell.base), language) for name, end in ends.items()}
            interval = say("figure_from_to", language, **shown)
        shown_count = number(cell.n or 0, language)
        return Bar(
            _place(part, scale) or 0.0,
            shown_count if counts_only else counted(cell, language),
            interval,
            counts,
            possible=_place(high, scale) if ranged and low is not None else None,
            mark=mark,
        )
    interval = ""
    if cell.low is not None and cell.high is not None:
        interval = say("figure_from_to", language, low=percent(cell.low, language), high=percent(cell.high, language))
    return Bar(
        _place(cell.estimate, scale) or 0.0,
        percent(cell.estimate, language),
        interval,
        counts,
        low=_place(cell.low, scale),
        high=_place(cell.high, scale),
        possible=_place(cell.bound_high, scale) if ranged else None,
        tick=_place(tick, scale),
        mark=mark,
    )


def _times(value: float | None, unit: float) -> float | None:
    return None if value is None else value * unit


def _place(value: float | None, scale: float) -> float | None:
    """A place in hundredths of the width, with two digits, inside the drawing."""
    return None if value is None else round(min(max(value * scale, 0.0), 100.0), 2)


def _matrix(subject: Subject, table: ShareTable, marks: Marks) -> Matrix:
    """Rows and columns as in the drawn figure: the longer list makes the rows."""
    language = subject.language
    is_grid = subject.item.kind in GRID_KINDS
    levels = [(level, _level_label(level, language)) for level in table.levels]
    shown = first_half(table) if subject.item.kind is Kind.GRID else table.options
    top = _top(table, [cell for key, cell in table.cells.items() if key[1] in {option.code for option in shown}])

    def cell(row: str, option: str, level: str) -> Bar | None:
        found = table.cells.get((row, option, level))
        if found is None:
            return None
        everywhere = table.cells.get((row, option, ALL_CITIES)) if level != ALL_CITIES else None
        tick = everywhere.estimate if everywhere is not None and found.estimate is not None else None
        return _bar(found, top, language, tick=tick, mark=marks.of(row, option, level))

    keys = _keys(table, language, tick="figure_key_all" if len(levels) > 1 else "figure_key_printed")
    if is_grid and len(levels) == 1:
        columns = tuple((option.label, "") for option in table.options)
        rows = [
            MatrixRow(row.label, tuple(cell(row.code, option.code, ALL_CITIES) for option in table.options))
            for row in table.rows
        ]
        return Matrix(say("figure_head_row", language), columns, tuple(rows), keys)
    bases = [(label, base_text(table, "", level.code, language)) for level, label in levels]
    if is_grid:
        nested = _nested(subject, table, shown, cell)
        return Matrix(say("figure_head_row", language), tuple(bases), nested, keys)
    options = sorted_options(table, "", ALL_CITIES)
    if len(options) <= min(FEW_OPTIONS, len(levels)):
        rows = [
            MatrixRow(
                f"{label} ({say('figure_n', language, base=base)})" if base else label,
                tuple(cell("", option.code, level.code) for option in options),
                strong=level.code == ALL_CITIES,
            )
            for (level, label), (_, base) in zip(levels, bases, strict=True)
        ]
        corner = say("figure_head_cities", language)
        return Matrix(corner, tuple((option.label, "") for option in options), tuple(rows), keys)
    rows = [
        MatrixRow(option.label, tuple(cell("", option.code, level.code) for level in table.levels))
        for option in options
    ]
    return Matrix(say("figure_head_answer", language), tuple(bases), tuple(rows), keys)


def _nested(subject: Subject, table: ShareTable, shown: Sequence[Entry], cell: _CellOf) -> tuple[MatrixRow, ...]:
    """A grid by level: of a scale the first half only, since the table has the rest; one answer needs no heading."""
    rows = by_agreement(table) if subject.item.kind is Kind.GRID else list(table.rows)
    found = []
    for row in rows:
        if len(shown) > 1:
            found.append(MatrixRow(row.label, (), strong=True))
        for option in shown:
            label = option.label if len(shown) > 1 else row.label
            found.append(MatrixRow(label, tuple(cell(row.code, option.code, level.code) for level in table.levels)))
    return tuple(found)


def _level_label(level: Entry, language: str) -> str:
    return level.label or say("figure_all_cities", language)


def _stacks(table: ShareTable, language: str) -> Stacks:
    rows = []
    half = {option.code for option in first_half(table)}
    for row in by_agreement(table):
        segments, start, total = [], 0.0, 0.0
        for place, option in enumerate(table.options):
            found = table.cells.get((row.code, option.code, ALL_CITIES))
            share = None if found is None or found.suppressed else found.estimate
            if share is None:
                continue
            shown = percent(share, language) if share >= _NUMBERED else ""
            segments.append(Segment(place, round(start * 100, 2), round(share * 100, 2), shown))
            start += share
            total += share if option.code in half else 0.0
        base = base_text(table, row.code, ALL_CITIES, language)
        rows.append(StackRow(row.label, base, tuple(segments), percent(total, language) if segments else "–"))
    heads = (
        say("figure_head_row", language),
        say("figure_head_n", language),
        say("figure_share_of", language, options=half_of_scale(table)).rstrip("."),
    )
    return Stacks(tuple(option.label for option in table.options), tuple(rows), heads)

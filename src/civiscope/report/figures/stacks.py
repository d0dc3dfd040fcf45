"""Stacked bars: the rows of a grid on its scale, for all cities or in a column for every level of a domain.

Segments run from dark to light in the order of the scale, which stays an order in grey print; a diverging pair of
colours would not. Rows are sorted by the first half of the scale together, which narrow columns name in a number.
"""

from __future__ import annotations

from civiscope.report.figures.bars import about_brackets, describe, rounded
from civiscope.report.figures.frame import Json, KeyEntry, Picture, pixels, placed
from civiscope.report.figures.layout import (
    RIGHT,
    Layout,
    Line,
    base_text,
    grouped_lines,
    label_layers,
    level_lines,
    table_layout,
)
from civiscope.report.figures.style import SMALL_SIZE, FigureStyle
from civiscope.report.figures.tables import ALL_CITIES, Entry, ShareTable
from civiscope.report.figures.text import text_width
from civiscope.report.figures.tips import TIP, share_tip
from civiscope.report.words.phrases import percent, say, separated

BAR = 16
ROW_ROOM = 4
"""What a row is higher than one of plain bars."""
LEAST_TRACK = 68
NUMBERED_TRACK = 170
"""Segments carry their own numbers from this width of a column on; narrower ones only the total of the first half."""


def share_stacks(table: ShareTable, style: FigureStyle, language: str) -> Picture:
    """The scale's shares of every row, by level where the table has levels."""
    layout = _layout(table, language)
    fills = dict(zip((option.code for option in table.options), style.ramp(len(table.options)), strict=True))
    data = [
        segment
        for block, columns in enumerate(layout.blocks)
        for position, column in enumerate(columns)
        for place, row in enumerate(layout.rows)
        for segment in _segments(
            table, (row.row, column.level), (layout.column_x(position), layout.middle(block, place)), layout, language
        )
    ]
    for segment in data:
        segment |= {"fill": fills[segment["option"]], "ink": style.ink_on(fills[segment["option"]])}
    return Picture(
        width=layout.width,
        height=layout.height,
        left=layout.left,
        right=RIGHT,
        head=layout.head,
        layers=(*label_layers(layout, style, language), *_segment_layers(layout, style)),
        data=tuple(data),
        key=tuple(KeyEntry("box", option.label, fills[option.code], style.edge) for option in table.options),
        summary=_summary(table, language),
        detail=_detail(table, layout, language),
        notes=_notes(table, layout, language),
    )


def first_half(table: ShareTable) -> tuple[Entry, ...]:
    """The answers at the beginning of the scale, without a middle one."""
    return table.options[: max(1, len(table.options) // 2)]


def _total(table: ShareTable, row: str, level: str) -> float | None:
    """The share of the first half of the scale; None where a share of it is not published."""
    cells = [table.cells.get((row, option.code, level)) for option in first_half(table)]
    found = [cell.estimate for cell in cells if cell is not None and cell.estimate is not None]
    return sum(found) if len(found) == len(cells) else None


def by_agreement(table: ShareTable) -> list[Entry]:
    """The rows by the falling share of the first half of the scale among all cities."""
    return sorted(table.rows, key=lambda row: -(_total(table, row.code, ALL_CITIES) or 0))


def _layout(table: ShareTable, language: str) -> Layout:
    alone = len(table.levels) == 1
    rows = [
        Line(row.label, row=row.code, count=base_text(table, row.code, ALL_CITIES, language) if alone else "")
        for row in by_agreement(table)
    ]
    rows = grouped_lines(rows, {row.code: row for row in table.rows}, table, language)
    if alone:
        return table_layout(rows, [Line("")], (), LEAST_TRACK, ROW_ROOM)
    totals = [_shown_total(table, row.code, level.code, language) for row in table.rows for level in table.levels]
    return table_layout(rows, level_lines(table, language), totals, LEAST_TRACK, ROW_ROOM)


def _shown_total(table: ShareTable, row: str, level: str, language: str) -> str:
    total = _total(table, row, level)
    return "–" if total is None else percent(total, language)


def _segments(
    table: ShareTable, about: tuple[str, str], at: tuple[float, float], layout: Layout, language: str
) -> list[Json]:
    """The segments of one bar: ``about`` is its row and its level, ``at`` where it begins."""
    row, level = about
    x, y = at
    found: list[Json] = []
    for option in table.options:
        cell = table.cells.get((row, option.code, level))
        if cell is None or cell.estimate is None or cell.suppressed:
            continue
        width = layout.track * cell.estimate
        shown = percent(cell.estimate, language)
        fits = layout.track >= NUMBERED_TRACK and text_width(shown, SMALL_SIZE) + 6 <= width
        found.append(
            {
                "row": row,
                "option": option.code,
                "level": level,
                "share": rounded(cell.estimate),
                "low": rounded(cell.low),
                "high": rounded(cell.high),
                "n": cell.n,
                "base": cell.base,
                "x": pixels(x),
                "x2": pixels(x + width),
                "x_text": pixels(x + width / 2),
                "y": pixels(y),
                "shown": shown if fits else "",
                TIP: share_tip(table.names(row, option.code, level), cell, language),
            }
        )
        x += width
    if layout.number_room and found:
        found[0] |= {"total": _shown_total(table, row, level, language), "x_total": pixels(at[0] - 5)}
    return found


def _segment_layers(layout: Layout, style: FigureStyle) -> list[Json]:
    bar = {"type": "rule", "strokeWidth": BAR}
    # A hair of paper between segments keeps them apart in any print.
    gap = {"type": "tick", "orient": "vertical", "size": BAR, "thickness": 1, "color": style.paper}
    text = {"type": "text", "baseline": "middle", "fontSize": SMALL_SIZE}
    found = [placed(bar, "x", "x2", "y", "color=fill"), placed(gap, "x=x2", "y")]
    if layout.track >= NUMBERED_TRACK:
        shown = placed(text | {"align": "center"}, "x=x_text", "y", "text=shown", "color=ink")
        found.append(shown | {"transform": [{"filter": {"not": {"field": "shown", "equal": ""}}}]})
    if layout.number_room:
        total = placed(text | {"align": "right", "color": style.ink}, "x=x_total", "y", "text=total")
        found.append(total | {"transform": [{"filter": {"field": "x_total", "valid": True}}]})
    return found


def _summary(table: ShareTable, language: str) -> str:
    """What kind of picture it is, and the first and the last row by the first half of the scale, for all cities."""
    found = say("figure_alt_stack", language, rows=len(table.rows), options=len(table.options))
    found += about_brackets(table, language)
    names = "” + “".join(option.label for option in first_half(table))
    ordered = by_agreement(table)
    first, last = (
        f"{row.label} {_shown_total(table, row.code, ALL_CITIES, language)}" for row in (ordered[0], ordered[-1])
    )
    return found + say("figure_alt_half", language, options=names, first=first, last=last)


def _notes(table: ShareTable, layout: Layout, language: str) -> tuple[str, ...]:
    names = "” + “".join(option.label for option in first_half(table))
    notes = [say("figure_sorted_by", language, options=names)] if len(table.rows) > 1 else []
    if layout.number_room:
        notes.append(say("figure_total", language, options=names))
    return tuple(notes)


def _detail(table: ShareTable, layout: Layout, language: str) -> str:
    found = []
    for level in table.levels:
        for line in layout.rows:
            cells = [(option, table.cells.get((line.row, option.code, level.code))) for option in table.options]
            values = [describe(option.label, cell, language) for option, cell in cells if cell is not None]
            if values:
                named = ", ".join(part for part in (level.label, line.label) if part)
                found.append(say("figure_alt_row", language, row=named, values=separated(values, language)))
    return " ".join(found)

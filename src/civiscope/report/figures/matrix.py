"""A table of small bars: a choice by the levels of a domain, or a grid in which several answers may be ticked.

Twenty answers by ten regions stay readable where a bar for each stands in a table with its number, its interval and a
tick at the share of all cities; grouped bars or colours alone would not show the intervals. The longer list makes the
rows.
"""

from __future__ import annotations

from civiscope.report.figures.bars import about_brackets, axis_of, counted, describe, rounded, sorted_options
from civiscope.report.figures.frame import Json, KeyEntry, Picture, filled, over, pixels, placed
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
from civiscope.report.figures.tables import ALL_CITIES, ShareTable, has_range
from civiscope.report.figures.tips import TIP, share_tip
from civiscope.report.words.phrases import named, percent, say, separated
from civiscope.results.estimates import Estimate

FEW_OPTIONS = 5
"""Up to so many options stand side by side, with a row for every level."""
LEAST_TRACK = 56
BAR, RANGE, TICK = 10, 6, 14
AXIS_SIZE = 9.5
MOST_IN_WORDS = 5
"""So many options of each level are named in the alternative text."""


def share_matrix(table: ShareTable, style: FigureStyle, language: str) -> Picture:
    """Small bars of a table's shares, by level or (a table of all cities only) by a grid's options."""
    rows, columns = _lines(table, language)
    layout = table_layout(rows, columns, [_shown(cell, language) for cell in table.cells.values()], LEAST_TRACK)
    top = _axis_end(table)
    cells = _cells(table, layout, top, language)
    bars = [line for line in rows if not line.heading]
    return Picture(
        width=layout.width,
        height=layout.height,
        left=layout.left,
        right=RIGHT,
        head=layout.head,
        foot=20,
        layers=(
            *label_layers(layout, style, language),
            *_axis_layers(layout, top, style, language),
            *_cell_layers(table, cells, style),
        ),
        data=tuple(cells),
        key=_key(table, style, language),
        summary=_summary(table, (len(bars), len(columns)), language),
        detail=_detail(table, language),
    )


def _lines(table: ShareTable, language: str) -> tuple[list[Line], list[Line]]:
    """Rows and columns of the table."""
    if table.rows[0].code:
        return _grid_lines(table, language)
    options = [Line(option.label, option=option.code) for option in sorted_options(table, "", ALL_CITIES)]
    levels = level_lines(table, language)
    if len(options) <= min(FEW_OPTIONS, len(levels)):
        return levels, options
    return grouped_lines(options, {option.code: option for option in table.options}, table, language), levels


def _grid_lines(table: ShareTable, language: str) -> tuple[list[Line], list[Line]]:
    options = [Line(option.label, option=option.code) for option in table.options]
    if len(table.levels) == 1:
        rows = [
            Line(row.label, row=row.code, count=base_text(table, row.code, ALL_CITIES, language)) for row in table.rows
        ]
        return grouped_lines(rows, {row.code: row for row in table.rows}, table, language), options
    nested: list[Line] = []
    for row in table.rows:
        nested.append(Line(row.label, heading=True))
        nested += [Line(option.label, row=row.code, option=option.code) for option in table.options]
    return nested, level_lines(table, language)


def _axis_end(table: ShareTable) -> float:
    ends = [
        end for cell in table.cells.values() for end in (cell.estimate, cell.high, cell.bound_high) if end is not None
    ]
    return axis_of(max(ends, default=1), shares=True)[0]


def _cells(table: ShareTable, layout: Layout, top: float, language: str) -> list[Json]:
    found = []
    for block, columns in enumerate(layout.blocks):
        for position, column in enumerate(columns):
            for place, row in enumerate(layout.rows):
                row_code, option = row.row + column.row, row.option + column.option
                level = row.level + column.level
                cell = table.cells.get((row_code, option, level))
                if cell is None or row.heading:
                    continue
                everywhere = table.cells.get((row_code, option, ALL_CITIES)) if level != ALL_CITIES else None
                at = (layout.column_x(position), layout.track / top, layout.middle(block, place))
                told = share_tip(table.names(row_code, option, level), cell, language)
                found.append(_cell(cell, everywhere, at, language) | {TIP: told})
    return found


def _cell(cell: Estimate, everywhere: Estimate | None, at: tuple[float, float, float], language: str) -> Json:
    """A cell's data; ``at`` is where its bar begins, the pixels of a whole share, and the line it stands on."""
    start, unit, middle = at

    def x(share: float | None) -> float | None:
        return None if share is None else pixels(start + unit * share)

    ranged = has_range(cell)
    named = cell.n / cell.base if _is_counted(cell) and cell.n is not None and cell.base else None
    compared = everywhere.estimate if everywhere is not None and cell.estimate is not None else None
    found = {
        "row": cell.row,
        "option": cell.option,
        "level": cell.level,
        "share": rounded(cell.estimate),
        "low": rounded(cell.low),
        "high": rounded(cell.high),
        "n": cell.n,
        "base": cell.base,
        "bound_low": rounded(cell.bound_low),
        "bound_high": rounded(cell.bound_high),
        "shown": _shown(cell, language),
        "x": pixels(start),
        "x_text": pixels(start - 5),
        "x_share": x(cell.estimate),
        "x_low": x(cell.low),
        "x_high": x(cell.high),
        "x_named": x(named),
        "x_range_low": x(cell.bound_low) if ranged else None,
        "x_range_high": x(cell.bound_high) if ranged else None,
        "x_all": x(compared),
        "y": pixels(middle),
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _is_counted(cell: Estimate) -> bool:
    return not cell.suppressed and cell.estimate is None and cell.n is not None


def _shown(cell: Estimate, language: str) -> str:
    if cell.estimate is not None and not cell.suppressed:
        return percent(cell.estimate, language)
    return counted(cell, language) if _is_counted(cell) else "–"


def _axis_layers(layout: Layout, top: float, style: FigureStyle, language: str) -> list[Json]:
    """Where each column's axis begins and ends."""
    lines: list[Json] = []
    ends: dict[str, list[Json]] = {"left": [], "right": []}
    for block, columns in enumerate(layout.blocks):
        upper = layout.block_y(block)
        lower = upper + layout.tops[-1]
        for position in range(len(columns)):
            start = layout.column_x(position)
            for x, share, align in ((start, 0.0, "left"), (start + layout.track, top, "right")):
                lines.append({"x": pixels(x), "y": pixels(upper), "y2": pixels(lower)})
                ends[align].append({"x": pixels(x), "y": pixels(lower + 13), "text": percent(share, language)})
    text = {"type": "text", "baseline": "middle", "fontSize": AXIS_SIZE, "color": style.muted}
    rule = {"type": "rule", "color": style.grid, "strokeWidth": 1}
    labels = [over(placed(text | {"align": align}, "x", "y", "text"), entries) for align, entries in ends.items()]
    return [over(placed(rule, "x", "y", "y2"), lines), *labels]


def _cell_layers(table: ShareTable, cells: list[Json], style: FigureStyle) -> list[Json]:
    def line(first: str, second: str, width: float, colour: str) -> Json:
        mark = {"type": "rule", "strokeWidth": width, "color": colour}
        return filled(placed(mark, f"x={first}", f"x2={second}", "y"), first, second)

    def any_has(column: str) -> bool:
        return any(column in cell for cell in cells)

    text = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.ink}
    tick = {"type": "tick", "orient": "vertical", "size": TICK, "thickness": 1, "color": style.muted}
    layers = (
        ("x_range_low", line("x_range_low", "x_range_high", RANGE, style.range)),
        ("x_named", line("x", "x_named", BAR, style.counted)),
        ("x_share", line("x", "x_share", BAR, style.bar)),
        ("x_all", filled(placed(tick, "x=x_all", "y"), "x_all")),
        ("x_low", line("x_low", "x_high", 1.5, style.line)),
    )
    return [*(layer for column, layer in layers if any_has(column)), placed(text, "x=x_text", "y", "text=shown")]


def _key(table: ShareTable, style: FigureStyle, language: str) -> tuple[KeyEntry, ...]:
    found = []
    if not table.counts_only:
        found.append(KeyEntry("box", say("figure_key_share", language), style.bar))
    if any(_is_counted(cell) for cell in table.cells.values()):
        found.append(KeyEntry("box", say("figure_key_counted", language), style.counted))
    if table.intervals:
        found.append(KeyEntry("line", say("figure_key_interval", language), style.line))
    if len(table.levels) > 1 and not table.counts_only:
        found.append(KeyEntry("tick", say("figure_key_all", language), style.muted))
    if table.bounds:
        found.append(KeyEntry("box", say("figure_key_range", language), style.range, style.edge))
    return tuple(found)


def _summary(table: ShareTable, size: tuple[int, int], language: str) -> str:
    """What kind of picture it is and, outside grids, the first answer of every level."""
    found = say("figure_alt_table", language, rows=size[0], columns=size[1]) + about_brackets(table, language)
    if table.rows[0].code:
        return found
    first = []
    for level in table.levels:
        asked = [entry for entry in table.options if table.has("", entry.code, level.code)]
        best = max(asked, key=lambda entry: _size(table.cells["", entry.code, level.code]), default=None)
        if best is not None:
            shown = describe(best.label, table.cells["", best.code, level.code], language)
            first.append(named(level.label or say("figure_all_cities", language), shown, language))
    return found + say("figure_alt_first", language, values=separated(first, language))


def _size(cell: Estimate) -> float:
    """What cells of one level are compared by: shares, or counts where there are no shares."""
    return cell.estimate if cell.estimate is not None else float(cell.n or 0)


def _detail(table: ShareTable, language: str) -> str:
    """For each level (of a grid: each row in it) the first options, from the highest share down."""
    found = []
    for level in table.levels:
        for row in table.rows:
            options = [
                entry
                for entry in sorted_options(table, row.code, level.code)
                if table.has(row.code, entry.code, level.code)
            ]
            cells = [(entry.label, table.cells[row.code, entry.code, level.code]) for entry in options[:MOST_IN_WORDS]]
            if cells:
                parts = [level.label or say("figure_all_cities", language), *([row.label] if row.label else [])]
                base = say("figure_n", language, base=base_text(table, row.code, level.code, language))
                values = separated((describe(label, cell, language) for label, cell in cells), language)
                found.append(say("figure_alt_level", language, level=", ".join(parts), n=base, values=values))
    return " ".join(found)

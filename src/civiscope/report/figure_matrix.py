"""A table of small bars: a choice by the levels of a domain, or a grid in which several answers may be ticked.

Twenty answers by ten regions stay readable where a bar for each stands in a table with its number, its interval and a tick at
the share of all cities; grouped bars or colours alone would not show the intervals. The longer list makes the rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from civiscope.report.figure_bars import axis_of, counted, describe, rounded, row_label_mark, sorted_options
from civiscope.report.figure_frame import (
    Json,
    KeyEntry,
    Picture,
    filled,
    label_column,
    over,
    pixels,
    placed,
)
from civiscope.report.figure_style import (
    GAP,
    LABEL_LEAD,
    LABEL_SIZE,
    MARGIN,
    PAGE_WIDTH,
    SEMIBOLD,
    SMALL_LEAD,
    SMALL_SIZE,
    FigureStyle,
)
from civiscope.report.figure_tables import ALL_CITIES, Entry, ShareTable, has_range
from civiscope.report.figure_text import text_width, wrap
from civiscope.report.phrases import number, percent, say
from civiscope.results.estimates import Estimate

LABEL_ROOM = 230
MOST_LINES = 3
MOST_COLUMNS = 11
"""More columns than these are set in further blocks below."""
FEW_OPTIONS = 5
"""Up to so many options stand side by side, with a row for every level."""
TRACK, WIDEST_TRACK = 56, 320
BAR, TICK = 10, 14
STEPS = (22, 34, 48)
HEADING_STEP = 26
BLOCK_GAP = 30
WIDE_TABLE = 5
"""From so many columns on, rows stand on stripes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its label and what it adds to the key of a cell; ``count`` says on how many cities it stands."""

    label: str
    row: str = ""
    option: str = ""
    level: str = ""
    count: str = ""
    strong: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand, in pixels from the upper left corner of the plot."""

    rows: list[Line]
    blocks: list[list[Line]]
    labels: list[tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    left: float
    number_room: float
    count_room: float
    track: float
    top: float
    tops: list[float]
    """Upper edge of every row in a block."""
    block_height: float
    head: float

    @property
    def pitch(self) -> float:
        return self.number_room + self.track + 14

    def column_x(self, position: int) -> float:
        """Where the bars of a column begin."""
        return position * self.pitch + self.number_room

    def block_y(self, block: int) -> float:
        return block * (self.block_height + self.head + BLOCK_GAP)

    def middle(self, block: int, row: int) -> float:
        return self.block_y(block) + (self.tops[row] + self.tops[row + 1]) / 2


def share_matrix(table: ShareTable, style: FigureStyle, language: str) -> Picture:
    """Small bars of a table's shares, by level or (a table of all cities only) by a grid's options."""
    rows, columns = _lines(table, language)
    layout = _layout(table, rows, columns, language)
    cells = _cells(table, layout, language)
    has_counts = any(line.count for line in rows)
    foot = 20
    return Picture(
        width=layout.pitch * max(map(len, layout.blocks)) - 14,
        height=layout.block_y(len(layout.blocks) - 1) + layout.block_height,
        left=layout.left,
        right=MARGIN + 8,
        head=layout.head,
        foot=foot,
        layers=(
            *_ground_layers(layout, style, language),
            *_cell_layers(table, cells, style),
            *_label_layers(layout, style, language, has_counts),
        ),
        data=tuple(cells),
        key=_key(table, style, language),
        summary=say("figure_alt_table", language, rows=len(rows), columns=len(columns)),
        detail=_detail(table, language),
    )


def _lines(table: ShareTable, language: str) -> tuple[list[Line], list[Line]]:
    """Rows and columns of the table."""
    many_levels = len(table.levels) > 1
    options = sorted_options(table, "", ALL_CITIES) if table.rows[0].code == "" else list(table.options)
    if table.rows[0].code:
        if not many_levels:
            rows = [
                Line(row.label, row=row.code, count=_count(table, row.code, ALL_CITIES, language)) for row in table.rows
            ]
            return rows, [Line(option.label, option=option.code) for option in options]
        nested: list[Line] = []
        for row in table.rows:
            nested.append(Line(row.label, heading=True))
            nested += [Line(option.label, row=row.code, option=option.code) for option in options]
        return nested, _levels(table, language)
    if len(options) <= FEW_OPTIONS and len(table.levels) >= len(options):
        return _levels(table, language), [Line(option.label, option=option.code) for option in options]
    return [Line(option.label, option=option.code) for option in options], _levels(table, language)


def _levels(table: ShareTable, language: str) -> list[Line]:
    return [
        Line(
            level.label or say("figure_all_cities", language),
            level=level.code,
            count=_count(table, "", level.code, language),
            strong=level.code == ALL_CITIES,
        )
        for level in table.levels
    ]


def _count(table: ShareTable, row: str, level: str, language: str) -> str:
    """The base of a row in a level; of all rows of a grid where none is named, as a range where they differ."""
    named = [row] if row or table.rows[0].code == "" else [entry.code for entry in table.rows]
    bases = [base for code in named if (base := table.base(code, level)) is not None]
    if not bases:
        return ""
    least, most = number(min(bases), language), number(max(bases), language)
    return most if least == most else f"{least}–{most}"


def _layout(table: ShareTable, rows: list[Line], columns: list[Line], language: str) -> _Layout:
    blocks = _blocks(columns)
    shown = [_shown(cell, language) for cell in table.cells.values()]
    number_room = max(text_width(text, SMALL_SIZE, semibold=True) for text in shown) + 6
    counts = [line.count for line in rows if line.count]
    count_room = max((text_width(count, SMALL_SIZE) for count in counts), default=0) + (2 * GAP if counts else 0)
    labels = [
        () if line.heading else wrap(line.label, LABEL_ROOM, LABEL_SIZE, semibold=line.strong, most=MOST_LINES)
        for line in rows
    ]
    left = label_column([line for label in labels for line in label], LABEL_ROOM) + count_room
    widest = max(map(len, blocks))
    room = (PAGE_WIDTH - left - MARGIN - 8 + 14) / widest - number_room - 14
    track = min(max(TRACK, room), WIDEST_TRACK)
    heads = {line.label: wrap(line.label, number_room + track, SMALL_SIZE, semibold=True, most=4) for line in columns}
    step = STEPS[max(map(len, labels)) - 1] if any(labels) else STEPS[0]
    tops = [0.0]
    for line in rows:
        tops.append(tops[-1] + (HEADING_STEP if line.heading else step))
    ends = [end for cell in table.cells.values() for end in (cell.estimate, cell.high, cell.bound_high) if end is not None]
    head_lines = max(map(len, heads.values())) + (1 if any(line.count for line in columns) else 0)
    return _Layout(
        rows=rows,
        blocks=blocks,
        labels=labels,
        heads=heads,
        left=left,
        number_room=number_room,
        count_room=count_room,
        track=track,
        top=axis_of(max(ends, default=1), shares=True)[0],
        tops=tops,
        block_height=tops[-1],
        head=SMALL_LEAD * head_lines + 10,
    )


def _blocks(columns: list[Line]) -> list[list[Line]]:
    """The columns in blocks of equal length, all cities first in each."""
    count = math.ceil(len(columns) / MOST_COLUMNS)
    if count == 1:
        return [columns]
    first = [line for line in columns if line.strong]
    others = [line for line in columns if not line.strong]
    length = math.ceil(len(others) / math.ceil(len(others) / (MOST_COLUMNS - len(first))))
    return [first + others[start : start + length] for start in range(0, len(others), length)]


def _cells(table: ShareTable, layout: _Layout, language: str) -> list[Json]:
    found = []
    for block, columns in enumerate(layout.blocks):
        for position, column in enumerate(columns):
            for place, row in enumerate(layout.rows):
                key = (row.row + column.row, row.option + column.option, row.level + column.level)
                cell = table.cells.get(key)
                if cell is None or row.heading:
                    continue
                everywhere = table.cells.get((*key[:2], ALL_CITIES)) if key[2] != ALL_CITIES else None
                start = layout.column_x(position)
                found.append(_cell(cell, everywhere, start, layout, layout.middle(block, place), language))
    return found


def _cell(
    cell: Estimate, everywhere: Estimate | None, start: float, layout: _Layout, middle: float, language: str
) -> Json:
    def x(share: float | None) -> float | None:
        return None if share is None else pixels(start + layout.track * share / layout.top)

    ranged = has_range(cell)
    found = {
        "row": cell.row,
        "option": cell.option,
        "level": cell.level,
        "share": rounded(cell.estimate),
        "low": rounded(cell.low),
        "high": rounded(cell.high),
        "n": cell.n,
        "base": cell.base,
        "shown": _shown(cell, language),
        "y": pixels(middle),
        "x": pixels(start),
        "x_text": pixels(start - 5),
        "x_share": x(cell.estimate),
        "x_named": x(cell.n / cell.base) if _is_counted(cell) and cell.n is not None and cell.base else None,
        "x_low": x(cell.low),
        "x_high": x(cell.high),
        "x_range_low": x(cell.bound_low) if ranged else None,
        "x_range_high": x(cell.bound_high) if ranged else None,
        "x_all": x(everywhere.estimate) if everywhere else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _shown(cell: Estimate, language: str) -> str:
    if cell.suppressed:
        return "–"
    if cell.estimate is not None:
        return percent(cell.estimate, language)
    if cell.n is None:
        return "–"
    return counted(cell, language)


def _is_counted(cell: Estimate) -> bool:
    return not cell.suppressed and cell.estimate is None and cell.n is not None


def _ground_layers(layout: _Layout, style: FigureStyle, language: str) -> list[Json]:
    """Where each column's axis begins and ends."""
    lines, ends = [], []
    for block, columns in enumerate(layout.blocks):
        top = layout.block_y(block)
        bottom = top + layout.block_height
        for position in range(len(columns)):
            start = layout.column_x(position)
            for x, share, align in ((start, 0.0, "left"), (start + layout.track, layout.top, "right")):
                lines.append({"x": pixels(x), "y": pixels(top), "y2": pixels(bottom)})
                ends.append({"x": pixels(x), "y": pixels(bottom + 13), "text": percent(share, language), "align": align})
    text = {"type": "text", "baseline": "middle", "fontSize": 9.5, "color": style.muted}
    found = _stripes(layout, style) if max(map(len, layout.blocks)) >= WIDE_TABLE else []
    return [
        *found,
        over(placed({"type": "rule", "color": style.grid, "strokeWidth": 1}, "x", "y", "y2"), lines),
        *(
            over(
                placed(text | {"align": align}, "x", "y", "text"),
                [{name: end[name] for name in ("x", "y", "text")} for end in ends if end["align"] == align],
            )
            for align in ("left", "right")
        ),
    ]


def _stripes(layout: _Layout, style: FigureStyle) -> list[Json]:
    """A light ground under every other row, which leads the eye through a wide table."""
    right = layout.pitch * max(map(len, layout.blocks)) - 14
    rows = [
        {
            "x": pixels(MARGIN - layout.left),
            "x2": pixels(right),
            "y": pixels(layout.block_y(block) + layout.tops[place]),
            "y2": pixels(layout.block_y(block) + layout.tops[place + 1]),
        }
        for block in range(len(layout.blocks))
        for place in range(0, len(layout.rows), 2)
    ]
    return [over(placed({"type": "rect", "color": style.stripe}, "x", "x2", "y", "y2"), rows)]


def _cell_layers(table: ShareTable, cells: list[Json], style: FigureStyle) -> list[Json]:
    def line(first: str, second: str, width: float, colour: str) -> Json:
        mark = {"type": "rule", "strokeWidth": width, "color": colour}
        return filled(placed(mark, f"x={first}", f"x2={second}", "y"), first, second)

    text = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.ink}
    tick = {"type": "tick", "orient": "vertical", "size": TICK, "thickness": 1, "color": style.muted}
    found = [line("x_range_low", "x_range_high", BAR, style.range)] if table.bounds else []
    if any("x_named" in cell for cell in cells):
        found.append(line("x", "x_named", BAR, style.counted))
    if not table.counts_only:
        found.append(line("x", "x_share", BAR, style.bar))
    if any("x_all" in cell for cell in cells):
        found.append(filled(placed(tick, "x=x_all", "y"), "x_all"))
    if table.intervals:
        found.append(line("x_low", "x_high", 1.5, style.line))
    return [*found, placed(text, "x=x_text", "y", "text=shown")]


def _label_layers(layout: _Layout, style: FigureStyle, language: str, has_counts: bool) -> list[Json]:
    rows: dict[bool, list[Json]] = {False: [], True: []}
    headings, small, heads = [], [], []
    for block, columns in enumerate(layout.blocks):
        top = layout.block_y(block)
        for place, (line, label) in enumerate(zip(layout.rows, layout.labels, strict=True)):
            y = pixels(layout.middle(block, place))
            if line.heading:
                headings.append({"x": pixels(MARGIN - layout.left), "y": pixels(y + 4), "text": line.label})
                continue
            entry = {"x": pixels(-layout.count_room - GAP), "y": y, "text": "\n".join(label), "lines": len(label)}
            rows[line.strong].append(entry)
            if line.count:
                small.append({"x": -GAP, "y": y, "text": line.count})
        if has_counts:
            small.append({"x": -GAP, "y": pixels(top - 12), "text": "n"})
        for position, line in enumerate(columns):
            heads.extend(_head(layout, line, position * layout.pitch, top, language))
    label = row_label_mark(style)
    strong = {"fontWeight": SEMIBOLD}
    over_top = {"type": "text", "align": "left", "baseline": "alphabetic", "fontSize": SMALL_SIZE, "lineHeight": SMALL_LEAD}
    counts = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    found = [
        over(placed(label | strong if is_strong else label, "x", "y", "text"), entries)
        for is_strong, entries in rows.items()
        if entries
    ]
    if headings:
        found.append(over(placed(label | strong | {"dy": 0, "align": "left"}, "x", "y", "text"), headings))
    if small:
        found.append(over(placed(counts, "x", "y", "text"), small))
    found.append(over(placed(over_top | {"color": style.ink} | strong, "x", "y", "text"), [head for head in heads if "count" not in head]))
    bases = [head for head in heads if "count" in head]
    if bases:
        found.append(over(placed(over_top | {"color": style.muted}, "x", "y", "text=count"), bases))
    return found


def _head(layout: _Layout, line: Line, x: float, top: float, language: str) -> list[Json]:
    """The label of a column, standing on its last line, and its base below."""
    label = layout.heads[line.label]
    y = top - 10
    found: list[Json] = []
    if line.count:
        found.append({"x": pixels(x), "y": pixels(y), "count": say("figure_n", language, base=line.count)})
        y -= SMALL_LEAD
    found.append({"x": pixels(x), "y": pixels(y - SMALL_LEAD * (len(label) - 1)), "text": "\n".join(label)})
    return found


def _key(table: ShareTable, style: FigureStyle, language: str) -> tuple[KeyEntry, ...]:
    found = [] if table.counts_only else [KeyEntry("box", say("figure_key_share", language), style.bar)]
    if any(_is_counted(cell) for cell in table.cells.values()):
        found.append(KeyEntry("box", say("figure_key_counted", language), style.counted))
    if table.intervals:
        found.append(KeyEntry("line", say("figure_key_interval", language), style.line))
    if len(table.levels) > 1 and not table.counts_only:
        found.append(KeyEntry("tick", say("figure_key_all", language), style.muted))
    if table.bounds:
        found.append(KeyEntry("box", say("figure_key_range", language), style.range, style.edge))
    return tuple(found)


def _detail(table: ShareTable, language: str) -> str:
    """For each level (of a grid: each row) its options from the highest share down, the first five of a longer list."""
    found = []
    for level in table.levels:
        for row in table.rows:
            options = [option for option in sorted_options(table, row.code, level.code) if table.has(row.code, option.code, level.code)]
            named: list[str] = [part for part in (level.label or say("figure_all_cities", language), row.label) if part]
            base = say("figure_n", language, base=_count(table, row.code, level.code, language))
            values = [describe(option.label, table.cells[row.code, option.code, level.code], language) for option in options[:5]]
            if values:
                found.append(say("figure_alt_level", language, level=", ".join(named), n=base, values="; ".join(values)))
    return " ".join(found)

"""Stacked bars: the rows of a grid on its scale, for all cities or in a column for every level of a domain.

Segments run from dark to light in the order of the scale, which stays an order in grey print; a diverging pair of colours
would not. Rows are sorted by the first half of the scale together.
"""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figure_bars import describe, rounded, row_label_mark
from civiscope.report.figure_frame import Json, KeyEntry, Picture, label_column, over, pixels, placed
from civiscope.report.figure_style import (
    GAP,
    LABEL_SIZE,
    MARGIN,
    PAGE_WIDTH,
    SEMIBOLD,
    SMALL_LEAD,
    SMALL_SIZE,
    FigureStyle,
)
from civiscope.report.figure_tables import ALL_CITIES, Entry, ShareTable
from civiscope.report.figure_text import text_width, wrap
from civiscope.report.phrases import number, percent, say

LABEL_ROOM = 240
MOST_LINES = 3
BAR = 18
STEPS = (28, 38, 52)
TRACK = 96
MOST_COLUMNS = 9
BLOCK_GAP = 30
BETWEEN = 16
"""Between two columns."""


@dataclass(frozen=True, slots=True)
class _Layout:
    rows: list[Entry]
    labels: list[tuple[str, ...]]
    blocks: list[list[Entry]]
    heads: dict[str, tuple[str, ...]]
    left: float
    step: float
    head: float
    track: float
    count_room: float

    @property
    def pitch(self) -> float:
        return self.track + self.count_room + BETWEEN

    def block_y(self, block: int) -> float:
        return block * (self.step * len(self.rows) + self.head + BLOCK_GAP)

    def middle(self, block: int, row: int) -> float:
        return self.block_y(block) + self.step * (row + 0.5)


def share_stacks(table: ShareTable, style: FigureStyle, language: str) -> Picture:
    """The scale's shares of every row, by level where the table has levels."""
    rows = _sorted_rows(table)
    layout = _layout(table, rows, language)
    fills = dict(zip((option.code for option in table.options), style.ramp(len(table.options)), strict=True))
    return Picture(
        width=layout.pitch * max(map(len, layout.blocks)) - BETWEEN,
        height=layout.block_y(len(layout.blocks) - 1) + layout.step * len(rows),
        left=layout.left,
        right=MARGIN,
        head=layout.head,
        layers=(*_segment_layers(style), *_label_layers(table, layout, style, language)),
        data=tuple(_segments(table, layout, fills, style, language)),
        key=tuple(KeyEntry("box", option.label, fills[option.code], style.edge) for option in table.options),
        summary=say("figure_alt_stack", language, rows=len(rows), options=len(table.options)),
        detail=_detail(table, rows, language),
        notes=_notes(table, language),
    )


def first_half(table: ShareTable) -> tuple[Entry, ...]:
    """The answers at the beginning of the scale, without a middle one; own answers do not count as a part of it."""
    return table.options[: max(1, len(table.options) // 2)]


def _sorted_rows(table: ShareTable) -> list[Entry]:
    def agreement(row: Entry) -> float:
        cells = [table.cells.get((row.code, option.code, ALL_CITIES)) for option in first_half(table)]
        return sum(cell.estimate for cell in cells if cell is not None and cell.estimate is not None)

    return sorted(table.rows, key=lambda row: -agreement(row))


def _layout(table: ShareTable, rows: list[Entry], language: str) -> _Layout:
    blocks = _blocks(table.levels)
    labels = [wrap(row.label, LABEL_ROOM, LABEL_SIZE, most=MOST_LINES) for row in rows]
    left = label_column([line for label in labels for line in label], LABEL_ROOM)
    count_room = max(text_width(_base(table, row, level, language), SMALL_SIZE) for row in rows for level in table.levels)
    count_room = max(count_room, text_width("n", SMALL_SIZE)) + 6
    columns = max(map(len, blocks))
    room = (PAGE_WIDTH - left - MARGIN + BETWEEN) / columns - BETWEEN - count_room
    track = max(TRACK, room)
    names = {level.code: level.label or say("figure_all_cities", language) for level in table.levels}
    heads = {code: wrap(name, track, SMALL_SIZE, semibold=True, most=4) for code, name in names.items()}
    return _Layout(
        rows=rows,
        labels=labels,
        blocks=blocks,
        heads=heads,
        left=left,
        step=STEPS[max(map(len, labels)) - 1],
        head=SMALL_LEAD * max(map(len, heads.values())) + 4,
        track=track,
        count_room=count_room,
    )


def _blocks(levels: tuple[Entry, ...]) -> list[list[Entry]]:
    """All cities first in every block of columns."""
    first, others = list(levels[:1]), list(levels[1:])
    length = MOST_COLUMNS - 1
    return [first + others[start : start + length] for start in range(0, max(1, len(others)), length)]


def _segments(
    table: ShareTable, layout: _Layout, fills: dict[str, str], style: FigureStyle, language: str
) -> list[Json]:
    found: list[Json] = []
    for block, levels in enumerate(layout.blocks):
        for position, level in enumerate(levels):
            for place, row in enumerate(layout.rows):
                at, start = 0.0, position * layout.pitch
                for option in table.options:
                    cell = table.cells.get((row.code, option.code, level.code))
                    if cell is None or cell.estimate is None:
                        continue
                    x, x2 = start + layout.track * at, start + layout.track * (at + cell.estimate)
                    at += cell.estimate
                    shown = percent(cell.estimate, language)
                    fits = text_width(shown, SMALL_SIZE) + 6 <= x2 - x
                    found.append(
                        {
                            "row": row.code,
                            "option": option.code,
                            "level": level.code,
                            "share": rounded(cell.estimate),
                            "low": rounded(cell.low),
                            "high": rounded(cell.high),
                            "n": cell.n,
                            "base": cell.base,
                            "x": pixels(x),
                            "x2": pixels(x2),
                            "x_text": pixels((x + x2) / 2),
                            "y": pixels(layout.middle(block, place)),
                            "fill": fills[option.code],
                            "ink": style.ink_on(fills[option.code]),
                            "shown": shown if fits else "",
                        }
                    )
    return found


def _segment_layers(style: FigureStyle) -> list[Json]:
    bar = {"type": "rule", "strokeWidth": BAR}
    # A hair of paper between segments keeps them apart in any print.
    gap = {"type": "tick", "orient": "vertical", "size": BAR, "thickness": 1, "color": style.paper}
    text = {"type": "text", "align": "center", "baseline": "middle", "fontSize": SMALL_SIZE}
    shown = placed(text, "x=x_text", "y", "text=shown", "color=ink")
    only_shown = {"transform": [{"filter": {"not": {"field": "shown", "equal": ""}}}]}
    return [placed(bar, "x", "x2", "y", "color=fill"), placed(gap, "x=x2", "y"), shown | only_shown]


def _label_layers(table: ShareTable, layout: _Layout, style: FigureStyle, language: str) -> list[Json]:
    labels, counts, heads = [], [], []
    for block, levels in enumerate(layout.blocks):
        top = layout.block_y(block)
        for place, (row, label) in enumerate(zip(layout.rows, layout.labels, strict=True)):
            y = pixels(layout.middle(block, place))
            labels.append({"x": -GAP, "y": y, "text": "\n".join(label), "lines": len(label)})
            for position, level in enumerate(levels):
                x = pixels(position * layout.pitch + layout.track + layout.count_room)
                counts.append({"x": x, "y": y, "text": _base(table, row, level, language)})
        for position, level in enumerate(levels):
            lines = layout.heads[level.code]
            y = pixels(top - 6 - SMALL_LEAD * (len(lines) - 1))
            if len(table.levels) > 1:
                heads.append({"x": pixels(position * layout.pitch), "y": y, "text": "\n".join(lines)})
            x = pixels(position * layout.pitch + layout.track + layout.count_room)
            counts.append({"x": x, "y": pixels(top - 10), "text": "n"})
    small = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    head = {"type": "text", "align": "left", "fontSize": SMALL_SIZE, "lineHeight": SMALL_LEAD, "fontWeight": SEMIBOLD}
    found = [
        over(placed(row_label_mark(style), "x", "y", "text"), labels),
        over(placed(small, "x", "y", "text"), counts),
    ]
    return [*found, over(placed(head, "x", "y", "text"), heads)] if heads else found


def _base(table: ShareTable, row: Entry, level: Entry, language: str) -> str:
    base = table.base(row.code, level.code)
    return "–" if base is None else number(base, language)


def _notes(table: ShareTable, language: str) -> tuple[str, ...]:
    if len(table.rows) == 1:
        return ()
    names = "” + “".join(option.label for option in first_half(table))
    return (say("figure_sorted_by", language, options=names),)


def _detail(table: ShareTable, rows: list[Entry], language: str) -> str:
    found = []
    for level in table.levels:
        for row in rows:
            cells = [(option, table.cells.get((row.code, option.code, level.code))) for option in table.options]
            values = [describe(option.label, cell, language) for option, cell in cells if cell is not None]
            if values:
                named = ", ".join(part for part in (level.label, row.label) if part)
                found.append(say("figure_alt_row", language, row=named, values="; ".join(values)))
    return " ".join(found)

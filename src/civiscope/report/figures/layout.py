"""A table of small pictures: labelled rows, columns of equal width that each begin with a number, in blocks where many.

Tables of bars and of stacked bars share it, so that a reader who knows one reads the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civiscope.report.figures.frame import Json, label_column, over, pixels, placed, row_label_mark, row_label_y
from civiscope.report.figures.grouping import under_headings
from civiscope.report.figures.style import (
    GAP,
    LABEL_SIZE,
    MARGIN,
    PAGE_WIDTH,
    SEMIBOLD,
    SMALL_LEAD,
    SMALL_SIZE,
    FigureStyle,
)
from civiscope.report.figures.tables import ALL_CITIES, Entry, ShareTable
from civiscope.report.figures.text import text_width, wrap
from civiscope.report.words.phrases import number, say

LABEL_ROOM = 240
MOST_LINES = 3
MOST_COLUMNS = 11
"""More columns than these are set in further blocks below."""
WIDE_TABLE = 5
"""From so many columns on, rows stand on stripes."""
STEPS = (22, 36, 50)
"""Height of a row by the lines of its label."""
HEADING_STEP = 28
BLOCK_GAP = 32
BETWEEN = 14
"""Between two columns."""
RIGHT = MARGIN + 8


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its label, what it adds to the key of a cell, and ``count``, the cities that it stands on."""

    label: str
    row: str = ""
    option: str = ""
    level: str = ""
    count: str = ""
    strong: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand, in pixels from the upper left corner of the plot."""

    rows: list[Line]
    blocks: list[list[Line]]
    labels: list[tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    left: float
    number_room: float
    count_room: float
    track: float
    head: float
    tops: list[float]
    """Upper edge of every row in a block, and the last one's lower edge."""

    @property
    def pitch(self) -> float:
        """From one column to the next."""
        return self.number_room + self.track + BETWEEN

    @property
    def width(self) -> float:
        """Width of the plot."""
        return self.pitch * max(map(len, self.blocks)) - BETWEEN

    @property
    def height(self) -> float:
        """Height of the plot, all blocks together."""
        return self.block_y(len(self.blocks) - 1) + self.tops[-1]

    def column_x(self, position: int) -> float:
        """Where the bars of a column begin."""
        return position * self.pitch + self.number_room

    def block_y(self, block: int) -> float:
        """Upper edge of a block's rows."""
        return block * (self.tops[-1] + self.head + BLOCK_GAP)

    def middle(self, block: int, row: int) -> float:
        """The line on which a row's bars stand."""
        return self.block_y(block) + (self.tops[row] + self.tops[row + 1]) / 2


def table_layout(
    rows: list[Line], columns: list[Line], numbers: Sequence[str], least_track: float, row_room: float = 0
) -> Layout:
    """The layout of a table in which ``numbers`` stand before the bars; it fills the page's width, or more.

    ``least_track`` is the least width of a column's bars, ``row_room`` what a row needs beyond its usual height.
    """
    blocks = _blocks(columns)
    number_room = max((text_width(text, SMALL_SIZE, semibold=True) + 6 for text in numbers), default=0)
    counts = [line.count for line in rows if line.count]
    count_room = max((text_width(count, SMALL_SIZE) for count in counts), default=0) + (2 * GAP if counts else 0)
    labels = [
        () if line.heading else wrap(line.label, LABEL_ROOM, LABEL_SIZE, semibold=line.strong, most=MOST_LINES)
        for line in rows
    ]
    left = label_column([line for label in labels for line in label], LABEL_ROOM) + count_room
    room = (PAGE_WIDTH - left - RIGHT + BETWEEN) / max(map(len, blocks)) - number_room - BETWEEN
    track = max(least_track, room)
    heads = {line.label: wrap(line.label, number_room + track, SMALL_SIZE, semibold=True, most=4) for line in columns}
    tops = [0.0]
    for line, label in zip(rows, labels, strict=True):
        tops.append(tops[-1] + row_room + (HEADING_STEP if line.heading else STEPS[max(len(label), 1) - 1]))
    head_lines = max(*map(len, heads.values()), 1 if counts else 0) + (1 if any(line.count for line in columns) else 0)
    head = SMALL_LEAD * head_lines + 10 if head_lines or counts else 0
    return Layout(rows, blocks, labels, heads, left, number_room, count_room, track, head, tops)


def level_lines(table: ShareTable, language: str) -> list[Line]:
    """All cities and the levels of a domain as rows or columns."""
    return [
        Line(
            level.label or say("figure_all_cities", language),
            level=level.code,
            count=base_text(table, "", level.code, language),
            strong=level.code == ALL_CITIES,
        )
        for level in table.levels
    ]


def grouped_lines(lines: list[Line], entries: Mapping[str, Entry], table: ShareTable, language: str) -> list[Line]:
    """The lines under the headings of the table's groups; ``entries`` are what they stand for, by row or option."""
    by_code = {line.row or line.option: line for line in lines}
    parts = under_headings([entries[code] for code in by_code], table.groups, language)
    found: list[Line] = []
    for heading, inside in parts:
        found += [Line(heading, heading=True)] if heading else []
        found += [by_code[entry.code] for entry in inside]
    return found


def base_text(table: ShareTable, row: str, level: str, language: str) -> str:
    """The base of a row in a level; of all rows of a grid where none is named, as a range where they differ."""
    named = [row] if row or table.rows[0].code == "" else [entry.code for entry in table.rows]
    bases = [base for code in named if (base := table.base(code, level)) is not None]
    if not bases:
        return ""
    least, most = number(min(bases), language), number(max(bases), language)
    return most if least == most else f"{least}–{most}"


def label_layers(layout: Layout, style: FigureStyle, language: str) -> list[Json]:
    """Labels and bases of rows and columns, and stripes under the rows of a wide table (drawn first)."""
    names: dict[bool, list[Json]] = {False: [], True: []}
    headings: list[Json] = []
    small: list[Json] = []
    heads: list[Json] = []
    bases: list[Json] = []
    for block, columns in enumerate(layout.blocks):
        top = layout.block_y(block)
        for place, (line, label) in enumerate(zip(layout.rows, layout.labels, strict=True)):
            y = pixels(layout.middle(block, place))
            if line.heading:
                headings.append({"x": pixels(MARGIN - layout.left), "y": pixels(y + 5), "text": line.label})
                continue
            label_y = row_label_y(layout.middle(block, place), len(label))
            names[line.strong].append({"x": pixels(-layout.count_room - GAP), "y": label_y, "text": "\n".join(label)})
            if line.count:
                small.append({"x": -GAP, "y": y, "text": line.count})
        if layout.count_room:
            small.append({"x": -GAP, "y": pixels(top - 14), "text": say("figure_head_n", language)})
        for position, line in enumerate(columns):
            head = _column_head(layout, line, position * layout.pitch, top, language)
            heads.append(head[0])
            bases += head[1:]
    mark, strong = row_label_mark(style), {"fontWeight": SEMIBOLD}
    text = {"type": "text", "align": "left", "fontSize": SMALL_SIZE, "lineHeight": SMALL_LEAD, "color": style.ink}
    muted = text | {"color": style.muted}
    layers = (
        (mark, names[False]),
        (mark | strong, names[True]),
        (text | strong | {"fontSize": LABEL_SIZE, "baseline": "middle"}, headings),
        (muted | {"align": "right", "baseline": "middle"}, small),
        (text | strong, [head for head in heads if head["text"]]),
        (muted, bases),
    )
    drawn = [over(placed(mark, "x", "y", "text"), rows) for mark, rows in layers if rows]
    return [*_stripes(layout, style), *drawn]


def _column_head(layout: Layout, line: Line, x: float, top: float, language: str) -> list[Json]:
    """The label of a column, standing on its last line, and its base below."""
    label = layout.heads[line.label]
    y = top - 10
    found: list[Json] = []
    if line.count:
        found.append({"x": pixels(x), "y": pixels(y), "text": say("figure_n", language, base=line.count)})
        y -= SMALL_LEAD
    return [{"x": pixels(x), "y": pixels(y - SMALL_LEAD * (len(label) - 1)), "text": "\n".join(label)}, *found]


def _stripes(layout: Layout, style: FigureStyle) -> list[Json]:
    """A light ground under every other row, which leads the eye through a wide table."""
    if max(map(len, layout.blocks)) < WIDE_TABLE:
        return []
    bars = [place for place, line in enumerate(layout.rows) if not line.heading]
    rows = [
        {
            "x": pixels(MARGIN - layout.left),
            "x2": pixels(layout.width),
            "y": pixels(layout.block_y(block) + layout.tops[place]),
            "y2": pixels(layout.block_y(block) + layout.tops[place + 1]),
        }
        for block in range(len(layout.blocks))
        for place in bars[::2]
    ]
    return [over(placed({"type": "rect", "color": style.stripe}, "x", "x2", "y", "y2"), rows)]


def _blocks(columns: list[Line]) -> list[list[Line]]:
    """The columns in blocks of about equal length, all cities first in each."""
    if len(columns) <= MOST_COLUMNS:
        return [columns]
    first = [line for line in columns if line.strong]
    others = [line for line in columns if not line.strong]
    count = math.ceil(len(others) / (MOST_COLUMNS - len(first)))
    length = math.ceil(len(others) / count)
    return [first + others[start : start + length] for start in range(0, len(others), length)]

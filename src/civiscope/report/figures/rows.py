"""Rows beside a plot: headings, labels and columns of numbers, so that figures of rows look alike."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figures.axis import NumberAxis
from civiscope.report.figures.frame import Json, label_column, over, page_plot_width, pixels, placed, row_label_y
from civiscope.report.figures.style import GAP, LABEL_LEAD, LABEL_SIZE, MARGIN, SEMIBOLD, SMALL_SIZE, FigureStyle
from civiscope.report.figures.text import text_width, wrap

LABEL_ROOM = 250
RIGHT = MARGIN + 20
HEAD, FOOT = 24, 24
HEADING_STEP = 30


@dataclass(frozen=True, slots=True)
class RowText:
    """What stands left of the plot: a label with its cells, or a heading across all columns (without cells)."""

    label: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowLayout:
    """Where rows stand: ``middle`` of each in pixels, the plot's size, the room to its left, and the texts' layers."""

    middle: tuple[float, ...]
    width: float
    height: float
    left: float
    layers: tuple[Json, ...]


def lay_out(rows: list[RowText], heads: tuple[str, ...], step: float, style: FigureStyle) -> RowLayout:
    """Rows of height ``step`` with columns of numbers under ``heads`` between labels and plot."""
    labels = [() if not row.cells else wrap(row.label, LABEL_ROOM, LABEL_SIZE, most=3) for row in rows]
    rooms = [
        max(text_width(text, SMALL_SIZE, True) for text in (head, *(row.cells[place] for row in rows if row.cells)))
        + 14
        for place, head in enumerate(heads)
    ]
    left = label_column([line for label in labels for line in label], LABEL_ROOM) + sum(rooms) + GAP
    width = page_plot_width(left, RIGHT)
    middle, top = [], 0.0
    for row in rows:
        height = step if row.cells else HEADING_STEP * len(_heading(row, left, width))
        middle.append(top + height / 2)
        top += height
    layers = [*_texts(rows, labels, middle, left, width, rooms, style), *_heads(heads, rooms, style)]
    return RowLayout(tuple(middle), width, top, left, tuple(layers))


def axis_layers(
    axis: NumberAxis, layout: RowLayout, labels: tuple[str, ...], style: FigureStyle, zero: bool = False
) -> list[Json]:
    """Grid lines with the ticks' ``labels`` below; with ``zero`` the line at 0 is drawn in ink."""
    ticks: list[Json] = [
        {
            "x": pixels(layout.width * axis.place(tick)),
            "y": 0,
            "y2": pixels(layout.height),
            "label_y": pixels(layout.height + 14),
            "text": label,
        }
        for tick, label in zip(axis.ticks, labels, strict=True)
    ]
    text = {"type": "text", "align": "center", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    found = [
        over(placed({"type": "rule", "color": style.grid, "strokeWidth": 1}, "x", "y", "y2"), ticks),
        over(placed(text, "x", "y=label_y", "text"), ticks),
    ]
    if zero and axis.low <= 0 <= axis.high:
        line = {"x": pixels(layout.width * axis.place(0)), "y": 0, "y2": pixels(layout.height)}
        found.append(over(placed({"type": "rule", "color": style.line, "strokeWidth": 1}, "x", "y", "y2"), [line]))
    return found


def interval_layers(places: list[Json], style: FigureStyle) -> list[Json]:
    """Lines from ``x_low`` to ``x_high`` with a diamond at ``x``; ``fill`` colours it. Every place has a ``y``."""
    rule = {"type": "rule", "strokeWidth": 1.5, "color": style.line}
    diamond = {"type": "point", "shape": "diamond", "size": 90, "opacity": 1, "strokeWidth": 1.25}
    return [
        over(placed(rule, "x=x_low", "x2=x_high", "y"), places),
        over(placed(diamond | {"stroke": style.ink}, "x", "y", "fill"), places),
    ]


def _heading(row: RowText, left: float, width: float) -> tuple[str, ...]:
    return wrap(row.label, left + width - MARGIN, LABEL_SIZE, semibold=True)


def _texts(
    rows: list[RowText],
    labels: list[tuple[str, ...]],
    middle: list[float],
    left: float,
    width: float,
    rooms: list[float],
    style: FigureStyle,
) -> list[Json]:
    edge = -GAP - sum(rooms)
    headings, names, cells = [], [], []
    for row, label, y in zip(rows, labels, middle, strict=True):
        if not row.cells:
            lines = _heading(row, left, width)
            text = "\n".join(lines)
            headings.append({"x": pixels(MARGIN - left), "y": row_label_y(y + 4, len(lines)), "text": text})
            continue
        names.append({"x": pixels(edge), "y": row_label_y(y, len(label)), "text": "\n".join(label)})
        for place, text in enumerate(row.cells):
            cells.append({"x": pixels(edge + sum(rooms[: place + 1])), "y": pixels(y), "text": text})
    mark = {"type": "text", "baseline": "middle", "fontSize": LABEL_SIZE, "lineHeight": LABEL_LEAD, "color": style.ink}
    small = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.ink}
    layers = (
        (placed(mark | {"align": "left", "fontWeight": SEMIBOLD}, "x", "y", "text"), headings),
        (placed(mark | {"align": "right"}, "x", "y", "text"), names),
        (placed(small, "x", "y", "text"), cells),
    )
    return [over(layer, found) for layer, found in layers if found]


def _heads(heads: tuple[str, ...], rooms: list[float], style: FigureStyle) -> list[Json]:
    edge = -GAP - sum(rooms)
    rows = [{"x": pixels(edge + sum(rooms[: place + 1])), "y": -12, "text": head} for place, head in enumerate(heads)]
    mark = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.ink}
    return [over(placed(mark | {"fontWeight": SEMIBOLD}, "x", "y", "text"), rows)]

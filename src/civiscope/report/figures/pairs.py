"""Paired bars: for every row a bar for each of two or three sides, with its number and its interval.

The sides keep their order in every row and in the key, and differ in lightness, so that nothing hangs on a colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figures.bars import axis_of, counted, describe, rounded
from civiscope.report.figures.frame import (
    Json,
    KeyEntry,
    Picture,
    label_column,
    over,
    page_plot_width,
    pixels,
    placed,
    row_label_mark,
    row_label_y,
)
from civiscope.report.figures.grouping import under_headings
from civiscope.report.figures.paired_tables import PairTable, side_label
from civiscope.report.figures.style import (
    GAP,
    LABEL_LEAD,
    LABEL_SIZE,
    MARGIN,
    SEMIBOLD,
    SMALL_SIZE,
    FigureStyle,
)
from civiscope.report.figures.tables import Entry
from civiscope.report.figures.text import text_width, wrap
from civiscope.report.figures.tips import TIP, share_tip
from civiscope.report.words.phrases import percent, say, separated
from civiscope.results.estimates import Estimate

LABEL_ROOM = 280
MOST_LINES = 3
BAR, BETWEEN_BARS, BETWEEN_ROWS = 12, 3, 12
HEADING = 28


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the picture with its upper edge, or a heading (without ``entry``)."""

    top: float
    height: float
    label: tuple[str, ...]
    entry: Entry | None = None


def paired_bars(table: PairTable, style: FigureStyle, language: str) -> Picture:
    """The sides' bars, row by row, under the headings of their groups."""
    lines = _lines(table, language)
    shown = {key: _shown(cell, language) for key, cell in table.cells.items()}
    number_room = GAP + max(text_width(text, SMALL_SIZE, semibold=True) for text in ("–", *shown.values()))
    left = label_column([text for line in lines if line.entry for text in line.label], LABEL_ROOM) + number_room
    right = MARGIN + 16
    width = page_plot_width(left, right)
    ends = [end for cell in table.cells.values() for end in (cell.estimate, cell.high) if end is not None]
    top, ticks = axis_of(max(ends, default=1), shares=True)
    height = lines[-1].top + lines[-1].height
    fills = _fills(table, style)
    data = [bar for line in lines for bar in _bars(line, table, shown, width / top, language)]
    return Picture(
        width=width,
        height=height,
        left=left,
        right=right,
        foot=24,
        layers=(
            *_axis(ticks, width / top, height, style, language),
            *_bar_layers(table, data, fills, style),
            *_labels(lines, MARGIN - left, number_room, style),
        ),
        data=tuple(data),
        key=(
            *(
                KeyEntry("box", side_label(side, language), fill, edge)
                for side, (fill, edge) in zip(table.sides, fills, strict=True)
            ),
            *([KeyEntry("line", say("figure_key_interval", language), style.line)] if table.intervals else []),
        ),
        summary=_summary(table, language),
        detail=_detail(table, language),
        notes=_notes(table, language),
    )


def _lines(table: PairTable, language: str) -> list[_Line]:
    found: list[_Line] = []
    at = 0.0
    bars = len(table.sides) * (BAR + BETWEEN_BARS) - BETWEEN_BARS + BETWEEN_ROWS
    for heading, inside in under_headings(table.rows, table.groups, language):
        if heading:
            found.append(_Line(at, HEADING, (heading,)))
            at += HEADING
        for entry in inside:
            label = wrap(entry.label, LABEL_ROOM, LABEL_SIZE, most=MOST_LINES)
            height = max(bars, LABEL_LEAD * len(label) + 6)
            found.append(_Line(at, height, label, entry))
            at += height
    return found


def _shown(cell: Estimate, language: str) -> str:
    return percent(cell.estimate, language) if cell.estimate is not None else counted(cell, language)


def _fills(table: PairTable, style: FigureStyle) -> list[tuple[str, str]]:
    """Fill and edge of every side, from dark to light."""
    shades = [style.bar, *style.ramp(len(table.sides))[1:]]
    return [(shade, style.primary) for shade in shades]


def _bars(line: _Line, table: PairTable, shown: dict[tuple[str, str], str], unit: float, language: str) -> list[Json]:
    """One row's bars; ``unit`` are the pixels of a whole share."""
    if line.entry is None:
        return []
    bars = len(table.sides) * (BAR + BETWEEN_BARS) - BETWEEN_BARS
    found = []
    for place, side in enumerate(table.sides):
        y = line.top + (line.height - bars) / 2 + place * (BAR + BETWEEN_BARS)
        cell = table.cells.get((line.entry.code, side.code))
        bar: Json = {
            "row": line.entry.code,
            "side": side.code,
            "shown": shown.get((line.entry.code, side.code), "–"),
            "y_text": pixels(y + BAR / 2),
        }
        if cell is not None:
            bar |= {"share": rounded(cell.estimate), "n": cell.n, "base": cell.base}
            bar |= {"low": rounded(cell.low), "high": rounded(cell.high)}
            bar[TIP] = share_tip((line.entry.label, side.label), cell, language)
        if cell is not None and cell.estimate is not None:
            bar |= {"x": 0, "x2": pixels(unit * cell.estimate), "y": pixels(y), "y2": pixels(y + BAR)}
            if cell.low is not None and cell.high is not None:
                bar |= {"x_low": pixels(unit * cell.low), "x_high": pixels(unit * cell.high)}
        found.append({name: value for name, value in bar.items() if value is not None})
    return found


def _bar_layers(table: PairTable, data: list[Json], fills: list[tuple[str, str]], style: FigureStyle) -> list[Json]:
    layers: list[Json] = []
    for side, (fill, edge) in zip(table.sides, fills, strict=True):
        rows = [bar for bar in data if bar["side"] == side.code and "x2" in bar]
        mark: Json = {"type": "rect", "fill": fill, "stroke": edge, "strokeWidth": 0.75}
        layers.append(over(placed(mark, "x", "x2", "y", "y2"), rows))
    rule: Json = {"type": "rule", "strokeWidth": 1.5, "color": style.line}
    intervals = [bar for bar in data if "x_low" in bar]
    if intervals:
        layers.append(over(placed(rule, "x=x_low", "x2=x_high", "y=y_text"), intervals))
    text: Json = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.ink}
    numbers: list[Json] = [{"x": -GAP, "y_text": bar["y_text"], "shown": bar["shown"]} for bar in data]
    return [*layers, over(placed(text | {"fontWeight": SEMIBOLD}, "x", "y=y_text", "text=shown"), numbers)]


def _axis(ticks: list[float], unit: float, height: float, style: FigureStyle, language: str) -> list[Json]:
    rows: list[Json] = [
        {"x": pixels(unit * tick), "y": 0, "y2": pixels(height), "label_y": pixels(height + 13)}
        | {"text": percent(tick, language)}
        for tick in ticks
    ]
    text = {"type": "text", "align": "center", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    return [
        over(placed({"type": "rule", "color": style.grid, "strokeWidth": 1}, "x", "y", "y2"), rows),
        over(placed(text, "x", "y=label_y", "text"), rows),
    ]


def _labels(lines: list[_Line], edge: float, number_room: float, style: FigureStyle) -> list[Json]:
    names: list[Json] = []
    headings: list[Json] = []
    for line in lines:
        if line.entry is None:
            headings.append({"x": pixels(edge), "y": pixels(line.top + line.height - 10), "text": line.label[0]})
            continue
        y = row_label_y(line.top + line.height / 2, len(line.label))
        names.append({"x": pixels(-GAP - number_room), "y": y, "text": "\n".join(line.label)})
    mark = row_label_mark(style)
    strong = mark | {"align": "left", "fontWeight": SEMIBOLD}
    layers = ((mark, names), (strong, headings))
    return [over(placed(mark, "x", "y", "text"), rows) for mark, rows in layers if rows]


def _summary(table: PairTable, language: str) -> str:
    """What is compared, and where the first two sides differ most."""
    sides = separated((side_label(side, language) for side in table.sides), language)
    found = say("figure_alt_pairs", language, rows=len(table.rows), sides=sides)
    if table.intervals:
        found += say("figure_alt_intervals", language)
    first, second = (side.code for side in table.sides[:2])
    gaps = [
        (abs(a.estimate - b.estimate), row)
        for row in table.rows
        if (a := table.cells.get((row.code, first))) and (b := table.cells.get((row.code, second)))
        if a.estimate is not None and b.estimate is not None
    ]
    if not gaps:
        return found
    widest = max(gaps, key=lambda gap: gap[0])[1]
    return found + say("figure_alt_widest_gap", language, values=_row_in_words(table, widest, language))


def _row_in_words(table: PairTable, row: Entry, language: str) -> str:
    values = []
    for side in table.sides:
        cell = table.cells.get((row.code, side.code))
        missing = say("figure_alt_not_asked", language, label=side.label)
        values.append(missing if cell is None else describe(side.label, cell, language))
    return say("figure_alt_row", language, row=row.label, values=separated(values, language))


def _detail(table: PairTable, language: str) -> str:
    found = []
    for heading, inside in under_headings(table.rows, table.groups, language):
        found += [f"{heading}."] if heading else []
        found += [_row_in_words(table, row, language) for row in inside]
    return " ".join(found)


def _notes(table: PairTable, language: str) -> tuple[str, ...]:
    notes = [say("figure_share_of", language, options=table.measured)] if table.measured else []
    if len(table.rows) > 1:
        notes.append(say("figure_sorted_by_side", language, side=table.sides[0].label))
    if any((row.code, side.code) not in table.cells for row in table.rows for side in table.sides):
        notes.append(say("figure_no_share", language))
    return tuple(notes)

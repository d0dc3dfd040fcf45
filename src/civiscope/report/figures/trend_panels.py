"""Trends as small panels, one for every answer: a dot for each wave with its interval, on one axis for all panels.

Many lines in one panel cross each other's intervals; side by side, each can be read and all can be compared. A line
between two waves is whole only where the same cities answered both.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from civiscope.report.figures.bars import axis_of, describe, rounded
from civiscope.report.figures.frame import Json, KeyEntry, Picture, over, pixels, placed
from civiscope.report.figures.style import LABEL_LEAD, LABEL_SIZE, MARGIN, PAGE_WIDTH, SEMIBOLD, SMALL_SIZE, FigureStyle
from civiscope.report.figures.text import text_width, wrap
from civiscope.report.figures.tips import TIP, share_tip, tip
from civiscope.report.figures.trend_tables import TrendTable
from civiscope.report.words.phrases import percent, say, separated

MOST_COLUMNS = 3
PANEL_HEIGHT, ALONE_HEIGHT = 110, 190
BETWEEN = 28
FOOT = 24
BESIDE = 11
"""How far a printed share stands from the computed one of the same wave."""
PRINTED_ROOM = 44
"""What a printed share and its number take left of the computed one."""
NUMBER_ABOVE, NUMBER_BELOW = -8, 10
"""How far a number is set off a line that leaves its dot downward, or upward."""
MOST_ALONE = 520


@dataclass(frozen=True, slots=True)
class _Panels:
    """Where the panels stand: pixels from the plot's upper left corner to a panel's own."""

    width: float
    height: float
    pitch_x: float
    pitch_y: float
    columns: int
    top: float
    places: tuple[float, ...]
    """Of every wave, from a panel's left edge."""

    def corner(self, number_of: int) -> tuple[float, float]:
        """Upper left corner of a panel's plot."""
        return (number_of % self.columns) * self.pitch_x, (number_of // self.columns) * self.pitch_y

    def y(self, share: float) -> float:
        """From a panel's upper edge."""
        return self.height * (1 - share / self.top)


def trend_panels(table: TrendTable, style: FigureStyle, language: str) -> Picture:
    """A panel for every line of the table."""
    top, ticks = axis_of(_largest(table), shares=True)
    axis_room = max(text_width(percent(tick, language), SMALL_SIZE) for tick in ticks) + 8
    columns = _columns(len(table.lines))
    room = PAGE_WIDTH - 2 * MARGIN - axis_room
    width = min(MOST_ALONE, (room - BETWEEN * (columns - 1)) / columns)
    labels = [wrap(line.label, width, LABEL_SIZE, semibold=True, most=3) for line in table.lines]
    head = LABEL_LEAD * max(map(len, labels)) + 24
    height = ALONE_HEIGHT if len(table.lines) == 1 else PANEL_HEIGHT
    panels = _Panels(width, height, width + BETWEEN, head + height + FOOT + 10, columns, top, _places(table, width))
    rows = -(-len(table.lines) // columns)
    data = [mark for number_of in range(len(table.lines)) for mark in _marks(table, number_of, panels, language)]
    return Picture(
        width=room,
        height=panels.pitch_y * (rows - 1) + height,
        left=MARGIN + axis_room,
        right=MARGIN,
        head=head,
        foot=FOOT,
        layers=(
            *_frames(table, panels, ticks, labels, style, language),
            *_lines(table, data, style),
            *_signs(data, style),
        ),
        data=tuple(data),
        key=_key(table, style, language),
        summary=_summary(table, language),
        detail=_detail(table, language),
        notes=_notes(table, language),
    )


def _columns(panels: int) -> int:
    """As many beside each other as leave the last row fullest."""
    if panels <= MOST_COLUMNS:
        return panels
    return max(range(2, MOST_COLUMNS + 1), key=lambda columns: ((panels - 1) % columns + 1 == columns, columns))


def _largest(table: TrendTable) -> float:
    ends = [end for cell in table.computed.values() for end in (cell.estimate, cell.high) if end is not None]
    ends += [entry.percent / 100 for entry in table.printed.values() if entry.percent is not None]
    return max(ends, default=1.0)


def _places(table: TrendTable, width: float) -> tuple[float, ...]:
    """The waves by their dates, or at equal distances where two would stand too close for their names."""
    names = [text_width(stop.wave.id, SMALL_SIZE) for stop in table.stops]
    both = table.computed.keys() & table.printed.keys()
    inner = (max(names[0] / 2, PRINTED_ROOM if both else 0), width - max(names[-1] / 2, 40))
    days = [stop.wave.date.toordinal() for stop in table.stops]
    span = days[-1] - days[0]
    parts = [(day - days[0]) / span for day in days] if span else []
    found = [inner[0] + part * (inner[1] - inner[0]) for part in parts]
    needed = max(names) + 10
    if not found or any(b - a < needed for a, b in itertools.pairwise(found)):
        steps = len(days) - 1
        found = [inner[0] + (inner[1] - inner[0]) * step / steps for step in range(len(days))]
    return tuple(found)


def _marks(table: TrendTable, number_of: int, panels: _Panels, language: str) -> list[Json]:
    """The dots of one panel: a computed and a printed one for each wave, as far as there are."""
    line = table.lines[number_of]
    left, upper = panels.corner(number_of)
    found: list[Json] = []
    for place, stop in zip(panels.places, table.stops, strict=True):
        key = (line.code, stop.wave.id)
        cell, entry = table.computed.get(key), table.printed.get(key)
        about: Json = {"option": line.code, "wave": stop.wave.id}
        if cell is not None and cell.estimate is not None:
            ends = {
                name: pixels(upper + panels.y(end))
                for name, end in (("y_low", cell.low), ("y_high", cell.high))
                if end is not None
            }
            number: Json = {"share": rounded(cell.estimate), "low": rounded(cell.low), "high": rounded(cell.high)}
            number |= {"n": cell.n, "base": cell.base}
            here = {"x": pixels(left + place), "y": pixels(upper + panels.y(cell.estimate))}
            text = {"x_text": pixels(left + place + 8), "shown": percent(cell.estimate, language)}
            at_foot = panels.y(cell.estimate) > panels.height - NUMBER_BELOW
            text["y_text"] = pixels(here["y"] + _number_shift(table, line.code, stop.wave.id, at_foot))
            text[TIP] = share_tip((line.label, stop.wave.id), cell, language)
            found.append(about | {k: v for k, v in number.items() if v is not None} | ends | here | text)
        if entry is not None and entry.percent is not None:
            share = entry.percent / 100
            beside = BESIDE if cell is not None else 0
            here = {"x": pixels(left + place - beside), "y": pixels(upper + panels.y(share))}
            side = {"x_left": pixels(here["x"] - 7)} if cell is not None else {"x_text": pixels(here["x"] + 8)}
            shift = 0.0
            if cell is not None and cell.estimate is not None:
                shift = NUMBER_BELOW if share < cell.estimate else NUMBER_ABOVE
            text = side | {"y_text": pixels(here["y"] + shift), "shown": percent(share, language)}
            told = say("figure_tip_printed", language, share=percent(share, language))
            text[TIP] = tip((line.label, stop.wave.id), told)
            found.append(about | {"printed": rounded(share)} | here | text)
    return found


def _number_shift(table: TrendTable, line: str, wave: str, at_foot: bool) -> float:
    """How far a number is moved away from the line that leaves its dot to the right, and not into the axis."""
    waves = [stop.wave.id for stop in table.stops]
    after = waves[waves.index(wave) + 1 :][:1]
    following = table.computed.get((line, after[0])) if after else None
    here = table.computed[line, wave].estimate
    if following is None or following.estimate is None or here is None:
        return 0
    return NUMBER_ABOVE if at_foot or following.estimate <= here else NUMBER_BELOW


def _frames(
    table: TrendTable,
    panels: _Panels,
    ticks: list[float],
    labels: list[tuple[str, ...]],
    style: FigureStyle,
    language: str,
) -> list[Json]:
    """Titles, grid lines and the names of waves; the axis is labelled once in every row of panels."""
    rules: list[Json] = []
    texts: dict[str, list[Json]] = {"right": [], "center": []}
    titles: list[Json] = []
    for number_of, label in enumerate(labels):
        left, upper = panels.corner(number_of)
        titles.append({"x": pixels(left), "y": pixels(upper - 12 - LABEL_LEAD * len(label)), "text": "\n".join(label)})
        for tick in ticks:
            y = pixels(upper + panels.y(tick))
            rules.append({"x": pixels(left), "x2": pixels(left + panels.width), "y": y})
            if number_of % panels.columns == 0:
                texts["right"].append({"x": pixels(left - 8), "y": y, "text": percent(tick, language)})
        for place, stop in zip(panels.places, table.stops, strict=True):
            y = pixels(upper + panels.height + 14)
            texts["center"].append({"x": pixels(left + place), "y": y, "text": stop.wave.id})
    text = {"type": "text", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    title: Json = {"type": "text", "align": "left", "baseline": "top", "fontSize": LABEL_SIZE, "color": style.ink}
    title |= {"lineHeight": LABEL_LEAD, "fontWeight": SEMIBOLD}
    return [
        over(placed({"type": "rule", "color": style.grid, "strokeWidth": 1}, "x", "x2", "y"), rules),
        *(over(placed(text | {"align": align}, "x", "y", "text"), rows) for align, rows in texts.items()),
        over(placed(title, "x", "y", "text"), titles),
    ]


def _lines(table: TrendTable, data: list[Json], style: FigureStyle) -> list[Json]:
    """Lines between computed shares of successive waves: whole for the same cities, dashed for others."""
    order = [stop.wave.id for stop in table.stops]
    dots = {(mark["option"], mark["wave"]): mark for mark in data if "share" in mark}
    rows: dict[bool, list[Json]] = {True: [], False: []}
    for line in table.lines:
        for before, after in itertools.pairwise(order):
            a, b = dots.get((line.code, before)), dots.get((line.code, after))
            if a is not None and b is not None:
                ends = {"x": a["x"], "y": a["y"], "x2": b["x"], "y2": b["y"]}
                rows[after in table.joined].append({"option": line.code} | ends)
    mark: Json = {"type": "rule", "strokeWidth": 2, "color": style.bar}
    dashed = mark | {"strokeDash": [2, 4], "strokeWidth": 1.5}
    return [
        over(placed(kind, "x", "x2", "y", "y2"), rows[whole])
        for whole, kind in ((True, mark), (False, dashed))
        if rows[whole]
    ]


def _signs(data: list[Json], style: FigureStyle) -> list[Json]:
    point: Json = {"type": "point", "opacity": 1, "strokeWidth": 1.5}
    filled = point | {"shape": "circle", "size": 60, "fill": style.primary, "stroke": style.paper}
    hollow = point | {"shape": "diamond", "size": 72, "fill": style.paper, "stroke": style.ink}
    rule: Json = {"type": "rule", "strokeWidth": 1.5, "color": style.line}
    text: Json = {"type": "text", "baseline": "middle", "fontSize": SMALL_SIZE}
    strong = text | {"align": "left", "color": style.ink, "fontWeight": SEMIBOLD}
    aside = text | {"align": "right", "color": style.muted}
    numbers = [{name: mark[name] for name in mark if name in _NUMBER} for mark in data]
    layers = (
        (placed(rule, "x", "y=y_low", "y2=y_high"), [mark for mark in data if "y_low" in mark]),
        (placed(filled, "x", "y"), [mark for mark in data if "share" in mark]),
        (placed(hollow, "x", "y"), [mark for mark in data if "printed" in mark]),
        (placed(strong, "x=x_text", "y=y_text", "text=shown"), [mark for mark in numbers if "x_text" in mark]),
        (placed(aside, "x=x_left", "y=y_text", "text=shown"), [mark for mark in numbers if "x_left" in mark]),
    )
    return [over(layer, rows) for layer, rows in layers if rows]


_NUMBER = ("x_text", "x_left", "y_text", "shown")


def _key(table: TrendTable, style: FigureStyle, language: str) -> tuple[KeyEntry, ...]:
    found = []
    if table.computed:
        found.append(KeyEntry("dot", say("figure_key_computed", language), style.primary))
    if table.intervals:
        found.append(KeyEntry("tick", say("figure_key_interval", language), style.line))
    if table.printed:
        found.append(KeyEntry("diamond", say("figure_key_printed", language), style.paper, style.ink))
    return tuple(found)


def _summary(table: TrendTable, language: str) -> str:
    waves = ", ".join(stop.wave.id for stop in table.stops)
    found = say("figure_alt_trend", language, count=len(table.lines), waves=waves)
    return found + (say("figure_alt_intervals", language) if table.intervals else "")


def _detail(table: TrendTable, language: str) -> str:
    found = []
    for line in table.lines:
        values = []
        for stop in table.stops:
            key = (line.code, stop.wave.id)
            cell, entry = table.computed.get(key), table.printed.get(key)
            if cell is not None:
                values.append(describe(stop.wave.id, cell, language))
            if entry is not None and entry.percent is not None:
                share = percent(entry.percent / 100, language)
                values.append(say("figure_alt_wave_printed", language, wave=stop.wave.id, share=share))
        found.append(say("figure_alt_row", language, row=line.label, values=separated(values, language)))
    return " ".join(found)


def _notes(table: TrendTable, language: str) -> tuple[str, ...]:
    return (say("figure_share_of", language, options=table.measured),) if table.measured else ()

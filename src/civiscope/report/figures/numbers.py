"""Numbers: how the cities' own values are spread, with mean and median; by level, a strip of values each."""

from __future__ import annotations

from collections.abc import Callable

from civiscope.report.figures.axis import NumberAxis, histogram, number_axis
from civiscope.report.figures.bars import rounded
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
from civiscope.report.figures.style import GAP, LABEL_SIZE, MARGIN, SEMIBOLD, SMALL_SIZE, FigureStyle
from civiscope.report.figures.tables import ALL_CITIES, NumberLevel
from civiscope.report.figures.text import text_width, wrap
from civiscope.report.figures.tips import TIP, tip
from civiscope.report.words.phrases import number, say, separated
from civiscope.results.estimates import Estimate
from civiscope.study.questionnaire import Item, Kind

Placer = Callable[[float], float]
"""From a value to pixels."""

LABEL_ROOM = 210
BARS_HEIGHT = 170
MARKS_HEIGHT = 46
STRIP_STEP = 34
FOOT = 24
MOST_TICKS = 300
TICK_OPACITY = 0.5


def number_picture(levels: list[NumberLevel], item: Item, style: FigureStyle, language: str) -> Picture:
    """A histogram of all cities where their values are published; a table with a strip for every level otherwise."""
    values = [value for level in levels for value in level.values]
    marks = [
        mark
        for level in levels
        for cell in (level.mean, level.median)
        if cell is not None
        for mark in (cell.estimate, cell.low, cell.high)
        if mark is not None
    ]
    axis = number_axis(values, marks, whole=item.kind is Kind.INTEGER)
    if len(levels) == 1 and levels[0].values:
        return _distribution(levels[0], axis, style, language)
    return _strips(levels, axis, style, language)


def shown_number(value: float, language: str) -> str:
    """A number as precise as it is worth: one decimal below 100, else none."""
    return number(value, language, digits=1 if abs(value) < 100 else 0)


def _distribution(level: NumberLevel, axis: NumberAxis, style: FigureStyle, language: str) -> Picture:
    width = page_plot_width(MARGIN + 8, MARGIN + 24)
    x = _placer(axis, width)
    found = histogram(level.values, axis)
    tallest = max(count for _, _, count in found)
    bottom = MARKS_HEIGHT + BARS_HEIGHT
    bars: list[Json] = [
        {
            "from": first,
            "to": last,
            "cities": count,
            "shown": number(count, language),
            "x": pixels(x(first) + 0.5),
            "x2": pixels(x(last) - 0.5),
            "x_text": pixels((x(first) + x(last)) / 2),
            "y": pixels(bottom - (BARS_HEIGHT - 18) * count / tallest),
            "y2": bottom,
            TIP: _cities_tip(_span(first, last, language), count, language),
        }
        for first, last, count in found
        if count
    ]
    text = {"type": "text", "baseline": "bottom", "dy": -3, "fontSize": SMALL_SIZE, "color": style.ink}
    return Picture(
        width=width,
        height=bottom,
        left=MARGIN + 8,
        right=MARGIN + 24,
        foot=FOOT,
        layers=(
            *_axis_layers(axis, x, bottom, bottom, style, language),
            placed({"type": "rect", "color": style.bar}, "x", "x2", "y", "y2"),
            placed(text, "x=x_text", "y", "text=shown"),
            *_mark_layers(level, x, style, language),
        ),
        data=tuple(bars),
        key=(
            KeyEntry("box", say("figure_key_cities", language), style.bar),
            *_key(
                level,
                style,
                mean=_in_short(level.mean, language),
                median=_in_short(level.median, language),
                interval=say("figure_key_interval", language),
            ),
        ),
        summary=_spread(level, language) + _in_words(level, language),
        detail="",
        notes=_notes(axis, language),
    )


def _mark_layers(level: NumberLevel, x: Placer, style: FigureStyle, language: str) -> list[Json]:
    """Mean and median with their intervals, above the bars and on the same axis."""
    found: list[Json] = []
    for cell, y in ((level.mean, 12), (level.median, 34)):
        if cell is None or cell.estimate is None:
            continue
        ends = [cell.estimate, *([cell.low, cell.high] if cell.low is not None and cell.high is not None else [])]
        entry = {
            cell.measure: rounded(cell.estimate),
            "low": rounded(cell.low),
            "high": rounded(cell.high),
            "x": pixels(x(cell.estimate)),
            "x_low": pixels(x(min(ends))),
            "x_high": pixels(x(max(ends))),
            "y": y,
            "top": y - 8,
            "bottom": y + 8,
            TIP: _estimate_tip(level, cell, language),
        }
        sign = _mean_mark(style) if cell.measure == "mean" else _median_mark(style)
        layers = (placed(_interval_mark(style), "x=x_low", "x2=x_high", "y"), sign)
        found += [over(layer, [entry]) for layer in layers]
    return found


def _interval_mark(style: FigureStyle) -> Json:
    return {"type": "rule", "strokeWidth": 1.5, "color": style.line}


def _mean_mark(style: FigureStyle) -> Json:
    shape = {
        "shape": "diamond",
        "size": 80,
        "opacity": 1,
        "fill": style.ink,
        "stroke": style.paper,
        "strokeWidth": 0.75,
    }
    return placed({"type": "point"} | shape, "x", "y")


def _median_mark(style: FigureStyle) -> Json:
    return placed({"type": "rule", "strokeWidth": 2.5, "color": style.line}, "x", "y=top", "y2=bottom")


def _strips(levels: list[NumberLevel], axis: NumberAxis, style: FigureStyle, language: str) -> Picture:
    labels = [
        wrap(level.level.label or say("figure_all_cities", language), LABEL_ROOM, LABEL_SIZE, _is_all(level), most=2)
        for level in levels
    ]
    columns = [
        (say("figure_head_n", language), [_base(level, language) for level in levels]),
        (say("figure_head_median", language), [_estimate(level.median, language) for level in levels]),
        (say("figure_head_mean", language), [_estimate(level.mean, language) for level in levels]),
    ]
    if all(level.median is None for level in levels):
        # Where single answers are not published no median is.
        del columns[1]
    rooms = [max(text_width(text, SMALL_SIZE, True) for text in (head, *texts)) + 14 for head, texts in columns]
    left = label_column([line for label in labels for line in label], LABEL_ROOM) + sum(rooms) + GAP
    width = page_plot_width(left, MARGIN + 20)
    height = STRIP_STEP * len(levels)
    x = _placer(axis, width)
    return Picture(
        width=width,
        height=height,
        left=left,
        right=MARGIN + 20,
        head=24,
        foot=FOOT,
        layers=(
            *_axis_layers(axis, x, height, height, style, language),
            *_strip_layers(levels, x, style, language),
            *_table_layers(levels, labels, columns, rooms, style),
        ),
        key=(
            *(
                [KeyEntry("tick", say("figure_key_city", language), style.bar)]
                if any(level.values for level in levels)
                else []
            ),
            *_key(
                levels[0],
                style,
                mean=say("figure_head_mean", language),
                median=say("figure_head_median", language),
                interval=say("figure_key_interval_mean", language),
            ),
        ),
        summary=say("figure_alt_number_levels", language, count=len(levels)),
        detail=" ".join(_level_in_words(level, language) for level in levels),
        notes=_notes(axis, language),
    )


def _strip_layers(levels: list[NumberLevel], x: Placer, style: FigureStyle, language: str) -> list[Json]:
    values, means, medians = [], [], []
    for place, level in enumerate(levels):
        y = STRIP_STEP * (place + 0.5)
        shared = {"level": level.level.code, "y": pixels(y)}
        values += [shared | tick for tick in _ticks(level.values, x, language)]
        if level.mean is not None and level.mean.estimate is not None:
            mean = level.mean
            ends = [end for end in (mean.low, mean.high) if end is not None] or [level.mean.estimate]
            means.append(
                shared
                | {"mean": rounded(mean.estimate), "low": rounded(mean.low), "high": rounded(mean.high)}
                | {"x": pixels(x(level.mean.estimate)), "x_low": pixels(x(min(ends))), "x_high": pixels(x(max(ends)))}
                | {TIP: _estimate_tip(level, mean, language)}
            )
        if level.median is not None and level.median.estimate is not None:
            median = level.median.estimate
            medians.append(
                shared
                | {"median": rounded(median), "x": pixels(x(median)), "top": y - 11, "bottom": y + 11}
                | {TIP: _estimate_tip(level, level.median, language)}
            )
    tick = {"type": "tick", "orient": "vertical", "size": 14, "thickness": 1.5, "color": style.bar}
    layers = (
        (placed(tick, "x", "y", "opacity"), values),
        (_median_mark(style), medians),
        (placed(_interval_mark(style), "x=x_low", "x2=x_high", "y"), means),
        (_mean_mark(style), means),
    )
    return [over(layer, rows) for layer, rows in layers if rows]


def _ticks(values: tuple[float, ...], x: Placer, language: str) -> list[Json]:
    """A tick for every value, the darker the more cities have it; of many values, one for every pixel."""
    cities: dict[float, list[float]] = {}
    for value in values:
        cities.setdefault(value if len(values) <= MOST_TICKS else round(x(value)), []).append(value)
    return [
        {
            "value": same[0],
            "cities": len(same),
            "x": pixels(x(same[0])),
            "opacity": round(1 - (1 - TICK_OPACITY) ** len(same), 2),
            TIP: _cities_tip(_span(min(same), max(same), language), len(same), language),
        }
        for same in cities.values()
    ]


def _table_layers(
    levels: list[NumberLevel],
    labels: list[tuple[str, ...]],
    columns: list[tuple[str, list[str]]],
    rooms: list[float],
    style: FigureStyle,
) -> list[Json]:
    """Labels, and the columns of numbers between them and the strips."""
    edge = -GAP - sum(rooms)
    named: dict[bool, list[Json]] = {True: [], False: []}
    cells: dict[str, list[Json]] = {"head": [], "cell": []}
    for place, (level, label) in enumerate(zip(levels, labels, strict=True)):
        y = pixels(STRIP_STEP * (place + 0.5))
        label_y = row_label_y(STRIP_STEP * (place + 0.5), len(label))
        named[_is_all(level)].append({"x": pixels(edge), "y": label_y, "text": "\n".join(label)})
        for number_of, (_, texts) in enumerate(columns):
            right = pixels(edge + sum(rooms[: number_of + 1]))
            cells["cell"].append({"x": right, "y": y, "text": texts[place]})
    for number_of, (head, _) in enumerate(columns):
        cells["head"].append({"x": pixels(edge + sum(rooms[: number_of + 1])), "y": -12, "text": head})
    mark = row_label_mark(style)
    text = {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.ink}
    layers = (
        (placed(mark | {"fontWeight": SEMIBOLD}, "x", "y", "text"), named[True]),
        (placed(mark, "x", "y", "text"), named[False]),
        (placed(text, "x", "y", "text"), cells["cell"]),
        (placed(text | {"fontWeight": SEMIBOLD}, "x", "y", "text"), cells["head"]),
    )
    return [over(layer, rows) for layer, rows in layers if rows]


def _axis_layers(
    axis: NumberAxis, x: Placer, height: float, bottom: float, style: FigureStyle, language: str
) -> list[Json]:
    ticks: list[Json] = [
        {
            "x": pixels(x(tick)),
            "y": pixels(bottom - height),
            "y2": pixels(bottom),
            "label_y": pixels(bottom + 14),
            "text": shown_number(tick, language),
        }
        for tick in axis.ticks
    ]
    text = {"type": "text", "align": "center", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    return [
        over(placed({"type": "rule", "color": style.grid, "strokeWidth": 1}, "x", "y", "y2"), ticks),
        over(placed(text, "x", "y=label_y", "text"), ticks),
    ]


def _placer(axis: NumberAxis, width: float) -> Placer:
    return lambda value: width * axis.place(value)


def _is_all(level: NumberLevel) -> bool:
    return level.level.code == ALL_CITIES


def _base(level: NumberLevel, language: str) -> str:
    cell = level.mean or level.median
    return "–" if cell is None or cell.base is None else number(cell.base, language)


def _estimate(cell: Estimate | None, language: str) -> str:
    return "–" if cell is None or cell.estimate is None else shown_number(cell.estimate, language)


def _key(level: NumberLevel, style: FigureStyle, mean: str, median: str, interval: str) -> tuple[KeyEntry, ...]:
    """The signs of what the level has, with the names given."""
    found = []
    if level.mean is not None:
        found.append(KeyEntry("diamond", mean, style.ink))
    if level.median is not None:
        found.append(KeyEntry("tick", median, style.line))
    if level.mean is not None and level.mean.low is not None:
        found.append(KeyEntry("line", interval, style.line))
    return tuple(found)


def _notes(axis: NumberAxis, language: str) -> tuple[str, ...]:
    return (say("figure_logarithmic", language),) if axis.logarithmic else ()


def _span(least: float, most: float, language: str) -> str:
    low, high = shown_number(least, language), shown_number(most, language)
    return low if low == high else say("figure_tip_span", language, low=low, high=high)


def _cities_tip(values: str, cities: int, language: str) -> str:
    return tip((say("figure_map_category", language, label=values, count=cities),))


def _estimate_tip(level: NumberLevel, cell: Estimate, language: str) -> str:
    base = "" if cell.base is None else say("figure_n", language, base=number(cell.base, language))
    return tip((level.level.label,), _in_short(cell, language), base)


def _in_short(cell: Estimate | None, language: str) -> str:
    """``Mean 4.2 (3.9 to 4.5)``; empty where there is none."""
    if cell is None:
        return ""
    name = say("figure_head_mean" if cell.measure == "mean" else "figure_head_median", language)
    shown = f"{name} {_estimate(cell, language)}"
    if cell.low is None or cell.high is None:
        return shown
    low, high = shown_number(cell.low, language), shown_number(cell.high, language)
    return say("figure_with_interval", language, shown=shown, low=low, high=high)


def _spread(level: NumberLevel, language: str) -> str:
    least, most = shown_number(level.values[0], language), shown_number(level.values[-1], language)
    return say("figure_alt_number", language, count=len(level.values), least=least, most=most)


def _in_words(level: NumberLevel, language: str) -> str:
    return (
        separated((_in_short(cell, language) for cell in (level.mean, level.median) if cell is not None), language)
        + "."
    )


def _level_in_words(level: NumberLevel, language: str) -> str:
    name = level.level.label or say("figure_all_cities", language)
    base = say("figure_n", language, base=_base(level, language))
    values = separated((_in_short(cell, language) for cell in (level.mean, level.median) if cell is not None), language)
    return say("figure_alt_level", language, level=name, n=base, values=values)

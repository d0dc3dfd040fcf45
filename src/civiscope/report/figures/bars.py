"""Sorted bars with intervals: how many cities give each answer to a choice."""

from __future__ import annotations

import math

from civiscope.report.figures.frame import (
    Json,
    KeyEntry,
    Picture,
    filled,
    label_column,
    over,
    page_plot_width,
    pixels,
    placed,
    row_label_mark,
    row_label_y,
)
from civiscope.report.figures.grouping import under_headings
from civiscope.report.figures.style import (
    BAR_HEIGHT,
    GAP,
    LABEL_SIZE,
    MARGIN,
    RANGE_HEIGHT,
    SEMIBOLD,
    FigureStyle,
)
from civiscope.report.figures.tables import ALL_CITIES, Entry, ShareTable, has_range, is_other
from civiscope.report.figures.text import text_width, tidy, wrap
from civiscope.report.figures.tips import TIP, share_tip
from civiscope.report.words.phrases import named, number, percent, say, separated
from civiscope.results.estimates import Estimate

LABEL_ROOM = 290
MOST_LINES = 3
STEPS = (24, 36, 50)
"""Height of a row by the number of lines that its labels take."""


def bars(table: ShareTable, style: FigureStyle, language: str) -> Picture:
    """The options of a single or multiple choice, or of a ranking, for all cities: highest first, own answers last."""
    parts = under_headings(sorted_options(table, "", ALL_CITIES), table.groups, language)
    options = [option for _, inside in parts for option in inside]
    rows = [_row(option, table.cells["", option.code, ALL_CITIES], table.counts_only, language) for option in options]
    lines = [wrap(option.label, LABEL_ROOM, LABEL_SIZE, most=MOST_LINES) for option in options]
    printed = _printed_options(table)
    for row, option in zip(rows, options, strict=True):
        row["printed"] = printed.get(option.code)
    number_room = GAP + max(text_width(row["shown"], LABEL_SIZE, semibold=True) for row in rows)
    left = label_column([line for label in lines for line in label], LABEL_ROOM) + number_room
    right = MARGIN + 16
    ends = [
        row[column] for row in rows for column in ("value", "high", "range_high", "printed") if row[column] is not None
    ]
    top, ticks = axis_of(max(ends, default=0), shares=not table.counts_only)
    places = _places(parts)
    scales = _scales(places, top, ticks, table.counts_only)
    step = STEPS[max(map(len, lines)) - 1]
    return Picture(
        width=page_plot_width(left, right),
        height=step * len(places),
        left=left,
        right=right,
        foot=24,
        layers=(
            *_layers(scales, table, style),
            *_headings([heading for heading, _ in parts], places, step, MARGIN - left, style),
            *_texts(rows, lines, [step * (places.index(option.code) + 0.5) for option in options], number_room, style),
        ),
        data=tuple(rows),
        key=_key(table, style, language),
        summary=_summary(table, sorted_options(table, "", ALL_CITIES), language),
        detail=_detail(table, parts, language),
        notes=_notes(table, language),
    )


def sorted_options(table: ShareTable, row: str, level: str) -> list[Entry]:
    """Options by falling share, by falling count where there are only counts; own answers last, equals as asked."""

    def place(option: Entry) -> tuple[bool, float, float]:
        cell = table.cells.get((row, option.code, level))
        share = cell.estimate if cell and cell.estimate is not None else -1.0
        return is_other(option), -share, -(cell.n or 0) if cell and cell.n is not None else 1

    return sorted(table.options, key=place)


def axis_of(largest: float, shares: bool) -> tuple[float, list[float]]:
    """End and ticks of an axis from 0 that holds ``largest``: tenths for shares, whole numbers for counts."""
    unit = 0.1 if shares else 10 ** max(0, math.floor(math.log10(max(largest, 1) / 2)))
    parts = max(1, math.ceil(round(largest / unit, 6)))
    if shares:
        parts = min(parts, 10)
    every = next(step for step in (1, 2, 5, 10) if parts / step <= 6)
    parts = math.ceil(parts / every) * every
    return round(unit * parts, 6), [round(unit * part, 6) for part in range(0, parts + 1, every)]


def about_brackets(table: ShareTable, language: str) -> str:
    """What the brackets of `describe` hold, where a table has intervals."""
    return say("figure_alt_intervals", language) if table.intervals else ""


def describe(label: str, cell: Estimate, language: str) -> str:
    """One estimate in words, for alternative texts."""
    if cell.estimate is not None and cell.low is not None and cell.high is not None:
        low, high = percent(cell.low, language), percent(cell.high, language)
        share = percent(cell.estimate, language)
        return say("figure_alt_share", language, label=label, share=share, low=low, high=high)
    if cell.estimate is not None:
        return say("figure_alt_share_alone", language, label=label, share=percent(cell.estimate, language))
    if cell.n is None or cell.suppressed:
        return say("figure_alt_suppressed", language, label=label)
    if cell.base is not None and cell.bound_low is not None and cell.bound_high is not None:
        low, high = (number(round(bound * cell.base), language) for bound in (cell.bound_low, cell.bound_high))
        return say("figure_alt_count", language, label=label, n=cell.n, base=cell.base, low=low, high=high)
    return say("figure_alt_count_alone", language, label=label, n=cell.n, base=cell.base)


def counted(cell: Estimate, language: str) -> str:
    """A count that is no estimate: the cities that name it, and all lists."""
    return f"{number(cell.n or 0, language)}/{number(cell.base or 0, language)}"


def rounded(value: float | None) -> float | None:
    """Six digits after the point: more than can be seen, few enough to read."""
    return None if value is None else round(value, 6)


def _row(option: Entry, cell: Estimate, counts_only: bool, language: str) -> Json:
    unit = cell.base if counts_only else 1
    value = cell.n if counts_only else cell.estimate
    open_range = has_range(cell) and unit is not None
    if value is None or cell.suppressed:
        shown = say("figure_suppressed", language)
    else:
        shown = number(value, language) if counts_only else percent(value, language)
    scaled = [
        rounded(bound * unit) if open_range and bound is not None and unit is not None else None
        for bound in (cell.bound_low, cell.bound_high)
    ]
    return {
        "option": option.code,
        "label": option.label,
        "value": rounded(value),
        "low": rounded(cell.low),
        "high": rounded(cell.high),
        "range_low": scaled[0],
        "range_high": scaled[1],
        "n": cell.n,
        "base": cell.base,
        "shown": shown,
        TIP: share_tip((option.label,), cell, language),
    }


def _places(parts: list[tuple[str, tuple[Entry, ...]]]) -> list[str]:
    """What stands on each line from the top down: codes of options, and between them places of headings."""
    places: list[str] = []
    for number_of, (heading, inside) in enumerate(parts):
        # A code has no space: no option can be mistaken for a heading.
        places += [f"heading {number_of}"] if heading else []
        places += [option.code for option in inside]
    return places


def _scales(places: list[str], top: float, ticks: list[float], counts_only: bool) -> tuple[Json, Json]:
    """The channels x (a share or a count) and y: all lines in their order, even where a layer lacks some of them."""
    axis = {"values": ticks, "format": "d" if counts_only else ".0%", "grid": True}
    x = {"field": "value", "type": "quantitative", "scale": {"domain": [0, top], "nice": False}, "axis": axis}
    order = {"domain": places, "padding": 0}
    return x, {"field": "option", "type": "nominal", "axis": None, "scale": order}


def _layers(scales: tuple[Json, Json], table: ShareTable, style: FigureStyle) -> list[Json]:
    """From the ground up: what is possible, the bar, its interval and what is printed elsewhere."""
    x, y = scales

    def layer(mark: Json, start: str, end: str = "") -> Json:
        ends = {"x2": {"field": end}} if end else {}
        return {"mark": mark, "encoding": {"x": x | {"field": start}, **ends, "y": y}}

    height = BAR_HEIGHT if table.counts_only else RANGE_HEIGHT
    open_range: Json = {"type": "bar", "height": height, "color": style.range}
    open_end: Json = {"type": "tick", "size": height, "thickness": 1, "color": style.edge}
    bar: Json = {"type": "bar", "height": BAR_HEIGHT, "color": style.counted if table.counts_only else style.bar}
    interval: Json = {"type": "rule", "strokeWidth": 1.5, "color": style.line}
    circle: Json = {"type": "point", "shape": "circle", "size": 44, "opacity": 1, "strokeWidth": 1.25}
    found = [filled(layer(bar, "value"), "value")]
    if table.bounds:
        found.insert(0, filled(layer(open_range, "range_low", "range_high"), "range_low", "range_high"))
        found += [filled(layer(open_end, end), end) for end in ("range_low", "range_high")]
    if table.intervals:
        found.append(filled(layer(interval, "low", "high"), "low", "high"))
    if _printed_options(table):
        found.append(filled(layer(circle | {"fill": style.paper, "stroke": style.ink}, "printed"), "printed"))
    return found


def _texts(
    rows: list[Json], labels: list[tuple[str, ...]], middles: list[float], number_room: float, style: FigureStyle
) -> list[Json]:
    """Label and number of every row, left of the plot."""
    number_mark: Json = {"type": "text", "align": "right", "baseline": "middle", "fontSize": LABEL_SIZE}
    names, numbers = [], []
    for row, label, middle in zip(rows, labels, middles, strict=True):
        name_y = row_label_y(middle, len(label))
        names.append({"x": pixels(-GAP - number_room), "y": name_y, "text": "\n".join(label)})
        numbers.append({"x": -GAP, "y": pixels(middle), "text": row["shown"]})
    return [
        over(placed(number_mark | {"fontWeight": SEMIBOLD, "color": style.ink}, "x", "y", "text"), numbers),
        over(placed(row_label_mark(style), "x", "y", "text"), names),
    ]


def _headings(headings: list[str], places: list[str], step: float, left: float, style: FigureStyle) -> list[Json]:
    """The headings of groups, each at the foot of its line."""
    rows: list[Json] = [
        {"x": pixels(left), "y": pixels(step * (places.index(f"heading {number_of}") + 1) - 10), "text": heading}
        for number_of, heading in enumerate(headings)
        if heading
    ]
    mark = row_label_mark(style) | {"align": "left", "fontWeight": SEMIBOLD}
    return [over(placed(mark, "x", "y", "text"), rows)] if rows else []


def _printed_options(table: ShareTable) -> dict[str, float]:
    """Shares printed elsewhere, by option: none beside counts, which have another axis."""
    if table.counts_only:
        return {}
    asked = {option.code for option in table.options}
    return {code: entry.share for code, entry in table.printed.items() if code in asked and entry.share is not None}


def _key(table: ShareTable, style: FigureStyle, language: str) -> tuple[KeyEntry, ...]:
    count = KeyEntry("box", say("figure_key_count", language), style.counted)
    found = [count if table.counts_only else KeyEntry("box", say("figure_key_share", language), style.bar)]
    if table.intervals:
        found.append(KeyEntry("line", say("figure_key_interval", language), style.line))
    if table.bounds:
        open_to = "figure_key_may_have" if table.counts_only else "figure_key_range"
        found.append(KeyEntry("box", say(open_to, language), style.range, style.edge))
    if _printed_options(table):
        found.append(KeyEntry("dot", say("figure_key_printed", language), style.paper, style.ink))
    return tuple(found)


def _notes(table: ShareTable, language: str) -> tuple[str, ...]:
    """Where the shares printed elsewhere come from."""
    sources = dict.fromkeys(tidy(table.printed[code].source) for code in _printed_options(table))
    named_sources = separated(sources, language)
    return (say("figure_printed", language, sources=named_sources),) if named_sources else ()


def _summary(table: ShareTable, options: list[Entry], language: str) -> str:
    kind = say("figure_alt_counts" if table.counts_only else "figure_alt_bars", language, count=len(options))
    kind += about_brackets(table, language)
    if len(options) == 1:
        return kind
    first, last = (
        describe(option.label, table.cells["", option.code, ALL_CITIES], language)
        for option in options[:: len(options) - 1]
    )
    return kind + say("figure_alt_ends", language, first=first, last=last)


def _detail(table: ShareTable, parts: list[tuple[str, tuple[Entry, ...]]], language: str) -> str:
    options = [option for _, inside in parts for option in inside]
    told_parts = []
    for heading, inside in parts:
        values = [describe(option.label, table.cells["", option.code, ALL_CITIES], language) for option in inside]
        told_parts.append(named(heading, separated(values, language), language))
    found = say("figure_alt_values", language, values=". ".join(told_parts))
    printed = _printed_options(table)
    told = [
        say("figure_alt_share_alone", language, label=option.label, share=percent(printed[option.code], language))
        for option in options
        if option.code in printed
    ]
    return f"{found} {say('figure_alt_printed', language, values='; '.join(told))}" if told else found

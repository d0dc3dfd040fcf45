"""The sheet that every figure stands on: title, question, key and caption around a picture, as Vega-Lite.

The specifications are written as they are and not through Altair, which takes 0.2 s for a chart of a dozen layers,
several times as long as drawing it, to write the same text. Altair's schema judges every kind of figure in the tests.
All positions that depend on the width of a text are computed here (see `figures.text`): a specification is drawn with
``autosize: none`` and is the same everywhere. What readers' tools need (codes, shares, bases) is in the inline data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from civiscope.report.figures.style import (
    FONT_STACK,
    GAP,
    LABEL_LEAD,
    LABEL_SIZE,
    MARGIN,
    PAGE_WIDTH,
    SEMIBOLD,
    SMALL_LEAD,
    SMALL_SIZE,
    TEXT_LEAD,
    TEXT_SIZE,
    TITLE_LEAD,
    TITLE_SIZE,
    FigureStyle,
)
from civiscope.report.figures.text import text_width, wrap
from civiscope.report.figures.tips import TIP

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

Json = dict[str, Any]
"""A part of a Vega-Lite specification."""

KEY_HEIGHT = 24
POINTS = {
    "dot": "circle",
    "diamond": "diamond",
    "square": "square",
    "triangle": "triangle-up",
    "wedge": "triangle-down",
    "cross": "cross",
}
"""Signs of the key that are points, and their shapes."""
SWATCH = {"box": 22, "line": 22, "tick": 10, **dict.fromkeys(POINTS, 12)}
"""Width of a sign of the key."""
SPACE_AFTER_SUBTITLE = 14


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One sign of the key: a filled box, a line, a short upright tick or a point of some shape, and what it means."""

    sign: Literal["box", "line", "tick", "dot", "diamond", "square", "triangle", "wedge", "cross"]
    text: str
    colour: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands inside the frame. Lengths are in pixels, places are counted from the upper left corner of the plot.

    ``left`` and ``right`` are the room that labels take beside the plot, ``head`` and ``foot`` above and below it.
    ``data`` is what all layers share. ``summary`` says in a sentence or two what the picture shows, ``detail`` tells
    its values.
    """

    width: float
    height: float
    left: float
    layers: tuple[Json, ...]
    summary: str
    detail: str
    data: tuple[Json, ...] = ()
    right: float = MARGIN
    head: float = 0
    foot: float = 0
    key: tuple[KeyEntry, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def full_width(self) -> float:
        """Width of the whole figure."""
        return self.left + self.width + self.right


@dataclass(frozen=True, slots=True)
class Words:
    """The texts around a picture: title, paragraphs under it, lines of small print, and the mark of simulated data."""

    title: str
    subtitle: tuple[str, ...]
    caption: tuple[str, ...]
    simulated: str = ""
    usermeta: Json = field(default_factory=dict)


def assemble(picture: Picture, words: Words, style: FigureStyle) -> Json:
    """The whole specification; the same input gives the same bytes when it is written as JSON."""
    room = picture.full_width - 2 * MARGIN
    title = wrap(words.title, room, TITLE_SIZE, semibold=True)
    subtitle = [line for text in words.subtitle for line in wrap(text, room, TEXT_SIZE)]
    caption = [line for text in words.caption for line in wrap(text, room, SMALL_SIZE)]
    key_rows = _key_rows(picture.key, room)
    banner = 22 if words.simulated else 0
    heading = TITLE_LEAD * len(title) + TEXT_LEAD * len(subtitle)
    # A picture whose texts stand around it keeps no room for them.
    spaces = MARGIN + SPACE_AFTER_SUBTITLE if heading or banner else 4
    top = banner + heading + spaces + KEY_HEIGHT * len(key_rows) + picture.head
    bottom = picture.foot + 4 + (10 + SMALL_LEAD * len(caption) + MARGIN if caption else 0)
    left = MARGIN - picture.left
    # As marks and not as Vega-Lite's title, whose place depends on the bounds of all other texts.
    under_title = MARGIN + banner + TITLE_LEAD * len(title) - top
    above: list[Json] = []
    if title:
        strong: Json = {"lead": TITLE_LEAD, "fontWeight": SEMIBOLD}
        above.append(text_layer(title, left, MARGIN + banner - top, TITLE_SIZE, style.ink, **strong))
    if subtitle:
        above.append(text_layer(subtitle, left, under_title, TEXT_SIZE, style.muted, lead=TEXT_LEAD))
    foot = picture.height + picture.foot + 14
    layers = [
        *above,
        *picture.layers,
        *_key_layers(key_rows, left, -picture.head - KEY_HEIGHT * len(key_rows), style),
        *([text_layer(caption, left, foot, SMALL_SIZE, style.muted, lead=SMALL_LEAD)] if caption else []),
        *(_simulated_layers(words.simulated, left, -top + MARGIN, picture, style) if words.simulated else ()),
    ]
    return {
        "$schema": SCHEMA,
        "description": f"{words.simulated} {words.title}. {picture.summary.strip()} {picture.detail}".strip(),
        "usermeta": words.usermeta,
        "autosize": {"type": "none"},
        "background": style.paper,
        "padding": {
            "left": pixels(picture.left),
            "right": pixels(picture.right),
            "top": pixels(top),
            "bottom": pixels(bottom),
        },
        "width": pixels(picture.width),
        "height": pixels(picture.height),
        "config": _config(style),
        "data": {"name": "estimates", "values": list(picture.data)},
        "layer": [_with_tips(layer, picture.data) for layer in layers],
    }


def _with_tips(layer: Json, shared: tuple[Json, ...]) -> Json:
    """The layer, its marks saying on a page what their rows say of themselves; texts say nothing but themselves."""
    rows = layer["data"]["values"] if "data" in layer else shared
    if layer["mark"]["type"] == "text" or not any(TIP in row for row in rows):
        return layer
    return layer | {"encoding": layer["encoding"] | {"tooltip": {"field": TIP, "type": "nominal"}}}


def pixels(length: float) -> float:
    """A length to a tenth of a pixel, whole where it can be."""
    rounded = round(length, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def text_layer(
    lines: list[str] | tuple[str, ...],
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    lead: float = 0,
    **mark: object,
) -> Json:
    """A text of given lines at a fixed place; ``y`` is its upper edge unless ``mark`` sets another baseline."""
    return {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "text": list(lines),
            "align": "left",
            "baseline": "top",
            "fontSize": size,
            "lineHeight": lead or size * 1.25,
            "color": colour,
            **mark,
        },
        "encoding": {"x": {"value": pixels(x)}, "y": {"value": pixels(y)}},
    }


def placed(mark: Json, *channels: str, **encoding: Json) -> Json:
    """A layer whose channels (x, x2, y, y2, text, color, ...) are read from the data's fields as they are, unscaled.

    A channel is given as ``channel=field`` or, where the field has the channel's name, as ``channel``.
    """
    found: Json = {}
    for channel in channels:
        name, _, column = channel.partition("=")
        found[name] = field_as_is(name, column or name)
    return {"mark": mark, "encoding": found | encoding}


def field_as_is(channel: str, column: str) -> Json:
    """An encoding of pixels, colours or texts that stand in the data."""
    if channel in ("x2", "y2"):
        return {"field": column}
    if channel == "text":
        return {"field": column, "type": "nominal"}
    kind = "nominal" if channel in ("color", "fill", "stroke") else "quantitative"
    return {"field": column, "type": kind, "scale": None}


def filled(layer: Json, *columns: str) -> Json:
    """The layer, drawn only for rows that have a value in all of the columns."""
    return layer | {"transform": [{"filter": {"field": column, "valid": True}} for column in columns]}


def over(layer: Json, rows: list[Json]) -> Json:
    """The layer over rows of its own."""
    return {"data": {"values": rows}} | layer


def row_label_mark(style: FigureStyle) -> Json:
    """A right-aligned label of a row; the row's place comes from `row_label_y`."""
    return {
        "type": "text",
        "align": "right",
        "baseline": "middle",
        "fontSize": LABEL_SIZE,
        "lineHeight": LABEL_LEAD,
        "color": style.ink,
    }


def row_label_y(middle: float, lines: int) -> float:
    """Where the first line of a label stands, so that all its lines are centred on the row's middle."""
    return pixels(middle + (1 - lines) * LABEL_LEAD / 2)


def _key_rows(key: tuple[KeyEntry, ...], room: float) -> list[list[tuple[KeyEntry, float]]]:
    """The entries in rows that fit, each with its distance from the left."""
    rows: list[list[tuple[KeyEntry, float]]] = []
    at = room
    for entry in key:
        width = SWATCH[entry.sign] + 6 + text_width(entry.text, SMALL_SIZE) + 20
        if not rows or at + width - 20 > room:
            rows.append([])
            at = 0
        rows[-1].append((entry, at))
        at += width
    return rows


def _key_layers(rows: list[list[tuple[KeyEntry, float]]], left: float, top: float, style: FigureStyle) -> list[Json]:
    signs: dict[str, list[Json]] = {sign: [] for sign in SWATCH}
    texts: list[Json] = []
    for number, row in enumerate(rows):
        y = top + KEY_HEIGHT * number + 8
        for entry, at in row:
            x = left + at
            texts.append({"key_x": pixels(x + SWATCH[entry.sign] + 6), "key_y": pixels(y), "key": entry.text})
            signs[entry.sign].append(_sign(entry, x, y))
    found = [over(_sign_layer(sign), entries) for sign, entries in signs.items() if entries]
    if texts:
        mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
        found.append(over(placed(mark, "x=key_x", "y=key_y", "text=key"), texts))
    return found


def _sign(entry: KeyEntry, x: float, y: float) -> Json:
    tall = {"box": 6, "tick": 8}.get(entry.sign, 0)
    width = SWATCH[entry.sign]
    start, end = (x, x + width) if entry.sign in ("box", "line") else (x + width / 2, x + width / 2)
    return {
        "key_x": pixels(start),
        "key_x2": pixels(end),
        "key_y": pixels(y - tall),
        "key_y2": pixels(y + tall),
        "colour": entry.colour,
        "edge": entry.edge or entry.colour,
    }


def _sign_layer(sign: str) -> Json:
    if sign == "box":
        mark: Json = {"type": "rect", "strokeWidth": 0.75}
        return placed(mark, "x=key_x", "x2=key_x2", "y=key_y", "y2=key_y2", "fill=colour", "stroke=edge")
    if sign in ("line", "tick"):
        mark = {"type": "rule", "strokeWidth": 1.5}
        ends = ("x=key_x", "x2=key_x2", "y=key_y") if sign == "line" else ("x=key_x", "y=key_y", "y2=key_y2")
        return placed(mark, *ends, "color=colour")
    mark = {"type": "point", "shape": POINTS[sign], "size": 60, "opacity": 1, "strokeWidth": 1}
    return placed(mark, "x=key_x", "y=key_y", "fill=colour", "stroke=edge")


def _simulated_layers(text: str, left: float, top: float, picture: Picture, style: FigureStyle) -> list[Json]:
    """A line above the title, and the first word across the plot, so that a cut-out still says it."""
    word = text.split(":")[0].strip().upper()
    size = max(14, min(64, picture.width / 8, picture.height / 2))
    return [
        text_layer([text], left, top, LABEL_SIZE, style.accent, fontWeight=SEMIBOLD),
        text_layer(
            [word],
            picture.width / 2,
            picture.height / 2,
            pixels(size),
            style.accent,
            align="center",
            baseline="middle",
            opacity=0.14,
            fontWeight=SEMIBOLD,
        ),
    ]


def _config(style: FigureStyle) -> Json:
    return {
        "font": FONT_STACK,
        "aria": False,
        "lineBreak": "\n",
        "view": {"stroke": None},
        "text": {"color": style.ink},
        "axis": {
            "domain": False,
            "ticks": False,
            "title": None,
            "gridColor": style.grid,
            "labelColor": style.muted,
            "labelFontSize": SMALL_SIZE,
            "labelPadding": 6,
            "labelLimit": 0,
            "labelFlush": False,
            "labelOverlap": False,
        },
    }


def page_plot_width(left: float, right: float) -> float:
    """The plot's width in a figure of ordinary width."""
    return PAGE_WIDTH - left - right


def label_column(labels: list[str], most: float) -> float:
    """Room for labels left of the plot: as wide as the widest, but no wider than ``most``, with margin and gap."""
    widest = max((text_width(label, LABEL_SIZE) for label in labels), default=0)
    return MARGIN + min(widest + 1, most) + GAP

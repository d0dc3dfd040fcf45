"""A cloud of cities with a line through it: the points of a partial residual plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean

from civiscope.report.figures.axis import NumberAxis, close_axis
from civiscope.report.figures.frame import Json, Picture, over, page_plot_width, pixels, placed, text_layer
from civiscope.report.figures.style import LABEL_SIZE, MARGIN, SMALL_LEAD, SMALL_SIZE, FigureStyle
from civiscope.report.figures.text import text_width, wrap

_HEIGHT = 330
_LEFT = MARGIN + 62
_RIGHT = MARGIN + 24
_LABELLED = 4


@dataclass(frozen=True, slots=True)
class CloudPoint:
    """A city at (x, y); those with the greatest ``pull`` are named."""

    city: str
    x: float
    y: float
    pull: float


@dataclass(frozen=True, slots=True)
class CloudWords:
    """Titles of the axes, and the picture in words."""

    x_title: str
    y_title: str
    summary: str
    detail: str


def cloud_picture(
    points: list[CloudPoint],
    slope: float,
    words: CloudWords,
    shown: tuple[Callable[[float], str], Callable[[float], str]],
    style: FigureStyle,
) -> Picture:
    """Dots with a line of the given slope through their mean; ``shown`` write numbers of the two axes."""
    width = page_plot_width(_LEFT, _RIGHT)
    across = close_axis(tuple(point.x for point in points))
    up = close_axis(tuple(point.y for point in points))

    def place(x: float, y: float) -> tuple[float, float]:
        return width * across.place(x), _HEIGHT * (1 - up.place(y))

    level = fmean(point.y for point in points) - slope * fmean(point.x for point in points)
    dots: list[Json] = []
    for point in points:
        x, y = place(point.x, point.y)
        dots.append({"city": point.city, "value_x": point.x, "value_y": point.y, "x": pixels(x), "y": pixels(y)})
    mark = {"type": "point", "shape": "circle", "size": 34, "filled": True, "opacity": 0.8, "color": style.bar}
    title = wrap(words.y_title, _LEFT + width - MARGIN, SMALL_SIZE)
    return Picture(
        width=width,
        height=_HEIGHT,
        left=_LEFT,
        right=_RIGHT,
        head=14 + SMALL_LEAD * len(title),
        foot=48,
        layers=(
            *_axes(across, up, width, shown, style),
            text_layer(title, MARGIN - _LEFT, -10 - SMALL_LEAD * len(title), SMALL_SIZE, style.muted, lead=SMALL_LEAD),
            text_layer(
                wrap(words.x_title, width, SMALL_SIZE, most=1), width / 2, _HEIGHT + 30, SMALL_SIZE, style.muted,
                align="center",
            ),
            *_line(across, up, slope, level, place, style),
            over(placed(mark, "x", "y"), dots),
            *_names(points, place, width, style),
        ),
        summary=words.summary,
        detail=words.detail,
    )  # fmt: skip


def _axes(
    across: NumberAxis,
    up: NumberAxis,
    width: float,
    shown: tuple[Callable[[float], str], Callable[[float], str]],
    style: FigureStyle,
) -> list[Json]:
    columns: list[Json] = [
        {"x": pixels(width * across.place(tick)), "y": 0, "y2": _HEIGHT, "label": _HEIGHT + 14, "text": shown[0](tick)}
        for tick in across.ticks
    ]
    rows: list[Json] = [
        {"x": 0, "x2": pixels(width), "y": pixels(_HEIGHT * (1 - up.place(tick))), "label": -8, "text": shown[1](tick)}
        for tick in up.ticks
    ]
    rule = {"type": "rule", "color": style.grid, "strokeWidth": 1}
    text = {"type": "text", "baseline": "middle", "fontSize": SMALL_SIZE, "color": style.muted}
    return [
        over(placed(rule, "x", "y", "y2"), columns),
        over(placed(rule, "x", "x2", "y"), rows),
        over(placed(text | {"align": "center"}, "x", "y=label", "text"), columns),
        over(placed(text | {"align": "right"}, "x=label", "y", "text"), rows),
    ]


def _line(
    across: NumberAxis,
    up: NumberAxis,
    slope: float,
    level: float,
    place: Callable[[float, float], tuple[float, float]],
    style: FigureStyle,
) -> list[Json]:
    """The line y = level + slope x, cut where it would leave the plot."""
    low, high = across.low, across.high
    if slope:
        ends = sorted(((up.low - level) / slope, (up.high - level) / slope))
        low, high = max(low, ends[0]), min(high, ends[1])
    if low >= high:
        return []
    (x, y), (x2, y2) = place(low, level + low * slope), place(high, level + high * slope)
    row = {"x": pixels(x), "y": pixels(y), "x2": pixels(x2), "y2": pixels(y2)}
    return [over(placed({"type": "rule", "color": style.accent, "strokeWidth": 2}, "x", "y", "x2", "y2"), [row])]


def _names(
    points: list[CloudPoint], place: Callable[[float, float], tuple[float, float]], width: float, style: FigureStyle
) -> list[Json]:
    """The names of the cities that pull most, right of their dots or, at the edge, left of them."""
    found = []
    for point in sorted(points, key=lambda entry: (-entry.pull, entry.city))[:_LABELLED]:
        x, y = place(point.x, point.y)
        fits = x + 9 + text_width(point.city, LABEL_SIZE) < width
        found.append(
            text_layer(
                [point.city], x + 9 if fits else x - 9, y, SMALL_SIZE, style.ink,
                align="left" if fits else "right", baseline="middle",
            )
        )  # fmt: skip
    return found

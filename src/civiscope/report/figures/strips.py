"""Groups side by side: a dot for every city, and the group's mean with its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from civiscope.report.figures.axis import close_axis
from civiscope.report.figures.frame import Json, KeyEntry, Picture, over, pixels, placed
from civiscope.report.figures.rows import FOOT, HEAD, RIGHT, RowText, axis_layers, interval_layers, lay_out
from civiscope.report.figures.style import FigureStyle

_STEP = 46
_DOT = 5.5
"""Diameter of a dot, in pixels."""
_SWARM = (0.0, -5.0, 5.0, -10.0, 10.0, -15.0, 15.0)
"""Distances from the row's middle at which dots find room, the nearest first."""


@dataclass(frozen=True, slots=True)
class StripGroup:
    """One group: values of its cities (with their names; none where they may not be shown), mean and interval."""

    label: str
    n: int
    values: tuple[tuple[str, float], ...]
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class StripPair:
    """Two groups that are compared, under a heading."""

    heading: str
    groups: tuple[StripGroup, StripGroup]


@dataclass(frozen=True, slots=True)
class StripWords:
    """What the picture says: heads of the columns, signs of the key, and the picture in words."""

    heads: tuple[str, str]
    city: str
    mean: str
    summary: str
    detail: str


def strip_picture(
    pairs: list[StripPair], words: StripWords, shown: Callable[[float], str], style: FigureStyle
) -> Picture:
    """A heading and two rows for every pair; ``shown`` writes a number of the axis and of the column of means."""
    groups = [group for pair in pairs for group in pair.groups]
    rows = [
        row
        for pair in pairs
        for row in (
            RowText(pair.heading),
            *(RowText(group.label, (str(group.n), _cell(group.mean, shown))) for group in pair.groups),
        )
    ]
    layout = lay_out(rows, words.heads, _STEP, style)
    axis = close_axis(tuple(number for group in groups for number in _numbers(group)))
    own = [y for row, y in zip(rows, layout.middle, strict=True) if row.cells]

    def x(value: float) -> float:
        return layout.width * axis.place(value)

    dots = [dot for group, y in zip(groups, own, strict=True) for dot in _dots(group, x, y)]
    means: list[Json] = [
        {"group": group.label, "mean": group.mean, "low": group.low, "high": group.high, "fill": style.accent}
        | {"x": pixels(x(group.mean)), "y": pixels(y)}
        | {"x_low": pixels(x(_or(group.low, group.mean))), "x_high": pixels(x(_or(group.high, group.mean)))}
        for group, y in zip(groups, own, strict=True)
        if group.mean is not None
    ]
    mark = {"type": "point", "shape": "circle", "size": 26, "filled": True, "opacity": 0.75, "color": style.bar}
    return Picture(
        width=layout.width,
        height=layout.height,
        left=layout.left,
        right=RIGHT,
        head=HEAD,
        foot=FOOT,
        layers=(
            *axis_layers(axis, layout, tuple(map(shown, axis.ticks)), style),
            *([over(placed(mark, "x", "y"), dots)] if dots else []),
            *(interval_layers(means, style) if means else []),
            *layout.layers,
        ),
        key=(
            *([KeyEntry("dot", words.city, style.bar)] if dots else []),
            KeyEntry("diamond", words.mean, style.accent, style.ink),
        ),
        summary=words.summary,
        detail=words.detail,
    )


def _numbers(group: StripGroup) -> list[float]:
    ends = [number for number in (group.mean, group.low, group.high) if number is not None]
    return [value for _, value in group.values] + ends


def _or(end: float | None, mean: float) -> float:
    """The end of an interval; the mean where there is no interval."""
    return mean if end is None else end


def _cell(mean: float | None, shown: Callable[[float], str]) -> str:
    return "–" if mean is None else shown(mean)


def _dots(group: StripGroup, x: Callable[[float], float], middle: float) -> list[Json]:
    """The cities' dots, moved up or down where they would cover one another."""
    placed_at: list[tuple[float, float]] = []
    found: list[Json] = []
    for city, value in sorted(group.values, key=lambda entry: (entry[1], entry[0])):
        here = x(value)
        free = (
            away for away in _SWARM
            if all((here - other) ** 2 + (away - level) ** 2 >= _DOT**2 for other, level in placed_at)
        )  # fmt: skip
        away = next(free, _SWARM[len(placed_at) % len(_SWARM)])
        placed_at.append((here, away))
        found.append({"city": city, "value": value, "x": pixels(here), "y": pixels(middle + away)})
    return found

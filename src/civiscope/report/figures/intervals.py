"""Estimates with intervals in rows around a line at 0: coefficients side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from civiscope.report.figures.axis import close_axis
from civiscope.report.figures.frame import Json, KeyEntry, Picture, pixels
from civiscope.report.figures.rows import FOOT, HEAD, RIGHT, RowText, axis_layers, interval_layers, lay_out
from civiscope.report.figures.style import FigureStyle

_STEP = 30


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """An estimate with its interval (None: not shown) and number of cities; ``filled`` marks the one with controls."""

    label: str
    n: str
    estimate: float | None
    low: float | None
    high: float | None
    filled: bool = False


@dataclass(frozen=True, slots=True)
class IntervalWords:
    """What the picture says: heads of the columns, the two signs of the key, and the picture in words."""

    heads: tuple[str, str]
    plain: str
    filled: str
    summary: str
    detail: str


def interval_picture(
    blocks: list[tuple[str, list[IntervalRow]]],
    words: IntervalWords,
    shown: Callable[[float], str],
    style: FigureStyle,
) -> Picture:
    """Rows under headings (an empty heading is left out); the axis always holds 0."""
    rows: list[RowText] = []
    entries: list[IntervalRow] = []
    for heading, members in blocks:
        rows += [RowText(heading)] if heading else []
        for entry in members:
            rows.append(RowText(entry.label, (entry.n, "–" if entry.estimate is None else shown(entry.estimate))))
            entries.append(entry)
    layout = lay_out(rows, words.heads, _STEP, style)
    ends = [end for entry in entries for end in (entry.low, entry.high, entry.estimate) if end is not None]
    axis = close_axis((0.0, *ends))
    own = [y for row, y in zip(rows, layout.middle, strict=True) if row.cells]
    places: list[Json] = [
        {"row": entry.label, "estimate": entry.estimate, "low": entry.low, "high": entry.high, "y": pixels(y)}
        | {
            "x": pixels(layout.width * axis.place(entry.estimate)),
            "x_low": pixels(layout.width * axis.place(entry.low)),
            "x_high": pixels(layout.width * axis.place(entry.high)),
            "fill": style.accent if entry.filled else style.paper,
        }
        for entry, y in zip(entries, own, strict=True)
        if entry.estimate is not None and entry.low is not None and entry.high is not None
    ]
    signs = {entry.filled for entry in entries}
    return Picture(
        width=layout.width,
        height=layout.height,
        left=layout.left,
        right=RIGHT,
        head=HEAD,
        foot=FOOT,
        layers=(
            *axis_layers(axis, layout, tuple(map(shown, axis.ticks)), style, zero=True),
            *(interval_layers(places, style) if places else []),
            *layout.layers,
        ),
        key=(
            *([KeyEntry("diamond", words.plain, style.paper, style.ink)] if False in signs else []),
            *([KeyEntry("diamond", words.filled, style.accent, style.ink)] if True in signs else []),
        ),
        summary=words.summary,
        detail=words.detail,
    )

"""A study's two colours, turned into shades that stay readable on paper, on screens and in the dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from civiscope.results.colours import TEXT_CONTRAST, mix, readable
from civiscope.results.document import Look

_DARK_TEXT_CONTRAST = 6.5
"""Headings in the dark: dark blues that just reach 4.5:1 look washed out there."""
_LIGHT_PAPER, _LIGHT_INK = "#ffffff", "#1b2430"
_DARK_PAPER, _DARK_INK = "#12181f", "#e9edf1"


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours as #rrggbb. ``bar`` and ``own`` fill bars of all cities and the city's own, ``track`` is their ground."""

    paper: str
    ink: str
    muted: str
    rule: str
    wash: str
    primary: str
    bar: str
    own: str
    mark: str
    track: str


@lru_cache(maxsize=64)
def shades(look: Look, dark: bool = False) -> Shades:
    """The shades of a look on white paper, or on dark ground: readable whatever colours the study chose."""
    paper, ink = (_DARK_PAPER, _DARK_INK) if dark else (_LIGHT_PAPER, _LIGHT_INK)
    primary = readable(look.primary, paper, ink, _DARK_TEXT_CONTRAST if dark else TEXT_CONTRAST)
    return Shades(
        paper=paper,
        ink=ink,
        muted=mix(ink, paper, 0.70),
        rule=mix(ink, paper, 0.18),
        wash=mix(primary, paper, 0.06),
        primary=primary,
        bar=mix(primary, paper, 0.45 if dark else 0.36),
        own=primary,
        mark=readable(look.accent, paper, ink, TEXT_CONTRAST),
        track=mix(primary, paper, 0.08),
    )


def ramp(look: Look, count: int, least: float = 1.0) -> tuple[str, ...]:
    """``count`` shades of the primary colour on white from dark to light, evenly spaced, for series and scales.

    The lightest has at least the contrast ``least``; parts of one bar that touch one another need none.
    """
    colours = shades(look)
    if count == 1:
        return (readable(mix(colours.primary, colours.paper, 0.8), colours.paper, colours.primary, least),)
    light = readable(mix(colours.primary, colours.paper, 0.2), colours.paper, colours.primary, least)
    return tuple(mix(light, colours.primary, step / (count - 1)) for step in range(count))

"""The one visual style of figures: measures, type and colours.

Little ink: no frames, no tick marks, thin grid lines only where an axis is read; every bar carries its number. Colours
are shades of the study's primary colour that differ in lightness, so that they stay apart without colour vision and in
grey print; its accent colour is kept for what must not be missed (the mark of simulated data).
"""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.results.colours import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast, mix, readable
from civiscope.study.definition import LookDefinition

FONT = "Noto Sans"
FONT_STACK = "Noto Sans, Open Sans, Segoe UI, Helvetica Neue, Arial, sans-serif"

TITLE_SIZE, TEXT_SIZE, LABEL_SIZE, SMALL_SIZE = 17, 12.5, 12, 11
TITLE_LEAD, TEXT_LEAD, LABEL_LEAD, SMALL_LEAD = 23, 17, 15, 14.5
SEMIBOLD = 600

PAGE_WIDTH = 760
"""Width of a figure in pixels; only tables of many columns are wider."""
MARGIN = 16
GAP = 8
"""Between a label and what it labels."""
BAR_HEIGHT = 14
RANGE_HEIGHT = 8

_PAPER, _INK, _BLACK = "#ffffff", "#1b2430", "#000000"


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """Colours as #rrggbb. ``bar`` fills bars, ``line`` draws intervals, ``range`` and ``edge`` what is
    left open, ``counted`` counts that are no estimate; ``stripe`` is the ground of every other row, ``land`` that of
    maps."""

    paper: str
    ink: str
    muted: str
    grid: str
    primary: str
    bar: str
    line: str
    counted: str
    stripe: str
    range: str
    edge: str
    accent: str
    land: str

    def ramp(self, count: int) -> tuple[str, ...]:
        """``count`` shades from dark to light for the answers of a scale, evenly spaced in lightness."""
        if count == 1:
            return (self.bar,)
        return tuple(mix(self.primary, self.paper, 1 - 0.86 * step / (count - 1)) for step in range(count))

    def ink_on(self, fill: str) -> str:
        """White or black, whichever is read better on the fill; one of them always reaches 4.5:1."""
        return max(self.paper, _BLACK, key=lambda colour: contrast(colour, fill))


def figure_style(look: LookDefinition) -> FigureStyle:
    """The style in a study's colours; text reaches 4.5:1 and marks 3:1 on the paper whatever the study chose."""
    primary = readable(look.primary, _PAPER, _INK, TEXT_CONTRAST)
    return FigureStyle(
        paper=_PAPER,
        ink=_INK,
        muted=mix(_INK, _PAPER, 0.72),
        grid=mix(_INK, _PAPER, 0.12),
        primary=primary,
        bar=readable(mix(primary, _PAPER, 0.65), _PAPER, primary, GRAPHIC_CONTRAST),
        line=_INK,
        counted=mix(primary, _PAPER, 0.34),
        stripe=mix(_INK, _PAPER, 0.03),
        range=mix(_INK, _PAPER, 0.13),
        edge=mix(_INK, _PAPER, 0.45),
        accent=readable(look.accent, _PAPER, _INK, TEXT_CONTRAST),
        land=mix(_INK, _PAPER, 0.10),
    )

"""The style sheet of documents inside the explorer: each colour for light and for dark."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

from civiscope.report.writers.html import document_sheet
from civiscope.report.writers.palette import Shades, shades
from civiscope.results.colours import contrast, mix
from civiscope.results.document import Look

MOST_ANSWERS = 12
"""Answers of the longest scale that has shades."""

_LIGHTEST = 0.14
"""How much of the primary colour the last answer of a scale has."""


@lru_cache(maxsize=64)
def site_css(look: Look) -> str:
    """Colours of a study as custom properties ``--cs-...``, each for light and dark, and the sheet of documents."""
    light, dark = shades(look), shades(look, dark=True)
    pairs = "".join(
        f"--cs-{field.name}:light-dark({getattr(light, field.name)},{getattr(dark, field.name)});"
        for field in fields(Shades)
    )
    return f":root{{color-scheme:light dark;{pairs}}}\n{_scales(light, dark)}{document_sheet()}"


def scale_shades(colours: Shades, count: int) -> tuple[tuple[str, str], ...]:
    """A fill for each of ``count`` answers of a scale, from the primary colour to nearly the paper, and the colour of
    text on it: black or white, whichever is read better, so that one of them always reaches 4.5:1."""
    steps = [1 - (1 - _LIGHTEST) * place / max(1, count - 1) for place in range(count)]
    fills = [mix(colours.primary, colours.paper, part) for part in steps]
    return tuple((fill, max("#ffffff", "#000000", key=lambda ink: contrast(ink, fill))) for fill in fills)


def _scales(light: Shades, dark: Shades) -> str:
    """Classes ``shade-COUNT-PLACE`` for the fills of stacked bars and ``on-COUNT-PLACE`` for the numbers on them."""
    rules = []
    for count in range(1, MOST_ANSWERS + 1):
        pairs = zip(scale_shades(light, count), scale_shades(dark, count), strict=True)
        for place, ((fill, ink), (dark_fill, dark_ink)) in enumerate(pairs):
            rules.append(f".shade-{count}-{place}{{fill:light-dark({fill},{dark_fill})}}")
            rules.append(f".on-{count}-{place}{{fill:light-dark({ink},{dark_ink})}}")
    return "\n".join(rules) + "\n"

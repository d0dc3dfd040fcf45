"""The look of decks: size, fonts and colours of the theme, places of titles."""

from __future__ import annotations

import re

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from civiscope.report.writers.palette import ramp, shades
from civiscope.results.document import Look

SANS, SERIF = "Arial", "Georgia"
"""Fonts that office programs bring: a deck is edited on machines that lack those of our pages, and a font that is put
in their place has other widths, so that lines break where none should."""
WIDTH, HEIGHT = 13.333, 7.5
"""Inches of a slide of 16:9."""
SIDE = 0.6
TITLE_TOP, TITLE_HEIGHT = 0.55, 0.85
_KEPT = ("Title Slide", "Title Only")
_ACCENTS = 6
_FONT = re.compile(rb'(<a:(major|minor)Font>\s*<a:latin typeface=")[^"]*(")')


def set_theme(deck: Presentation, look: Look) -> tuple[SlideLayout, SlideLayout]:
    """Give the empty deck its look; returns the layouts of the first slide and of all others."""
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in [layout for layout in deck.slide_layouts if layout.name not in _KEPT]:
        deck.slide_layouts.remove(layout)
    first, others = sorted(deck.slide_layouts, key=lambda layout: _KEPT.index(layout.name))
    _place_title(first, top=2.2, height=1.9)
    _place_title(others, top=TITLE_TOP, height=TITLE_HEIGHT)
    for shapes in (deck.slide_master.shapes, first.shapes, others.shapes):
        for shape in list(shapes):
            # Date, footer and number of the template; slides carry their own.
            if shape.is_placeholder and shape.placeholder_format.type in (13, 15, 16):
                shape._element.getparent().remove(shape._element)
    for shape in deck.slide_master.placeholders:
        shape.left, shape.width = Inches(SIDE), Inches(WIDTH - 2 * SIDE)
    _set_colours_and_fonts(deck, look)
    return first, others


def _place_title(layout: SlideLayout, top: float, height: float) -> None:
    for shape in [shape for shape in layout.shapes if shape.is_placeholder]:
        shape.left, shape.width = Inches(SIDE), Inches(WIDTH - 2 * SIDE)
        if shape.placeholder_format.idx == 0:
            shape.top, shape.height = Inches(top), Inches(height)
        else:
            shape.top, shape.height = Inches(top + height + 0.15), Inches(1.2)


def _set_colours_and_fonts(deck: Presentation, look: Look) -> None:
    """Charts that are edited or added later take the study's colours and the documents' fonts from the theme."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = _FONT.sub(lambda found: found[1] + _family(found[2]) + found[3], part.blob)
    colours = shades(look)
    named = {"dk2": colours.primary, "lt2": colours.wash, "hlink": colours.primary, "folHlink": colours.primary}
    named |= {f"accent{place}": colour for place, colour in enumerate(ramp(look, _ACCENTS), start=1)}
    for name, colour in named.items():
        rule = f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'.encode()
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>".encode(), rule, theme, flags=re.DOTALL)
    part._blob = theme


def _family(kind: bytes) -> bytes:
    return (SERIF if kind == b"major" else SANS).encode()


def inches(value: float) -> Emu:
    """Inches as the whole units of a slide."""
    return Emu(round(value * 914400))

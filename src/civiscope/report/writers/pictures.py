"""Pictures of figures (SVG) as paper and office software need them: drawn with the pinned fonts, texts printable."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from civiscope.report.writers.compiler import compiler
from civiscope.report.writers.fonts import transliterate
from civiscope.report.writers.typst_text import literal
from civiscope.results.document import Figure

PRINT_DPI = 220
TURNED_WIDTH = 1000
"""Pixels from which letters of a picture would be smaller than 5.5 points across a page of A4."""
_TEXT_NODE = re.compile(r">([^<>]*[^\x00-\x7f<>][^<>]*)<")
_FONT_RULES = re.compile(r"@font-face\{[^{}]*\}")
_SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u10ff\u1780-\u17ff\u1900-\u1cff\u2c00-\ufaff\ufb1d-\ufeff\U00010000-\U0010ffff]"
)
"""Scripts in which the PDF/UA writer of Typst loses track of the letters that a glyph in a picture stands for."""


def printable_svg(svg: str, clean: Callable[[str], str]) -> str:
    """The picture with every text cleaned, without the fonts inside it (the pinned ones are at hand)."""
    bare = _FONT_RULES.sub("", svg)
    return _TEXT_NODE.sub(lambda found: f">{escape(clean(unescape(found[1])), quote=False)}<", bare)


def needs_shaping(svg: str) -> bool:
    """Whether texts of the picture can only be set as outlines or pixels."""
    return any(_SHAPED.search(unescape(found[1])) for found in _TEXT_NODE.finditer(svg))


def png(figure: Figure, dpi: int = PRINT_DPI) -> bytes:
    """The figure's picture as PNG; the same picture gives the same bytes. Raises RuntimeError for no picture at all."""
    return png_of(printable_svg(figure.svg, lambda text: transliterate(text)[0]), figure.width, dpi)


def png_of(svg: str, width: float, dpi: int = PRINT_DPI) -> bytes:
    """An SVG whose texts are printable, ``width`` CSS pixels wide, as PNG."""
    source = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        f'#image(bytes({literal(svg)}), format: "svg", width: {width * 0.75:g}pt)'
    )
    made = compiler().compile(input=source.encode(), format="png", ppi=dpi)
    assert isinstance(made, bytes)
    return made

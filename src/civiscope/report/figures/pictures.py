"""Figures as PNG, for pages, slides and posts that take no SVG.

The renderer of documents draws them (see `writers.pictures`), not the one of the shapes: it knows the pinned fonts
only, so that a picture is the same on every machine, and takes a fifth of the time; the other one searches the
machine's fonts, and sets neither the fonts inside an SVG nor the weights of variable ones.
"""

from __future__ import annotations

import re
import struct
import zlib
from html import unescape

from civiscope.report.writers import pictures
from civiscope.report.writers.fonts import transliterate

SCALE = 2.0
"""Pixels of a picture for a pixel of its figure: sharp on dense screens, and on paper 16 cm wide at 240 dpi."""

_CSS_DPI = 96
_WIDTH = re.compile(r'<svg\b[^>]*?\swidth="([0-9.]+)(?:px)?"')
_TITLE = re.compile(r"<title>([^<]*)</title>")
_HEADER = 33
"""Bytes of a PNG's signature and first chunk, after which others may follow."""


def png_of(svg: str, scale: float = SCALE) -> bytes:
    """The picture of a figure's finished SVG, ``scale`` pixels for each of its own; the same SVG gives the same bytes.

    The SVG's title stands in it as its own, so that a picture that is passed on still says what it is, and that its
    results are simulated. Letters that no pinned font holds are transliterated. Raises ValueError where the SVG names
    no width, RuntimeError where it is none.
    """
    width = _WIDTH.search(svg)
    if width is None:
        raise ValueError("an SVG with a width in pixels is needed")
    printable = pictures.printable_svg(svg, lambda text: transliterate(text)[0])
    drawn = pictures.png_of(printable, float(width[1]), round(_CSS_DPI * scale))
    title = _TITLE.search(svg)
    return drawn if title is None else _titled(drawn, unescape(title[1]))


def _titled(picture: bytes, title: str) -> bytes:
    """The PNG with a title (PNG specification, third edition, section 11.3.3.4, iTXt)."""
    # After the keyword: not compressed, by no method, in no named language, the keyword not translated.
    chunk = b"iTXt" + b"Title\0" + b"\0\0" + b"\0" + b"\0" + title.encode()
    size, checksum = struct.pack(">I", len(chunk) - 4), struct.pack(">I", zlib.crc32(chunk))
    return picture[:_HEADER] + size + chunk + checksum + picture[_HEADER:]

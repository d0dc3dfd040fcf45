"""The pictures of a study's look in documents: within a page, as Typst, and as pixels for office software."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import escape, unescape

from civiscope.report.writers.pictures import png_of
from civiscope.report.writers.typst_text import literal
from civiscope.results.document import Picture

_OFFICE_DPI = 192
_TEXT = re.compile(r">([^<>]+)<")
_KNOWN_JPEG = (b"JFIF", b"Exif")
"""What python-docx knows a JPEG by; others are valid too."""


def data_address(picture: Picture) -> str:
    """The picture as an address that holds it."""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode('ascii')}"


def picture_html(picture: Picture | None, name: str, *, decoration: bool = False) -> str:
    """An image of the class ``name``; its alternative text is empty where the same stands beside it as text."""
    if picture is None:
        return ""
    alt = "" if decoration else picture.alt
    credit = f'<p class="cs-note">{escape(picture.credit)}</p>\n' if picture.credit else ""
    return (
        f'<img class="{name}" src="{data_address(picture)}" alt="{escape(alt)}" '
        f'width="{picture.width:.0f}" height="{picture.height:.0f}">\n{credit}'
    )


def as_svg(picture: Picture) -> str:
    """The picture as SVG; pixels stand inside it."""
    if picture.media_type == "image/svg+xml":
        return picture.content.decode("utf-8-sig")
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{data_address(picture)}"/></svg>'


def picture_typst(picture: Picture | None, size: str) -> str:
    """A call of Typst's image with the sizes given, e.g. ``height: 9mm``; ``none`` without a picture."""
    if picture is None:
        return "none"
    svg = as_svg(picture)
    if any(not unescape(found[1]).isascii() for found in _TEXT.finditer(svg)):
        # The PDF/UA writer of Typst fails on letters in pictures that must be joined, or that no pinned font has.
        svg = as_svg(replace(picture, media_type="image/png", content=_pixels(picture)))
    return f'image(bytes({literal(svg)}), format: "svg", alt: {literal(picture.alt or " ")}, {size})'


def office_picture(picture: Picture) -> bytes:
    """The picture as PNG or JPEG, which office software reads everywhere."""
    is_known = picture.media_type == "image/png" or picture.content[6:10] in _KNOWN_JPEG
    return picture.content if picture.media_type != "image/svg+xml" and is_known else _pixels(picture)


def _pixels(picture: Picture) -> bytes:
    """As PNG, drawn larger than a logo is meant to be shown, so that it stays sharp."""
    return png_of(as_svg(picture), max(picture.width, 400.0), _OFFICE_DPI)

"""The card that other people's tools show for a shared link: a title, a finding, whose they are, perhaps a picture.

Typst sets it (assets/card.typ), because it breaks lines, shapes letters and measures texts of any script in the pinned
fonts; a drawing in SVG would have to be laid out without them.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode

from civiscope.report.writers.compiler import compiler
from civiscope.report.writers.fonts import transliterate
from civiscope.report.writers.palette import shades
from civiscope.report.writers.typst_text import array, breakable, literal, shades_of
from civiscope.results.document import Look

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card, as the makers of such tools ask for."""
MOST_BYTES = 200_000
"""What would make the card heavier is left out, first the picture: tools give up on what comes slowly."""

_MOST_LETTERS = 400
"""More have no room, even in the smallest size."""
_PICTURE_WIDTH, _PICTURE_HEIGHT = 520, 394
"""The room of a picture, as in card.typ, under a mark."""
_PIECE = re.compile(r"\S{1,16}\s?")
_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def card_png(
    title: str, finding: str, look: Look, note: str = "", picture: bytes | None = None, *, mark: str = ""
) -> bytes:
    """A PNG of 1200 by 630 pixels in the study's colours; the same arguments give the same bytes.

    ``note`` stands at the foot (the study and its edition), ``mark`` in a frame above the title (that results are
    simulated). ``picture`` is a PNG or JPEG, shown whole beside the text. Long texts are set smaller, then shortened; a
    title in a script from right to left turns the card round. Any text may be given. Raises ValueError for a picture of
    another kind, RuntimeError for one that cannot be read.
    """
    drawn = None if picture is None else _picture(picture)
    made = b""
    for said, shown in ((finding, drawn), (finding, None), ("", None)):
        made = _compiled(title, said, look, note, shown, mark)
        if len(made) <= MOST_BYTES:
            break
    return made


def _compiled(title: str, finding: str, look: Look, note: str, picture: str | None, mark: str) -> bytes:
    named = _pieces(title) or _pieces(note) or ["–"]
    texts = [named, _pieces(finding), _pieces(note), _pieces(mark)]
    arguments = [array([literal(piece) for piece in pieces]) for pieces in texts]
    shown = "none" if picture is None else f'image(bytes({literal(picture)}), format: "svg", width: 100%)'
    source = (
        '#import "/card.typ": card\n'
        f"#card({shades_of(shades(look))}, {_direction(''.join(named))}, {', '.join(arguments)}, {shown})\n"
    )
    made = compiler().compile(input=source.encode(), format="png", ppi=72)
    assert isinstance(made, bytes)
    return made


def _pieces(text: str) -> list[str]:
    """The text as it can be printed, in pieces after which it may end."""
    printed = " ".join(transliterate(text[:_MOST_LETTERS])[0].split())
    return _PIECE.findall(breakable(printed))


def _direction(text: str) -> str:
    """Where the first letter that has a direction runs."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def _picture(picture: bytes) -> str:
    """An SVG of the size of the picture's room with the picture in it."""
    kind = next((kind for start, kind in _KINDS if picture.startswith(start)), None)
    if kind is None:
        raise ValueError("a picture on a card is a PNG or a JPEG")
    address = f"data:{kind};base64,{b64encode(picture).decode('ascii')}"
    size = f'width="{_PICTURE_WIDTH}" height="{_PICTURE_HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{address}"/></svg>'

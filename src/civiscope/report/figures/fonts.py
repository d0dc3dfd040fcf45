"""The letters that figures use, cut out of the pinned variable font in two weights, to stand inside the SVG files.

A figure then looks the same on a machine without Noto Sans, as text that can be searched, copied and read aloud. A new
font of the few letters needed is built instead of a subset, because it takes a third of the time of subsetting and
instancing 3,000 glyphs. It has no kerning; neither have the measures of `text`.
"""

from __future__ import annotations

import base64
import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from civiscope.report.figures.style import FONT, SEMIBOLD
from civiscope.report.figures.text import FONT_FILE

WEIGHTS = {400: "Regular", SEMIBOLD: "SemiBold"}

_PLAIN_SCRIPTS = ((0x20, 0x300), (0x370, 0x483), (0x48A, 0x530), (0x1E00, 0x2000), (0x2010, 0x2300))
"""Ranges of letters that need no shaping; others are drawn with the reader's own fonts, which hold their rules."""


def embedded_fonts(letters: set[str]) -> str:
    """A style sheet with fonts that hold the letters, as far as Noto Sans has them and they need no shaping.

    The same letters give the same text each time.
    """
    with TTFont(FONT_FILE, lazy=True) as source:
        glyph_names = source.getBestCmap()
        codes = sorted(code for code in map(ord, letters) if code in glyph_names and _is_plain(code))
        named = {code: glyph_names[code] for code in codes}
        return "".join(_face(source, named, weight) for weight in WEIGHTS)


def _is_plain(code: int) -> bool:
    return any(first <= code < end for first, end in _PLAIN_SCRIPTS)


def _face(source: TTFont, named: dict[int, str], weight: int) -> str:
    """One @font-face rule with the font inside it, compressed as WOFF."""
    font = _built(source, named, weight)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    data = base64.b64encode(written.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{FONT}";font-weight:{weight};src:url(data:font/woff;base64,{data}) format("woff")}}'
    )


def _built(source: TTFont, named: dict[int, str], weight: int) -> TTFont:
    names = list(dict.fromkeys([".notdef", *named.values()]))
    outlines = source.getGlyphSet(location={"wght": weight, "wdth": 100})
    glyphs, widths = {}, {}
    for name in names:
        drawn = DecomposingRecordingPen(outlines)
        outlines[name].draw(drawn)
        pen = TTGlyphPen(None)
        drawn.replay(pen)
        glyphs[name], widths[name] = pen.glyph(), round(outlines[name].width)
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.updateHead(created=source["head"].created, modified=source["head"].created)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(named)
    builder.setupGlyf(glyphs)
    bearings = {name: getattr(builder.font["glyf"][name], "xMin", 0) for name in names}
    builder.setupHorizontalMetrics({name: (widths[name], bearings[name]) for name in names})
    header, measures = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=header.ascent, descent=header.descent, lineGap=header.lineGap)
    style = WEIGHTS[weight]
    full_name = f"{FONT} {style}"
    postscript_name = full_name.replace(" ", "")
    builder.setupNameTable(
        {"familyName": FONT, "styleName": style, "fullName": full_name, "psName": postscript_name}, mac=False
    )
    builder.setupOS2(
        usWeightClass=weight,
        sTypoAscender=measures.sTypoAscender,
        sTypoDescender=measures.sTypoDescender,
        usWinAscent=measures.usWinAscent,
        usWinDescent=measures.usWinDescent,
    )
    builder.setupPost()
    return builder.font

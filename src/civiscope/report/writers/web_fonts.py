"""The pinned fonts as pages send them: cut into scripts, so that a reader fetches only those that a page is written in.

Latin is complete: both weights of running text in one variable file, kerning, marks. The other Latin letters, Greek and
Cyrillic have no kerning, which would double the time of cutting; Arabic and Hebrew keep all rules of their scripts.
Every script stands under both families, so that a style sheet names ``Noto Sans`` and ``Source Serif 4`` only; Arabic
and Hebrew headings are set in the sans serif.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from civiscope.report.writers.fonts import font_file
from civiscope.report.writers.kept_files import kept

SANS, SERIF = "Noto Sans", "Source Serif 4"

Ranges = tuple[tuple[int, int], ...]
"""First and last code points."""

_LATIN: Ranges = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2C6, 0x2C6), (0x2DA, 0x2DA), (0x2DC, 0x2DC),
    (0x2000, 0x200B), (0x2010, 0x206F), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212),
    (0x2215, 0x2215), (0x2260, 0x2260), (0x2264, 0x2265), (0xFFFD, 0xFFFD),
)  # fmt: skip
_LATIN_EXTENDED: Ranges = (
    (0x100, 0x130), (0x132, 0x151), (0x154, 0x17F), (0x18F, 0x18F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC),
    (0x1E6, 0x1E7), (0x218, 0x21B), (0x259, 0x259), (0x2B0, 0x2C5), (0x2C7, 0x2D9), (0x2DB, 0x2DB), (0x2DD, 0x2FF),
    (0x300, 0x30C), (0x323, 0x328), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9), (0x20A0, 0x20A9),
    (0x20AB, 0x20AB), (0x20AD, 0x20C0),
)  # fmt: skip
"""European and Turkic languages, Vietnamese, signs of currencies."""
_GREEK: Ranges = ((0x370, 0x3FF),)
_CYRILLIC: Ranges = ((0x400, 0x45F), (0x472, 0x475), (0x48A, 0x4FF), (0x2116, 0x2116))
_ARABIC: Ranges = ((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200D))
_HEBREW: Ranges = ((0x590, 0x5FF), (0x20AA, 0x20AA), (0xFB1D, 0xFB4F))

_TEXT: dict[str, object] = {"wght": (400, 700), "wdth": 100}
_HEADINGS: dict[str, object] = {"wght": 600, "opsz": 36}
"""One weight and one optical size: headings of pages are 24 to 64 pixels high."""

_WEIGHTS = "400 700"
"""Of every file, also of headings in one weight: of files of different weights a browser takes those of one only."""

_KEPT_NAMES = (0, 1, 2, 4, 6, 13, 14)
"""Entries of the table of names that are kept: copyright and licence (0, 13, 14), which must go with every copy."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """A WOFF2 file; its name holds a hash of its content, so that browsers may keep it for ever."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Cut:
    """A script of a pinned font: what the file is called, the families that it is part of, and the axes that stay."""

    stem: str
    package: str
    families: tuple[str, ...]
    ranges: Ranges
    axes: dict[str, object]
    placing: bool = True
    """Whether kerning and the places of marks are kept (the table GPOS)."""


def _text(script: str, ranges: Ranges, placing: bool = False) -> _Cut:
    return _Cut(f"noto-sans-{script}", "fontpkg_noto_sans", (SANS,), ranges, _TEXT, placing)


def _headings(script: str, ranges: Ranges, placing: bool = False) -> _Cut:
    return _Cut(f"source-serif-{script}", "fontpkg_source_serif_4", (SERIF,), ranges, _HEADINGS, placing)


_CUTS = (
    _text("latin", _LATIN, placing=True),
    _text("latin-extended", _LATIN_EXTENDED),
    _text("greek", _GREEK),
    _text("cyrillic", _CYRILLIC),
    _headings("latin", _LATIN, placing=True),
    _headings("latin-extended", _LATIN_EXTENDED),
    _headings("greek", _GREEK),
    _headings("cyrillic", _CYRILLIC),
    _Cut("noto-sans-arabic", "fontpkg_noto_sans_arabic", (SANS, SERIF), _ARABIC, _TEXT),
    _Cut("heebo-hebrew", "fontpkg_heebo", (SANS, SERIF), _HEBREW, {"wght": (400, 700)}),
)


@lru_cache(maxsize=1)
def web_fonts() -> tuple[WebFont, ...]:
    """All files, the same bytes each time; cutting them takes some seconds, after which they are kept.

    Raises LookupError if a font package is not installed.
    """
    return tuple(_named(cut) for cut in _CUTS)


def font_faces(prefix: str) -> str:
    """The @font-face rules of all files, found at ``prefix`` and their names; text is shown at once in another font.

    ``prefix`` is an address as a style sheet writes it, relative or absolute, with its last slash. Raises ValueError
    where it holds what would end the address. A page's Content-Security-Policy needs ``font-src``.
    """
    if any(character in prefix for character in "\"'()\\<>") or not prefix.isprintable():
        raise ValueError(f"no address of a folder: {prefix!r}")
    return "".join(
        _face(family, cut, f"{prefix}{font.name}")
        for cut, font in zip(_CUTS, web_fonts(), strict=True)
        for family in cut.families
    )


def _face(family: str, cut: _Cut, address: str) -> str:
    covered = ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in cut.ranges)
    return (
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{_WEIGHTS};font-display:swap;'
        f'src:url("{address}") format("woff2");unicode-range:{covered}}}\n'
    )


def _named(cut: _Cut) -> WebFont:
    content = kept(f"{_recipe()} {cut.stem} {_digest(font_file(cut.package))}", lambda: _woff2(cut))
    return WebFont(f"{cut.stem}.{hashlib.sha256(content).hexdigest()[:12]}.woff2", content)


@cache
def _recipe() -> str:
    """What all files depend on besides their fonts: this module, and the versions of what cuts and compresses."""
    return f"{_digest(Path(__file__))} fonttools {version('fonttools')} brotli {version('brotli')}"


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _woff2(cut: _Cut) -> bytes:
    """The letters of the ranges with the rules of their script, compressed."""
    with TTFont(font_file(cut.package), lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(_options(cut))
        cutter.populate(unicodes=[code for first, last in cut.ranges for code in range(first, last + 1)])
        cutter.subset(font)
        limited = instancer.instantiateVariableFont(font, cut.axes, inplace=True)
        limited.flavor = "woff2"
        written = io.BytesIO()
        limited.save(written)
        return written.getvalue()


def _options(cut: _Cut) -> subset.Options:
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = list(_KEPT_NAMES)
    options.drop_tables += ["BASE", "DSIG", "MVAR", "STAT", *([] if cut.placing else ["GPOS"])]
    return options

"""How wide a text is in the pinned font, and where it breaks into lines.

Figures are laid out with these measures and not by the renderer, whose own depend on the fonts of the machine: a
release would then differ from machine to machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import fontpkg_noto_sans
from fontTools.ttLib import TTFont

FONT_FILE = Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"
"""The pinned variable font; its default instance is the regular weight."""

SEMIBOLD_WIDENING = 1.055
"""How much wider a text is in weight 600 than in 400, at most, of 251 labels of a questionnaire (4% on average)."""
WIDE, NARROW = 1.0, 0.62
"""Advance widths, in em, of letters that the font lacks: East Asian wide ones and all others."""

_BREAKS = re.compile(r"\s+|(?<=[/\-–—])(?=\w)")


@lru_cache(maxsize=1)
def _advances() -> dict[int, float]:
    """Advance width in em of every character of the font."""
    with TTFont(FONT_FILE, lazy=True) as font:
        metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=8192)
def _em_width(text: str) -> float:
    advances = _advances()
    return sum(advances.get(ord(letter)) or _guessed_advance(letter) for letter in text)


def _guessed_advance(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0.0
    return WIDE if unicodedata.east_asian_width(letter) in ("W", "F") else NARROW


def text_width(text: str, size: float, semibold: bool = False) -> float:
    """Width in pixels of one line at a font size in pixels."""
    return _em_width(text) * size * (SEMIBOLD_WIDENING if semibold else 1.0)


def tidy(text: str) -> str:
    """The text on one line, composed (NFC), without characters that XML forbids or that override its direction."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace() or not _is_unwanted(letter)
    )
    return " ".join(kept.split())


def _is_unwanted(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs", "Cn") or "\u202a" <= letter <= "\u202e"


def wrap(text: str, width: float, size: float, semibold: bool = False, most: int = 0) -> tuple[str, ...]:
    """Lines no wider than ``width`` pixels; a longer word is cut. With ``most`` lines, what is left out becomes "…".

    An empty text has no lines.
    """
    lines: list[str] = []
    line = ""
    for word, joint in _words(tidy(text)):
        candidate = line + joint + word if line else word
        if text_width(candidate, size, semibold) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width, size, semibold)
        lines.extend(full)
    if line:
        lines.append(line)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _ended(lines[most - 1], width, size, semibold)]
    return tuple(lines)


def _words(text: str) -> list[tuple[str, str]]:
    """Pieces between which a line may end, each with what joins it to the piece before."""
    pieces: list[tuple[str, str]] = []
    at, joint = 0, ""
    for found in _BREAKS.finditer(text):
        pieces.append((text[at : found.start()], joint))
        at, joint = found.end(), " " if found.group() else ""
    if text[at:]:
        pieces.append((text[at:], joint))
    return pieces


def _cut(word: str, width: float, size: float, semibold: bool) -> list[str]:
    """The word in parts that fit; at least one letter in each, combining marks with their letter."""
    parts = [""]
    for letter in word:
        fits = text_width(parts[-1] + letter, size, semibold) <= width
        if parts[-1] and not fits and not unicodedata.combining(letter):
            parts.append("")
        parts[-1] += letter
    return parts


def _ended(line: str, width: float, size: float, semibold: bool) -> str:
    while line and text_width(line + "…", size, semibold) > width:
        line = line[:-1]
    return line.rstrip() + "…"

"""The pinned fonts, and what becomes of characters that none of them holds.

Fonts come from packages, never from the machine, so that the same document gives the same bytes everywhere. Scripts
beyond them are used where their packages are installed (the East Asian ones as an extra), else transliterated.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont

PINNED = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_heebo", "fontpkg_source_serif_4")
"""Packages that are always installed: Latin, Greek, Cyrillic and Devanagari; Arabic; Hebrew; headings."""

EXTRA = {
    "fontpkg_noto_sans_thai": ("Noto Sans Thai",),
    "fontpkg_noto_sans_khmer": ("Noto Sans Khmer",),
    "fontpkg_noto_sans_tamil": ("Noto Sans Tamil",),
    "fontpkg_noto_sans_telugu": ("Noto Sans Telugu",),
    "justmytype_intl_cjk": ("Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Noto Sans TC"),
}
"""Packages that are used where they are installed, with the families that they hold."""

_BODY = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_heebo")
_IN_TYPST = frozenset({*range(0x531, 0x557), *range(0x559, 0x560), *range(0x561, 0x588), *range(0x10D0, 0x10F6)})
"""Armenian and Georgian letters: DejaVu Sans Mono has them, which Typst itself holds and document.typ names."""
_KEPT_FORMATS = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f")
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Mc", "Me"})


@dataclass(frozen=True, slots=True)
class Transliteration:
    """Characters that no font holds, as they were and as they are printed instead (empty: left out)."""

    original: str
    printed: str


@lru_cache(maxsize=1)
def font_folders() -> tuple[str, ...]:
    """The folders of all pinned fonts and of the extra ones that are installed; LookupError if a pinned one lacks."""
    folders = []
    for package in PINNED:
        folder = _folder(package)
        if folder is None:
            raise LookupError(f"the font package {package.replace('_', '-')} is not installed")
        folders.append(folder)
    folders += [folder for package in EXTRA if (folder := _folder(package)) is not None]
    return tuple(str(folder) for folder in folders)


def font_file(package: str) -> Path:
    """The upright font of a pinned package; LookupError if it is not installed."""
    folder = _folder(package)
    paths = sorted(folder.rglob("*.ttf")) if folder is not None else []
    upright = [path for path in paths if "Italic" not in path.name]
    if not upright:
        raise LookupError(f"the font package {package.replace('_', '-')} is not installed")
    return upright[0]


@lru_cache(maxsize=1)
def extra_families() -> tuple[str, ...]:
    """The families of the extra packages that are installed, in the order in which they are tried."""
    return tuple(family for package, families in EXTRA.items() if _folder(package) is not None for family in families)


@lru_cache(maxsize=1)
def coverage() -> tuple[frozenset[int], ...]:
    """The code points of every font of running text, in the order in which they are tried."""
    found: list[frozenset[int]] = []
    for package in (*_BODY, *EXTRA):
        folder = _folder(package)
        paths = sorted(folder.rglob("*.ttf")) if folder is not None else []
        found += [_code_points(path) for path in paths if "Italic" not in path.name]
    return (*found, _IN_TYPST)


def uncovered(text: str) -> str:
    """The characters of the text that no pinned font holds, each once, in order of first appearance."""
    return "".join(dict.fromkeys(character for character in text if not _is_printable(character)))


def transliterate(text: str) -> tuple[str, list[Transliteration]]:
    """The text as the fonts can print it, and what was replaced.

    Letters of other scripts become Latin letters (anyascii), what has no likeness becomes "?". Control characters and
    formats that reorder text are left out, line ends become spaces; so is a mark that no font holds together with its
    letter. Any string may be given.
    """
    if text.isascii() and text.isprintable():
        return text, []
    kept: list[str] = []
    replaced: list[Transliteration] = []
    run: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in _MARKS and not run:
            if base and _share_a_font(base, character):
                kept.append(character)
            else:
                replaced.append(Transliteration(base + character, base))
            continue
        if category not in _MARKS and _is_printable(character):
            _close(run, kept, replaced)
            kept.append(character)
            base = character
        elif category in _SPACES or category == "Cc":
            _close(run, kept, replaced)
            if category in _SPACES or character in "\n\r\t":
                kept.append(" ")
            base = ""
        elif category != "Cf":
            run.append(character)
            base = ""
    _close(run, kept, replaced)
    return "".join(kept), replaced


def _close(run: list[str], kept: list[str], replaced: list[Transliteration]) -> None:
    """End a run of characters that cannot be printed."""
    if run:
        original = "".join(run)
        printed = anyascii("".join(character for character in original if not "\ud800" <= character <= "\udfff")) or "?"
        kept.append(printed)
        replaced.append(Transliteration(original, printed))
        run.clear()


@lru_cache(maxsize=8192)
def _is_printable(character: str) -> bool:
    if character in _KEPT_FORMATS:
        return True
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return False
    code = ord(character)
    return any(code in font for font in coverage())


@lru_cache(maxsize=8192)
def _share_a_font(base: str, mark: str) -> bool:
    """Whether one font holds both; a letter and its mark are never taken from two."""
    return any(ord(base) in font and ord(mark) in font for font in coverage())


@cache
def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def _code_points(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=1)
def advance_widths() -> dict[int, float]:
    """How far each character of the body font moves the pen, as part of the type size."""
    with TTFont(font_file(_BODY[0]), lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / units for code, name in font.getBestCmap().items()}

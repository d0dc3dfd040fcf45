"""Names of files and titles that people typed or that came from elsewhere, so that they can be shown and saved.

Left out are characters that no reader sees but that change what is read: control characters, marks that turn the
direction of writing round (an ``exe`` that reads as ``pdf``), line and paragraph separators, and unpaired surrogates.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Invisible, but without them words of Persian and of languages of India are misspelt."""
_OF_PATHS = re.compile(r'[<>:"/\\|?*]+')


def shown_title(text: str, longest: int = 200) -> str:
    """A title in one line."""
    kept = "".join(
        " " if sign.isspace() else sign
        for sign in text
        if sign.isspace() or sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN
    )
    return " ".join(kept.split())[:longest].strip()


def file_name(name: str, ending: str) -> str:
    """A name under which the file can be saved anywhere, with the ending of its checked kind: ``report.exe`` that holds
    a text becomes ``report.exe.txt``."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = _OF_PATHS.sub("_", shown_title(last, 1_000)).rstrip(". ")
    given = stem.rpartition(".")[2].lower() if "." in stem else ""
    if given == ending or (given, ending) == ("jpeg", "jpg"):
        stem = stem.rpartition(".")[0].strip(". ")
    return f"{stem[: LONGEST - len(ending) - 1].strip('. ') or 'file'}.{ending}"

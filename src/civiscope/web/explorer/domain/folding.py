"""Text as it is searched: without case, accents and the letters' national shapes. `cities.js` folds in the same way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SHAPES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
"""Letters that Unicode does not take apart into a plain one and a mark."""

_APART = re.compile(r"[^\w]+|_+", re.UNICODE)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """``text`` in small letters without marks, its words apart by single spaces: ``São Paulo`` is ``sao paulo``."""
    apart = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
    return _APART.sub(" ", plain.translate(_SHAPES)).strip()

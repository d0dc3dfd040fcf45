"""What a misspelt name was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """`` (did you mean "name"?)`` for the nearest of ``known``, or nothing where none is near; case is ignored."""
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.7)
    return f' (did you mean "{by_folded[near[0]]}"?)' if near else ""


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The nearest of ``known``, None where none is near; case is ignored."""
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None

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


class Suggestions:
    """`did_you_mean` for the rows of a long table: each value is looked up once, and only the first ``most`` are.

    Among thousands of names one search takes a tenth of a second, and where all rows are wrong, all are for one reason.
    """

    def __init__(self, known: Iterable[str], most: int = 20) -> None:
        self._known = tuple(known)
        self._left = most
        self._found: dict[str, str] = {}

    def of(self, value: str) -> str:
        """As `did_you_mean`; nothing once so many values were looked up."""
        if value not in self._found and self._left > 0:
            self._left -= 1
            self._found[value] = did_you_mean(value, self._known)
        return self._found.get(value, "")

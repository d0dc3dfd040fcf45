"""Every page that a release has, by its name in urls.py: what the static site holds and what tests walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from civiscope.web.explorer.domain.shelf import Edition
from civiscope.web.explorer.reader import address

Words = dict[str, Any]


def _once(edition: Edition) -> Iterable[Words]:
    return ({},)


def _cities(edition: Edition) -> Iterable[Words]:
    return ({"city": code} for code in sorted(edition.release.waves_by_city))


PAGES: dict[str, Callable[[Edition], Iterable[Words]]] = {
    "home": _once,
    "city": _cities,
}
"""For each name what its address is filled with: one entry a page."""


def pages(edition: Edition) -> Iterator[str]:
    """The addresses of all pages within release and language."""
    for name, fillings in PAGES.items():
        for words in fillings(edition):
            yield address(name, **words)

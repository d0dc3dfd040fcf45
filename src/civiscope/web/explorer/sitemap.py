"""Every page that a release has, by its name in urls.py: what the static site holds and what tests walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from civiscope.web.explorer.domain.cities import PAGE_LENGTH
from civiscope.web.explorer.domain.shelf import Edition
from civiscope.web.explorer.reader import address

Words = dict[str, Any]


def _once(edition: Edition) -> Iterable[Words]:
    return ({},)


def _cities(edition: Edition) -> Iterable[Words]:
    return ({"city": code} for code in sorted(edition.release.waves_by_city))


def _cities_pages(edition: Edition) -> Iterable[Words]:
    """The pages of the list of cities after its first."""
    last = -(-len(edition.release.waves_by_city) // PAGE_LENGTH)
    return ({"number": number} for number in range(2, last + 1))


PAGES: dict[str, Callable[[Edition], Iterable[Words]]] = {
    "home": _once,
    "cities": _once,
    "cities_page": _cities_pages,
    "cities_csv": _once,
    "city": _cities,
}
"""For each name what its address is filled with: one entry a page."""


def pages(edition: Edition) -> Iterator[str]:
    """The addresses of all pages within release and language."""
    for name, fillings in PAGES.items():
        for words in fillings(edition):
            yield address(name, **words)

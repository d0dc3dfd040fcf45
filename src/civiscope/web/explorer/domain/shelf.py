"""The shelf: the releases that readers can choose from, each opened once and kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from civiscope.guidance.peers import peer_groups
from civiscope.release.model import Release
from civiscope.release.reading import read_release
from civiscope.release.versions import ReleaseEntry, read_versions
from civiscope.report.snapshots.snapshot import SnapshotComposer
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.peers import PeerGroup
from civiscope.web.explorer.domain.search import SearchIndex

FILE_FOLDERS = (
    "results",
    "figures",
    "snapshots",
    "report",
    "data",
    "codebook",
    "indices",
    "outcomes",
    "published",
    "quality",
)
"""What of a release's folder stands under ``files/``, served or in the static site: all that its documents link to."""

SINGLE_FILES = ("index.html", "release.json")
"""The files beside these folders."""


T = TypeVar("T")


class Edition:
    """One release as readers see it; what several pages need of it is made once."""

    def __init__(self, entry: ReleaseEntry, release: Release) -> None:
        self.entry = entry
        self.folder = entry.folder
        self.id = entry.id
        self.date = entry.date
        self.version = entry.definition.version
        self.status = entry.status
        self.release = release
        self._views: dict[str, ReleaseView] = {}
        self._composers: dict[str, SnapshotComposer] = {}
        self._remembered: dict[tuple[str, ...], Any] = {}
        self._searches: dict[str, SearchIndex] = {}

    @property
    def source_language(self) -> str:
        """The language that pages without a language in their address are in."""
        return self.release.definition.source_language

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, the source language first."""
        definition = self.release.definition
        return definition.site.languages or definition.languages

    def view(self, language: str) -> ReleaseView:
        """The release in a language."""
        if language not in self._views:
            self._views[language] = ReleaseView(self.release, language)
        return self._views[language]

    def snapshots(self, language: str) -> SnapshotComposer:
        """What composes the snapshots of cities in a language."""
        if language not in self._composers:
            self._composers[language] = SnapshotComposer(self.release, language)
        return self._composers[language]

    def search(self, language: str) -> SearchIndex:
        """The full-text index in a language."""
        if language not in self._searches:
            self._searches[language] = SearchIndex(self.view(language))
        return self._searches[language]

    @cached_property
    def peers(self) -> dict[str, PeerGroup]:
        """The peers of every city that answered."""
        return peer_groups(self.release)

    @cached_property
    def levels_with_estimates(self) -> dict[str, frozenset[str]]:
        """The levels of every domain that the release has estimates of."""
        found: dict[str, set[str]] = {}
        for entry in self.release.estimates:
            if entry.domain:
                found.setdefault(entry.domain, set()).add(entry.level)
        return {domain: frozenset(levels) for domain, levels in found.items()}

    def remembered(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for the key: documents that every reader sees alike."""
        if key not in self._remembered:
            self._remembered[key] = make()
        found: T = self._remembered[key]
        return found

    def has_file(self, name: str) -> bool:
        """Whether the release's folder holds the file, e.g. ``snapshots/paris-fra.pdf``."""
        return (self.folder / name).is_file()


@dataclass(frozen=True)
class Shelf:
    """All editions: first the one to be shown where an address names none."""

    editions: tuple[Edition, ...]

    @property
    def newest(self) -> Edition:
        """The one that stands at the addresses without a release."""
        return self.editions[0]

    def edition(self, release: str) -> Edition | None:
        """The edition of that id."""
        return next((edition for edition in self.editions if edition.id == release), None)


_OPENED: list[Shelf] = []


def open_shelf(folder: Path) -> Shelf:
    """Open the release in ``folder``, or every release in its subfolders, and make them the ones that are shown.

    Raises UserError for a folder without a release, and for one whose files differ from what was sealed.
    """
    return show(Shelf(tuple(Edition(entry, read_release(entry.folder)) for entry in read_versions(folder))))


def open_edition(folder: Path) -> Edition:
    """The release in ``folder``, or the first of those in its subfolders; raises UserError as `open_shelf`."""
    entry = read_versions(folder)[0]
    return Edition(entry, read_release(entry.folder))


def show(shelf: Shelf) -> Shelf:
    """Make ``shelf`` the one that requests are answered from."""
    _OPENED[:] = [shelf]
    return shelf


def has_shelf() -> bool:
    """Whether there is one that requests can be answered from."""
    return bool(_OPENED)


def shown() -> Shelf:
    """The shelf that requests are answered from; raises LookupError before one was opened."""
    if not _OPENED:
        raise LookupError("no shelf of releases has been opened")
    return _OPENED[0]

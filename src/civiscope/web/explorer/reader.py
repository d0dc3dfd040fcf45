"""Where a reader stands: which release, in which language, on which page; and the way from there to any other.

All links are relative to the page, so that the same page works from a server, from a subfolder of any web host and
opened from disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest

from civiscope.report.words.release_view import ReleaseView
from civiscope.web.explorer.addresses import HOME, address
from civiscope.web.explorer.domain.shelf import Edition


@dataclass(frozen=True)
class Reader:
    """``page`` is the address within release and language, e.g. ``cities/paris-fra.html``.

    ``above`` is how many folders lie above the release's root in the address (2 for ``releases/ID/``).
    ``baked``: the page becomes a file of the static site.
    """

    edition: Edition
    language: str
    page: str
    above: int = 0
    baked: bool = False

    @property
    def view(self) -> ReleaseView:
        """The release in the reader's language."""
        return self.edition.view(self.language)

    @property
    def root(self) -> str:
        """The way to the root of the release in this language."""
        return "../" * self.page.count("/")

    @property
    def base(self) -> str:
        """The way to the root of the release, where its assets and files are."""
        return self.root if self.language == self.edition.source_language else f"../{self.root}"

    def link(self, name: str, /, **words: Any) -> str:
        """The way to the page of that name in urls.py."""
        return self.root + address(name, **words)

    def asset(self, name: str) -> str:
        """The way to a style sheet, a script, a font or a data file."""
        return f"{self.base}assets/{name}"

    def file(self, name: str) -> str:
        """The way to a file of the release's folder."""
        return f"{self.base}files/{name}"

    def in_language(self, language: str) -> str:
        """The way to this page in another language."""
        return f"{self.base}{self._prefix(language)}{self.page}"

    def home_in(self, language: str) -> str:
        """The way to the front page in a language."""
        return f"{self.base}{self._prefix(language)}{HOME}"

    def _prefix(self, language: str) -> str:
        return "" if language == self.edition.source_language else f"{language}/"

    def in_release(self, release: str) -> str:
        """The way to this page in another release of the shelf; a static site holds one release only."""
        return f"{self.base}{'../' * self.above}releases/{release}/{self._prefix(self.language)}{self.page}"


def reader_of(request: HttpRequest) -> Reader:
    """The reader that the middleware made of the address."""
    return cast(Reader, request.reader)  # type: ignore[attr-defined]

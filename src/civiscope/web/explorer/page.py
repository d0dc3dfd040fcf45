"""Filling a template: what every page knows besides its own words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from civiscope.report.snapshots.about_section import written_date
from civiscope.report.words.phrases import direction_of, language_name
from civiscope.web.common.headers import POLICY
from civiscope.web.explorer.assets import picture_names
from civiscope.web.explorer.assets.cards import site_card
from civiscope.web.explorer.domain.shelf import Edition
from civiscope.web.explorer.public_address import public_address
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.sitemap import PAGES

NAVIGATION = ("cities", "questions", "indices", "outcomes", "methods", "data")
"""The pages that the head of every page leads to; a release without indices or outcomes leaves theirs out."""

MORE = ("compare", "codebook", "published", "glossary", "about", "api", "releases")
"""The pages that the foot leads to."""


@dataclass(frozen=True)
class Way:
    """A link: where it leads, what it says, in which language that is, and whether the reader is there."""

    href: str
    text: str
    here: bool = False
    language: str = ""
    about: str = ""
    """The key of a phrase that says what stands there."""


@dataclass(frozen=True)
class Head:
    """What a page says of itself to browsers, search engines and whoever shares its address."""

    title: str
    description: str
    part: str = ""
    """Which entry of the navigation it belongs to."""
    card: str = ""
    """The asset that other people's tools show for a shared link; the one that all pages share where empty."""


def render(request: HttpRequest, template: str, head: Head, status: int = 200, **words: Any) -> HttpResponse:
    """The page as an answer."""
    reader = reader_of(request)
    found = status == HTTPStatus.OK
    known = {
        "card": public_address(request, reader.asset(head.card or site_card(reader.language))) if found else "",
        "address": public_address(request, reader.page.rpartition("/")[2]) if found else "",
        "ways": {name: reader.link(name) for name in present(reader, (*NAVIGATION, *MORE))},
        "reader": reader,
        "head": head,
        "site": site_words(reader, head, found),
        "policy": POLICY,
        **words,
    }
    return HttpResponse(render_to_string(f"explorer/{template}", known), status=status)


def site_words(reader: Reader, head: Head, found: bool = True) -> dict[str, Any]:
    """What the frame of every page shows; a page that was not ``found`` has no other languages, only front pages."""
    view, definition = reader.view, reader.view.definition
    title = view.text(definition.title)
    return {
        "title": title,
        "name": view.site_name,
        "pictures": {
            part: {"href": reader.asset(name), "picture": getattr(view.look, part)}
            for name, part in picture_names(reader.edition).items()
        },
        "language": reader.language,
        "direction": direction_of(reader.language),
        "publisher": definition.publisher,
        "licence": definition.licence,
        "simulated": definition.simulated,
        "search": reader.link("search") if "search" in PAGES else "",
        "release": reader.edition.id,
        "version": reader.edition.version,
        "status": status_words(reader),
        "date": written_date(dt.date.fromisoformat(reader.edition.date), reader.language),
        "navigation": [
            Way(reader.link(name), view.say(f"site_{name}"), head.part == name, about=f"site_{name}_about")
            for name in present(reader, NAVIGATION)
        ],
        "more": [Way(reader.link(name), view.say(f"site_{name}")) for name in present(reader, MORE)],
        "languages": [
            Way(
                reader.in_language(code) if found else reader.home_in(code),
                language_name(code),
                code == reader.language,
                code,
            )
            for code in reader.edition.languages
        ],
    }


def status_words(reader: Reader) -> dict[str, str] | None:
    """What every page of a superseded or withdrawn release says, and the way to what takes its place."""
    entry, view = reader.edition.entry, reader.view
    if entry.erratum is None:
        return None
    return {
        "text": view.say(f"site_release_{entry.status}"),
        "reason": view.text(entry.erratum.reason),
        "href": reader.in_release(entry.replaced_by),
        "link": view.say("site_release_instead", release=entry.replaced_by),
    }


def present(reader: Reader, names: tuple[str, ...]) -> list[str]:
    """Those of the pages that the release has."""
    return [name for name in names if any(True for _ in PAGES.get(name, _none)(reader.edition))]


def _none(edition: Edition) -> tuple[dict[str, Any], ...]:
    return ()


def citation(reader: Reader, page: str = "") -> str:
    """How to cite the release, or one of its pages: publisher, year, title, release; never a clock's date."""
    view, definition = reader.view, reader.view.definition
    words = {
        "publisher": definition.publisher.name,
        "year": reader.edition.date[:4],
        "study": view.text(definition.title),
        "release": reader.edition.id,
        "version": reader.edition.version,
    }
    return view.say("site_cite_page", page=page, **words) if page else view.say("site_cite_release", **words)

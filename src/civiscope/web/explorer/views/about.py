"""Pages about the release itself: its data, who made it, its versions."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse

from civiscope.report.snapshots.about_section import written_date
from civiscope.web.explorer.domain.data_files import data_files
from civiscope.web.explorer.domain.shelf import Edition, shown
from civiscope.web.explorer.page import Head, citation, render
from civiscope.web.explorer.reader import Reader, reader_of


def data(request: HttpRequest) -> HttpResponse:
    """Every file with what it holds, its columns, its size and its checksum."""
    reader = reader_of(request)
    files = reader.edition.remembered(("data", reader.language), lambda: data_files(reader.view, reader.edition.folder))
    head = Head(reader.view.say("site_data"), reader.view.say("site_data_about"), "data")
    return render(request, "data.html", head, files=files, cite=citation(reader), release=reader.edition.id)


def about(request: HttpRequest) -> HttpResponse:
    """Who publishes the study, under which terms, how to cite it, whom to ask, and how accessible the site is."""
    reader = reader_of(request)
    view, definition = reader.view, reader.view.definition
    head = Head(view.say("site_about"), view.say("site_about_lead"))
    return render(
        request,
        "about.html",
        head,
        definition=definition,
        description=view.text(definition.description),
        licence_note=view.text(definition.licence.note),
        cite=citation(reader),
        contacts=definition.contacts,
        sources=definition.sources,
    )


def releases(request: HttpRequest) -> HttpResponse:
    """The versions of the release; a static site knows of itself only."""
    reader = reader_of(request)
    editions = [reader.edition] if reader.baked else list(shown().editions)
    entries = [
        {
            "id": edition.id,
            "version": edition.version,
            "date": written_date(dt.date.fromisoformat(edition.date), reader.language),
            "cities": len(edition.release.waves_by_city),
            "href": reader.link("home")
            if reader.baked
            else f"{reader.base}{'../' * reader.above}releases/{edition.id}/",
            "status": _status(reader, edition),
            "notes": reader.view.text(edition.entry.definition.notes),
            "here": edition is reader.edition,
        }
        for edition in editions
    ]
    head = Head(reader.view.say("site_releases"), reader.view.say("site_releases_about"))
    return render(request, "releases.html", head, entries=entries)


def _status(reader: Reader, edition: Edition) -> str:
    """The status in words, with the reason that the later release gives."""
    words = reader.view.say(f"site_status_{edition.status}", release=edition.entry.replaced_by)
    erratum = edition.entry.erratum
    return f"{words} {reader.view.text(erratum.reason)}" if erratum is not None else words

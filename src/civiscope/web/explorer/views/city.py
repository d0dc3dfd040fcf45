"""A city: its snapshot, its peers, its data."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from civiscope.study.spreadsheet import guarded
from civiscope.web.explorer.domain.city_record import AnswerRecord, CityRecord, city_record
from civiscope.web.explorer.domain.comparison import MOST_COMPARED
from civiscope.web.explorer.page import Head, citation, render
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.within_site import fragment_within_site


def city(request: HttpRequest, city: str) -> HttpResponse:
    """The page of a city; 404 for one that is not in the release or has not answered."""
    reader = _reader_of_city(request, city)
    document = reader.edition.snapshots(reader.language).document(city, reader.edition.peers[city])
    fragment = mark_safe(fragment_within_site(document, reader, cities=True))
    release = reader.edition.release
    peers = [(code, release.cities[code].name) for code in reader.edition.peers[city].peers]
    files = [name for kind in ("pdf", "html") if (name := _snapshot_file(reader, city, kind))]
    return render(
        request,
        "city.html",
        Head(document.title, document.description, "cities"),
        document=document,
        fragment=fragment,
        code=city,
        peers=peers,
        compared=",".join([city, *(code for code, _ in peers[: MOST_COMPARED - 1])]),
        files=files,
        cite=citation(reader, document.title),
    )


def _snapshot_file(reader: Reader, city: str, extension: str) -> str:
    """A city's snapshot to keep, in the reader's language where the release has it; empty where it has none."""
    view = reader.view
    names = [view.city_file(city, extension), view.city_file(city, extension, view.source_language)]
    return next((name for name in names if reader.edition.has_file(f"snapshots/{name}")), "")


def city_csv(request: HttpRequest, city: str) -> HttpResponse:
    """The published answers of a city, one row an answer."""
    reader = _reader_of_city(request, city)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = list(AnswerRecord.model_fields)
    writer.writerow(["city", *names])
    for answer in record_of(reader, city).answers:
        values = [getattr(answer, name) for name in names]
        writer.writerow(
            [guarded(cell) for cell in (city, *("; ".join(v) if isinstance(v, list) else v for v in values))]
        )
    response = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{city}.csv"'
    return response


def record_of(reader: Reader, code: str) -> CityRecord:
    """The record of a city in the reader's language."""
    return city_record(reader.view, reader.edition.id, code, reader.edition.peers[code].peers)


def _reader_of_city(request: HttpRequest, code: str) -> Reader:
    reader = reader_of(request)
    if code not in reader.edition.peers:
        raise Http404(code)
    return reader

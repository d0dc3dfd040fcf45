"""A city: its snapshot, its peers, its data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from civiscope.report.writers.html import write_fragment
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import reader_of


def city(request: HttpRequest, city: str) -> HttpResponse:
    """The page of a city; 404 for one that is not in the release or has not answered."""
    reader = reader_of(request)
    if city not in reader.edition.peers:
        raise Http404(city)
    document = reader.edition.snapshots(reader.language).document(city, reader.edition.peers[city])
    fragment = mark_safe(write_fragment(document))
    head = Head(document.title, document.description, "cities")
    return render(request, "city.html", head, document=document, fragment=fragment)

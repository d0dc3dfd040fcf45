"""All indices of a study in short."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import reader_of


def indices(request: HttpRequest) -> HttpResponse:
    """Every index with what it is about, its best known cities' range and how many cities have a score."""
    view = reader_of(request).view
    entries = [
        {
            "code": name,
            "title": view.text(index.title),
            "about": view.text(index.about),
            "cities": len({row.city for row in view.release.scores if row.index == name == row.node}),
        }
        for name, index in view.release.indices.items()
    ]
    head = Head(view.say("site_indices"), view.say("site_indices_about"), "indices")
    return render(request, "indices.html", head, indices=entries)

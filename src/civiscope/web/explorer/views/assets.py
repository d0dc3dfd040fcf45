"""Style sheets, scripts, fonts and pictures of the site itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from civiscope.web.explorer.assets import asset_of
from civiscope.web.explorer.reader import reader_of


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """One asset; 404 where there is none of that name."""
    found = asset_of(reader_of(request).edition, name)
    if found is None:
        raise Http404(name)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=3600"
    return response

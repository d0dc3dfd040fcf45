"""The style, fonts and scripts of the service's pages."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse

from civiscope.report.writers.web_fonts import web_fonts
from civiscope.results.document import Look
from civiscope.web.common.identity import identity
from civiscope.web.common.style import shared_style, sheets_of

STYLE = "service.css"
PACKAGES = ("civiscope.web.common.assets", "civiscope.web.collection.assets")
"""Where scripts and style sheets stand; later style sheets come after."""


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """A file that pages of the service need."""
    content = _style(identity().look) if name == STYLE else _fixed().get(name)
    if content is None:
        raise Http404(name)
    kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = HttpResponse(content, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def prepare_assets() -> None:
    """Make what the first reader would wait for: the style of the study's look, and the fonts."""
    _style(identity().look)
    _fixed()


@lru_cache(maxsize=8)
def _style(look: Look) -> bytes:
    return f"{shared_style(look)}\n{sheets_of(PACKAGES[1])}".encode()


@lru_cache(maxsize=1)
def _fixed() -> dict[str, bytes]:
    found = {font.name: font.content for font in web_fonts()}
    for package in PACKAGES:
        found |= {entry.name: entry.read_bytes() for entry in files(package).iterdir() if entry.name.endswith(".js")}
    htmx = files("django_htmx").joinpath("static", "django_htmx", "htmx-2.min.js")
    return {**found, "htmx.js": htmx.read_bytes()}

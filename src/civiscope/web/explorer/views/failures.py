"""Pages for addresses that lead nowhere and for requests that cannot be answered."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from civiscope.report.words.phrases import say
from civiscope.web.explorer.addresses import HOME
from civiscope.web.explorer.domain.shelf import shown
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader

DEEPEST = 50
"""Folders in an address of which a page still knows the way back; deeper ones nobody types."""


def _failure(request: HttpRequest, key: str, status: int, reason: str = "") -> HttpResponse:
    """A helpful page; the middleware may not have come to know the reader."""
    if not hasattr(request, "reader"):
        edition = shown().newest
        request.reader = Reader(edition, edition.source_language, request.path_info.lstrip("/") or HOME)  # type: ignore[attr-defined]
    reader: Reader = request.reader  # type: ignore[attr-defined]
    # Whatever the address holds, the page repeats nothing of it but how deep it lies.
    depth = reader.page.count("/")
    request.reader = replace(reader, page="-/" * (depth if depth <= DEEPEST else 0))  # type: ignore[attr-defined]
    title, text = (say(f"site_{key}_{part}", reader.language) for part in ("title", "text"))
    response = render(request, "failure.html", Head(title, text), status, text=text, reason=reason)
    response["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no page at this address."""
    return _failure(request, "not_found", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address asks for something that cannot be read; says what. So is a request for another host answered."""
    if isinstance(exception, DisallowedHost):
        return _failure(request, "host", 400)
    return _failure(request, "bad_request", 400, str(exception))


def not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """405: only the ``methods`` are answered."""
    response = _failure(request, "method", 405)
    response["Allow"] = ", ".join(methods)
    return response


def defect(request: HttpRequest) -> HttpResponse:
    """500: a defect of Civiscope."""
    return _failure(request, "defect", 500)

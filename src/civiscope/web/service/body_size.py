"""How much a request may bring. What is larger is refused before any of it is read, so that it fills neither memory nor
disk.

Everything that the service takes (evidence, workbooks, lists of contacts) fits into `MOST`. A request that does not
tell its size is refused as well: Django reads no body without one, and browsers always tell it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from civiscope.web.common.views.failures import failure

MOST = 12_000_000
"""Bytes: a file of 10 MB with the form around it."""


class BodySize:
    """Answers 413 to requests that are too large, 411 to those that do not tell their size."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        told = request.META.get("CONTENT_LENGTH") or ""
        if not told and request.META.get("HTTP_TRANSFER_ENCODING"):
            return failure(request, "no_length", 411)
        if told and not (told.isascii() and told.isdecimal()):
            return failure(request, "bad_request", 400)
        # Of a number that is too long to be read it is known that it is too large.
        if len(told) > len(str(MOST)) or (told and int(told) > MOST):
            return failure(request, "too_large", 413)
        return self._answer(request)

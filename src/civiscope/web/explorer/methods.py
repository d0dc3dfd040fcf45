"""The explorer is for reading: a request that would send or change something is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from civiscope.web.explorer.views.failures import not_allowed

READING = ("GET", "HEAD")
"""The methods that are answered."""


class ReadingOnly:
    """Refuses every other method, whatever the address."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request that reads; else say that none other is taken (405)."""
        return self._answer(request) if request.method in READING else not_allowed(request, READING)

"""Limits on requests of one address of the network, so that no single machine can occupy the service.

An office of thirty colleagues works behind one address: whoever is signed in is never counted, and the limits leave
room for all of them to sign in at once. The explorer's pages are kept and cheap, and are not counted either.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from civiscope.web.accounts.domain.links import person_of_device
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.common.client import client_of
from civiscope.web.common.domain.windows import Window
from civiscope.web.common.views.failures import failure
from civiscope.web.service.rooms import is_of_the_service

SIGNING_IN = Window("sign-in", most=120, seconds=600)
"""Forms of the sign-in pages: links, codes, passwords; someone of a city sends two or three."""
UNKNOWN = Window("unknown", most=300, seconds=60)
"""Requests of people who are not signed in."""

FREE = ("/service/assets/", "/health", "/metrics")
"""Small things from memory, and what machines ask for who watch the service."""


class Flood:
    """Answers 429 to whoever asks too much."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if not is_of_the_service(request) or request.path_info.startswith(FREE):
            return self._answer(request)
        client = client_of(request)
        signs_in = request.method == "POST" and request.path_info.startswith("/account/")
        if signs_in and not SIGNING_IN.count(client):
            return _too_many(request, SIGNING_IN)
        if UNKNOWN.is_full(client) and not _is_signed_in(request):
            return _too_many(request, UNKNOWN)
        answer = self._answer(request)
        # While the database is away nobody is known, and all of an office would count as strangers.
        if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            return answer
        if getattr(request, "person", None) is None and not request.user.is_authenticated:
            UNKNOWN.count(client)
        return answer


def _is_signed_in(request: HttpRequest) -> bool:
    """Asks the database only for those who bring a key."""
    key = request.COOKIES.get(DEVICE_COOKIE, "")
    return bool(key and person_of_device(key)) or request.user.is_authenticated


def _too_many(request: HttpRequest, window: Window) -> HttpResponse:
    answer = failure(request, "too_many", 429)
    answer["Retry-After"] = str(window.seconds)
    return answer

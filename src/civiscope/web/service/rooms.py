"""Three kinds of addresses: those of cities, whose people are known by their device; those of staff, who sign in and
have a session; and those of the explorer, whose pages are read-only and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from civiscope.web.common.views.failures import failure
from civiscope.web.explorer.domain.shelf import has_shelf

Answer = Callable[[HttpRequest], HttpResponse]

CITIES = "answer"
"""The first part of the addresses at which cities answer."""
SERVICE = ("account", CITIES, "desk", "health", "metrics", "service")
"""The first parts of the service's addresses; all others are the explorer's."""


def is_of_the_service(request: HttpRequest) -> bool:
    """Whether an address is not one of the explorer's."""
    return _first_part(request) in SERVICE


def _first_part(request: HttpRequest) -> str:
    return request.path_info.lstrip("/").partition("/")[0]


def _through(names: Sequence[str], answer: Answer) -> Answer:
    """What the middlewares of these names make of it."""
    for name in reversed(names):
        made: Answer = import_string(name)(answer)
        answer = cast(Answer, convert_exception_to_response(made))
    return answer


class ExplorerRoom:
    """Leads requests for the explorer through what only its pages need, and all others past it."""

    def __init__(self, answer: Answer) -> None:
        self._service = answer
        self._explorer = _through(settings.EXPLORER_MIDDLEWARE, answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if is_of_the_service(request):
            return self._service(request)
        return (
            self._explorer(request)
            if has_shelf()
            else failure(request, "nothing_published", 404 if request.path_info.strip("/") else 200)
        )


class StaffRoom:
    """Leads requests through sessions and who has signed in by them; those of cities past it: they have neither, and
    are many before a deadline."""

    def __init__(self, answer: Answer) -> None:
        self._cities = answer
        self._staff = _through(settings.STAFF_MIDDLEWARE, answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if _first_part(request) != CITIES:
            return self._staff(request)
        request.user = AnonymousUser()
        return self._cities(request)

"""Two kinds of addresses: those of the service, and those of the explorer, whose pages are read-only and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from civiscope.web.common.views.failures import failure
from civiscope.web.explorer.domain.shelf import has_shelf

Answer = Callable[[HttpRequest], HttpResponse]

SERVICE = ("account", "answer", "desk", "health", "metrics", "service")
"""The first parts of the service's addresses; all others are the explorer's."""


def is_of_the_service(request: HttpRequest) -> bool:
    """Whether an address is not one of the explorer's."""
    return request.path_info.lstrip("/").partition("/")[0] in SERVICE


class ExplorerRoom:
    """Leads requests for the explorer through what only its pages need, and all others past it."""

    def __init__(self, answer: Answer) -> None:
        self._service = answer
        for name in reversed(settings.EXPLORER_MIDDLEWARE):
            made: Answer = import_string(name)(answer)
            answer = cast(Answer, convert_exception_to_response(made))
        self._explorer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if is_of_the_service(request):
            return self._service(request)
        return (
            self._explorer(request)
            if has_shelf()
            else failure(request, "nothing_published", 404 if request.path_info.strip("/") else 200)
        )

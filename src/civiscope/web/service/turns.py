"""Who saves next, where SQLite is the database.

SQLite answers within microseconds and inside of the process, so that there is nothing that another thread could do
meanwhile. But every statement gives Python's lock away and asks for it again, and threads that save at the same moment
pay more for that than for the statements. So a process saves one answer after the other. With PostgreSQL, whose
answers come from another process, threads save at the same time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from django.db import connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from civiscope.web.service.rooms import CITIES

_SAVE = "save"


class Turns:
    """Lets one request after the other save an answer; all other requests go past."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer
        self._turn = threading.Lock() if connection.vendor == "sqlite" else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if self._turn is None or not _saves(request):
            return self._answer(request)
        # Whoever sends slowly must not have the others wait: what was sent is read before the turn begins.
        with suppress(UnreadablePostError):
            _ = request.POST
        with self._turn:
            return self._answer(request)


def _saves(request: HttpRequest) -> bool:
    """Whether it is a request for ``/answer/CASE/save/ITEM``."""
    parts = request.path_info.split("/", 4)
    return len(parts) == 5 and parts[1] == CITIES and parts[3] == _SAVE

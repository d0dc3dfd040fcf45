"""Who saves next, where SQLite is the database.

SQLite answers within microseconds and inside of the process, so that there is nothing that another thread could do
meanwhile. But every statement gives Python's lock away and asks for it again, and threads that save at the same moment
pay more for that than for the statements. So a process saves one answer after the other, from the first line of Django
to its last. With PostgreSQL, whose answers come from another process, threads save at the same time.
"""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

ARRIVED = "civiscope.arrived"
"""Where the environment of a request tells when it began to wait, in seconds of `time.perf_counter`."""
_SAVES = re.compile(r"/answer/\d+/save/")
"""The address `case_save`, which Django knows only once it has been set up."""


class Turns:
    """Lets one request after the other save an answer; all other requests go past."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the request."""
        if not _saves(environ):
            return self._application(environ, start_response)
        environ[ARRIVED] = time.perf_counter()
        # Whoever sends slowly must not have the others wait: what was sent is read before the turn begins.
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(_size(environ)))
        with self._turn:
            return _whole(self._application(environ, start_response))


def _saves(environ: WSGIEnvironment) -> bool:
    """Whether it is a request for ``/answer/CASE/save/ITEM``, of a size that is read at all."""
    if not _SAVES.match(environ["PATH_INFO"]):
        return False
    return 0 < _size(environ) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _size(environ: WSGIEnvironment) -> int:
    told = environ.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0


def _whole(response: Any) -> list[bytes]:
    """What the application answers; it is told that this has been taken, which ends the request for it."""
    try:
        return list(response)
    finally:
        close: Callable[[], None] | None = getattr(response, "close", None)
        if close is not None:
            close()

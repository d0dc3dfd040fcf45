"""The service for tests with browsers: the real application on a port of this machine, on the tests' own database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    """A thread a request, as browsers ask for several files at once."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Prints nothing about requests."""

    def log_message(self, *words: object) -> None:
        """Nothing."""


@contextmanager
def city_server() -> Iterator[str]:
    """Serves the pages of the study that is open; gives the address. Every request closes its own connection to the
    database, so that the test can empty and remove it."""
    application = get_wsgi_application()

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            response = application(environ, start)
            content = [b"".join(response)]
            response.close()
            return content
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, answer, server_class=_Server, handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

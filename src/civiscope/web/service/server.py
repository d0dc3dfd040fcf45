"""The server process: Granian, with an application in one process and a few threads."""

from __future__ import annotations

import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from civiscope.errors import UserError, problem

THREADS = 4
KILL_AFTER = 5
"""Seconds that a worker has to end by itself."""


def run_server(host: str, port: int) -> None:
    """Serve what `preparation.configure` was told of until the process is told to end.

    A single worker keeps every release in memory once; the pages that it has made are kept, because a release never
    changes.
    """
    run_application("civiscope.web.service.wsgi:make_application", host, port)


def run_application(target: str, host: str, port: int) -> None:
    """Serve what the function ``target`` (``module:function``) makes, until the process is told to end."""
    Granian(
        target=target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        # A worker that is still opening a release hears nothing of an end.
        workers_kill_timeout=KILL_AFTER,
        log_level=LogLevels.warning,
    ).serve()


def require_free(host: str, port: int) -> None:
    """Raise UserError for an address that is taken, or that this machine does not have."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise UserError(problem("port-taken", value=f"{host}:{port}", reason=reason)) from failure

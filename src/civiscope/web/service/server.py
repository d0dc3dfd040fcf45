"""The server process: Granian, with an application in one process or more, each with a few threads."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import socket
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from civiscope.errors import UserError, problem

THREADS = 4
MOST_WORKERS = 4
"""More are not started unasked: each keeps the releases in memory."""
KILL_AFTER = 5
"""Seconds that a worker has to end by itself."""


def run_server(host: str, port: int, workers: int = 1) -> None:
    """Serve what `preparation.configure` was told of until the process is told to end.

    Each worker keeps the releases in memory, and the pages that it has made, because a release never changes. Of
    several workers one that ends is started again.
    """
    run_application("civiscope.web.service.wsgi:make_application", host, port, workers)


def run_application(target: str, host: str, port: int, workers: int = 1) -> None:
    """Serve what the function ``target`` (``module:function``) makes, until the process is told to end.

    Workers start as new interpreters. A fork of a process that has built a release would have the locks of Typst's and
    DuckDB's threads without the threads, and wait for ever at the first PDF that a city asks for. What ``target`` names
    calls `end_at_once`.
    """
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        target=target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # A single worker that ends takes the parent with it, and whatever watches the service starts both anew.
        respawn_failed_workers=workers > 1,
        blocking_threads=THREADS,
        # A worker that is still opening a release hears nothing of an end.
        workers_kill_timeout=KILL_AFTER,
        log_level=LogLevels.warning,
    ).serve()


def end_at_once() -> None:
    """Have this worker end without the interpreter's tidying up, at which threads of Granian that are still at work
    panic; what they work at has not been acknowledged."""
    atexit.register(_end)


def _end() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)


def workers_here(is_in_the_field: bool) -> int:
    """How many workers suit this machine: one a processor where a study is in the field, up to `MOST_WORKERS`, since
    before a deadline all contacts save at once; one where only the explorer is served."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, MOST_WORKERS) if is_in_the_field else 1


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

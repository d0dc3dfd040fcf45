"""The server process: Granian, with the service in one process and a few threads."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from civiscope.errors import UserError, problem

THREADS = 4


def run_server(releases: Path, host: str, port: int, hosts: tuple[str, ...]) -> None:
    """Serve the releases in a folder until the process is told to end.

    ``hosts`` are the names under which readers reach it. A single worker keeps every release in memory once; the
    pages that it has made are kept, because a release never changes. Raises UserError where nothing can listen there.
    """
    _require_free(host, port)
    os.environ["CIVISCOPE_RELEASES"] = str(releases.resolve())
    os.environ["CIVISCOPE_HOSTS"] = ",".join(hosts)
    Granian(
        target="civiscope.web.service.wsgi:make_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve()


def _require_free(host: str, port: int) -> None:
    """Raise UserError for an address that is taken, or that this machine does not have."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise UserError(problem("port-taken", value=f"{host}:{port}", reason=reason)) from failure

"""Ports of this machine for the services that tests start."""

from __future__ import annotations

import itertools
import os
import socket

# Below the range from which systems give ports to whoever names none (Linux: from 32768). A port of that range may be
# taken, by a client's connection or by another worker's service, between being found free and being listened at; and a
# client that keeps trying a service that is down can meet itself there.
_FIRST, _PER_WORKER, _WORKERS = 20_000, 1_000, 12

_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
# Runs beside one another begin at different places.
_numbers = itertools.count(os.getpid())


def free_port() -> int:
    """A port that nothing listens at, and that this worker has not just given to another."""
    for number in itertools.islice(_numbers, _PER_WORKER):
        port = _FIRST + _worker * _PER_WORKER + number % _PER_WORKER
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free for a test")

"""Granian with the bare view, as the service runs it."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from civiscope.web.service.server import THREADS


def run(port: int) -> None:
    """Serve until the process is told to end."""
    Granian(
        target="benchmarks.bare_view:make_application",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    run(int(sys.argv[sys.argv.index("--port") + 1]))

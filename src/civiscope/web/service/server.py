"""The server process: Granian, with the service in one process and a few threads."""

from __future__ import annotations

import os
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 4


def run_server(releases: Path, host: str, port: int, hosts: tuple[str, ...]) -> None:
    """Serve the releases in a folder until the process is told to end.

    ``hosts`` are the names under which readers reach it. A single worker keeps every release in memory once; the
    pages that it has made are kept, because a release never changes.
    """
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

"""The service of a small study as a process of its own, for browser tests of the programme desk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

OWNER, PASSWORD = "owner@programme.example.org", "correct horse battery staple"


@contextmanager
def desk_server(study: Path, data: Path) -> Iterator[str]:
    """Serve the study; gives the address, and ends the process afterwards."""
    port = free_port()
    # The tests' own database and data must not be the server's.
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CIVISCOPE_DATA")}
    environment = {**kept, "CIVISCOPE_OWNER_EMAIL": OWNER, "CIVISCOPE_OWNER_PASSWORD": PASSWORD}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "civiscope", "serve", str(study), "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    try:
        # The first to ask for the style waits for its fonts to be made.
        _wait(f"http://127.0.0.1:{port}/service/assets/service.css", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=120):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert process.poll() is None, "the server has ended"
            time.sleep(0.2)
    raise AssertionError("the server does not answer")

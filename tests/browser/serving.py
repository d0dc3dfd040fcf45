"""``civiscope serve`` as a process of its own for tests with browsers: started, waited for, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.ports import free_port

READY_WITHIN = 300.0
"""Seconds; a start takes about ten of a processor, which a busy machine gives late."""


@contextmanager
def service(*arguments: str | Path, env: Mapping[str, str] | None = None, ready: str = "/") -> Iterator[str]:
    """Run ``civiscope serve ARGUMENTS`` at a port of this machine while the block runs; gives its address.

    It is ready once the page ``ready`` is there. What it prints goes to a file, since a pipe that nobody reads stops
    whoever writes to it when it is full, and is told where the service does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "civiscope", "serve", *map(str, arguments), "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    given = dict(os.environ if env is None else env)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=given, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            _wait(f"{address}{ready}", process, said)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(page: str, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            # The first to ask for the style waits for its fonts to be cut.
            with urllib.request.urlopen(page, timeout=READY_WITHIN):
                return
        except OSError:
            assert process.poll() is None, f"the service has ended:\n{_told(said)}"
            time.sleep(0.1)
    raise AssertionError(f"the service does not answer:\n{_told(said)}")


def _told(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")[-3000:]

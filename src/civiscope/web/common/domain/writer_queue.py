"""The queue for SQLite's one writer.

SQLite lets one write at a time, and whoever finds it busy sleeps and asks again. So those who save answers queue here
first, threads behind a lock of their process and processes behind a lock of the database's folder, and are woken as
soon as it is their turn. Whoever else writes (the desk, mails) does not queue, and SQLite keeps them apart as ever: the
queue saves time, and nothing depends on it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

if sys.platform != "win32":
    import fcntl

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
    folder = _locked(Path(connection.settings_dict["NAME"]).parent)
    try:
        yield
    finally:
        if sys.platform != "win32" and folder is not None:
            fcntl.flock(folder, fcntl.LOCK_UN)


def _locked(folder: Path) -> int | None:
    """The open folder once this process holds its lock; None where the system or the disk has no such locks."""
    if sys.platform == "win32":
        return None
    try:
        if folder not in _FOLDERS:
            _FOLDERS[folder] = os.open(folder, os.O_RDONLY)
        fcntl.flock(_FOLDERS[folder], fcntl.LOCK_EX)
    except OSError:
        return None
    return _FOLDERS[folder]

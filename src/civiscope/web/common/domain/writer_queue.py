"""The queue for SQLite's one writer.

SQLite lets one write at a time, and whoever finds it busy sleeps and asks again. So those who save answers queue here
first, threads behind a lock of their process and processes behind a lock of the database's folder, and are woken as
soon as it is their turn. Whoever else writes (the desk, mails) does not queue, and SQLite keeps them apart as ever: the
queue saves time, and nothing depends on it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

if sys.platform != "win32":
    import fcntl

_FRONT = threading.Lock()
_FOLDERS: dict[str, int] = {}
"""Folders of databases that are open. They are opened where the first answer is saved, and not before the processes
part: who inherited the same open folder would hold the lock together."""


@contextmanager
def writing() -> Iterator[None]:
    """A transaction of `civiscope.web.common.statements` whose turn it is; inside of another transaction a part of
    that."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with _FRONT:
        folder = _locked(connection.settings_dict["NAME"])
        try:
            # At the driver, as the statements: Django's way takes longer than SQLite takes to write.
            with connection.wrap_database_errors, _transaction(connection):
                yield
        finally:
            if sys.platform != "win32" and folder is not None:
                fcntl.flock(folder, fcntl.LOCK_UN)


@contextmanager
def _transaction(connection: BaseDatabaseWrapper) -> Iterator[None]:
    driver = connection.connection
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield
        driver.commit()
    except BaseException:
        try:
            driver.rollback()
        except sqlite3.Error:
            # Nothing could begin on it any more; the next who asks gets a new one.
            connection.close()
        raise


def _locked(database: str) -> int | None:
    """The open folder once this process holds its lock; None where the system or the disk has no such locks."""
    if sys.platform == "win32":
        return None
    try:
        if database not in _FOLDERS:
            _FOLDERS[database] = os.open(Path(database).parent, os.O_RDONLY)
        fcntl.flock(_FOLDERS[database], fcntl.LOCK_EX)
    except OSError:
        return None
    return _FOLDERS[database]

"""Telling failures of the database and the disk from defects of Civiscope."""

from __future__ import annotations

import errno
import sqlite3

from django.db import DatabaseError, InterfaceError

DISK_FULL, DISK_FAILED, DATABASE_AWAY = "disk_full", "disk_failed", "database_away"
_SQLITE = {
    sqlite3.SQLITE_FULL: DISK_FULL,
    sqlite3.SQLITE_IOERR: DISK_FAILED,
    sqlite3.SQLITE_READONLY: DISK_FAILED,
    sqlite3.SQLITE_CANTOPEN: DISK_FAILED,
    sqlite3.SQLITE_CORRUPT: DISK_FAILED,
    sqlite3.SQLITE_BUSY: DATABASE_AWAY,
    sqlite3.SQLITE_LOCKED: DATABASE_AWAY,
}
_POSTGRESQL_FULL = "53100"
_POSTGRESQL_DISK = "58"
_POSTGRESQL_AWAY = ("08", "40", "53", "55", "57")
"""Classes of SQLSTATE: the connection was lost, a transaction has to be tried again, too many connections or no memory,
a lock that was not to be had, the server is being shut down or is not ready yet."""
_FULL_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def outage_of(failure: BaseException | None) -> str | None:
    """Which of the outages a failure is; None for a defect of Civiscope."""
    if isinstance(failure, DatabaseError | InterfaceError):
        return _of_database(failure.__cause__)
    if isinstance(failure, OSError) and failure.errno in _FULL_NUMBERS:
        return DISK_FULL
    return None


def _of_database(cause: BaseException | None) -> str | None:
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind, the others tell more of it.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if cause is None or not hasattr(cause, "sqlstate"):
        return None
    state = cause.sqlstate
    if state is None:
        # Nothing came from the server: there is no connection. Errors in the use of the driver have other classes.
        return DATABASE_AWAY if type(cause).__name__ in ("OperationalError", "InterfaceError") else None
    if state == _POSTGRESQL_FULL:
        return DISK_FULL
    if state.startswith(_POSTGRESQL_DISK):
        return DISK_FAILED
    return DATABASE_AWAY if state.startswith(_POSTGRESQL_AWAY) else None

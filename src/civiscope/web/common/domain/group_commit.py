"""Group commit: what several threads write at the same moment goes to disk in one transaction.

SQLite has one writer at a time, and a commit waits for the disk. In the hour before a deadline threads would queue for
both, and SQLite's own queue is one of sleeping and asking again. So they queue here: whoever comes to the front takes
all that wait along, and nobody goes on before the commit, so that what is acknowledged is on disk as ever. Databases do
the same inside (PostgreSQL's ``commit_delay``, MySQL's binary log).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import OperationalError, connection, transaction

T = TypeVar("T")

MOST = 64
"""So many share a transaction, so that the first need not wait long for the last."""


class _Work(Generic[T]):
    """Something to be written, and what came of it once ``is_done``."""

    def __init__(self, write: Callable[[], T]) -> None:
        self._write = write
        self._result: T
        self._error: BaseException | None = None
        self.is_done = False

    def write(self) -> None:
        """Write; the result counts only once it was committed."""
        self._result = self._write()

    def end(self, error: BaseException | None = None) -> None:
        """It was committed, or came to nothing."""
        self._error = error
        self.is_done = True

    def result(self) -> T:
        """What was returned, or raise what was raised."""
        if self._error is not None:
            raise self._error
        return self._result


_WAITING: deque[_Work[Any]] = deque()
_FRONT = threading.Lock()


def committed(write: Callable[[], T]) -> T:
    """What ``write`` returns, once it is committed.

    ``write`` only reads and writes the database: another thread may call it, and call it again after a transaction
    that failed. Raises what it raises, and what the commit raises. Inside of a transaction it is part of that.
    """
    if connection.in_atomic_block:
        return write()
    work = _Work(write)
    _WAITING.append(work)
    with _FRONT:
        # Whoever was at the front before may have taken this along, or left it for a transaction that was full.
        while not work.is_done:
            _commit([_WAITING.popleft() for _ in range(min(MOST, len(_WAITING)))])
    return work.result()


def _commit(works: list[_Work[Any]]) -> None:
    """Write all in one transaction; where that fails each in its own, so that nobody fails for another's sake."""
    error = _error_of(works)
    if error is None or len(works) == 1 or isinstance(error, OperationalError):
        # A disk that is full, or a database that is locked, is the same to all.
        for work in works:
            work.end(error)
        return
    for work in works:
        work.end(_error_of([work]))


def _error_of(works: list[_Work[Any]]) -> BaseException | None:
    """Write in one transaction; returns what went wrong, which whoever waits for the work is to get."""
    try:
        with transaction.atomic():
            for work in works:
                work.write()
    except BaseException as error:
        return error
    return None

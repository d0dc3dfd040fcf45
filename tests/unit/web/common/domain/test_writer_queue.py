"""Whoever saves to SQLite waits for its turn, in this process and in others; and nothing depends on the queue."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import NoReturn

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from civiscope.web.common.domain import writer_queue
from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.writer_queue import writing
from civiscope.web.common.models import AuditEvent

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(os.environ.get("CIVISCOPE_TEST_DATABASE") == "postgresql", reason="the queue is for SQLite"),
]

HOLDER = """
import fcntl, os, sys
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.flock(folder, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
"""
"""Another process at the front of the queue, until it is told to go on."""


def written() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def write(action: str, failure: type[Exception] | None = None) -> None:
    with writing():
        record("person:1", action, "case:1")
        if failure is not None:
            raise failure


def write_and_close(action: str) -> None:
    """In a thread of its own, whose connection nobody closes else."""
    try:
        write(action)
    finally:
        connection.close()


def test_what_was_written_is_committed() -> None:
    with writing():
        record("person:1", "first", "case:1")
        assert connection.connection.in_transaction
    assert not connection.connection.in_transaction
    assert written() == ["first"]


def test_what_fails_leaves_nothing_and_lets_the_next_go_on() -> None:
    with pytest.raises(IntegrityError):
        write("lost", IntegrityError)
    write("kept")
    assert written() == ["kept"]


class Broken:
    """SQLite's driver on a disk that takes nothing, not even that something is taken back."""

    def execute(self, *_: object) -> None:
        """Begin."""

    def refuse(self) -> NoReturn:
        raise sqlite3.OperationalError("disk I/O error")

    commit = rollback = refuse

    def close(self) -> None:
        """Is closed."""


def test_after_a_disk_that_took_nothing_back_the_next_gets_a_new_connection() -> None:
    write("kept")
    whole, connection.connection = connection.connection, Broken()
    try:
        with pytest.raises(OperationalError, match="disk I/O error"), writing():
            pass
        assert connection.connection is None
    finally:
        whole.close()
    write("later")
    assert written() == ["kept", "later"]


def test_inside_of_a_transaction_it_is_part_of_that() -> None:
    with transaction.atomic():
        write("inner")
        transaction.set_rollback(True)
    assert written() == []


def test_threads_wait_for_one_another() -> None:
    later = threading.Thread(target=write_and_close, args=("second",))
    with writing():
        later.start()
        later.join(timeout=0.2)
        assert later.is_alive()
        record("person:1", "first", "case:1")
    later.join(timeout=20)
    assert not later.is_alive()
    assert written() == ["first", "second"]


def test_other_processes_are_waited_for_and_one_that_is_killed_is_not() -> None:
    folder = Path(connection.settings_dict["NAME"]).parent
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        thread = threading.Thread(target=write_and_close, args=("after",))
        thread.start()
        thread.join(timeout=0.3)
        assert thread.is_alive()
        assert written() == []
        holder.kill()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert written() == ["after"]


@pytest.mark.parametrize("missing", ["locks", "folder"])
def test_without_locks_of_files_answers_are_saved_all_the_same(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError

    monkeypatch.setattr(writer_queue, "_FOLDERS", {})
    if missing == "locks":
        monkeypatch.setattr(fcntl, "flock", refuse)
    else:
        monkeypatch.setattr(os, "open", refuse)
    write("saved")
    assert written() == ["saved"]

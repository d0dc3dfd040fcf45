"""Several processes serve one study: they share the work, send each mail once, and one that ends is started again."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg
import pytest

from civiscope.web.service.environment import DATABASE
from tests.collecting.killable import killable_postgresql
from tests.collecting.running import Service, descendants
from tests.collecting.seed import ITEMS
from tests.collecting.verdict import require_nothing_lost
from tests.collecting.writers import Writers, signed_in

MAILS = 60
QUEUED = """
    INSERT INTO common_message (kind, about, recipient, subject, body, state, attempts, not_before, failure, message_id,
        made_at)
    VALUES ('test', 'person:1', 'officer@city.example.org', 'Mail {number}', 'Text', 'waiting', 0, CURRENT_TIMESTAMP,
        '', '<{number}@example.org>', CURRENT_TIMESTAMP)"""
WAITING = "SELECT count(*) FROM common_message WHERE state <> 'sent'"


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """Two processes, and a study in the field."""
    with nullcontext() if request.param == "sqlite" else killable_postgresql() as database:
        made = Service(tmp_path, database.address if database else "", options=("--workers", "2"))
        made.seed(4, 2)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def test_two_processes_share_answers_and_mails(service: Service) -> None:
    writers = Writers(service, count=8)
    writers.start()
    with opened(service) as connection:
        for number in range(1, MAILS + 1):
            connection.execute(QUEUED.format(number=number))
        wait_for(lambda: connection.execute(WAITING).fetchone() == (0,))
    workers = serving(service)
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    wait_for(lambda: len(set(serving(service)) - {workers[0]}) == 2)
    before = len(writers.acknowledged)
    wait_for(lambda: len(writers.acknowledged) > before + 10)
    writers.end()
    require_nothing_lost(service, writers.acknowledged)
    sent = re.findall(r"^Message-ID: (.*)$", "".join(map(Path.read_text, (service.data / "mail").iterdir())), re.M)
    assert sorted(sent) == sorted(f"<{number}@example.org>" for number in range(1, MAILS + 1))


@pytest.mark.parametrize("service", ["sqlite"], indirect=True)
def test_service_that_is_ended_while_many_wait_ends_quietly(service: Service) -> None:
    waiting = [
        sent(service.port, city.case, key, item) for city in service.cities.values() for key in city.keys
        for item in ITEMS[:20]
    ]  # fmt: skip
    for connection in waiting:
        connection.close()
    service.stop()
    told = service.log.read_text()
    assert "panicked" not in told
    assert "Traceback" not in told


def sent(port: int, case: int, key: str, item: str) -> HTTPConnection:
    """A connection by which an answer was sent, and that nobody reads."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", **signed_in(key)}
    connection.request("POST", f"/answer/{case}/save/{item}", f"version=0&{item}=5", headers)
    return connection


def opened(service: Service) -> AbstractContextManager[Any]:
    """The service's database, each statement on its own."""
    if service.database:
        return psycopg.connect(service.database, autocommit=True)
    return closing(sqlite3.connect(service.data / DATABASE, isolation_level=None, timeout=20))


def serving(service: Service) -> list[int]:
    """The ids of the processes that answer: those below the parent that are not Python's own keeper of resources."""
    assert service.process is not None
    found = []
    for number in descendants(service.process.pid):
        try:
            command = Path(f"/proc/{number}/cmdline").read_bytes()
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z" and b"resource_tracker" not in command and b"forkserver" not in command:
            found.append(number)
    return found


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until it has happened, for a minute."""
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)

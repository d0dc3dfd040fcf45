"""Several processes serve one study: they share the work, send each mail once, and one that ends is started again."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.collecting.killable import killable_postgresql
from tests.collecting.running import Service, descendants
from tests.collecting.verdict import require_nothing_lost
from tests.collecting.writers import Writers

MAILS = 60
QUEUE = """
    INSERT INTO common_message (kind, about, recipient, subject, body, state, attempts, not_before, failure, message_id,
        made_at)
    SELECT 'test', 'person:1', 'officer@city.example.org', 'Mail ' || number, 'Text', 'waiting', 0, now(), '',
        '<' || number || '@example.org>', now() FROM generate_series(1, %s) number"""


def test_two_processes_share_answers_and_mails(tmp_path: Path) -> None:
    with killable_postgresql() as database:
        service = Service(tmp_path, database.address, options=("--workers", "2"))
        service.seed(4, 2)
        try:
            service.start()
            assert service.process is not None
            writers = Writers(service, count=8)
            writers.start()
            with psycopg.connect(database.address, autocommit=True) as connection:
                connection.execute(QUEUE, [MAILS])
                wait_for(lambda: waiting(connection) == 0)
            workers = serving(service)
            assert len(workers) == 2
            os.kill(workers[0], signal.SIGKILL)
            wait_for(lambda: len(set(serving(service)) - {workers[0]}) == 2)
            before = len(writers.acknowledged)
            wait_for(lambda: len(writers.acknowledged) > before + 10)
            writers.end()
            require_nothing_lost(service, writers.acknowledged)
            sent = re.findall(
                r"^Message-ID: (.*)$", "".join(map(Path.read_text, (service.data / "mail").iterdir())), re.M
            )
            assert sorted(sent) == sorted(f"<{number}@example.org>" for number in range(1, MAILS + 1))
        finally:
            service.stop()


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


def waiting(connection: psycopg.Connection[tuple[int]]) -> int:
    """How many mails have not been sent."""
    row = connection.execute("SELECT count(*) FROM common_message WHERE state <> 'sent'").fetchone()
    assert row is not None
    return row[0]


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until it has happened, for a minute."""
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)

"""What several threads write at once is committed together, and nobody fails for another's sake."""

import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.group_commit import committed
from civiscope.web.common.models import AuditEvent

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = [f"person:{number}" for number in range(6)]


class Crowd:
    """Threads that write while the first holds the front until all others queue behind it."""

    def __init__(self) -> None:
        self.results: dict[str, object] = {}
        self.seen: dict[str, list[str]] = {}
        self.groups: list[int] = []

    def write(self, works: dict[str, Callable[[], object]]) -> None:
        """Write all; the first work begins before the others are asked for, and ends after."""
        begun, queued = threading.Event(), threading.Event()

        def first() -> str:
            begun.set()
            assert queued.wait(timeout=10)
            return "first"

        threads = [self._thread("first", first)]
        threads[0].start()
        assert begun.wait(timeout=10)
        threads += [self._thread(name, work) for name, work in works.items()]
        for thread in threads[1:]:
            thread.start()
        while not all(name in self.seen for name in works):
            threads[1].join(timeout=0.01)
        queued.set()
        for thread in threads:
            thread.join(timeout=20)
            assert not thread.is_alive()

    def _thread(self, name: str, work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            self.seen[name] = []
            try:
                self.results[name] = committed(work)
                # Another connection than the one that wrote, so that it sees only what was committed.
                self.seen[name] = list(AuditEvent.objects.values_list("actor", flat=True))
            except Exception as error:
                self.results[name] = error
            finally:
                connection.close()

        return threading.Thread(target=run)

    def written_by(self, actor: str) -> Callable[[], int]:
        """A work that notes which transaction it was part of."""

        def work() -> int:
            self.groups.append(threading.get_ident())
            record(actor, "saved", actor)
            return AuditEvent.objects.count()

        return work


def test_those_who_wait_share_a_transaction_and_each_gets_its_result() -> None:
    crowd = Crowd()
    crowd.write({actor: crowd.written_by(actor) for actor in WRITERS})
    assert len(crowd.groups) == len(WRITERS)
    # Threads may queue a moment after they were seen; most of them went along with another.
    assert len(set(crowd.groups)) < len(WRITERS)
    assert crowd.results.pop("first") == "first"
    assert sorted(crowd.results.values(), key=str) == list(range(1, len(WRITERS) + 1))
    assert all(actor in crowd.seen[actor] for actor in WRITERS)


def test_one_that_fails_fails_alone() -> None:
    def fails() -> None:
        record("person:bad", "saved", "person:bad")
        raise ValueError("cannot be written")

    crowd = Crowd()
    works: dict[str, Callable[[], object]] = {actor: crowd.written_by(actor) for actor in WRITERS}
    crowd.write({"bad": fails} | works)
    assert repr(crowd.results["bad"]) == "ValueError('cannot be written')"
    assert sorted(AuditEvent.objects.values_list("actor", flat=True)) == WRITERS
    assert all(isinstance(crowd.results[actor], int) for actor in WRITERS)


def test_full_disk_fails_all_at_once_and_the_next_are_written() -> None:
    asked: list[int] = []

    def is_full() -> None:
        asked.append(1)
        raise OperationalError("database or disk is full")

    crowd = Crowd()
    crowd.write(dict.fromkeys(WRITERS, is_full))
    assert {repr(crowd.results[actor]) for actor in WRITERS} == {"OperationalError('database or disk is full')"}
    assert len(asked) <= len(WRITERS)
    assert committed(crowd.written_by("person:0")) == 1


def test_end_of_a_thread_leaves_nobody_waiting() -> None:
    def ends() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        committed(ends)
    assert committed(lambda: "next") == "next"


def test_part_of_a_transaction_goes_with_it() -> None:
    with transaction.atomic():
        committed(Crowd().written_by("person:0"))
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()

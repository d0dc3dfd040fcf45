"""What the service has acknowledged is there, whatever is killed: its own processes, or the database's.

A killed process does not lose what the operating system already has, so that these tests say nothing of a loss of
power. That is what the settings of durability are for, which tests/unit/web/service/test_durability.py looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.collecting.killable import killable_postgresql
from tests.collecting.killing import kill_again_and_again
from tests.collecting.running import Service

KILLS = 10
CITIES, CONTACTS = 10, 2
AS_IT_IS: tuple[str, ...] = ()
"""As many processes as the service starts by itself."""


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """A study in the field: two contacts of ten cities each."""
    with nullcontext() if request.param == "sqlite" else killable_postgresql() as database:
        made = Service(tmp_path, database.address if database else "", options=AS_IT_IS)
        made.seed(CITIES, CONTACTS)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def test_service_that_is_killed_loses_no_answer_that_it_acknowledged(service: Service) -> None:
    def kill() -> None:
        service.kill()

    writers = kill_again_and_again(service, kill, service.start, KILLS)
    assert writers.outcomes["lost connection"] > 0
    assert writers.refusals == []


def test_database_that_is_killed_loses_none_and_the_service_finds_it_again(tmp_path: Path) -> None:
    with killable_postgresql() as database:
        service = Service(tmp_path, database.address, options=AS_IT_IS)
        service.seed(CITIES, CONTACTS)
        try:
            service.start()
            assert service.process is not None
            began = service.process.pid
            writers = kill_again_and_again(service, database.kill, database.start, KILLS)
            # Nobody started the service anew, and whoever saved meanwhile was told in words.
            assert service.process.pid == began
            assert service.process.poll() is None
            assert writers.outcomes["503"] > 0
            assert all("cannot reach its data" in refusal for refusal in writers.refusals)
            assert set(writers.outcomes) <= {"200", "409", "503"}
        finally:
            service.stop()

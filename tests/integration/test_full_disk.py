"""A full disk: cities are told in words, nothing acknowledged is lost, and saving works again once there is room."""

from __future__ import annotations

import http.client
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.collecting.killable import killable_postgresql
from tests.collecting.running import Service
from tests.collecting.seed import ITEMS
from tests.collecting.verdict import require_nothing_lost
from tests.collecting.writers import Acknowledged, send, signed_in

DISK = 32_000_000
TEXT = ITEMS[1]


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small disk of its own, in a folder that the user of PostgreSQL can enter.

    It is none of pytest's: every run of tests that begins meanwhile closes the folder above those to all others.
    """
    with tempfile.TemporaryDirectory(prefix="civiscope-disk-") as folder:
        Path(folder).chmod(0o711)
        mounted = Path(folder) / "disk"
        mounted.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0777", "tmpfs", str(mounted)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only root can mount a small disk")
        try:
            yield mounted
        finally:
            subprocess.run(["umount", "--lazy", str(mounted)], check=True)


def fill(disk: Path) -> Path:
    """Take all the room that is left; returns the file that has it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return filler


def save_until_refused(service: Service, most: int) -> tuple[list[Acknowledged], dict[str, str]]:
    """Save long texts; returns what was acknowledged, and what was told when one was not."""
    city = next(iter(service.cities.values()))
    acknowledged: list[Acknowledged] = []
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as connection:
        for version in range(most):
            text = f"{version} {'long ' * 3000}".strip()
            status, told = send(connection, city.case, city.keys[0], TEXT, version, text)
            if status != 200:
                assert status == 503, told
                return acknowledged, told
            acknowledged.append(Acknowledged(city.case, TEXT, told["version"], text))
    pytest.fail("the disk did not become full")


def require_recovery(service: Service, acknowledged: list[Acknowledged]) -> None:
    """Saving works again, and nothing is lost."""
    city = next(iter(service.cities.values()))
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as connection:
        status, told = send(connection, city.case, city.keys[0], TEXT, len(acknowledged), "there is room")
    assert (status, told.get("version")) == (200, len(acknowledged) + 1), told
    saved = Acknowledged(city.case, TEXT, told["version"], "there is room")
    require_nothing_lost(service, [*acknowledged, saved])


def test_full_disk_under_sqlite(disk: Path) -> None:
    service = Service(disk)
    service.seed(2, 1)
    try:
        service.start()
        filler = fill(disk)
        acknowledged, told = save_until_refused(service, 2000)
        assert told["saved"] is False
        assert "The disk of the service is full" in told["reason"]
        assert service.get("/health") == (503, '{"status": "disk_full"}')
        key = next(iter(service.cities.values())).keys[0]
        filler.unlink()
        assert service.get("/answer/", signed_in(key))[0] == 200
        require_recovery(service, acknowledged)
        assert service.get("/health")[0] == 200
    finally:
        service.stop()


def test_limit_of_a_file_under_sqlite(tmp_path: Path) -> None:
    """What a quota does: the system refuses to let the file grow."""
    service = Service(tmp_path)
    service.seed(2, 1)
    database = service.data / "civiscope.sqlite3"

    def limit() -> None:
        size = database.stat().st_size + 300_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    service.before_start = limit
    try:
        service.start()
        acknowledged, told = save_until_refused(service, 2000)
        assert told["saved"] is False
        assert "does not take what is written" in told["reason"]
        service.stop()
        service.before_start = None
        service.start()
        require_recovery(service, acknowledged)
    finally:
        service.stop()


def test_full_disk_under_postgresql(disk: Path, tmp_path: Path) -> None:
    """The tables' disk is full, and the log's is not: as where both have a disk each, which PostgreSQL recommends."""
    with killable_postgresql() as database:
        tables = disk / "tables"
        tables.mkdir()
        subprocess.run(["chown", "-R", f"--reference={database.data}", str(tables)], check=True)
        with psycopg.connect(database.address, autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{tables}'")  # type: ignore[arg-type]
            connection.execute("CREATE DATABASE collecting TABLESPACE small")
        service = Service(tmp_path / "service", database.address.replace("/postgres?", "/collecting?"))
        service.folder.mkdir()
        service.seed(2, 1)
        try:
            service.start()
            filler = fill(disk)
            acknowledged, told = save_until_refused(service, 3000)
            assert told["saved"] is False
            assert "The disk of the service is full" in told["reason"]
            filler.unlink()
            require_recovery(service, acknowledged)
        finally:
            service.stop()

"""What tests of several folders share: the command line as a process, and one build of the example study."""

from __future__ import annotations

import atexit
import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django
import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

from tests.unit.tabulation.engines.servers import postgresql_server

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "studies" / "oecd-city-innovation"

# The service's own tests need a data folder and a database before Django's settings are read: SQLite, or with
# CIVISCOPE_TEST_DATABASE=postgresql a server of their own, which the workers of a parallel run share.
_KEPT = tempfile.TemporaryDirectory(prefix="civiscope-tests-")
os.environ["CIVISCOPE_DATA"] = _KEPT.name
# All workers share what the first of them keeps, and nothing is kept for whoever runs the tests.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["XDG_CACHE_HOME"] = _KEPT.name
os.environ["DJANGO_SETTINGS_MODULE"] = "civiscope.web.service.settings"
if os.environ.get("CIVISCOPE_TEST_DATABASE") == "postgresql":
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _SERVER = postgresql_server()
        os.environ["DATABASE_URL"] = _SERVER.__enter__()
        atexit.register(_SERVER.__exit__, None, None, None)
else:
    os.environ.pop("DATABASE_URL", None)
# Tests of the service import its models, for which Django must be set up.
django.setup()
# Hashing that is slow for attackers is slow for tests, which make hundreds of accounts. What the service itself uses is
# looked at in tests/unit/web/accounts/test_staff_attacks.py.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# One thread for linear algebra in each worker and in the processes that it starts: there are as many workers as
# processors. Read when NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Limits on the time of examples would tell how busy the machine is, and nothing of Civiscope.
settings.register_profile("civiscope", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("civiscope")

Run = Callable[..., subprocess.CompletedProcess[str]]
OnceARun = Callable[[str, Callable[[Path], None]], Path]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with services and browsers of their own come first, so that the workers end with short ones to share.

    Those on the tests' own database stay in the order of pytest-django, which empties it after some of them.
    """
    items.sort(key=lambda item: not _is_long(item))


def _is_long(item: pytest.Item) -> bool:
    long = any(item.path.is_relative_to(ROOT / "tests" / folder) for folder in ("browser", "integration", "docs"))
    # Whoever reads the example's release goes with them, so that no worker waits while another builds it.
    return (long or "example_release" in _fixtures(item)) and not _asks_database(item)


def _asks_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & _fixtures(item)
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _fixtures(item: pytest.Item) -> frozenset[str]:
    return frozenset(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def run_civiscope() -> Run:
    """Runs ``civiscope ARGUMENTS`` in a process of its own, in the folder ``cwd`` where one is given."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "civiscope", *map(str, arguments)]
        return subprocess.run(program, cwd=cwd, capture_output=True, encoding="utf-8", check=False)

    return run


@pytest.fixture(scope="session")
def once_a_run(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> OnceARun:
    """Gives the folder of a name, which is made once a test run, by whichever worker asks first. Never change it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        out, making = shared / name, shared / f"{name}-making"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not out.exists():
                make(making)
                making.rename(out)
        return out

    return folder


@pytest.fixture(scope="session")
def example_release(once_a_run: OnceARun, run_civiscope: Run) -> Path:
    """The whole release of the example study. Never change it."""

    def build(folder: Path) -> None:
        outcome = run_civiscope("build", EXAMPLE, "--out", folder)
        assert outcome.returncode == 0, outcome.stderr

    return once_a_run("example-release", build)

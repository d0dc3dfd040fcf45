"""The real service in processes of its own, on a study in the field: started, killed and started again."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.collecting.seed import SECTIONS
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
READY_WITHIN = 120.0
"""Seconds; enough where other tests keep all processors busy."""


@dataclass(frozen=True)
class City:
    """A city in the field: the number of its case, and the keys of its contacts' devices."""

    case: int
    keys: tuple[str, ...]


@dataclass
class Service:
    """``civiscope serve`` on a study of its own in ``folder``; SQLite, or the database at ``database``."""

    folder: Path
    database: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ("--workers", "1")
    before_start: Callable[[], None] | None = None
    cities: dict[str, City] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    port: int = 0

    @property
    def study(self) -> Path:
        """The study folder."""
        return self.folder / "study"

    @property
    def data(self) -> Path:
        """The service's own folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the processes printed."""
        return self.folder / "log"

    def environment(self) -> dict[str, str]:
        """The environment of the processes."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("CIVISCOPE_")}
        kept.pop("DATABASE_URL", None)
        kept |= {
            "CIVISCOPE_DATA": str(self.data),
            "CIVISCOPE_OWNER_EMAIL": "owner@programme.example.org",
            "CIVISCOPE_OWNER_PASSWORD": "a long enough pass phrase",
            "DJANGO_SETTINGS_MODULE": "civiscope.web.service.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        return kept | ({"DATABASE_URL": self.database} if self.database else {}) | dict(self.told)

    def seed(self, cities: int, contacts: int, sections: Sequence[int] = SECTIONS) -> None:
        """Put the study into the field."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        command = [sys.executable, "-m", "tests.collecting.seed", str(self.study), str(cities), str(contacts)]
        command.append(",".join(map(str, sections)))
        made = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        self.cities = {code: City(case, tuple(keys)) for code, (case, keys) in json.loads(made.stdout).items()}

    def start(self) -> None:
        """Start the service and wait until it answers."""
        if not self.port:
            self.port = free_port()
        command = [sys.executable, "-m", "civiscope", "serve", str(self.study), "--data", str(self.data)]
        command += ["--port", str(self.port), *self.options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=self.before_start,
            )
        until = time.monotonic() + READY_WITHIN
        while not self.answers():
            ended = self.process.poll()
            assert ended is None, f"the service ended with {ended}:\n{self.log.read_text()[-3000:]}"
            assert time.monotonic() < until, f"the service does not answer:\n{self.log.read_text()[-3000:]}"
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether the service is up."""
        try:
            return self.get("/health")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """The status and the text of a page."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def kill(self) -> None:
        """Kill the parent and its workers as a crash does: at once, without a chance to tidy up."""
        assert self.process is not None
        # The workers first: an orphan would go on serving, and hold the port.
        for number in [*descendants(self.process.pid), self.process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """End the service as its administrator does."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
            self.process = None
        except subprocess.TimeoutExpired:
            self.kill()


def descendants(number: int) -> list[int]:
    """The ids of all processes below a process."""
    found: list[int] = []
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [*descendants(child), child]
    return found

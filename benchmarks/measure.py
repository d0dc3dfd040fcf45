"""Measuring whole processes: wall time and peak memory, on a fixed number of cores."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.02
"""Seconds between two looks at the memory of a process and its children."""


@dataclass(frozen=True)
class Measurement:
    """Runs of one command: wall seconds, processor seconds and peak resident memory (MB) of each, children included."""

    name: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    megabytes: tuple[float, ...]

    @property
    def median(self) -> float:
        """Median wall time in seconds."""
        return statistics.median(self.seconds)

    @property
    def busy(self) -> float:
        """Median processor time in seconds: on an idle machine at most the wall time times the cores."""
        return statistics.median(self.processor)

    @property
    def peak(self) -> float:
        """Median peak memory in MB."""
        return statistics.median(self.megabytes)

    @property
    def spread(self) -> str:
        """Fastest and slowest run."""
        return f"{min(self.seconds):.2f} to {max(self.seconds):.2f}"


def use_cores(count: int) -> int:
    """Limit this process and all that it starts to ``count`` cores; returns how many it has then."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    available = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, available[:count])
    return min(count, len(available))


def keep_bytecode(folder: Path) -> None:
    """Let Python keep compiled modules in ``folder``, as it does beside the modules of any ordinary installation.

    The environment may forbid that (PYTHONDONTWRITEBYTECODE); every run would then compile all modules anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def measure(name: str, command: Sequence[str], runs: int, before_each: Path | None = None) -> Measurement:
    """Run a command ``runs`` times in a fresh process; the folder ``before_each`` is deleted before every run."""
    taken: list[tuple[float, float, float]] = []
    for number in range(runs):
        if before_each is not None:
            subprocess.run([sys.executable, "-c", _DELETE, str(before_each)], check=True)
        taken.append(_run(command))
        seconds, processor, peak = taken[-1]
        print(
            f"{name}: run {number + 1} of {runs}, {seconds:.2f} s ({processor:.2f} s busy), {peak:.0f} MB",
            file=sys.stderr,
        )
    return Measurement(name, *zip(*taken, strict=True))


_DELETE = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"


def _run(command: Sequence[str]) -> tuple[float, float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = _MemoryWatch(process.pid)
    watch.start()
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{errors.decode(errors='replace')}")
    # The kernel's own maximum is exact for the process itself; the samples see its children as well.
    return taken, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / 1024, watch.peak)


class _MemoryWatch(threading.Thread):
    """Adds up the resident memory of a process and all its descendants, again and again; keeps the maximum in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            pids = [self.pid, *_descendants(self.pid)]
            # A single process is measured exactly by the kernel; sampling it would only be less exact.
            if len(pids) > 1:
                self.peak = max(self.peak, sum(map(_resident, pids)))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2

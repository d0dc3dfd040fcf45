"""The trial behind "nothing lost": contacts save while processes are killed, again and again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tests.collecting.running import Service
from tests.collecting.verdict import require_nothing_lost
from tests.collecting.writers import Writers

SHORTEST, LONGEST = 0.2, 1.2
"""Seconds of saving between two kills."""


def kill_again_and_again(service: Service, kill: Callable[[], None], start: Callable[[], None], times: int) -> Writers:
    """Save with 20 contacts and ``kill``, ``times`` times; returns them after everything was found that they saved.

    Fails where an acknowledged answer is missing, and where no answers were acknowledged between two kills, since
    nothing would be tried then.
    """
    chance = random.Random(7)
    writers = Writers(service)
    writers.start()
    try:
        for _ in range(times):
            before = len(writers.acknowledged)
            _wait_for(lambda count=before: len(writers.acknowledged) > count, "an answer that is saved")  # type: ignore[misc]
            time.sleep(chance.uniform(SHORTEST, LONGEST))
            kill()
            start()
    finally:
        writers.end()
    require_nothing_lost(service, writers.acknowledged)
    return writers


def _wait_for(happened: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.02)

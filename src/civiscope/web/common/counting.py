"""What this process has done so far, in numbers: for the metrics of the service.

Counts only ever grow, and start anew with the process; how those of several processes come together is told in
`civiscope.web.service.metrics`.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; upper ends of the classes in which durations are counted. A last class has no end."""


@dataclass
class Counts:
    """``saves`` counts outcomes of saving, ``requests`` views and classes of status, ``seconds`` how long they took."""

    saves: Counter[str] = field(default_factory=Counter)
    requests: Counter[tuple[str, str]] = field(default_factory=Counter)
    classes: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


_COUNTS = Counts()
_LOCK = threading.Lock()


def count_save(outcome: str, count: int = 1) -> None:
    """So many answers were ``saved``, met a ``conflict`` or a ``closed`` case."""
    if not count:
        return
    with _LOCK:
        _COUNTS.saves[outcome] += count


def count_request(view: str, status: int, seconds: float) -> None:
    """A request was answered."""
    with _LOCK:
        _COUNTS.requests[view, f"{status // 100}xx"] += 1
        _COUNTS.classes[bisect_left(BOUNDS, seconds)] += 1
        _COUNTS.seconds += seconds


def counts() -> Counts:
    """A copy of the counts as they stand."""
    with _LOCK:
        return Counts(Counter(_COUNTS.saves), Counter(_COUNTS.requests), list(_COUNTS.classes), _COUNTS.seconds)

"""How long work is going on: what a workflow tells whoever started it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the number of parts done and the number of parts in all (0: not known)."""


def silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""

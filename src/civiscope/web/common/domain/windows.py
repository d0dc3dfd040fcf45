"""Limits: how often something may happen in a fixed window of time.

Counts are in Django's cache, which is memory of this process: several web processes count apart, so that together they
let through as many times more; and a restart begins anew. That is enough against floods. What must hold exactly (five
attempts at a code, five codes an hour) is counted in the database.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Window:
    """At most ``most`` times within ``seconds``, for every key."""

    name: str
    most: int
    seconds: int

    def is_full(self, key: str) -> bool:
        """Whether it has happened as often as it may."""
        return int(cache.get(self._place(key), 0)) >= self.most

    def count(self, key: str) -> bool:
        """Count once more; returns whether that is still allowed."""
        place = self._place(key)
        cache.add(place, 0, timeout=self.seconds)
        try:
            return int(cache.incr(place)) <= self.most
        except ValueError:
            # The window ended, or the cache made room, between the two steps.
            return True

    def _place(self, key: str) -> str:
        return f"{self.name}:{int(time.time()) // self.seconds}:{key}"

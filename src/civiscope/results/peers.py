"""The peers of a city: the cities that it is compared with, and the rule that chose them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Choice = Literal[
    "none", "all", "group", "population", "population_region", "median", "median_region", "region", "order"
]
"""What chose the peers: there are ``none``; ``all`` others; those of the same level of a ``group``; the nearest in
``population``; of a city of unknown population those nearest the ``median``, of its region (``median_region``) where
one is known; those of the same ``region`` first; the first by the ``order`` of their codes. ``population_region``
prefers the same region."""
Income = Literal["", "not_known", "city_not_known", "similar"]
"""What income did to the choice: it was not asked for; it is known of no city; not of this one; it was taken in."""


@dataclass(frozen=True, slots=True)
class PeerRule:
    """What chose the peers of one city: ``count`` of them, of the ``level`` of a ``group`` (both codes)."""

    choice: Choice
    count: int = 0
    income: Income = ""
    group: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The peers of one city, nearest first; ``peers`` are codes, never ``city``."""

    city: str
    rule: PeerRule
    peers: tuple[str, ...]

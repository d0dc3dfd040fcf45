"""The peers of a city: the cities that it is compared with, and the rule that chose them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The peers of one city, nearest first; ``rule`` is a sentence for readers, ``peers`` are codes, never ``city``."""

    city: str
    rule: str
    peers: tuple[str, ...]

"""Strengths and weaknesses of a unit against a group of peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

LEAST = 5
"""Fewer peers with a value say little, and might be named by it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands in one indicator: its ``value`` less the ``mean`` of its peers is the ``difference``.

    ``standardised`` is the difference in standard deviations of the peers (NaN where they do not vary). ``rank`` is
    1 + the number of peers with a higher value, ``peers`` the number of peers that have a value, the unit itself not
    counted: the worst rank is ``peers`` + 1.
    """

    indicator: str
    value: float
    mean: float
    difference: float
    standardised: float
    rank: int
    peers: int


def profile(
    values: Floats, codes: Sequence[str], unit: int, peers: Rows | None = None, least: int = LEAST
) -> tuple[Standing, ...]:
    """A unit's standing in every indicator that it and enough peers have, the best difference first.

    ``values`` (n, p) are normalised, so that more is better and differences compare; ``unit`` is its row, ``peers``
    are those of its peers (all other units where there is None; the unit itself never counts). Indicators that fewer
    than ``least`` peers have are left out, so are those that the unit lacks. Ties keep the order of ``codes``.
    """
    chosen = np.arange(len(values)) if peers is None else np.unique(peers)
    others = values[chosen[chosen != unit]]
    found = []
    for place, code in enumerate(codes):
        value = float(values[unit, place])
        known = others[~np.isnan(others[:, place]), place]
        if np.isnan(value) or len(known) < max(least, 1):
            continue
        mean = float(known.mean())
        spread = float(known.std(ddof=1)) if len(known) > 1 and np.ptp(known) > 0 else float("nan")
        rank = 1 + int((known > value).sum())
        found.append(Standing(code, value, mean, value - mean, (value - mean) / spread, rank, len(known)))
    return tuple(sorted(found, key=lambda row: -row.difference))


def strengths(standings: Sequence[Standing], number: int = 5) -> tuple[Standing, ...]:
    """Where the unit is furthest above its peers, at most ``number`` and only above them, the furthest first."""
    return tuple(row for row in standings[:number] if row.difference > 0)


def weaknesses(standings: Sequence[Standing], number: int = 5) -> tuple[Standing, ...]:
    """Where the unit is furthest below its peers, at most ``number`` and only below them, the furthest first."""
    last = standings[::-1][:number]
    return tuple(row for row in last if row.difference < 0)

"""The outlines of countries that maps stand on, from Natural Earth; tools/make_outlines.py made the file."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from civiscope.report.figures.projection import Degrees

FILE = Path(__file__).parent / "assets" / "outlines.json"
LONGEST_STEP = 1.0
"""Longer lines are divided (degrees): what is straight in longitude and latitude is a curve on a map."""


@dataclass(frozen=True)
class Outlines:
    """Lines (arcs) of longitude and latitude, and every country's rings as numbers of arcs; ``~n`` is arc n backwards.

    Countries are named by ISO 3166-1 alpha-3, XKX for Kosovo; territories without a code by their name.
    """

    arcs: tuple[Degrees, ...]
    countries: dict[str, tuple[tuple[int, ...], ...]]

    def shared(self) -> list[int]:
        """The arcs that lie between two countries; all others are coasts."""
        users: dict[int, set[str]] = {}
        for code, rings in self.countries.items():
            for ring in rings:
                for number in ring:
                    users.setdefault(number if number >= 0 else ~number, set()).add(code)
        return sorted(number for number, codes in users.items() if len(codes) > 1)


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """The outlines of all countries."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = tuple(_divided(_degrees(steps, found["unit"])) for steps in found["arcs"])
    countries = {code: tuple(tuple(ring) for ring in rings) for code, rings in found["countries"].items()}
    return Outlines(arcs, countries)


def _degrees(steps: list[int], unit: float) -> Degrees:
    return unwrapped(np.cumsum(np.array(steps, dtype=np.float64).reshape(-1, 2), axis=0) * unit)


def unwrapped(line: Degrees) -> Degrees:
    """The line without jumps from 180 degrees east to 180 west: it goes on beyond them instead."""
    turns = np.round(np.diff(line[:, 0], prepend=line[0, 0]) / 360)
    return line - np.column_stack((np.cumsum(turns) * 360, np.zeros(len(line))))


def _divided(arc: Degrees) -> Degrees:
    """The arc with points added, so that no step is longer than `LONGEST_STEP` in longitude or latitude."""
    lengths = np.abs(np.diff(arc, axis=0)).max(axis=1) if len(arc) > 1 else np.zeros(0)
    if not len(lengths) or lengths.max() <= LONGEST_STEP:
        return arc
    pieces = [
        np.linspace(a, b, math.ceil(length / LONGEST_STEP), endpoint=False) if length > LONGEST_STEP else a[None]
        for a, b, length in zip(arc[:-1], arc[1:], lengths, strict=True)
    ]
    return np.concatenate([*pieces, arc[-1:]])

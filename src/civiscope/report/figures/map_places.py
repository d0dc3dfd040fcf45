"""Where marks and names stand on a map: none hides another, and no name is set where it cannot be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from civiscope.report.figures.basemap import Point
from civiscope.report.figures.text import text_width

ROUNDS = 80
TURN = math.pi * (3 - math.sqrt(5))
"""The golden angle: marks at one place start in directions that never coincide."""


def moved_apart(points: Sequence[Point], radii: Sequence[float], width: float, height: float) -> list[Point]:
    """The points, pushed apart as little as needed until circles of the radii hardly overlap, and kept on the map.

    The same points give the same places.
    """
    found = [[x, y] for x, y in points]
    for _turn in range(ROUNDS):
        pushed = False
        for first in range(len(found)):
            for second in range(first + 1, len(found)):
                pushed |= _pushed(found, first, second, radii[first] + radii[second])
        for place, radius in zip(found, radii, strict=True):
            place[0] = min(max(place[0], radius), width - radius)
            place[1] = min(max(place[1], radius), height - radius)
        if not pushed:
            break
    return [(x, y) for x, y in found]


def _pushed(places: list[list[float]], first: int, second: int, apart: float) -> bool:
    a, b = places[first], places[second]
    dx, dy = b[0] - a[0], b[1] - a[1]
    if abs(dx) >= apart or abs(dy) >= apart:
        return False
    distance = math.hypot(dx, dy)
    if distance >= apart - 0.05:
        return False
    if distance < 1e-6:
        dx, dy, distance = math.cos(TURN * second), math.sin(TURN * second), 1.0
        push = apart / 2
    else:
        push = (apart - distance) / 2
    for place, sign in ((a, -1), (b, 1)):
        place[0] += sign * push * dx / distance
        place[1] += sign * push * dy / distance
    return True


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside a mark: where its line begins (``left``), is centred or ends, and the middle of its height."""

    text: str
    x: float
    y: float
    align: str


def names_that_fit(
    names: Sequence[str], points: Sequence[Point], radius: float, size: float, width: float, height: float
) -> list[Name]:
    """Names for the marks, in their order: each right, left, above or below its mark where it covers no other mark
    and no name before it; names that fit nowhere are left out."""
    taken = [(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    found: list[Name] = []
    tall = size * 1.1
    for number, (text, (x, y)) in enumerate(zip(names, points, strict=True)):
        wide = text_width(text, size)
        away = radius + 2
        options = (
            (Name(text, x + away, y, "left"), x + away),
            (Name(text, x - away, y, "right"), x - away - wide),
            (Name(text, x, y - away - tall / 2, "center"), x - wide / 2),
            (Name(text, x, y + away + tall / 2, "center"), x - wide / 2),
        )
        for name, left in options:
            box = (left, name.y - tall / 2, left + wide, name.y + tall / 2)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_overlap(box, other) for place, other in enumerate(taken) if place != number):
                taken.append(box)
                found.append(name)
                break
    return found


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

"""The ground of a map: a view that fits some places, and land and borders in its pixels, as plain paths."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from civiscope.report.figures.outlines import Outlines, unwrapped
from civiscope.report.figures.projection import (
    Degrees,
    Plane,
    Projection,
    equal_earth,
    lambert_azimuthal,
    middle_of,
    widest_angle,
)

Point = tuple[float, float]
"""Pixels from the upper left corner of the map."""

Edges = tuple[tuple[int, float, bool], ...]
"""Edges of a part of the plane: the axis that they cross, where, and whether the part lies above them."""

WORLD_END = 180.0
WIDEST_CONTINENT = 45.0
"""Up to this angle between the places' middle and the farthest of them a map of a part of the world is drawn."""
MARGIN_SHARE = 0.07
LEAST_EXTENT = 0.12
"""No view is narrower than this, in radii of the earth (about 760 km): a single city needs its surroundings."""
FLATTEST, TALLEST = 0.42, 0.95
"""Least and greatest height of a map by its width."""
LEAST_STEP = 1.3
"""Points of a line that lie closer than this are left out (pixels)."""
LEAST_AREA = 1.5
"""Islands smaller than this are left out (square pixels)."""


@dataclass(frozen=True)
class View:
    """A projection with the part of its plane that a map shows, and the map's size in pixels."""

    project: Projection
    name: str
    left: float
    top: float
    scale: float
    width: float
    height: float

    @property
    def is_round(self) -> bool:
        """Whether the projection has no end at 180 degrees."""
        return self.name == "lambert"

    def pixels(self, points: Degrees) -> Plane:
        """Where places stand; y runs downward."""
        plane = self.project(points)
        return np.column_stack(((plane[:, 0] - self.left) * self.scale, (self.top - plane[:, 1]) * self.scale))


def fitted_view(places: Degrees, width: float) -> View:
    """The view of a map ``width`` pixels wide that holds all places.

    Equal Earth for the world, Lambert's azimuthal projection around the places' middle for a part of it.
    """
    centre = middle_of(places)
    part = widest_angle(places, centre) <= WIDEST_CONTINENT
    project = lambert_azimuthal(*centre) if part else equal_earth
    plane = project(places)
    low, high = plane.min(axis=0), plane.max(axis=0)
    across, up = (max(float(size), LEAST_EXTENT) * (1 + 2 * MARGIN_SHARE) for size in high - low)
    height = width * min(max(up / across, FLATTEST), TALLEST)
    scale = min(width / across, height / up)
    middle = (low + high) / 2
    name = "lambert" if part else "equal_earth"
    return View(
        project,
        name,
        float(middle[0]) - width / 2 / scale,
        float(middle[1]) + height / 2 / scale,
        scale,
        width,
        height,
    )


def land(view: View, outlines: Outlines) -> list[list[Point]]:
    """The rings of all countries, cut at the map's edges; each is closed."""
    arcs = _arcs(view, outlines)
    found = []
    for rings in outlines.countries.values():
        for ring in rings:
            for points in [_joined(ring, arcs)] if view.is_round else _halves(ring, view, outlines):
                if _misses(points, view):
                    continue
                cut = _cut_ring([(float(x), float(y)) for x, y in points], _edges(view))
                if len(cut) >= 3 and abs(_area(cut)) >= LEAST_AREA:
                    found.append(_rounded([*cut, cut[0]]))
    return found


def _halves(ring: Sequence[int], view: View, outlines: Outlines) -> list[Plane]:
    """A ring as a map of the world shows it: cut in two where it crosses the map's end at 180 degrees."""
    points = unwrapped(_joined(ring, outlines.arcs))
    low, high = points[:, 0].min(), points[:, 0].max()
    if low >= -WORLD_END and high <= WORLD_END:
        return [_thinned(view.pixels(points))]
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        shifted = [(float(x) + turn, float(y)) for x, y in points]
        cut = _cut_ring(shifted, ((0, -WORLD_END, True), (0, WORLD_END, False)))
        if len(cut) >= 3:
            parts.append(_thinned(view.pixels(np.array(cut))))
    return parts


def _edges(view: View) -> Edges:
    return ((0, 0.0, True), (0, view.width, False), (1, 0.0, True), (1, view.height, False))


def borders(view: View, outlines: Outlines) -> list[list[Point]]:
    """The lines between countries, cut at the map's edges."""
    arcs = _arcs(view, outlines)
    found = []
    for number in outlines.shared():
        if not _misses(arcs[number], view):
            found += _cut_line([(float(x), float(y)) for x, y in arcs[number]], view)
    return [_rounded(line) for line in found]


def centre_of(country: str, view: View, outlines: Outlines) -> Point | None:
    """The centre of a country's largest part (of its area); None for a country without outlines."""
    rings = outlines.countries.get(country)
    if not rings:
        return None
    parts = [view.pixels(unwrapped(_joined(ring, outlines.arcs))) for ring in rings]
    largest = max(parts, key=lambda points: abs(_area(points.tolist())))
    x, y = largest[:, 0], largest[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    total = float(cross.sum())
    if total == 0:
        return float(x.mean()), float(y.mean())
    return (
        float(((x + np.roll(x, -1)) * cross).sum() / (3 * total)),
        float(((y + np.roll(y, -1)) * cross).sum() / (3 * total)),
    )


def _arcs(view: View, outlines: Outlines) -> list[Plane]:
    """All arcs in pixels, with fewer points; arcs keep their ends, so that neighbours still meet."""
    return [_thinned(view.pixels(arc)) for arc in outlines.arcs]


def _thinned(points: Plane) -> Plane:
    kept = [0]
    for number in range(1, len(points) - 1):
        if np.abs(points[number] - points[kept[-1]]).max() >= LEAST_STEP:
            kept.append(number)
    return points[[*kept, len(points) - 1]] if len(points) > 1 else points


def _joined(ring: Sequence[int], arcs: Sequence[Plane]) -> Plane:
    return np.concatenate([arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring])


def _misses(points: Plane, view: View) -> bool:
    """Whether nothing of a line can lie on the map."""
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(high[0] < 0 or high[1] < 0 or low[0] > view.width or low[1] > view.height)


def _cut_ring(points: list[Point], edges: Edges) -> list[Point]:
    """A ring inside the edges (Sutherland and Hodgman 1974): one edge after the other."""
    for axis, edge, above in edges:
        found: list[Point] = []
        for before, here in zip([points[-1], *points[:-1]], points, strict=True) if points else ():
            was_in, is_in = ((point[axis] >= edge) == above or point[axis] == edge for point in (before, here))
            if was_in != is_in:
                found.append(_crossing(before, here, axis, edge))
            if is_in:
                found.append(here)
        points = found
    return points


def _cut_line(points: list[Point], view: View) -> list[list[Point]]:
    """The parts of a line inside the map's edges (Liang and Barsky 1984), joined where they follow one another."""
    found: list[list[Point]] = []
    for before, here in itertools.pairwise(points):
        part = _cut_segment(before, here, view)
        if part is None:
            continue
        if found and found[-1][-1] == part[0]:
            found[-1].append(part[1])
        else:
            found.append([*part])
    return found


def _cut_segment(a: Point, b: Point, view: View) -> tuple[Point, Point] | None:
    start, end = 0.0, 1.0
    for axis, size in ((0, view.width), (1, view.height)):
        step = b[axis] - a[axis]
        if step == 0:
            if not 0 <= a[axis] <= size:
                return None
            continue
        enters, leaves = sorted(((0 - a[axis]) / step, (size - a[axis]) / step))
        start, end = max(start, enters), min(end, leaves)
    if start > end:
        return None
    ends = [a if part == 0 else b if part == 1 else _along(a, b, part) for part in (start, end)]
    return ends[0], ends[1]


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    return _along(a, b, (edge - a[axis]) / (b[axis] - a[axis]))


def _along(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _area(points: Sequence[Sequence[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True)) / 2


def _rounded(points: list[Point]) -> list[Point]:
    """To a tenth of a pixel, without repetitions."""
    found: list[Point] = []
    for x, y in points:
        point = (round(x, 1), round(y, 1))
        if not found or point != found[-1]:
            found.append(point)
    return found

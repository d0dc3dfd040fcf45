"""The map of the cities: where they stand, the ground beneath them and how their signs are drawn, as paths.

The same plane serves the picture in the page, which needs no script, and the map in the browser, whose coordinates it
is: no tile and nothing else is asked of anyone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from civiscope.report.figures.basemap import Point, View, borders, fitted_view, land
from civiscope.report.figures.outlines import outlines
from civiscope.web.explorer.domain.cities import city_table, places_of
from civiscope.web.explorer.domain.city_facets import Bits
from civiscope.web.explorer.domain.shelf import Edition

WIDTH = 960
"""Width of the plane on which cities stand, in its units."""
COARSE, FINE = 1, 3
"""Steps of the ground's lines per unit: of the picture in the page, and of the map that can be enlarged."""

CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "dot": (),
    "square": ((-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)),
    "triangle": ((0, -4.75), (4.5, 3.25), (-4.5, 3.25)),
    "diamond": ((0, -5), (4.5, 0), (0, 5), (-4.5, 0)),
    "wedge": ((0, 4.75), (-4.5, -3.25), (4.5, -3.25)),
    "cross": (
        *((-1.5, -4.5), (1.5, -4.5), (1.5, -1.5), (4.5, -1.5), (4.5, 1.5), (1.5, 1.5)),
        *((1.5, 4.5), (-1.5, 4.5), (-1.5, 1.5), (-4.5, 1.5), (-4.5, -1.5), (-1.5, -1.5)),
    ),
}
"""Corners of the signs of score classes around their middle, in units of the plane; a dot has none, but a radius. The
script of the map draws the same."""
SIGNS = tuple(CORNERS)
"""Signs, that of the lowest class first."""
CROWD = 300
"""With more matching cities signs are drawn smaller."""
SMALL = 0.6
"""How much."""
_DOT = 4.0
"""Radius of a dot."""


@dataclass(frozen=True)
class CityMap:
    """The plane of an edition's cities. ``points`` holds where each city of the table stands, None without
    coordinates."""

    view: View
    points: tuple[Point | None, ...]

    @property
    def width(self) -> int:
        """Width in units."""
        return WIDTH

    @property
    def height(self) -> int:
        """Height in units."""
        return round(self.view.height)

    def of(self, cities: Bits) -> list[Point]:
        """Where the cities of a set stand, without those that have no coordinates."""
        return [point for place in places_of(cities) if (point := self.points[place]) is not None]


@lru_cache(maxsize=16)
def city_map(edition: Edition) -> CityMap | None:
    """The plane that holds all cities with coordinates; None where there are none."""
    table = city_table(edition, edition.source_language)
    known = [place for place, row in enumerate(table.rows) if row.latitude is not None and row.longitude is not None]
    if not known:
        return None
    degrees = np.array([[table.rows[n].longitude, table.rows[n].latitude] for n in known], dtype=np.float64)
    view = fitted_view(degrees, WIDTH)
    points: list[Point | None] = [None] * len(table.rows)
    for place, (x, y) in zip(known, view.pixels(degrees).tolist(), strict=True):
        points[place] = (round(x, 2), round(y, 2))
    return CityMap(view, tuple(points))


@dataclass(frozen=True)
class Ground:
    """Land and the borders between countries as path data, in ``scale`` steps per unit of the plane."""

    land: str
    borders: str
    scale: int


@lru_cache(maxsize=32)
def ground(edition: Edition, scale: int) -> Ground:
    """The ground beneath an edition's cities; raises LookupError where no city has coordinates."""
    found = city_map(edition)
    if found is None:
        raise LookupError("no city has coordinates")
    view = _enlarged(found.view, scale)
    return Ground(_paths(land(view, outlines()), "z"), _paths(borders(view, outlines()), ""), scale)


def _enlarged(view: View, scale: int) -> View:
    return View(
        view.project, view.name, view.left, view.top, view.scale * scale, view.width * scale, view.height * scale
    )


def _paths(lines: Iterable[Sequence[Point]], end: str) -> str:
    """Lines as path data of whole numbers, each step from the last point; lines of less than three steps vanish."""
    found = []
    for line in lines:
        points = [(round(x), round(y)) for x, y in line]
        steps = [(x - u, y - v) for (u, v), (x, y) in itertools.pairwise(points) if (x, y) != (u, v)]
        if len(steps) > (2 if end else 0):
            start, last = points[0], len(steps) - (1 if end else 0)
            found.append(f"M{start[0]} {start[1]}l" + "".join(_step(dx, dy) for dx, dy in steps[:last]).lstrip() + end)
    return "".join(found)


def _step(dx: int, dy: int) -> str:
    return (f"{dx}" if dx < 0 else f" {dx}") + (f"{dy}" if dy < 0 else f" {dy}")


def signs_path(points: Iterable[Point], sign: str, size: float = 1.0) -> str:
    """The sign at every point, as the data of one path."""
    shape = _shape(sign, size)
    return "".join(f"M{x:.1f} {y:.1f}{shape}" for x, y in points)


def _shape(sign: str, size: float = 1.0) -> str:
    """A sign from its middle on, in steps from corner to corner."""
    corners = CORNERS[sign]
    if not corners:
        radius = f"{_DOT * size:g}"
        return (
            f"m-{radius} 0a{radius} {radius} 0 1 0 {2 * _DOT * size:g} 0a{radius} {radius} 0 1 0-{2 * _DOT * size:g} 0z"
        )
    steps = [(x - u, y - v) for (u, v), (x, y) in itertools.pairwise(((0.0, 0.0), *corners))]
    first, *rest = (f"{dx * size:g} {dy * size:g}" for dx, dy in steps)
    return f"m{first}l{' '.join(rest)}z"


def dots_path(points: Iterable[Point]) -> str:
    """Lines without length at every point: with round caps they are dots, in a fraction of the bytes."""
    return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)


def sign_shape(sign: str) -> str:
    """A sign around the middle of a box from -6 to 6, for a legend."""
    return f"M0 0{_shape(sign)}"

"""Make the country outlines of the maps from Natural Earth's, as the npm package world-atlas carries them.

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    python tools/make_outlines.py package/countries-50m.json src/civiscope/report/figures/assets/outlines.json

The result holds what `civiscope.report.figures.outlines` reads. Lines that two countries share stay one line (an arc),
so that simplifying them cannot open gaps. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
from pathlib import Path
from typing import Any

from babel.core import get_global

from civiscope.study.frame_file import country_names

UNIT = 0.01
"""Degrees of one step of the coordinates: about a kilometre, a fifth of a pixel on a map of Europe."""
LEAST_TRIANGLE = 16.0
"""Points go whose triangle with their neighbours is smaller than this, in square kilometres (Visvalingam, 1993)."""
LEAST_ISLAND = 60.0
"""Rings smaller than this, in square kilometres, go unless they are the largest of their country."""
KILOMETRES = 111.2
"""Kilometres in one degree of a great circle."""
OUTSIDE_ISO = {"Kosovo": "XKX"}
"""Codes of the frame for territories that Natural Earth draws without an ISO number."""
LEFT_OUT = ("Antarctica",)

Point = tuple[float, float]


def main() -> None:
    """Read the first path, write the second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    found = outlines(json.loads(given.topology.read_text(encoding="utf-8")))
    given.out.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """The outlines: simplified arcs in steps of `UNIT`, and every country's rings as numbers of arcs."""
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    countries: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in LEFT_OUT:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        sizes = [_size(_joined(ring, arcs)) for ring in rings]
        code = _code(geometry.get("id"), name)
        kept = [ring for ring, size in zip(rings, sizes, strict=True) if size == max(sizes) or size >= LEAST_ISLAND]
        countries.setdefault(code, []).extend(kept)
    used = sorted(
        {number if number >= 0 else ~number for rings in countries.values() for ring in rings for number in ring}
    )
    place = {number: position for position, number in enumerate(used)}
    return {
        "source": "Natural Earth 1:50m, admin 0 countries (public domain), by way of world-atlas 2.0.2; simplified",
        "unit": UNIT,
        "arcs": [_steps(_simplified(arcs[number])) for number in used],
        "countries": {
            code: [[place[n] if n >= 0 else ~place[~n] for n in ring] for ring in rings]
            for code, rings in sorted(countries.items())
        },
    }


def _code(number: str | None, name: str) -> str:
    """ISO 3166-1 alpha-3 of a country; its name where it has none."""
    aliases = get_global("territory_aliases")
    short = aliases.get(number) if number else None
    codes = [code for code in sorted(country_names()) if short and aliases.get(code) == short]
    return OUTSIDE_ISO.get(name) or (codes[0] if codes else name)


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append(
            tuple(v * s + t for v, s, t in zip((x, y), transform["scale"], transform["translate"], strict=True))
        )
    return found


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    return [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]


def _flat(point: Point, latitude: float) -> Point:
    return point[0] * math.cos(math.radians(latitude)) * KILOMETRES, point[1] * KILOMETRES


def _triangle(a: Point, b: Point, c: Point) -> float:
    (ax, ay), (bx, by), (cx, cy) = (_flat(point, b[1]) for point in (a, b, c))
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def _size(ring: list[Point]) -> float:
    middle = sum(point[1] for point in ring) / len(ring)
    flat = [_flat(point, middle) for point in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(flat, flat[1:] + flat[:1], strict=True))) / 2


def _simplified(arc: list[Point]) -> list[Point]:
    """The arc without the points whose triangles are smallest; its ends stay, and four points of a closed one."""
    before = list(range(-1, len(arc) - 1))
    after = [*range(1, len(arc)), -1]
    left = len(arc)
    least = 4 if arc[0] == arc[-1] else 2
    heap = [(_triangle(arc[i - 1], arc[i], arc[i + 1]), i) for i in range(1, len(arc) - 1)]
    heapq.heapify(heap)
    size = {i: area for area, i in heap}
    gone: set[int] = set()
    while heap and left > least:
        area, i = heapq.heappop(heap)
        if i in gone or area != size[i]:
            continue
        if area >= LEAST_TRIANGLE:
            break
        gone.add(i)
        left -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < len(arc) - 1:
                size[j] = max(area, _triangle(arc[before[j]], arc[j], arc[after[j]]))
                heapq.heappush(heap, (size[j], j))
    return [point for i, point in enumerate(arc) if i not in gone]


def _steps(arc: list[Point]) -> list[int]:
    """The first point and then the differences, as x, y, x, y, ... in units; repeated points are left out."""
    found: list[int] = []
    here = (0, 0)
    for longitude, latitude in arc:
        point = round(longitude / UNIT), round(latitude / UNIT)
        if not found or point != here:
            found += [point[0] - here[0], point[1] - here[1]]
        here = point
    return found


if __name__ == "__main__":
    main()

"""Maps: a mark for every city where it lies, or a circle for every country where cities have no coordinates."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import numpy as np

from civiscope.report.figures.basemap import Point, View, borders, centre_of, fitted_view, land
from civiscope.report.figures.frame import Json, KeyEntry, Picture, over, pixels, placed
from civiscope.report.figures.map_cities import Category, MapCities
from civiscope.report.figures.map_places import moved_apart, names_that_fit
from civiscope.report.figures.outlines import outlines
from civiscope.report.figures.style import MARGIN, PAGE_WIDTH, SEMIBOLD, SMALL_SIZE, FigureStyle
from civiscope.report.figures.text import tidy
from civiscope.report.figures.tips import TIP, tip
from civiscope.report.words.phrases import country_name, listed, named, number, say, separated
from civiscope.study.frame import City

Sign = Literal["dot", "square", "triangle", "diamond", "cross", "wedge"]
SIGNS: tuple[tuple[Sign, str], ...] = (
    ("dot", "circle"),
    ("square", "square"),
    ("triangle", "triangle-up"),
    ("diamond", "diamond"),
    ("wedge", "triangle-down"),
    ("cross", "cross"),
)
"""Signs of the key and the shapes that they stand for; further categories begin again, in another shade."""

RADII = ((40, 5.5), (80, 4.5), (1000, 3.5))
SMALLEST = 2.5
"""Radius of a mark by the number of cities."""
OVERLAP = 0.9
"""How close marks may come, by their size: touching edges are still told apart."""
MOST_APART = 500
"""More marks than these stand where their cities lie, one over another: pushing them apart would move them too far."""
MOST_NAMED = 150
NAME_SIZE = 10
FAR = 3.0
"""A mark that was moved farther than this (pixels) has a thin line to where its city lies."""
LARGEST_CIRCLE, LEAST_CIRCLE = 27.0, 5.0
NUMBER_ROOM = 5.0
"""What circles keep free around them for a number below."""


def city_map(found: MapCities, style: FigureStyle, language: str) -> Picture:
    """A mark for every city with coordinates, its shape and shade told in the key."""
    shown = [city for city in found.cities if city.latitude is not None and city.longitude is not None]
    places = np.array([[city.longitude, city.latitude] for city in shown], dtype=np.float64)
    view = fitted_view(places, PAGE_WIDTH - 2 * MARGIN)
    true = [(float(x), float(y)) for x, y in view.pixels(places)]
    radius = next((radius for most, radius in RADII if len(shown) <= most), SMALLEST)
    crowded = len(shown) > MOST_APART
    points = true if crowded else moved_apart(true, [radius * OVERLAP] * len(shown), view.width, view.height)
    looks = {category: _look(number_of, category, found, style) for number_of, category in enumerate(found.categories)}
    data: list[Json] = []
    for city, (x, y), (true_x, true_y) in zip(shown, points, true, strict=True):
        category = found.category_of[city.code]
        about: Json = {"city": city.code, "name": tidy(city.name), "answer": category.code}
        about[TIP] = tip((city.name, country_name(city.country, language)), category.label)
        data.append(about | {"x": pixels(x), "y": pixels(y)})
        if math.hypot(x - true_x, y - true_y) > FAR:
            data[-1] |= {"true_x": pixels(true_x), "true_y": pixels(true_y)}
    moved = [row for row in data if "true_x" in row]
    notes = [say("figure_map_moved", language)] if moved else []
    missing = len(found.cities) - len(shown)
    if missing:
        notes.append(say("figure_map_without", language, count=missing))
    return Picture(
        width=view.width,
        height=view.height,
        left=MARGIN,
        layers=(
            *_ground(view, style),
            *([over(placed(_leader(style), "x", "y", "x2=true_x", "y2=true_y"), moved)] if moved else []),
            *_marks(data, looks, radius, style),
            *(_names(shown, points, radius, view, style) if len(shown) <= MOST_NAMED else []),
        ),
        data=tuple(data),
        key=tuple(
            KeyEntry(looks[category][0], _counted(category, found, language), looks[category][2], looks[category][3])
            for category in found.categories
        ),
        summary=say("figure_alt_map", language, count=len(shown)),
        detail=" ".join(_in_words(category, found, language) for category in found.categories),
        notes=(*notes, *_ground_notes(view, language)),
    )


def country_map(found: MapCities, told: Category | None, style: FigureStyle, language: str) -> Picture | None:
    """A circle for every country at its centre, its area by the number of cities; inside it a darker one by those of
    the category ``told``. None where no country is known."""
    ground = outlines()
    counts = Counter(city.country for city in found.cities if city.country in ground.countries)
    if not counts:
        return None
    of_told = Counter(city.country for city in (found.of(told) if told else ()))
    codes = sorted(counts, key=lambda code: (-counts[code], code))
    rough = fitted_view(np.concatenate([_largest(code) for code in codes]), PAGE_WIDTH - 2 * MARGIN)
    centres = [centre for code in codes if (centre := centre_of(code, rough, ground)) is not None]
    unit = LARGEST_CIRCLE / math.sqrt(max(counts.values()))
    radii = [max(LEAST_CIRCLE, unit * math.sqrt(counts[code])) for code in codes]
    points = moved_apart(centres, [radius + NUMBER_ROOM for radius in radii], rough.width, rough.height)
    data: list[Json] = []
    for code, (x, y), radius in zip(codes, points, radii, strict=True):
        row: Json = {
            "country": code,
            "cities": counts[code],
            "x": pixels(x),
            "y": pixels(y),
            "size": pixels((2 * radius) ** 2),
        }
        row["shown"] = number(counts[code], language) if told is None else f"{of_told[code]}/{counts[code]}"
        named = say("figure_map_category", language, label=country_name(code, language), count=counts[code])
        answer = "" if told is None else say("figure_map_category", language, label=told.label, count=of_told[code])
        row[TIP] = tip((named,), answer)
        if told is not None and of_told[code]:
            inner = radius * math.sqrt(of_told[code] / counts[code])
            row |= {"told": of_told[code], "told_size": pixels((2 * inner) ** 2)}
        data.append(row)
    key = [KeyEntry("dot", say("figure_key_map_cities", language), style.counted, style.primary)]
    if told is not None:
        key.append(KeyEntry("dot", _counted(told, found, language), style.bar, style.primary))
    missing = len(found.cities) - sum(counts.values())
    notes = [say("figure_map_by_country", language)]
    if missing:
        notes.append(say("figure_map_without_country", language, count=missing))
    return Picture(
        width=rough.width,
        height=rough.height,
        left=MARGIN,
        layers=(*_ground(rough, style), *_circles(data, style)),
        data=tuple(data),
        key=tuple(key),
        summary=say("figure_alt_country_map", language, count=len(codes), cities=sum(counts.values())),
        detail=separated((f"{country_name(row['country'], language)} {row['shown']}" for row in data), language) + ".",
        notes=(*notes, *_ground_notes(rough, language)),
    )


def _ground(view: View, style: FigureStyle) -> list[Json]:
    """Land and borders, as paths that end at the map's edges; a clip would need a name, and pages have several maps."""
    ground = outlines()
    polygons = [[ring] for ring in land(view, ground)]
    lines = borders(view, ground)
    shapes = (
        ("MultiPolygon", polygons, {"type": "geoshape", "fill": style.land, "stroke": None, "clip": False}),
        (
            "MultiLineString",
            lines,
            {"type": "geoshape", "filled": False, "stroke": style.paper, "strokeWidth": 0.8, "clip": False},
        ),
    )
    return [
        {
            "data": {"values": [{"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}}]},
            "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
            "mark": mark,
        }
        for kind, coordinates, mark in shapes
        if coordinates
    ]


def _look(number_of: int, category: Category, found: MapCities, style: FigureStyle) -> tuple[Sign, str, str, str]:
    """Sign, shape, fill and edge of a category: shades from dark to light, and what is not known as a hollow dot."""
    if category.absent:
        return "dot", "circle", style.paper, style.muted
    told = sum(not entry.absent for entry in found.categories)
    sign, shape = SIGNS[number_of % len(SIGNS)]
    return sign, shape, style.ramp(max(told, 2))[number_of], style.primary


def _marks(
    data: Sequence[Json], looks: dict[Category, tuple[Sign, str, str, str]], radius: float, style: FigureStyle
) -> list[Json]:
    """A layer for every category, what is not known lowest."""
    layers = []
    for category, (_, shape, fill, edge) in sorted(looks.items(), key=lambda entry: not entry[0].absent):
        rows = [row for row in data if row["answer"] == category.code]
        # Triangles and diamonds of the same box look smaller than circles.
        factor = 1.0 if shape in ("circle", "square") else 1.35
        size = pixels((2 * radius * (0.9 if shape == "square" else 1.0)) ** 2 * factor)
        mark: Json = {"type": "point", "shape": shape, "size": size, "fill": fill, "stroke": edge}
        if rows:
            layers.append(over(placed(mark | {"strokeWidth": 1, "opacity": 1}, "x", "y"), rows))
    return layers


def _leader(style: FigureStyle) -> Json:
    return {"type": "rule", "strokeWidth": 0.75, "color": style.muted}


def _names(
    cities: Sequence[City], points: Sequence[Point], radius: float, view: View, style: FigureStyle
) -> list[Json]:
    """Names of the largest cities first."""
    order = sorted(range(len(cities)), key=lambda place: (-(cities[place].population or 0), cities[place].code))
    names = [tidy(cities[place].name) for place in order]
    found = names_that_fit(names, [points[place] for place in order], radius, NAME_SIZE, view.width, view.height)
    layers = []
    for align in ("left", "center", "right"):
        rows: list[Json] = [
            {"x": pixels(name.x), "y": pixels(name.y), "text": name.text} for name in found if name.align == align
        ]
        mark: Json = {"type": "text", "align": align, "baseline": "middle", "fontSize": NAME_SIZE, "color": style.ink}
        if rows:
            layers.append(over(placed(mark, "x", "y", "text"), rows))
    return layers


def _circles(data: Sequence[Json], style: FigureStyle) -> list[Json]:
    outer: Json = {"type": "point", "shape": "circle", "fill": style.counted, "stroke": style.primary}
    outer |= {"strokeWidth": 1, "opacity": 1}
    inner = outer | {"fill": style.bar}
    text: Json = {"type": "text", "align": "center", "baseline": "middle", "fontSize": SMALL_SIZE}
    text |= {"fontWeight": SEMIBOLD, "color": style.ink}
    told = [row for row in data if "told_size" in row]
    inside: list[Json] = []
    for row in data:
        radius = math.sqrt(row["size"]) / 2
        below = radius < 11 or "told_size" in row
        y = row["y"] + radius + SMALL_SIZE * 0.6 if below else row["y"]
        inside.append({"x": row["x"], "y": pixels(y), "text": row["shown"]})
    sized = {"scale": None, "type": "quantitative"}
    layers = [over(placed(outer, "x", "y", size={"field": "size"} | sized), list(data))]
    if told:
        layers.append(over(placed(inner, "x", "y", size={"field": "told_size"} | sized), told))
    return [*layers, over(placed(text, "x", "y", "text"), inside)]


def _largest(country: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The corners of a country's largest ring, in degrees: what its circle must be seen with."""
    ground = outlines()
    rings = [
        np.concatenate([ground.arcs[n] if n >= 0 else ground.arcs[~n] for n in ring])
        for ring in ground.countries[country]
    ]
    spans = [float(np.prod(ring.max(axis=0) - ring.min(axis=0))) for ring in rings]
    ring = rings[spans.index(max(spans))]
    low, high = ring.min(axis=0), ring.max(axis=0)
    # The middle half is enough: Russia's far east need not be on a map of Europe.
    middle, part = (low + high) / 2, (high - low) / 4
    return np.array([middle - part, middle + part])


def _counted(category: Category, found: MapCities, language: str) -> str:
    return say("figure_map_category", language, label=category.label, count=len(found.of(category)))


def _in_words(category: Category, found: MapCities, language: str) -> str:
    names = [tidy(city.name) for city in found.of(category)]
    label = _counted(category, found, language)
    return f"{named(label, listed(names, language), language)}."


def _ground_notes(view: View, language: str) -> tuple[str, ...]:
    return (say(f"figure_map_{view.name}", language), say("figure_map_borders", language))

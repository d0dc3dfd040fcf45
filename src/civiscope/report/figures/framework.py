"""The framework of a study as overlapping circles: capabilities, what they make possible together, what shapes all."""

from __future__ import annotations

import math
from dataclasses import dataclass

from civiscope.release.model import Release
from civiscope.report.figures.captions import sheet_words
from civiscope.report.figures.document_tables import made_table
from civiscope.report.figures.frame import Json, Picture, over, pixels, placed
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.style import (
    LABEL_LEAD,
    LABEL_SIZE,
    MARGIN,
    PAGE_WIDTH,
    SEMIBOLD,
    SMALL_LEAD,
    SMALL_SIZE,
    FigureStyle,
)
from civiscope.report.figures.text import tidy, wrap
from civiscope.report.words.phrases import listed, named, say
from civiscope.results.document import Table
from civiscope.study.framework import Capability, Framework
from civiscope.study.labels import Label, in_language

RADIUS, APART = 170.0, 190.0
"""Radius of a circle, and how far the centres of two lie apart, in pixels."""
OUTWARD = 62.0
"""How far a capability's name stands outside its circle's centre, where no other circle reaches."""
PAIR_AT = 118.0
"""How far from the middle of three circles the words of two of them stand."""
ROOM_ALONE, ROOM_PAIR, ROOM_ALL = 150.0, 100.0, 104.0
BAND, INSIDE = 46.0, 20.0
BETWEEN_COLUMNS = 22.0
BAND_SIZE = 14.0
NO_BREAK_HYPHEN = "\u2011"

Point = tuple[float, float]


@dataclass(frozen=True)
class _Drawn:
    """A framework in one language, and where its circles stand."""

    framework: Framework
    language: str
    source: str
    centres: tuple[Point, ...]
    top: float
    height: float

    def text(self, label: Label | None) -> str:
        return tidy(in_language(label, self.language, self.source)) if label else ""


def framework_figure(release: Release, language: str, style: FigureStyle) -> MadeFigure | None:
    """The study's framework; None where it defines none."""
    framework = release.definition.framework
    if framework is None:
        return None
    drawn = _placed(framework, language, release.definition.source_language)
    picture = _picture(drawn, style)
    title = drawn.text(framework.title)
    words = sheet_words(release, language, (title,), [drawn.text(framework.note)], {"domain": ""})
    return MadeFigure(picture, words, _rows(drawn, title))


def _placed(framework: Framework, language: str, source: str) -> _Drawn:
    top = (BAND if framework.shaped_by else 0) + INSIDE
    middle = (PAGE_WIDTH - 2 * MARGIN) / 2
    two = ((middle - APART / 2, top + RADIUS), (middle + APART / 2, top + RADIUS))
    height = top + 2 * RADIUS + INSIDE
    if len(framework.capabilities) == len(two):
        return _Drawn(framework, language, source, two, top, height)
    down = APART * math.sqrt(3) / 2
    return _Drawn(framework, language, source, (*two, (middle, top + RADIUS + down)), top, height + down)


def _picture(drawn: _Drawn, style: FigureStyle) -> Picture:
    width = PAGE_WIDTH - 2 * MARGIN
    columns, column_height = _explanations(drawn, width, style)
    return Picture(
        width=width,
        height=drawn.height + column_height,
        left=MARGIN,
        layers=(*_shaping(drawn, width, style), *_circles(drawn, style), *_labels(drawn, style), *columns),
        summary=_summary(drawn),
        detail=_detail(drawn),
    )


def _circles(drawn: _Drawn, style: FigureStyle) -> list[Json]:
    """Circles that shine through: the more capabilities, the darker."""
    rows: list[Json] = [
        {"capability": capability.code, "x": pixels(x), "y": pixels(y)}
        for capability, (x, y) in zip(drawn.framework.capabilities, drawn.centres, strict=True)
    ]
    mark: Json = {"type": "point", "shape": "circle", "size": (2 * RADIUS) ** 2, "opacity": 1}
    fill = mark | {"fill": style.primary, "fillOpacity": 0.13, "stroke": None}
    edge = mark | {"filled": False, "stroke": style.primary, "strokeWidth": 1.75}
    return [over(placed(fill, "x", "y"), rows), over(placed(edge, "x", "y"), rows)]


def _shaping(drawn: _Drawn, width: float, style: FigureStyle) -> list[Json]:
    """What shapes all: a band above the circles, a frame around them, and pointers from one to the others."""
    shaping = drawn.framework.shaped_by
    if shaping is None:
        return []
    frame: Json = {"x": 0, "x2": pixels(width), "y": 0, "y2": pixels(drawn.height)}
    band = frame | {"y2": BAND}
    pointers: list[Json] = [{"x": pixels(x), "y": BAND + 6} for x in sorted(x for x, _ in drawn.centres)]
    border: Json = {"type": "rect", "fill": style.paper, "stroke": style.primary, "strokeWidth": 1.5, "cornerRadius": 6}
    wedge: Json = {"type": "point", "shape": "triangle-down", "size": 260, "fill": style.primary, "stroke": None}
    name: Json = {"type": "text", "align": "center", "baseline": "middle", "fontSize": BAND_SIZE}
    name |= {"fontWeight": SEMIBOLD, "color": style.ink_on(style.primary)}
    text: Json = {"x": pixels(width / 2), "y": BAND / 2, "text": drawn.text(shaping.label)}
    return [
        over(placed(border, "x", "x2", "y", "y2"), [frame]),
        over(placed({"type": "rect", "fill": style.primary, "cornerRadius": 6}, "x", "x2", "y", "y2"), [band]),
        over(placed(wedge | {"opacity": 1}, "x", "y"), pointers),
        over(placed(name, "x", "y", "text"), [text]),
    ]


def _labels(drawn: _Drawn, style: FigureStyle) -> list[Json]:
    """Names in the circles and, where they overlap, what the capabilities make possible together."""
    centre = _middle(drawn.centres)
    strong: list[Json] = []
    plain: list[Json] = []
    for capability, at in zip(drawn.framework.capabilities, drawn.centres, strict=True):
        x, y = _away(centre, at, math.dist(centre, at) + OUTWARD)
        strong.append(_centred(drawn.text(capability.label), (x, y), ROOM_ALONE, semibold=True))
    places = {entry.code: at for entry, at in zip(drawn.framework.capabilities, drawn.centres, strict=True)}
    for intersection in drawn.framework.intersections:
        members = [places[code] for code in dict.fromkeys(intersection.members)]
        everything = len(members) == len(drawn.centres)
        text = drawn.text(intersection.label)
        if everything:
            room = ROOM_ALL if len(members) > 2 else ROOM_PAIR
            strong.append(_centred(text, centre, room, semibold=True))
        else:
            plain.append(_centred(text, _away(centre, _middle(members), PAIR_AT), ROOM_PAIR, semibold=False))
    mark: Json = {"type": "text", "align": "center", "baseline": "middle", "fontSize": LABEL_SIZE, "color": style.ink}
    mark |= {"lineHeight": LABEL_LEAD}
    layers = ((mark | {"fontWeight": SEMIBOLD}, strong), (mark, plain))
    return [over(placed(kind, "x", "y", "text"), rows) for kind, rows in layers if rows]


def _centred(text: str, at: Point, room: float, semibold: bool) -> Json:
    # Words stay whole: a break at a hyphen would read as one more word in so narrow a place.
    lines = wrap(text.replace("-", NO_BREAK_HYPHEN), room, LABEL_SIZE, semibold=semibold)
    return {"x": pixels(at[0]), "y": pixels(at[1] - (len(lines) - 1) * LABEL_LEAD / 2), "text": "\n".join(lines)}


def _middle(points: tuple[Point, ...] | list[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _away(centre: Point, toward: Point, distance: float) -> Point:
    """The place so far from a centre in the direction of another place."""
    length = math.dist(centre, toward)
    return (
        centre[0] + (toward[0] - centre[0]) * distance / length,
        centre[1] + (toward[1] - centre[1]) * distance / length,
    )


def _explanations(drawn: _Drawn, width: float, style: FigureStyle) -> tuple[list[Json], float]:
    """Under the circles a column for each capability that is explained; and how high they are."""
    told = [entry for entry in _capabilities(drawn.framework) if drawn.text(entry.explanation)]
    if not told:
        return [], 0.0
    room = (width - BETWEEN_COLUMNS * (len(told) - 1)) / len(told)
    heads = [wrap(drawn.text(entry.label), room, SMALL_SIZE, semibold=True) for entry in told]
    texts = [wrap(drawn.text(entry.explanation), room, SMALL_SIZE) for entry in told]
    head_height = SMALL_LEAD * max(map(len, heads))
    top = drawn.height + 22
    names: list[Json] = []
    bodies: list[Json] = []
    for place, (head, text) in enumerate(zip(heads, texts, strict=True)):
        x = pixels(place * (room + BETWEEN_COLUMNS))
        names.append({"x": x, "y": pixels(top + head_height - SMALL_LEAD * len(head)), "text": "\n".join(head)})
        bodies.append({"x": x, "y": pixels(top + head_height + 4), "text": "\n".join(text)})
    mark: Json = {"type": "text", "align": "left", "baseline": "top", "fontSize": SMALL_SIZE, "lineHeight": SMALL_LEAD}
    layers = [
        over(placed(mark | {"color": style.ink, "fontWeight": SEMIBOLD}, "x", "y", "text"), names),
        over(placed(mark | {"color": style.muted}, "x", "y", "text"), bodies),
    ]
    return layers, 22 + head_height + 4 + SMALL_LEAD * max(map(len, texts))


def _capabilities(framework: Framework) -> list[Capability]:
    """What shapes all, then the capabilities."""
    return [*([framework.shaped_by] if framework.shaped_by else []), *framework.capabilities]


def _names(drawn: _Drawn, members: tuple[str, ...]) -> str:
    labels = {entry.code: drawn.text(entry.label) for entry in drawn.framework.capabilities}
    return listed([labels[code] for code in dict.fromkeys(members)], drawn.language)


def _summary(drawn: _Drawn) -> str:
    framework = drawn.framework
    names = _names(drawn, tuple(entry.code for entry in framework.capabilities))
    found = say("figure_alt_framework", drawn.language, count=len(framework.capabilities), names=names)
    if framework.shaped_by is None:
        return found
    return found + say("figure_alt_shaped", drawn.language, name=drawn.text(framework.shaped_by.label))


def _detail(drawn: _Drawn) -> str:
    told = []
    for intersection in drawn.framework.intersections:
        names = _names(drawn, intersection.members)
        told.append(say("figure_alt_together", drawn.language, names=names, label=drawn.text(intersection.label)))
    explained = [entry for entry in _capabilities(drawn.framework) if drawn.text(entry.explanation)]
    told += [named(drawn.text(entry.label), drawn.text(entry.explanation), drawn.language) for entry in explained]
    return " ".join(told)


def _rows(drawn: _Drawn, title: str) -> Table:
    language = drawn.language
    rows = [[drawn.text(entry.label), drawn.text(entry.explanation)] for entry in _capabilities(drawn.framework)]
    rows += [[_names(drawn, entry.members), drawn.text(entry.label)] for entry in drawn.framework.intersections]
    heads = [say("figure_head_capability", language), say("figure_head_meaning", language)]
    return made_table(title, heads, rows, words=len(heads))

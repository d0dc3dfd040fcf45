from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from lxml import etree

from civiscope.report.figures.drawing import specification_json
from civiscope.report.figures.further import further_figures
from civiscope.report.figures.lettering import lettering, without_texts
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import subjects
from civiscope.report.figures.worker import draw
from civiscope.report.figures.writing import drawable, make_figure
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures import two_questionnaires
from tests.unit.report.figures.examples import REGIONS, by_level, counts, every_kind, make_release, staff_answers

LONG = (
    "A label so long that it takes three lines, since it tells everything that anybody could ever want to know about it"
)
MIXED = counts("roles", {"engineer": (4, 9)}, domain="region", level="south")
ESTIMATES = [*every_kind(), *by_level(every_kind(), "region", [level for level in REGIONS if level != "south"]), *MIXED]
RELEASE = make_release(
    ESTIMATES,
    staff_answers([3, 5, 5, 7]),
    study={"simulated": True, "groups": [{"code": "region", "label": LONG, "column": "region"}], "domains": ["region"]},
    levels={"region": {"north": LONG, "south": "South", "isles": "Isles"}},
)
STYLE = figure_style(LookDefinition())
FIGURES = {subject.name: make_figure(subject, STYLE) for subject in subjects(RELEASE)}
for entry in further_figures(two_questionnaires.made_release(), []):
    made = entry.make(STYLE)
    assert made is not None
    FIGURES[entry.name] = drawable(entry.name, made, STYLE)

Text = tuple[str, float, float, str, float, str, str]


def by_the_renderer(svg: str) -> list[Text]:
    """Every line of a text mark: its letters, its place, its anchor, size, weight and colour."""
    root = etree.fromstring(svg)
    found = []
    for text in root.xpath("//*[contains(@class, 'mark-text role-mark')]/*"):
        x, y = (float(number) for number in re.findall(r"-?[\d.]+", text.get("transform")))
        for number, line in enumerate(text if len(text) else [text]):
            y += float(line.get("dy", 0)) if number else 0
            found.append(seen(line.text, x, y, text, {}))
    return sorted(found)


def by_hand(group: str) -> list[Text]:
    found = []
    for layer in etree.fromstring(group):
        for text in layer:
            x, y = float(text.get("x")), float(text.get("y"))
            for number, line in enumerate(text if len(text) else [text]):
                y += float(line.get("dy", 0)) if number else 0
                found.append(seen(line.text, x, y, text, layer))
    return sorted(found)


def seen(letters: str | None, x: float, y: float, text: Any, layer: Any) -> Text:
    def given(name: str) -> str:
        return str(text.get(name) or layer.get(name) or "")

    size = float(given("font-size").removesuffix("px"))
    return letters or "", round(x, 1), round(y, 1), given("text-anchor"), size, given("font-weight"), given("fill")


@pytest.mark.parametrize("name", FIGURES)
def test_texts_stand_where_the_renderer_would_set_them(name: str) -> None:
    specification = FIGURES[name].specification
    assert by_hand(lettering(specification)) == by_the_renderer(draw(specification_json(specification)))


@pytest.mark.parametrize("name", FIGURES)
def test_shapes_do_not_depend_on_the_texts(name: str) -> None:
    def shapes(svg: str) -> list[str]:
        root = etree.fromstring(svg)
        for text in root.xpath("//*[contains(@class, 'mark-text role-mark')]"):
            text.getparent().remove(text)
        return [root.get("viewBox"), *(part.get("d") or part.get("transform") or "" for part in root.iter())]

    specification = FIGURES[name].specification
    assert shapes(draw(specification_json(without_texts(specification)))) == shapes(
        draw(specification_json(specification))
    )


def test_texts_are_written_as_text_and_not_as_markup() -> None:
    hostile = "<script>alert(\"1\")</script> & '</text>'"
    specification = FIGURES["roles"].specification
    mark = {"type": "text", "text": [hostile, hostile], "fontSize": 12, "lineHeight": 15}
    layer = {"mark": mark, "data": {"values": [{}]}, "encoding": {"x": {"value": 1}, "y": {"value": 2}}}
    written = lettering(specification | {"layer": [layer]})
    assert "<script>" not in written
    assert unescape(written).count(hostile) == 2
    assert etree.fromstring(written).xpath("count(//*[local-name()='tspan'])") == 2


def test_rows_without_a_place_or_a_text_are_left_out() -> None:
    specification = FIGURES["roles"].specification
    encoding = {"x": {"field": "x"}, "y": {"field": "y"}, "text": {"field": "text"}}
    rows = [{"x": 1, "y": 2, "text": "here"}, {"x": 1, "y": 2, "text": ""}, {"y": 2, "text": "nowhere"}]
    layer = {"mark": {"type": "text", "fontSize": 12}, "data": {"values": rows}, "encoding": encoding}
    assert "".join(etree.fromstring(lettering(specification | {"layer": [layer]})).itertext()) == "here"

from __future__ import annotations

import json
from html import unescape

import pytest

from civiscope.report.figure_drawing import specification_json
from civiscope.report.figure_placeholders import filled_in, with_placeholders
from civiscope.report.figure_style import figure_style
from civiscope.report.figure_tables import subjects
from civiscope.report.figure_worker import draw
from civiscope.report.figures import make_figure
from civiscope.study.definition import LookDefinition
from tests.unit.report.figure_examples import REGIONS, by_level, every_kind, make_release, staff_answers

RELEASE = make_release([*every_kind(), *by_level(every_kind(), "region", [*REGIONS])], staff_answers([3, 5, 5, 7]))
FIGURES = {subject.name: make_figure(subject, figure_style(LookDefinition())) for subject in subjects(RELEASE)}


@pytest.mark.parametrize("name", FIGURES)
def test_drawing_that_is_filled_in_is_the_one_drawn_with_its_texts(name: str) -> None:
    specification = FIGURES[name].specification
    apart, lines = with_placeholders(specification)
    assert filled_in(draw(specification_json(apart)), lines) == draw(specification_json(specification))


def test_specification_itself_keeps_its_texts() -> None:
    specification = FIGURES["roles"].specification
    before = json.dumps(specification)
    with_placeholders(specification)
    assert json.dumps(specification) == before


def test_no_text_of_the_study_reaches_the_renderer_as_a_mark() -> None:
    apart, lines = with_placeholders(FIGURES["roles"].specification)
    texts = [layer["mark"]["text"] for layer in apart["layer"] if "text" in layer["mark"]]
    assert all(text.startswith("~") for group in texts for text in group)
    assert "Which roles do innovation teams have?" in lines


def test_lines_are_written_as_text_and_not_as_markup() -> None:
    hostile = "<script>alert(\"1\")</script> & '~0'"
    filled = filled_in("<text>~0</text><tspan>~1</tspan>", [hostile, "~0"])
    assert unescape(filled) == f"<text>{hostile}</text><tspan>~0</tspan>"
    assert "<script>" not in filled


def test_many_lines_keep_their_numbers() -> None:
    specification = {
        "data": {"values": []},
        "layer": [{"mark": {"type": "text", "text": [f"line {number}" for number in range(2000)]}, "encoding": {}}],
    }
    apart, lines = with_placeholders(specification)
    drawn = "".join(f"<tspan>{text}</tspan>" for text in apart["layer"][0]["mark"]["text"])
    assert filled_in(drawn, lines) == "".join(f"<tspan>line {number}</tspan>" for number in range(2000))

from __future__ import annotations

import pytest
from lxml import etree

from civiscope.report.figures.drawing import Figure, draw_figures, finished_svg, specification_json

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="9" height="9" viewBox="0 0 9 9">'
    '<g role="graphics-object" aria-roledescription="group mark"><text>role="x"</text></g></svg>'
)
PLACE = {"x": {"value": 1}, "y": {"value": 1}}
HELLO = {
    "data": {"values": [{}]},
    "layer": [
        {"mark": {"type": "text", "text": ["Hello"], "fontSize": 12}, "encoding": PLACE},
        {"mark": {"type": "point"}, "encoding": PLACE},
    ],
    "config": {"font": "Noto Sans"},
    "padding": {"left": 4, "top": 5},
    "autosize": {"type": "none"},
    "width": 20,
    "height": 20,
}


def figure(name: str, specification: dict[str, object]) -> Figure:
    return Figure(name, specification, 'Roles & "teams"', "Two bars < three.", "A 1%; B 2%.")


def test_finished_file_is_one_named_image() -> None:
    root = etree.fromstring(finished_svg(SVG, figure("roles", HELLO), "@font-face{}"))
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Roles & "teams". Two bars < three.'
    title, described, style = root[:3]
    assert (title.text, described.text, style.text) == (
        'Roles & "teams"',
        "Two bars < three. A 1%; B 2%.",
        "@font-face{}",
    )
    assert root.get("viewBox") == "0 0 9 9"


def test_roles_of_parts_are_taken_out_and_texts_left() -> None:
    finished = finished_svg(SVG, figure("roles", HELLO), "")
    assert "graphics-object" not in finished
    assert "roledescription" not in finished
    assert '<g><text>role="x"</text></g>' in finished


def test_every_figure_is_handed_over_once() -> None:
    done: dict[str, str] = {}
    figures = [figure(f"f{number}", HELLO) for number in range(20)]
    draw_figures(lambda: figures, lambda drawn, svg: done.update({drawn.name: svg}), expected=20)
    assert sorted(done) == sorted(entry.name for entry in figures)
    assert all(">Hello</text>" in svg for svg in done.values())
    assert len(set(done.values())) == 1


def test_figure_that_cannot_be_drawn_is_named() -> None:
    broken = HELLO | {"layer": [{"mark": {"type": "nonsense"}, "encoding": {}}]}
    with pytest.raises(RuntimeError, match="figure f1 cannot be drawn"):
        draw_figures(lambda: [figure("f0", HELLO), figure("f1", broken)], lambda drawn, svg: None, expected=2)


def test_failure_of_who_takes_the_figures_is_passed_on() -> None:
    def refuse(drawn: Figure, svg: str) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        draw_figures(lambda: [figure("f0", HELLO)], refuse, expected=1)


def test_specification_cannot_end_a_script_element() -> None:
    assert specification_json({"a": "</script>é"}) == '{"a":"\\u003c/script>é"}'

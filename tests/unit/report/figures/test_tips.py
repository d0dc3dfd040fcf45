"""What marks say when a reader points at them."""

from __future__ import annotations

import pytest

from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import subjects
from civiscope.report.figures.tips import TIP, share_tip, tip
from civiscope.report.figures.writing import make_figure
from civiscope.results.estimates import Estimate
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.examples import REGIONS, by_level, counts, estimate, every_kind, make_release, shares


def test_share_is_told_with_its_interval_and_its_cities() -> None:
    cell = estimate("roles", "engineer", 0.5, low=0.4, high=0.6, n=25, base=50)
    assert (
        share_tip(("Engineer", "North"), cell, "en")
        == "Engineer, North\n50% (95% interval 40% to 60%)\n25 of 50 cities"
    )


def test_share_without_an_interval_names_none() -> None:
    cell = estimate("roles", "engineer", 1.0, low=None, high=None, n=1, base=1)
    assert share_tip(("Engineer",), cell, "en") == "Engineer\n100%\n1 of 1 city"


def test_count_alone_is_told_without_a_share() -> None:
    (cell,) = counts("roles", {"engineer": (4, 9)})
    assert share_tip(("Engineer",), cell, "en") == "Engineer\n4 of 20 cities"


@pytest.mark.parametrize(
    "hidden",
    [
        estimate("roles", "engineer", suppressed=True, base=None),
        estimate("roles", "engineer", 0.5, suppressed=True, n=2, base=4),
        estimate("roles", "engineer", None, n=None),
    ],
)
def test_what_is_not_published_is_not_told(hidden: Estimate) -> None:
    assert share_tip(("Engineer",), hidden, "en") == ""


def test_names_are_tidied_and_empty_parts_left_out() -> None:
    assert tip(("a\nb", "", "c\u202ed"), "", "2 of 3") == "a b, cd\n2 of 3"


def test_every_drawn_mark_of_a_share_has_its_text() -> None:
    entries = [*every_kind(), *by_level(every_kind(), "region", [*REGIONS])]
    for subject in subjects(make_release(entries)):
        specification = make_figure(subject, figure_style(LookDefinition())).specification
        shared = specification["data"]["values"]
        telling = [layer for layer in specification["layer"] if "tooltip" in layer["encoding"]]
        assert telling, subject.name
        for layer in telling:
            rows = layer["data"]["values"] if "data" in layer else shared
            assert all(row[TIP] for row in rows), subject.name


def test_texts_are_no_marks_to_point_at() -> None:
    (subject,) = subjects(make_release(shares("roles", {"engineer": 0.5})))
    for layer in make_figure(subject, figure_style(LookDefinition())).specification["layer"]:
        if layer["mark"]["type"] == "text":
            assert "tooltip" not in layer["encoding"]

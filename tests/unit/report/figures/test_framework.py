from __future__ import annotations

import math
from typing import Any

import pytest

from civiscope.report.figures.framework import RADIUS, framework_figure
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.text import text_width
from civiscope.report.words.phrases import plain
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.two_questionnaires import FRAMEWORK, made_release


def figure(**changes: object) -> MadeFigure:
    release = made_release(study={"framework": FRAMEWORK | changes})
    made = framework_figure(release, "en", figure_style(LookDefinition()))
    assert made is not None
    return made


def rows(made: MadeFigure, name: str) -> list[dict[str, Any]]:
    return [row for layer in made.picture.layers for row in layer["data"]["values"] if name in row]


def test_every_pair_of_circles_overlaps() -> None:
    found = rows(figure(), "capability")[:3]
    centres = [(row["x"], row["y"]) for row in found]
    for number, here in enumerate(centres):
        for other in centres[number + 1 :]:
            assert 0 < math.dist(here, other) < 2 * RADIUS
    middle = (sum(x for x, _ in centres) / 3, sum(y for _, y in centres) / 3)
    assert all(math.dist(middle, centre) < RADIUS for centre in centres)


def test_words_stand_in_the_circles_that_they_are_about() -> None:
    made = figure()
    centres = {row["capability"]: (row["x"], row["y"]) for row in rows(made, "capability")}
    # The columns of explanations below repeat the names of the circles.
    texts = {row["text"].replace("\n", " "): row for row in reversed(rows(made, "text"))}
    for label, members in (
        ("Organisation", {"people"}),
        ("Analysis", {"figures"}),
        ("Evidence‑based policy", {"people", "figures"}),
        ("Full potential", {"people", "figures", "partners"}),
    ):
        at = (texts[label]["x"], texts[label]["y"])
        assert {code for code, centre in centres.items() if math.dist(at, centre) < RADIUS} == members
    widest = max(text_width(line, 12, True) for line in texts["Full potential"]["text"].split("\n"))
    assert widest <= 104


def test_words_tell_capabilities_intersections_and_explanations() -> None:
    made = figure()
    said = f"{made.picture.summary}{made.picture.detail}"
    for expected in (
        "Organisation, Analysis and Partnership",
        "Above them and around them: Leadership",
        "Where Organisation and Analysis overlap: Evidence-based policy.",
        "Organisation: People, money and rules.",
    ):
        assert expected in said
    table = [[plain(cell) for cell in row] for row in made.table.rows]
    assert ["Leadership", "Commitment from the top."] in table
    assert ["Organisation, Analysis and Partnership", "Full potential"] in table


@pytest.mark.parametrize("shaped_by", [None, FRAMEWORK["shaped_by"]])
def test_two_capabilities_make_two_circles(shaped_by: object) -> None:
    made = figure(
        capabilities=FRAMEWORK["capabilities"][:2], intersections=FRAMEWORK["intersections"][:1], shaped_by=shaped_by
    )
    assert len({row["capability"] for row in rows(made, "capability")}) == 2
    assert ("Leadership" in made.picture.summary) == (shaped_by is not None)

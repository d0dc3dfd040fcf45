from __future__ import annotations

from typing import Any

import pytest

from civiscope.report.figures.frame import KeyEntry, Picture, Words, assemble, pixels
from civiscope.report.figures.style import MARGIN, figure_style
from civiscope.study.definition import LookDefinition

STYLE = figure_style(LookDefinition())
WORDS = Words("Roles", ("Which roles?",), ("Base: 50 cities.", "Source: nobody."))


def specification(words: Words = WORDS, **changes: Any) -> dict[str, Any]:
    picture = Picture(
        **({"width": 500, "height": 200, "left": 150, "layers": (), "summary": "S.", "detail": "D."} | changes)
    )
    return assemble(picture, words, STYLE)


def text_marks(found: dict[str, Any]) -> list[tuple[str, float]]:
    return [
        (" ".join(layer["mark"]["text"]), layer["encoding"]["y"]["value"])
        for layer in found["layer"]
        if "text" in layer["mark"]
    ]


def test_texts_stand_above_and_below_the_picture() -> None:
    (title, top), (question, below), (caption, bottom) = text_marks(specification())
    assert (title, question, caption) == ("Roles", "Which roles?", "Base: 50 cities. Source: nobody.")
    assert top < below < 0
    assert bottom > 200


def test_size_is_the_picture_with_its_labels_and_texts() -> None:
    found = specification()
    assert (found["width"], found["height"]) == (500, 200)
    assert found["padding"]["left"] == 150
    assert -found["padding"]["top"] + MARGIN == text_marks(found)[0][1]
    assert found["autosize"] == {"type": "none"}


def test_long_question_takes_more_room() -> None:
    long = Words("Roles", ("Which roles? " * 30,), ())
    assert specification(long)["padding"]["top"] > specification()["padding"]["top"]


def test_description_says_what_the_figure_shows() -> None:
    assert specification()["description"] == "Roles. S. D."


def test_key_that_is_too_long_for_a_row_takes_two() -> None:
    entries = tuple(
        KeyEntry("box", f"A rather long name of an answer, number {number}", "#000000") for number in range(4)
    )
    one, four = (specification(key=key)["padding"]["top"] for key in (entries[:1], entries))
    assert four > one


@pytest.mark.parametrize("sign", ["box", "line", "tick", "dot", "diamond"])
def test_every_sign_of_the_key_is_drawn_beside_its_text(sign: Any) -> None:
    found = specification(key=(KeyEntry(sign, "What it means", "#000000"),))
    rows = [row for layer in found["layer"] for row in layer["data"]["values"] if "key_x" in row]
    (mark, text) = rows
    assert text["key"] == "What it means"
    assert mark["key_x"] < text["key_x"]


def test_simulated_figure_carries_its_mark_above_and_in_the_picture() -> None:
    marked = Words("Roles", (), (), simulated="Simulated: cities and answers are made up.")
    found = dict(text_marks(specification(marked)))
    assert found["Simulated: cities and answers are made up."] < found["Roles"] < 0
    assert found["SIMULATED"] == 100


@pytest.mark.parametrize(("length", "expected"), [(3.0, 3), (3.14159, 3.1), (2.96, 3)])
def test_pixels_are_short_numbers(length: float, expected: float) -> None:
    assert repr(pixels(length)) == repr(expected)

from __future__ import annotations

from dataclasses import replace

import pytest

from civiscope.release.model import Release
from civiscope.report.figures.blocks import FigureParts
from civiscope.report.figures.map_pictures import MOST_APART
from civiscope.report.figures.requests import FigureRequest, NothingToDraw, figure_parts
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from tests.unit.report.figures.two_questionnaires import APPROACH, CITIES, asked, made_release


def parts_of(request: FigureRequest, release: Release | None = None) -> FigureParts:
    return figure_parts(ReleaseView(release or made_release(), "en"), request)


ANSWERS = FigureRequest("answers", "map", "approach")


def test_every_city_with_coordinates_has_a_mark_by_its_answer() -> None:
    parts = parts_of(ANSWERS)
    assert {row["city"]: row["answer"] for row in parts.picture.data} == {
        "paris": "whole",
        "lyon": "parts",
        "rome": "whole",
        "oslo": "",
    }
    where = {row["city"]: (row["x"], row["y"]) for row in parts.picture.data}
    assert where["oslo"][1] < where["paris"][1] < where["lyon"][1] < where["rome"][1]
    assert where["paris"][0] < where["oslo"][0] < where["rome"][0]


def test_answers_differ_in_shape_and_not_in_colour_alone() -> None:
    parts = parts_of(ANSWERS)
    marks = [layer["mark"] for layer in parts.picture.layers if layer["mark"]["type"] == "point"]
    shapes = [(mark["shape"], mark["fill"]) for mark in marks]
    assert len(set(shapes)) == 3
    assert len({entry.sign + entry.colour for entry in parts.picture.key}) == 3
    assert [entry.text for entry in parts.picture.key] == [
        "As a whole (2 cities)",
        "In parts (2 cities)",
        "No public answer (1 city)",
    ]


def test_cities_without_coordinates_are_counted_and_listed() -> None:
    parts = parts_of(ANSWERS)
    assert "1 city is not on the map" in parts.caption[0]
    assert "Base: 5 cities." in parts.caption[0]
    listed = [[plain(cell) for cell in row] for row in parts.table.rows]
    assert ["Nowhere", "France", "In parts"] in listed
    assert len(listed) == 5
    for city in CITIES.values():
        assert city.name in parts.picture.detail


def test_borders_imply_no_opinion() -> None:
    assert "borders imply no opinion" in parts_of(ANSWERS).caption[0]


def test_answers_that_are_not_public_are_on_no_map() -> None:
    release = made_release()
    with pytest.raises(NothingToDraw, match="public"):
        parts_of(ANSWERS, replace(release, answers=()))
    private = asked("officers", [APPROACH | {"consent": "aggregate"}], "municipal officers")
    with pytest.raises(NothingToDraw, match="public"):
        parts_of(ANSWERS, replace(release, questionnaires=release.questionnaires | {"officers": private}))


def test_map_without_item_tells_who_answered() -> None:
    release = made_release()
    kept = tuple(entry for entry in release.respondents if entry.city != "rome")
    parts = parts_of(FigureRequest("x", "map"), replace(release, respondents=kept))
    assert parts.title == "The cities that answered"
    assert [entry.text for entry in parts.picture.key] == ["Answered (4 cities)", "Did not answer (1 city)"]
    nobody = parts_of(FigureRequest("x", "map"), replace(release, respondents=()))
    assert nobody.title == "The cities of the study"


def test_frame_without_coordinates_has_a_circle_for_every_country() -> None:
    release = made_release()
    cities = {code: replace(city, latitude=None, longitude=None) for code, city in release.cities.items()}
    parts = parts_of(ANSWERS, replace(release, cities=cities))
    rows = {row["country"]: row for row in parts.picture.data}
    assert {code: row["cities"] for code, row in rows.items()} == {"FRA": 3, "ITA": 1, "NOR": 1}
    assert rows["FRA"]["shown"] == "1/3"
    # Areas are numbers: three cities take three times the area of one.
    assert rows["FRA"]["size"] / rows["ITA"]["size"] == pytest.approx(3, rel=0.02)
    assert rows["FRA"]["told_size"] / rows["FRA"]["size"] == pytest.approx(1 / 3, rel=0.02)
    assert "France 1/3" in parts.picture.detail
    assert "not at cities" in parts.caption[0]


def test_option_chooses_what_stands_out_in_the_circles() -> None:
    release = made_release()
    cities = {code: replace(city, latitude=None, longitude=None) for code, city in release.cities.items()}
    parts = parts_of(replace(ANSWERS, option="parts"), replace(release, cities=cities))
    assert {row["country"]: row["shown"] for row in parts.picture.data}["FRA"] == "2/3"


def test_option_that_no_city_gave_lets_no_other_stand_out() -> None:
    release = made_release()
    cities = {code: replace(city, latitude=None, longitude=None) for code, city in release.cities.items()}
    parts = parts_of(replace(ANSWERS, option="both"), replace(release, cities=cities))
    assert {row["country"]: row["shown"] for row in parts.picture.data}["FRA"] == "3"


def test_frame_of_unknown_countries_cannot_be_drawn() -> None:
    release = made_release()
    cities = {
        code: replace(city, latitude=None, longitude=None, country="ZZZ") for code, city in release.cities.items()
    }
    with pytest.raises(NothingToDraw, match="coordinates"):
        parts_of(FigureRequest("x", "map"), replace(release, cities=cities))


def test_marks_in_a_crowd_stand_where_their_cities_lie() -> None:
    release = made_release()
    paris = release.cities["paris"]
    crowd = {f"c{number}": replace(paris, code=f"c{number}") for number in range(MOST_APART + 1)}
    asked_of_all = replace(release, cities=release.cities | crowd)
    rows = parts_of(FigureRequest("who", "map"), asked_of_all).picture.data
    assert len({(row["x"], row["y"]) for row in rows if row["city"].startswith("c")}) == 1
    assert not any("true_x" in row for row in rows)

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.map_places import moved_apart, names_that_fit

points = st.lists(st.tuples(st.floats(100, 400), st.floats(100, 300)), min_size=1, max_size=25)


def test_marks_that_do_not_touch_stay_where_they_are() -> None:
    places = [(50.0, 50.0), (80.0, 50.0)]
    assert moved_apart(places, [5, 5], 200, 100) == places


def test_marks_at_one_place_can_be_told_apart() -> None:
    found = moved_apart([(50.0, 50.0)] * 6, [5] * 6, 200, 100)
    assert len({(round(x), round(y)) for x, y in found}) == 6


@given(points)
def test_no_mark_hides_another_or_leaves_the_map(places: list[tuple[float, float]]) -> None:
    found = moved_apart(places, [4.0] * len(places), 500, 400)
    for number, a in enumerate(found):
        assert 4 <= a[0] <= 496
        assert 4 <= a[1] <= 396
        for b in found[number + 1 :]:
            assert math.dist(a, b) > 4


@given(points)
def test_same_places_give_the_same_marks(places: list[tuple[float, float]]) -> None:
    assert moved_apart(places, [4.0] * len(places), 500, 400) == moved_apart(places, [4.0] * len(places), 500, 400)


def test_names_stand_beside_their_marks_and_cover_no_other() -> None:
    marks = [(100.0, 50.0), (112.0, 50.0), (20.0, 20.0)]
    found = {name.text: name for name in names_that_fit(["Left", "Right", "Alone"], marks, 5, 10, 200, 100)}
    assert found["Alone"].align == "left"
    assert found["Alone"].x == 27
    assert found["Right"].align == "left"
    assert found["Left"].align == "right"


def test_name_that_fits_nowhere_is_left_out() -> None:
    assert names_that_fit(["A very long name of a city"], [(20.0, 5.0)], 5, 10, 40, 10) == []

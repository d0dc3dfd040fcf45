from __future__ import annotations

from dataclasses import replace

from civiscope.report.figures.frame import Picture
from civiscope.report.figures.numbers import number_picture
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import Entry, NumberLevel, number_levels, subjects
from civiscope.results.answers import Answer
from civiscope.results.estimates import Estimate
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.examples import REGIONS, by_level, make_release, numbers, staff_answers

STYLE = figure_style(LookDefinition())
STAFF = numbers("staff", 6.25, 5)


def picture_of(estimates: list[Estimate], answers: list[Answer], name: str = "staff") -> Picture:
    subject = next(subject for subject in subjects(make_release(estimates, answers)) if subject.name == name)
    return number_picture(number_levels(subject), subject.item, STYLE, "en")


def texts(picture: Picture) -> list[str]:
    return [row["text"] for layer in picture.layers for row in layer.get("data", {}).get("values", []) if "text" in row]


def test_published_values_are_drawn_as_a_histogram() -> None:
    picture = picture_of(STAFF, staff_answers([3, 5, 5, 7, 8]))
    assert {(row["from"], row["to"]): row["cities"] for row in picture.data} == {
        (2.5, 3.5): 1,
        (4.5, 5.5): 2,
        (6.5, 7.5): 1,
        (7.5, 8.5): 1,
    }


def test_mean_and_median_are_written_with_their_intervals() -> None:
    key = picture_of(STAFF, staff_answers([3, 5, 5, 7, 8])).key
    assert [entry.text for entry in key] == [
        "Number of cities",
        "Mean 6.3 (5.3 to 7.3)",
        "Median 5 (4 to 6)",
        "95% interval",
    ]


def test_values_that_are_not_published_leave_mean_and_median() -> None:
    picture = picture_of(STAFF, [])
    assert picture.data == ()
    assert {"All cities", "50", "6.3", "5"} <= set(texts(picture))
    assert [entry.text for entry in picture.key] == ["Mean", "Median", "95% interval of the mean"]


def test_medians_that_are_not_published_have_no_column() -> None:
    picture = picture_of([replace(row, suppressed=row.measure == "median") for row in STAFF], [])
    assert "Mean" in texts(picture)
    assert "Median" not in texts(picture)
    assert [entry.text for entry in picture.key] == ["Mean", "95% interval of the mean"]


def test_levels_have_a_strip_each_with_their_cities() -> None:
    picture = picture_of(
        [*STAFF, *by_level(STAFF, "region", [*REGIONS])], staff_answers([3, 5, 7, 8]), "staff--by-region"
    )
    ticks = [row for layer in picture.layers for row in layer["data"]["values"] if "value" in row]
    assert [(row["level"], row["value"]) for row in ticks] == [
        *(("", value) for value in (3, 5, 7, 8)),
        *(("north", value) for value in (3, 8)),
        ("south", 5),
        ("isles", 7),
    ]


def test_cities_with_the_same_value_share_a_tick() -> None:
    picture = picture_of(
        [*STAFF, *by_level(STAFF, "region", ["north"])], staff_answers([3, 5, 5, 5]), "staff--by-region"
    )
    ticks = [
        row for layer in picture.layers for row in layer["data"]["values"] if row.get("level") == "" and "value" in row
    ]
    assert [(row["value"], row["cities"], row["opacity"]) for row in ticks] == [(3, 1, 0.5), (5, 3, 0.88)]


def test_very_many_values_have_no_more_ticks_than_pixels() -> None:
    values = tuple(float(value) for value in range(3000))
    levels = [NumberLevel(Entry(code, code), STAFF[0], STAFF[1], values) for code in ("", "north")]
    item = next(item for item in make_release([]).questionnaires["officers"].items.values() if item.code == "staff")
    picture = number_picture(levels, item, STYLE, "en")
    ticks = [row for layer in picture.layers for row in layer["data"]["values"] if "cities" in row]
    assert sum(row["cities"] for row in ticks) == 6000
    assert len(ticks) <= 2 * (picture.width + 1)


def test_skewed_values_are_drawn_and_told_on_a_logarithmic_axis() -> None:
    picture = picture_of(numbers("staff", 30, 2), staff_answers([1, 2, 2, 3, 900]))
    assert picture.notes == ("Logarithmic axis: equal distances stand for equal ratios.",)


def test_words_tell_spread_mean_and_median() -> None:
    summary = picture_of(STAFF, staff_answers([3, 5, 5, 7, 8])).summary
    assert summary == ("Distribution of a number over 5 cities, from 3 to 8. Mean 6.3 (5.3 to 7.3); Median 5 (4 to 6).")

from __future__ import annotations

import itertools

import pytest

from civiscope.report.figures.frame import Picture
from civiscope.report.figures.stacks import share_stacks
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import share_table, subjects
from civiscope.results.estimates import Estimate
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.examples import REGIONS, by_level, estimate, make_release, shares

STYLE = figure_style(LookDefinition())
SERVICES = {"very": 0.2, "rather": 0.3, "little": 0.4, "not": 0.1}
SAVINGS = {"very": 0.5, "rather": 0.3, "little": 0.1, "not": 0.1}
GOALS = [*shares("goals", SERVICES, row="services"), *shares("goals", SAVINGS, row="savings", base=40)]


def picture_of(estimates: list[Estimate], name: str = "goals") -> Picture:
    subject = next(subject for subject in subjects(make_release(estimates)) if subject.name == name)
    return share_stacks(share_table(subject), STYLE, "en")


def test_segments_of_a_row_follow_one_another_to_the_whole_width() -> None:
    picture = picture_of(GOALS)
    services = [row for row in picture.data if row["row"] == "services"]
    assert [row["option"] for row in services] == [*SERVICES]
    assert services[0]["x"] == 0
    assert all(first["x2"] == second["x"] for first, second in itertools.pairwise(services))
    assert services[-1]["x2"] == pytest.approx(picture.width, abs=0.1)


def test_rows_are_sorted_by_the_first_half_of_the_scale() -> None:
    picture = picture_of(GOALS)
    assert [row["row"] for row in picture.data if row["option"] == "very"] == ["savings", "services"]
    assert picture.notes == ("Sorted by the share of “Very important” + “Rather important”.",)


def test_shades_run_from_dark_to_light_with_readable_numbers() -> None:
    fills = {row["option"]: (row["fill"], row["ink"]) for row in picture_of(GOALS).data}
    assert [fill for fill, _ in fills.values()] == sorted(fill for fill, _ in fills.values())
    assert fills["very"][1] == STYLE.paper
    assert fills["not"][1] == "#000000"


def test_narrow_segment_has_no_number_in_it() -> None:
    shown = {
        row["option"]: row["shown"]
        for row in picture_of([*shares("goals", SERVICES | {"not": 0.01}, row="services")]).data
    }
    assert shown == {"very": "20%", "rather": "30%", "little": "40%", "not": ""}


def test_every_row_states_its_base() -> None:
    layers = picture_of(GOALS).layers
    texts = [row["text"] for layer in layers for row in layer.get("data", {}).get("values", []) if "text" in row]
    assert {"40", "50", "n"} <= set(texts)


def test_columns_of_a_domain_name_the_first_half_in_a_number() -> None:
    picture = picture_of([*GOALS, *by_level(GOALS, "region", [*REGIONS])], "goals--by-region")
    totals = {(row["row"], row.get("level")): row["total"] for row in picture.data if "total" in row}
    assert len(totals) == 2 * 4
    assert totals["savings", "north"] == "80%"
    assert picture.notes[-1] == "The number before a bar is that share."


def test_suppressed_row_of_a_level_is_left_open() -> None:
    hidden = [
        estimate("goals", option, row="savings", suppressed=True, base=None, domain="region", level="north")
        for option in SAVINGS
    ]
    shown = by_level(shares("goals", SERVICES, row="services"), "region", ["north"])
    picture = picture_of([*GOALS, *shown, *hidden], "goals--by-region")
    assert {(row["row"], row.get("level")) for row in picture.data} == {
        ("services", ""),
        ("savings", ""),
        ("services", "north"),
    }


def test_summary_tells_the_first_and_the_last_row() -> None:
    assert picture_of(GOALS).summary.endswith(
        "“Very important” + “Rather important”, all cities: from Savings 80% to Better services 50%."
    )


def test_words_tell_every_row() -> None:
    assert picture_of(GOALS).detail.startswith("Savings: Very important 50% (42% to 58%); Rather important 30%")

from __future__ import annotations

from typing import Any

import pytest

from civiscope.release.model import Release
from civiscope.report.figures.frame import Picture
from civiscope.report.figures.matrix import share_matrix
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import share_table, subjects
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.examples import ITEMS, REGIONS, by_level, counts, make_release, shares

STYLE = figure_style(LookDefinition())
ROLES = {"engineer": 0.3, "designer": 0.6, "sociologist": 0.1, "other": 0.2}


def picture_of(release: Release, name: str) -> Picture:
    subject = next(subject for subject in subjects(release) if subject.name == name)
    return share_matrix(share_table(subject), STYLE, "en")


def cell(picture: Picture, **wanted: str) -> dict[str, Any]:
    return next(row for row in picture.data if all(row.get(name, "") == value for name, value in wanted.items()))


def texts(picture: Picture) -> list[str]:
    return [row["text"] for layer in picture.layers for row in layer.get("data", {}).get("values", []) if "text" in row]


def test_longer_list_makes_the_rows() -> None:
    roles = shares("roles", ROLES)
    many_options = picture_of(make_release([*roles, *by_level(roles, "region", ["north"])]), "roles--by-region")
    columns = {row["option"]: row["x"] for row in many_options.data if row.get("level", "") == ""}
    assert len(set(columns.values())) == 1
    strategy = shares("strategy", {"yes": 0.6, "no": 0.4})
    many_levels = picture_of(
        make_release([*strategy, *by_level(strategy, "region", [*REGIONS])]), "strategy--by-region"
    )
    columns = {row["option"]: row["x"] for row in many_levels.data if row.get("level", "") == ""}
    assert len(set(columns.values())) == 2


def test_cell_is_compared_with_all_cities() -> None:
    release = make_release(
        [*shares("roles", ROLES), *shares("roles", {"engineer": 0.5, "designer": 0.6}, domain="region", level="north")]
    )
    picture = picture_of(release, "roles--by-region")
    everywhere, north = (cell(picture, option="engineer", level=level) for level in ("", "north"))
    assert "x_all" not in everywhere
    assert north["x_all"] - north["x"] == pytest.approx(everywhere["x_share"] - everywhere["x"], abs=0.11)
    assert (
        cell(picture, option="designer", level="north")["x_all"]
        == cell(picture, option="designer", level="north")["x_share"]
    )


def test_counts_beside_shares_are_written_as_counts() -> None:
    release = make_release(
        [*shares("roles", ROLES), *counts("roles", {"engineer": (4, 9)}, domain="region", level="north")]
    )
    picture = picture_of(release, "roles--by-region")
    counted = cell(picture, option="engineer", level="north")
    assert counted["shown"] == "4/20"
    assert "x_share" not in counted
    assert counted["x"] < counted["x_named"] == counted["x_range_low"] < counted["x_range_high"]
    assert "Count, where no share can be given" in [entry.text for entry in picture.key]


def test_every_column_states_its_base() -> None:
    roles = shares("roles", ROLES)
    release = make_release([*roles, *by_level(shares("roles", ROLES, base=12), "region", ["north"])])
    found = texts(picture_of(release, "roles--by-region"))
    assert "n = 50" in found
    assert "n = 12" in found


def test_twenty_options_by_ten_regions_have_every_number() -> None:
    options = [{"code": f"o{number}", "label": f"Option number {number}"} for number in range(20)]
    levels = {f"r{number}": f"Region {number}" for number in range(10)}
    entries = shares("roles", {option["code"]: 0.5 for option in options})
    release = make_release(
        [*entries, *by_level(entries, "region", [*levels])],
        items=[ITEMS[1] | {"options": options}],
        levels={"region": levels, "strategy": {}},
    )
    picture = picture_of(release, "roles--by-region")
    assert len(picture.data) == 20 * 11
    assert all(row["shown"] == "50%" for row in picture.data)
    assert len({(row["x"], row["y"]) for row in picture.data}) == 20 * 11


def test_very_many_levels_are_set_in_blocks_that_begin_with_all_cities() -> None:
    levels = {f"r{number}": f"Region {number}" for number in range(30)}
    entries = shares("roles", ROLES | {"a": 0.1, "b": 0.1})
    release = make_release(
        [*entries, *by_level(entries, "region", [*levels])],
        items=[
            ITEMS[1] | {"options": [{"code": code, "label": code} for code in [*ROLES, "a", "b"] if code != "other"]}
        ],
        levels={"region": levels, "strategy": {}},
    )
    picture = picture_of(release, "roles--by-region")
    assert texts(picture).count("All cities") == 3
    assert picture.full_width < 1300


def test_grid_of_ticks_has_its_answers_side_by_side_and_nested_by_level() -> None:
    funds = [
        *shares("funds", {"now": 0.9, "future": 0.6}, row="city", base=40),
        *shares("funds", {"now": 0.3, "future": 0.7}, row="state"),
    ]
    release = make_release([*funds, *by_level(funds, "region", ["north", "south"])])
    side_by_side = picture_of(release, "funds")
    assert {row["option"]: row["x"] for row in side_by_side.data}["now"] < side_by_side.data[-1]["x"]
    assert [text for text in texts(side_by_side) if text in ("n", "40", "50")] == ["40", "50", "n"]
    nested = texts(picture_of(release, "funds--by-region"))
    assert nested.count("Now") == 2
    assert "n = 40–50" in nested


def test_summary_tells_the_highest_of_every_level() -> None:
    roles = shares("roles", ROLES)
    north = shares("roles", {"engineer": 0.7, "designer": 0.6}, domain="region", level="north")
    assert picture_of(make_release([*roles, *north]), "roles--by-region").summary == (
        "Table of bars: 4 rows by 2 columns. 95% intervals in brackets. "
        "Highest: All cities: Designer of services 60% (52% to 68%); North: Engineer 70% (62% to 78%)."
    )


def test_words_tell_the_first_answers_of_every_level() -> None:
    roles = shares("roles", ROLES)
    release = make_release([*roles, *by_level(roles, "region", ["north"])])
    detail = picture_of(release, "roles--by-region").detail
    assert detail.startswith("All cities (n = 50): Designer of services 60% (52% to 68%); ")
    assert "North (n = 50): Designer of services 60%" in detail

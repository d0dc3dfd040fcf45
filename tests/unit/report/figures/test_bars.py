from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.bars import axis_of, bars, describe
from civiscope.report.figures.frame import Picture
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import share_table, subjects
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures.examples import WAVE, counts, estimate, make_release, shares

STYLE = figure_style(LookDefinition())


def picture_of(estimates: list[Estimate], **changes: Any) -> Picture:
    release = replace(make_release(estimates), **changes)
    return bars(share_table(subjects(release)[0]), STYLE, "en")


def column(picture: Picture, name: str) -> list[Any]:
    return [row[name] for row in picture.data]


def test_bars_are_sorted_by_share_with_own_answers_last() -> None:
    picture = picture_of(shares("roles", {"engineer": 0.3, "designer": 0.6, "sociologist": 0.3, "other": 0.9}))
    assert column(picture, "option") == ["designer", "engineer", "sociologist", "other"]
    assert column(picture, "shown") == ["60%", "30%", "30%", "90%"]


def test_bars_carry_intervals_and_bases() -> None:
    row = picture_of(shares("roles", {"engineer": 0.3})).data[0]
    assert (row["value"], row["low"], row["high"], row["n"], row["base"]) == (0.3, 0.22, 0.38, 15, 50)


def test_counts_are_sorted_and_their_range_is_counted_too() -> None:
    picture = picture_of(counts("roles", {"engineer": (4, 9), "designer": (7, 12)}))
    assert column(picture, "option") == ["designer", "engineer"]
    assert column(picture, "value") == [7, 4]
    assert column(picture, "shown") == ["7", "4"]
    assert [(row["range_low"], row["range_high"]) for row in picture.data] == [(7, 12), (4, 9)]


def test_order_of_bars_holds_where_only_some_have_a_range() -> None:
    picture = picture_of([*counts("roles", {"engineer": (9, 9)}), *counts("roles", {"designer": (7, 12)})])
    shapes = [layer for layer in picture.layers if layer["mark"]["type"] != "text"]
    domains = [layer["encoding"]["y"]["scale"]["domain"] for layer in shapes]
    assert domains == [["engineer", "designer"]] * len(domains)


def test_suppressed_estimate_is_named_and_has_no_bar() -> None:
    hidden = estimate("roles", "designer", suppressed=True, base=None)
    picture = picture_of([*shares("roles", {"engineer": 0.5}), hidden])
    assert column(picture, "option") == ["engineer", "designer"]
    assert column(picture, "shown") == ["50%", "suppressed"]
    assert column(picture, "value") == [0.5, None]


def test_key_names_only_what_is_drawn() -> None:
    alone = [estimate("roles", "engineer", 0.5, low=None, high=None)]
    ranged = [estimate("roles", "engineer", 0.5, bound_low=0.4, bound_high=0.7)]
    assert [entry.text for entry in picture_of(alone).key] == ["Share of cities"]
    assert [entry.text for entry in picture_of(ranged).key] == [
        "Share of cities",
        "95% interval",
        "Possible for all lists, complete or not",
    ]


def test_results_printed_elsewhere_stand_beside_the_computed_ones() -> None:
    printed = PublishedResult(WAVE, "officers", "roles", "", "engineer", 48.0, "", None, "The report of 2021")
    picture = picture_of(shares("roles", {"engineer": 0.5, "designer": 0.2}), published=(printed,))
    assert column(picture, "printed") == [0.48, None]
    assert picture.notes == ("Circles: The report of 2021.",)
    assert picture.detail.endswith("Printed elsewhere: Engineer 48%.")


def test_words_tell_the_ends_and_every_value() -> None:
    picture = picture_of(shares("roles", {"engineer": 0.3, "designer": 0.6}))
    assert picture.summary == (
        "Bar chart of 2 answers, sorted by share of cities. 95% intervals in brackets. "
        "Highest: Designer of services 60% (52% to 68%). Lowest: Engineer 30% (22% to 38%)."
    )
    assert picture.detail == "All values: Designer of services 60% (52% to 68%); Engineer 30% (22% to 38%)."


def test_counts_are_told_with_what_is_possible() -> None:
    found = describe("Engineer", counts("roles", {"engineer": (4, 9)})[0], "en")
    assert found == "Engineer 4 of 20 (4 to 9 possible)"


def test_suppressed_estimate_is_told() -> None:
    assert describe("Engineer", estimate("roles", suppressed=True, base=None), "en") == "Engineer suppressed"


@pytest.mark.parametrize(("largest", "end"), [(0.02, 0.1), (0.1, 0.1), (0.43, 0.5), (0.98, 1.0), (1.0, 1.0)])
def test_axis_of_shares_ends_at_a_tenth(largest: float, end: float) -> None:
    assert axis_of(largest, shares=True)[0] == end


@given(st.floats(min_value=0, max_value=1))
def test_axis_of_shares_holds_the_largest_and_no_more_than_all(largest: float) -> None:
    end, ticks = axis_of(largest, shares=True)
    assert largest - 1e-6 <= end <= 1
    assert ticks[0] == 0
    assert ticks[-1] == end


@given(st.integers(min_value=0, max_value=10**6))
def test_axis_of_counts_has_few_whole_ticks(largest: int) -> None:
    end, ticks = axis_of(largest, shares=False)
    assert end >= max(largest, 1)
    assert len(ticks) <= 8
    assert all(tick == int(tick) for tick in ticks)

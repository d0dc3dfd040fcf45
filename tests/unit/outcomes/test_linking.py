"""Which year's value counts, and how controls become columns."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.outcomes.linking import (
    ControlValues,
    control_columns,
    linked,
    out_of_reach,
    value_of_year,
    years_counted,
)
from civiscope.study.outcomes_definition import OutcomeControl, OutcomeIndicator
from civiscope.study.outcomes_file import OutcomeTable, OutcomeValue


def indicator(**fields: object) -> OutcomeIndicator:
    named = {
        "code": "a",
        "label": "A",
        "file": "outcomes/a.csv",
        "direction": 1,
        "source": "B",
        "licence": {"name": "C"},
    }
    return OutcomeIndicator.model_validate(named | fields)


def control(**fields: object) -> OutcomeControl:
    return OutcomeControl.model_validate({"code": "c", "label": "C"} | fields)


def values(*years: int, city: str = "aa") -> list[OutcomeValue]:
    return [OutcomeValue(city, year, float(year), "", 2) for year in years]


@pytest.mark.parametrize(
    ("within", "ties", "years", "chosen"),
    [
        (0, "earlier", (2014, 2015, 2016), 2015),
        (0, "earlier", (2014, 2016), None),
        (1, "earlier", (2014, 2016), 2014),
        (1, "later", (2014, 2016), 2016),
        (3, "earlier", (2012, 2016, 2020), 2016),
        (2, "earlier", (2012, 2018), None),
        (5, "later", (2010, 2013, 2020), 2013),
    ],
)
def test_nearest_year_within_reach_counts(within: int, ties: str, years: tuple[int, ...], chosen: int | None) -> None:
    found = value_of_year(values(*years), 2015, indicator(within=within, ties=ties))
    assert (found.year if found else None) == chosen


def test_year_of_the_wave_is_wanted_where_none_is_named() -> None:
    table = OutcomeTable("EUR", tuple(values(2018, 2020)))
    assert linked(table, indicator(), 2020)["aa"].year == 2020
    assert linked(table, indicator(year=2018), 2020)["aa"].year == 2018


def test_cities_stand_in_alphabetical_order_whatever_that_of_the_table() -> None:
    table = OutcomeTable("EUR", (*values(2020, city="zz"), *values(2020, city="bb")))
    assert list(linked(table, indicator(), 2020)) == ["bb", "zz"]


@given(st.lists(st.integers(2000, 2030), unique=True), st.integers(0, 10), st.sampled_from(["earlier", "later"]))
def test_no_year_is_nearer_than_the_chosen_one(years: list[int], within: int, ties: str) -> None:
    found = value_of_year(values(*years), 2015, indicator(within=within, ties=ties))
    distances = [abs(year - 2015) for year in years if abs(year - 2015) <= within]
    assert (abs(found.year - 2015) if found else None) == min(distances, default=None)


def test_years_are_counted() -> None:
    assert years_counted([*values(2015, 2014), *values(2015, city="bb")]) == "2014: 1; 2015: 2"


def test_levels_become_columns_but_for_the_most_frequent_one() -> None:
    found = control_columns(
        [
            ControlValues(control(column="population"), np.array([1.0, 2.0, 3.0, 4.0])),
            ControlValues(control(code="region", group="region"), None, ("b", "a", "b", "c")),
        ]
    )
    assert found.terms == ("c", "region: a", "region: c")
    assert found.is_number == (True, False, False)
    assert found.values.tolist() == [[1, 0, 0], [2, 1, 0], [3, 0, 0], [4, 0, 1]]


def test_reference_may_be_named_and_is_the_first_of_equally_frequent_ones_else() -> None:
    levels = ("b", "a", "b", "a")
    named = ControlValues(control(code="r", group="g", reference="b"), None, levels)
    assert control_columns([named]).terms == ("r: a",)
    assert control_columns([ControlValues(control(code="r", group="g"), None, levels)]).terms == ("r: b",)
    absent = ControlValues(control(code="r", group="g", reference="z"), None, levels)
    assert control_columns([absent]).terms == ("r: b",)


def test_control_with_a_single_level_keeps_a_column_without_variance() -> None:
    found = control_columns([ControlValues(control(code="r", group="g"), None, ("a", "a", "a"))])
    assert found.terms == ("r",)
    assert found.values.tolist() == [[0], [0], [0]]


@pytest.mark.parametrize(
    ("within", "years", "told"),
    [
        (0, (2014, 2019), "a: no compared city has a value of 2016 (nearest: 2014)"),
        (1, (2013, 2019), "a: no compared city has a value within 1 year of 2016 (nearest: 2013)"),
        (2, (2019, 2020), "a: no compared city has a value within 2 years of 2016 (nearest: 2019)"),
        (2, (2014, 2020), None),
        (0, (), None),
    ],
)
def test_values_of_other_years_alone_are_told_with_the_nearest(
    within: int, years: tuple[int, ...], told: str | None
) -> None:
    table = OutcomeTable("EUR", (*values(*years), *values(2016, city="not compared")))
    found = out_of_reach(table, indicator(within=within), 2016, {"aa", "bb"}, {"file": "outcomes.yaml", "line": 2})
    assert (found.message if found else None) == told


def test_missing_controls_are_known_to_be_missing() -> None:
    assert ControlValues(control(column="x"), np.array([1.0, math.nan])).known.tolist() == [True, False]
    assert ControlValues(control(group="g"), None, ("a", "")).known.tolist() == [True, False]

"""Imputation from other waves, with the panel laid out as a table: one row per unit and wave."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import interpolate

from civiscope.errors import UserError
from civiscope.indices.rules import parse_rule
from civiscope.indices.steps.panel import filled_from_panel

Floats = NDArray[np.float64]

NONE = np.nan

YEARS = ("2016", "2017", "2019", "2022")


def one_unit(values: list[float], rule: str, years: tuple[str, ...] = YEARS) -> list[float]:
    column = np.array(values)[:, None]
    return filled_from_panel(column, parse_rule(rule, "impute"), ("a",) * len(values), years)[:, 0].tolist()


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("panel", [NONE, 1, NONE, NONE], [NONE, 1, 1, 1]),
        ("panel:latest", [5, NONE, 3, NONE], [5, 5, 3, 3]),
        # One wave back only: the gap of 2022 has a gap before it.
        ("panel:latest:1", [NONE, 1, NONE, NONE], [NONE, 1, 1, NONE]),
        ("panel:latest:2", [4, NONE, NONE, NONE], [4, 4, 4, NONE]),
        # 2017 to 2022 by the year, and the nearest value before and after.
        ("panel:linear", [NONE, 1, NONE, 6], [1, 1, 3, 6]),
        ("panel:linear", [2, 3, NONE, NONE], [2, 3, 3, 3]),
        ("panel:constant", [NONE, 1, NONE, 6], [1, 1, 1, 6]),
        ("panel:constant", [2, NONE, NONE, 6], [2, 2, 2, 6]),
        ("panel:linear", [NONE, NONE, 7, NONE], [7, 7, 7, 7]),
    ],
)
def test_gaps_of_one_unit(rule: str, before: list[float], after: list[float]) -> None:
    assert one_unit(before, rule) == pytest.approx(after, nan_ok=True)


def test_rows_may_stand_in_any_order_and_units_are_kept_apart() -> None:
    units = ("b", "a", "a", "b", "c")
    waves = ("2018", "2020", "2018", "2020", "2020")
    values = np.array([[1.0, NONE], [NONE, 4.0], [7.0, NONE], [NONE, NONE], [NONE, 9.0]])
    found = filled_from_panel(values, parse_rule("panel", "impute"), units, waves)
    np.testing.assert_array_equal(found, [[1, NONE], [7, 4], [7, NONE], [1, NONE], [NONE, 9]])


def test_a_wave_that_the_unit_skipped_counts_as_one_back() -> None:
    """The table has 2017, for unit b; from 2018, unit a's 2016 is two waves back."""
    units, waves = ("a", "b", "a", "b"), ("2016", "2017", "2018", "2018")
    values = np.array([[1.0], [2.0], [NONE], [NONE]])
    near, far = (filled_from_panel(values, parse_rule(f"panel:latest:{n}", ""), units, waves) for n in (1, 2))
    np.testing.assert_array_equal(near[:, 0], [1, 2, NONE, 2])
    np.testing.assert_array_equal(far[:, 0], [1, 2, 1, 2])


@given(arrays(np.float64, 4, elements=st.integers(-9, 9).map(float)), st.sets(st.integers(0, 3), max_size=2))
def test_interpolation_is_that_of_scipy(values: Floats, missing: set[int]) -> None:
    values[list(missing)] = NONE
    known = ~np.isnan(values)
    times = np.array([float(year) for year in YEARS])
    ends = (values[known][0], values[known][-1])
    for rule, kind in (("linear", "linear"), ("constant", "previous")):
        curve = interpolate.interp1d(times[known], values[known], kind=kind, bounds_error=False, fill_value=ends)
        np.testing.assert_allclose(one_unit(values.tolist(), f"panel:{rule}"), curve(times))


def test_waves_with_names_are_in_the_order_of_the_table() -> None:
    assert one_unit([NONE, 3, NONE], "panel", ("pilot", "first", "second")) == pytest.approx([NONE, 3, 3], nan_ok=True)
    assert one_unit([NONE, 3, NONE], "panel:constant", ("pilot", "first", "second")) == [3, 3, 3]


@pytest.mark.parametrize(
    ("rule", "years"),
    [
        ("panel:next", YEARS),
        ("panel:latest:0", YEARS),
        ("panel:latest:1.5", YEARS),
        ("panel:latest:1:2", YEARS),
        ("panel:linear:1", YEARS),
        ("panel:back=1", YEARS),
        ("panel:linear", ("pilot", "first", "second", "third")),
        ("panel", ("2018",) * 4),
    ],
)
def test_values_that_the_rule_cannot_take_and_panels_that_are_none(rule: str, years: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as caught:
        one_unit([1, NONE, 2, 3], rule, years)
    code = "index-rule-needs" if rule == "panel" else "index-rule-value"
    assert [found.code for found in caught.value.problems] == [code]

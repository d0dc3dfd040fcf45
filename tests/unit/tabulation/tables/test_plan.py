"""From items to variables and sums."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.description import describe
from civiscope.tabulation.tables.plan import Plan, make_plan, options_of
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure

TABLE: dict[str, Any] = {
    "rarely": [0, 0, 0, 1, 0],
    "mostly": [1, 1, 0, 1, 1],
    "number": [10.0, 20.0, 30.0, 40.0, None],
    "text": ["b", "a", None, "b", "a"],
    "yes": [True, None, True, False, True],
}


def plan(*items: str, measure: Measure = Measure.SHARE) -> Plan:
    with open_table(TABLE) as engine:
        request = Request(items, measure=measure)
        return make_plan(engine, request, describe(engine, request, Design()))


def test_shares_have_a_variable_for_every_option_in_order() -> None:
    found = plan("text", "yes")
    assert [(variable.item, variable.option) for variable in found.variables] == [
        ("text", "a"),
        ("text", "b"),
        ("yes", "false"),
        ("yes", "true"),
    ]
    assert all(variable.indicator for variable in found.variables)


def test_commoner_of_two_options_follows_from_the_rarer() -> None:
    derived = {(v.item, v.option) for v in plan("rarely", "mostly").variables if v.others}
    assert derived == {("rarely", "0"), ("mostly", "1")}


def test_derived_sums_are_what_the_other_option_leaves() -> None:
    found = plan("rarely")
    names = [name for name, _, _ in found.sums("w", True)]
    sums = {name: np.array([float(place + 1), 20.0 * (place + 1)]) for place, name in enumerate(names)}
    completed = found.completed(sums, True)
    zero, one = found.variables
    assert completed[zero.n].tolist() == (sums[zero.base_count] - sums[one.n]).tolist()
    power = (1, 1, 0)
    whole = sums[one.sum_name((1, 0, 1))]
    assert completed[zero.sum_name(power)].tolist() == (whole - sums[one.sum_name(power)]).tolist()


def test_numbers_are_centred_on_their_mean_and_indicators_are_not() -> None:
    number, rarely = plan("number", "rarely", measure=Measure.MEAN).variables
    assert (number.centre, number.indicator) == (25.0, False)
    assert (rarely.centre, rarely.indicator) == (0.0, True)


def test_totals_of_texts_are_those_of_each_value() -> None:
    assert [v.option for v in plan("text", "number", measure=Measure.TOTAL).variables] == ["a", "b", ""]


def test_base_of_an_item_without_gaps_is_every_row() -> None:
    found = plan("rarely", "text")
    assert [found.bases[v.base] is None for v in found.variables] == [True, True, False, False]


@pytest.mark.parametrize("items", [("number",), ("number", "rarely", "mostly"), ("number/rarely", "mostly")])
def test_ratios_need_two_parts(items: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as caught:
        plan(*items, measure=Measure.RATIO)
    assert [entry.code for entry in caught.value.problems] == ["ratio-parts"]


def test_whole_numbers_of_a_short_range_are_options_also_where_none_occurs() -> None:
    with open_table({"k": [3, 5, 5], "far": [0, 100, 100], "big": [2**60, 2**60 + 1, 2**60]}) as engine:
        request = Request(("k", "far", "big"))
        found = options_of(engine, describe(engine, request, Design()), ["k", "far", "big"])
    assert found == [[3, 4, 5], [0, 100], [2**60, 2**60 + 1]]


def test_more_values_than_a_reader_can_take_in_are_refused() -> None:
    with open_table({"k": [f"v{number}" for number in range(201)]}) as engine:
        request = Request(("k",))
        description = describe(engine, request, Design())
        with pytest.raises(UserError) as caught:
            options_of(engine, description, ["k"])
    assert [entry.code for entry in caught.value.problems] == ["too-many-values"]

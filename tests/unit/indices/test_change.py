"""Change between waves: the parts of the indicators add up to it."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.indices.analysis.contributions import contributions
from civiscope.indices.build import BuiltIndex, build_index
from civiscope.indices.change import decompose
from tests.unit.indices.small_indices import TWO_LEVELS, recipe_of, table_of, tree_of

UNITS = ("a", "b", "c", "d", "b", "a", "e", "c")
WAVES = ("2018",) * 4 + ("2020",) * 4


def built_with(aggregate: str, rule: str = "goalposts:1:10", missing: bool = False) -> BuiltIndex:
    values = np.random.default_rng(3).uniform(0, 100, size=(8, 5))
    if missing:
        values[[0, 1, 4, 5], [0, 3, 1, 3]] = np.nan
        values[7] = np.nan
    tree = tree_of(TWO_LEVELS, weights={"x": 2.0, "i1": 3.0}, goalposts=(0.0, 100.0))
    table = table_of(values, waves=WAVES, units=UNITS)
    return build_index(table, tree, recipe_of(f"normalise {rule}", aggregate=aggregate), strict=False)


def parts_of(built: BuiltIndex, linear: bool) -> np.ndarray:  # type: ignore[type-arg]
    return contributions(
        built.table.values,
        built.tree,
        lambda code, values: built.aggregator.node(code, values, built.weights),
        linear=built.tree.aggregates if linear else (),
    ).parts


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "arithmetic,geometric"])
@pytest.mark.parametrize("rule", ["goalposts:1:10", "minmax:1:100"])
def test_parts_add_up_to_the_change(aggregate: str, rule: str) -> None:
    built = built_with(aggregate, rule)
    found = decompose(built, parts_of(built, aggregate == "arithmetic"), "2018", "2020")
    assert found.units == ("a", "b", "c")
    assert found.indicators == ("i0", "i1", "i2", "i3", "i4")
    np.testing.assert_array_equal(found.before, built.scores["top"][[0, 1, 2]])
    np.testing.assert_array_equal(found.after, built.scores["top"][[5, 4, 7]])
    np.testing.assert_allclose(found.parts.sum(axis=1), found.after - found.before, rtol=1e-9)


def test_parts_add_up_where_values_are_missing_in_a_wave() -> None:
    built = built_with("arithmetic", missing=True)
    found = decompose(built, parts_of(built, linear=True), "2018", "2020")
    assert found.units == ("a", "b")
    np.testing.assert_allclose(found.parts.sum(axis=1), found.after - found.before, rtol=1e-9)


def test_the_rest_is_what_another_baseline_does() -> None:
    built = built_with("geometric", missing=True)
    taken = contributions(
        built.table.values, built.tree, lambda code, values: built.aggregator.node(code, values, built.weights)
    )
    found = decompose(built, taken.parts, "2018", "2020")
    assert np.abs(found.rest).min() > 0.01
    np.testing.assert_allclose(found.rest, taken.base[[5, 4]] - taken.base[[0, 1]], rtol=1e-9)
    whole = built_with("geometric")
    assert np.abs(decompose(whole, parts_of(whole, linear=False), "2018", "2020").rest).max() < 1e-12


def test_a_change_of_one_indicator_is_its_part_alone() -> None:
    values = np.full((2, 5), 40.0)
    values[1, 3] = 70.0
    tree = tree_of(TWO_LEVELS, weights={"x": 2.0}, goalposts=(0.0, 100.0))
    table = table_of(values, waves=("2018", "2020"), units=("a", "a"))
    built = build_index(table, tree, recipe_of("normalise goalposts:0:10"))
    found = decompose(built, parts_of(built, linear=True), "2018", "2020")
    np.testing.assert_allclose(found.parts, [[0, 0, 0, 3 / 3 / 3, 0]], atol=1e-12)


def test_change_goes_both_ways_and_needs_waves_that_are_there() -> None:
    built = built_with("arithmetic")
    parts = parts_of(built, linear=True)
    there, back = decompose(built, parts, "2018", "2020"), decompose(built, parts, "2020", "2018")
    order = [back.units.index(unit) for unit in there.units]
    np.testing.assert_allclose(there.parts, -back.parts[order])
    with pytest.raises(UserError) as raised:
        decompose(built, parts, "2018", "2021")
    assert [(entry.code, entry.value) for entry in raised.value.problems] == [("wave-unknown", "2021")]

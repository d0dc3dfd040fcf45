"""What if: the effect of other answers is that of building the index again with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.indices.build import build_index
from civiscope.indices.sampling_error import is_fixed
from civiscope.indices.what_if import Change, what_if
from tests.unit.indices.small_indices import TWO_LEVELS, recipe_of, table_of, tree_of

RECIPES = {
    "fixed": recipe_of("normalise goalposts:0:10", aggregate="arithmetic,geometric"),
    "minmax": recipe_of("normalise minmax:0:100"),
    "ranks": recipe_of("normalise rank", aggregate="copeland"),
    "loadings": recipe_of("impute mean", "normalise zscore", weights="pca"),
    "imputed": recipe_of("impute median", "treat winsorise:1:log_ct", "normalise minmax:0:1"),
    "minimum": recipe_of("normalise goalposts:0:10", minimum=1.0),
}


def values_of(seed: int) -> np.ndarray:  # type: ignore[type-arg]
    random = np.random.default_rng(seed)
    values = random.uniform(1, 99, size=(8, 5))
    values[random.random(values.shape) < 0.15] = np.nan
    values[:3] = random.uniform(1, 99, size=(3, 5))
    return values


@pytest.mark.parametrize("name", RECIPES)
@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, 7),
    st.dictionaries(st.sampled_from([f"i{place}" for place in range(5)]), st.floats(1, 99), min_size=1),
    st.sampled_from(["", "x"]),
)
def test_a_change_does_what_building_again_does(
    name: str, seed: int, row: int, changed: dict[str, float], node: str
) -> None:
    tree, recipe = tree_of(TWO_LEVELS, directions={"i1": -1}, goalposts=(0.0, 100.0)), RECIPES[name]
    table = table_of(values_of(seed))
    built = build_index(table, tree, recipe, strict=False)
    (found,) = what_if(built, [Change(row, changed)], node)
    values = table.values.copy()
    for code, value in changed.items():
        values[row, int(code[1:])] = value
    again = build_index(replace(table, values=values), tree, recipe, strict=False)
    chosen = node or "top"
    close = {"rel": 1e-9, "abs": 1e-9, "nan_ok": True}
    assert found.before == pytest.approx(built.scores[chosen][row], **close)
    assert found.after == pytest.approx(again.scores[chosen][row], **close)
    assert found.rank_before == pytest.approx(built.ranks[chosen][row], nan_ok=True)
    assert found.rank_after == pytest.approx(again.ranks[chosen][row], nan_ok=True)


def test_changes_are_told_each_by_itself() -> None:
    tree = tree_of(TWO_LEVELS, goalposts=(0.0, 100.0))
    built = build_index(table_of(np.full((3, 5), 50.0)), tree, RECIPES["fixed"])
    changes = [Change(0, {"i0": 100.0}), Change(1, {"i0": 0.0}), Change(0, {})]
    found = what_if(built, changes, "x")
    assert [outcome.after for outcome in found] == pytest.approx([7.5, 2.5, 5.0])
    assert [outcome.rank_after for outcome in found] == [1, 3, 1]
    assert what_if(built, []) == []


def test_ranks_are_those_of_the_unit_s_wave() -> None:
    values = [[10.0] * 5, [90.0] * 5, [20.0] * 5, [30.0] * 5]
    table = table_of(values, waves=("2018", "2018", "2020", "2020"), units=("a", "b", "a", "b"))
    for recipe in (RECIPES["fixed"], RECIPES["minmax"]):
        built = build_index(table, tree_of(TWO_LEVELS, goalposts=(0.0, 100.0)), recipe)
        (found,) = what_if(built, [Change(2, {f"i{place}": 40.0 for place in range(5)})])
        assert (found.rank_before, found.rank_after) == (2, 1)


def test_a_node_that_compares_units_moves_though_the_recipe_is_fixed() -> None:
    tree = tree_of(TWO_LEVELS, goalposts=(0.0, 100.0), own={"x": "copeland"})
    table = table_of(values_of(4)[:3])
    built = build_index(table, tree, RECIPES["fixed"], strict=False)
    assert not is_fixed(built.recipe, tree)
    (found,) = what_if(built, [Change(0, {"i0": 99.0, "i1": 99.0})], "x")
    assert found.after == pytest.approx(2.0)


def test_a_change_of_what_the_index_lacks_is_refused() -> None:
    for name in ("fixed", "minmax"):
        built = build_index(table_of(values_of(1)), tree_of(TWO_LEVELS, goalposts=(0.0, 100.0)), RECIPES[name])
        with pytest.raises(KeyError):
            what_if(built, [Change(0, {"other": 1.0})])

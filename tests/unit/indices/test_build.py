"""Building an index: what each step leaves, what is recorded, and what cannot be built."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.indices.build import build_index, class_of, prepare, wave_rows
from civiscope.indices.recipe import ScoreClass, parse_step
from tests.unit.indices.small_indices import TWO_LEVELS, built_of, flat_tree, recipe_of, table_of, top_scores, tree_of

NAN = np.nan
CLASSES = (ScoreClass("low", "Low", -np.inf), ScoreClass("middle", "Middle", 3), ScoreClass("high", "High", 6))


def faults(raised: pytest.ExceptionInfo[UserError]) -> list[tuple[str, str]]:
    return [(entry.code, entry.value or entry.column) for entry in raised.value.problems]


def test_steps_are_taken_in_order_and_recorded() -> None:
    table = table_of([[1, 10], [NAN, 20], [3, 30], [500, NAN], [NAN, NAN]])
    recipe = recipe_of(
        "screen available:0.5", "impute mean", "treat winsorise:1:none:force=yes", "normalise minmax:0:1"
    )
    built = build_index(table, flat_tree(2), recipe)
    prepared = built.prepared
    assert [record.step for record in prepared.records] == list(prepared.stages)
    assert prepared.records[0].removed == ("u4",)
    assert prepared.rows.tolist() == [0, 1, 2, 3]
    imputed, treated = (prepared.stages[name].values for name in list(prepared.stages)[1:3])
    assert imputed[1, 0] == pytest.approx((1 + 3 + 500) / 3)
    assert imputed[3, 1] == 20
    changed = prepared.records[1].changed
    assert changed is not None
    assert np.argwhere(changed).tolist() == [[1, 0], [3, 1]]
    assert treated[3, 0] == imputed[1, 0]
    np.testing.assert_array_equal(prepared.raw.values, table.values[:4])
    np.testing.assert_array_equal(built.available["top"], [1, 0.5, 1, 0.5])


def test_without_aggregation_only_indicators_have_scores() -> None:
    built = built_of([[1, 4], [2, 2]], flat_tree(2), "normalise rank", aggregate="")
    assert {code: values.tolist() for code, values in built.scores.items()} == {"i0": [1, 2], "i1": [2, 1]}
    assert built.ranks["i1"].tolist() == [1, 2]


def test_indicators_that_the_tree_lacks_are_left_alone() -> None:
    values = [[1, 4, 7], [2, 2, 7]]
    scores = top_scores(table_of(values), flat_tree(2), recipe_of("normalise minmax:0:10"))
    assert scores.tolist() == [5, 5]


@pytest.mark.parametrize(
    ("aggregate", "x", "top"),
    [("arithmetic", 5, 4.5), ("geometric", 4, np.sqrt(4 * 4)), ("arithmetic,geometric", 5, np.sqrt(5 * 4))],
)
def test_rules_by_level_start_at_the_lowest(aggregate: str, x: float, top: float) -> None:
    built = built_of([[2, 8, 4, 4, 4]], tree_of(TWO_LEVELS), "normalise none", aggregate=aggregate)
    assert built.scores["x"].tolist() == pytest.approx([x])
    assert built.scores["top"].tolist() == pytest.approx([top])


@pytest.mark.parametrize(("minimum", "expected"), [(0.0, [2, 3, NAN]), (0.5, [2, 3, NAN]), (1.0, [2, NAN, NAN])])
def test_a_node_needs_its_least_share_of_elements(minimum: float, expected: list[float]) -> None:
    table = table_of([[1, 3], [NAN, 3], [NAN, NAN]])
    scores = top_scores(table, flat_tree(2), recipe_of("normalise none", minimum=minimum), strict=False)
    np.testing.assert_array_equal(scores, expected)


def test_a_unit_without_data_is_refused_and_elsewhere_has_no_score() -> None:
    table = table_of([[1, 3], [NAN, NAN], [2, 5], [NAN, NAN]])
    recipe = recipe_of("normalise minmax:0:100")
    with pytest.raises(UserError) as raised:
        build_index(table, flat_tree(2), recipe)
    assert faults(raised) == [("index-unit-empty", "u1"), ("index-unit-empty", "u3")]
    np.testing.assert_array_equal(top_scores(table, flat_tree(2), recipe, strict=False), [0, NAN, 100, NAN])


def test_an_indicator_that_does_not_vary_is_refused_and_elsewhere_missing() -> None:
    table = table_of([[1, 3, 7], [1, 4, NAN], [1, 5, NAN]])
    recipe = recipe_of("normalise minmax:0:100")
    with pytest.raises(UserError) as raised:
        build_index(table, flat_tree(3), recipe)
    assert faults(raised) == [
        ("index-no-variance", "the value 1 in all 3 rows that have one"),
        ("index-no-variance", "the value 7 in the only row that has one"),
    ]
    np.testing.assert_array_equal(top_scores(table, flat_tree(3), recipe, strict=False), [0, 50, 100])


def test_means_of_values_that_are_not_positive_are_refused_by_unit() -> None:
    table = table_of([[1, 3], [4, 2], [2, 9]])
    recipe = recipe_of("normalise minmax:0:100", aggregate="geometric")
    with pytest.raises(UserError) as raised:
        build_index(table, flat_tree(2), recipe)
    assert [(entry.column, entry.message) for entry in raised.value.problems] == [
        ("i0", 'the geometric mean needs values above 0: "u0" has 0'),
        ("i1", 'the geometric mean needs values above 0: "u1" has 0'),
    ]
    assert np.isnan(top_scores(table, flat_tree(2), recipe, strict=False)).tolist() == [True, True, False]


def test_loadings_that_cancel_out_are_refused_and_elsewhere_give_no_scores() -> None:
    # Two elements that run against each other have loadings of the same size and opposite signs.
    table, recipe = table_of([[1, 9], [2, 7], [3, 8], [4, 3]]), recipe_of("normalise minmax", weights="pca")
    with pytest.raises(UserError) as raised:
        build_index(table, flat_tree(2), recipe)
    assert faults(raised) == [("index-weights-undefined", "top")]
    assert np.isnan(top_scores(table, flat_tree(2), recipe, strict=False)).all()


@pytest.mark.parametrize("weights", ["pca", "factors"])
def test_elements_without_correlations_have_no_weights_from_data(weights: str) -> None:
    table, recipe = table_of([[1, NAN], [NAN, 2], [3, 4]]), recipe_of("normalise rank", weights=weights)
    with pytest.raises(UserError) as raised:
        build_index(table, flat_tree(2), recipe)
    assert faults(raised) == [("index-weights-undefined", "top")]


def test_steps_that_cannot_take_a_column_leave_it_missing_where_the_build_is_not_strict() -> None:
    table = table_of([[-1, 1], [0, 2], [0, 3], [0, 4], [500, 5]])
    recipe = recipe_of("treat log:force=yes", "impute mean", "normalise minmax:0:1")
    with pytest.raises(UserError) as raised:
        build_index(table, flat_tree(2), recipe)
    assert [entry.code for entry in raised.value.problems] == ["index-transformation"]
    np.testing.assert_allclose(
        top_scores(table, flat_tree(2), recipe, strict=False),
        np.log([1, 2, 3, 4, 5]) / np.log(5),
    )


def test_methods_that_compare_units_do_so_within_waves() -> None:
    values = [[1.0], [2.0], [8.0], [9.0], [7.0]]
    table = table_of(values, waves=("a", "a", "b", "b", "b"))
    built = build_index(table, flat_tree(1), recipe_of("normalise none", aggregate="copeland"))
    assert built.scores["top"].tolist() == [0, 1, 1, 2, 0]
    assert built.ranks["top"].tolist() == [2, 1, 2, 1, 3]
    assert built.ranks["i0"].tolist() == [2, 1, 2, 1, 3]


def test_outliers_are_treated_within_waves() -> None:
    wave = [0.0, 1, 2, 3, 100]
    table = table_of([[value] for value in [*wave, *[value + 1000 for value in wave]]], waves=["a"] * 5 + ["b"] * 5)
    prepared = prepare(table, flat_tree(1), (parse_step("treat winsorise:1:none:force=yes", "test"),))
    assert prepared.table.values[:, 0].tolist() == [0, 1, 2, 3, 3, 1000, 1001, 1002, 1003, 1003]
    details = prepared.records[0].details
    assert [details["a winsorised"].tolist(), details["b winsorised"].tolist()] == [[1], [1]]


def test_distance_needs_a_unit_that_is_there() -> None:
    table = table_of([[1.0], [2.0]])
    assert top_scores(table, flat_tree(1), recipe_of("normalise dist2ref:u1")).tolist() == [0, 1]
    for unit in ("", ":u7"):
        with pytest.raises(UserError) as raised:
            build_index(table, flat_tree(1), recipe_of(f"normalise dist2ref{unit}"))
        assert raised.value.problems[0].expected == "the code of a unit, such as u0"


@pytest.mark.parametrize(
    ("score", "code"),
    [(-4, "low"), (3, "middle"), (5.999, "middle"), (6 - 1e-15, "high"), (60, "high"), (NAN, "")],
)
def test_a_score_is_in_the_highest_class_that_it_reaches(score: float, code: str) -> None:
    assert class_of(score, CLASSES) == code
    assert class_of(score, CLASSES[1:]) == ("" if code == "low" else code)


def test_only_the_index_has_classes() -> None:
    recipe = replace(recipe_of("normalise none"), classes=CLASSES)
    built = build_index(table_of([[1.0], [4.0], [9.0]]), flat_tree(1), recipe)
    assert built.classes("top") == ["low", "middle", "high"]
    assert built.classes("i0") == ["", "", ""]


def test_rows_of_waves_keep_their_order() -> None:
    assert [rows.tolist() for rows in wave_rows(("b", "a", "b", "a"))] == [[0, 2], [1, 3]]
    assert [rows.tolist() for rows in wave_rows(("", ""))] == [[0, 1]]
    assert [rows.tolist() for rows in wave_rows(())] == [[]]


@pytest.mark.parametrize("aggregate", ["arithmetic", "copeland", "condorcet", "benefit_of_doubt"])
def test_a_single_unit_has_a_score_and_the_first_rank(aggregate: str) -> None:
    built = built_of([[3.0, 5.0]], flat_tree(2), "normalise rank", aggregate=aggregate)
    assert built.ranks["top"].tolist() == [1]

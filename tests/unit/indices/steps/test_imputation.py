"""Means and medians, of all and of groups, within waves; and what imputation refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.rules import parse_rule
from civiscope.indices.steps.imputation import IMPUTATIONS, impute

Floats = NDArray[np.float64]

NONE = np.nan
CENTRES = {"mean": np.mean, "median": np.median}

matrices = arrays(np.float64, (8, 2), elements=st.integers(-9, 9).map(float))
gaps = st.sets(st.integers(0, 15), max_size=9)
labels = st.lists(st.sampled_from(["", "a", "b"]), min_size=8, max_size=8)


def filled(
    values: Floats,
    rule: str,
    *,
    waves: list[str] | None = None,
    size: list[str] | None = None,
    weights: Floats | None = None,
    strict: bool = True,
) -> Floats:
    rows = len(values)
    return impute(
        values,
        parse_rule(rule, "impute", IMPUTATIONS),
        units=tuple(f"u{row}" for row in range(rows)),
        waves=tuple(waves or [""] * rows),
        groups={} if size is None else {"size": tuple(size), "other": ("x",) * rows},
        codes=tuple(f"c{column}" for column in range(values.shape[1])),
        weights=weights,
        strict=strict,
    )


def plainly_filled(values: Floats, rule: str, parts: list[str]) -> Floats:
    """Row by row: a gap takes the centre of the values in its part; a part named "" has none."""
    found = values.copy()
    for row, column in np.argwhere(np.isnan(values)):
        peers = [values[other, column] for other in range(len(values)) if parts[other] == parts[row] != ""]
        known = [value for value in peers if not np.isnan(value)]
        if known:
            found[row, column] = CENTRES[rule.removeprefix("group_")](known)
    return found


@given(matrices, gaps, labels, st.sampled_from(["mean", "median"]))
def test_centres_of_all_and_of_groups(values: Floats, missing: set[int], size: list[str], rule: str) -> None:
    values.ravel()[list(missing)] = NONE
    everybody = ["all"] * len(values)
    np.testing.assert_allclose(filled(values, rule, strict=False), plainly_filled(values, rule, everybody))
    found = filled(values, f"group_{rule}:size", size=size, strict=False)
    np.testing.assert_allclose(found, plainly_filled(values, rule, size))


@given(matrices, gaps, labels, labels, st.sampled_from(["mean", "median"]))
def test_centres_are_taken_within_waves(
    values: Floats, missing: set[int], size: list[str], years: list[str], rule: str
) -> None:
    values.ravel()[list(missing)] = NONE
    waves = [f"wave {year}" for year in years]
    np.testing.assert_allclose(filled(values, rule, waves=waves, strict=False), plainly_filled(values, rule, waves))
    both = [f"{wave} {own}" if own else "" for wave, own in zip(waves, size, strict=True)]
    found = filled(values, f"group_{rule}:size", waves=waves, size=size, strict=False)
    np.testing.assert_allclose(found, plainly_filled(values, rule, both))


@given(matrices, gaps, arrays(np.int64, 8, elements=st.integers(1, 4)))
def test_whole_weights_are_repeated_rows(values: Floats, missing: set[int], times: NDArray[np.int64]) -> None:
    values.ravel()[list(missing)] = NONE
    for rule in ("mean", "median", "knn:1", "knn:3", "em:prior=8"):
        repeated = filled(np.repeat(values, times, axis=0), rule, strict=False)
        weighted = filled(values, rule, weights=times.astype(np.float64), strict=False)
        np.testing.assert_allclose(np.repeat(weighted, times, axis=0), repeated, rtol=1e-6, atol=1e-6, err_msg=rule)


def test_a_weight_that_is_no_whole_number_moves_the_median_only_past_the_half() -> None:
    values = np.array([[1.0], [2.0], [5.0], [NONE]])
    assert filled(values, "median", weights=np.array([1, 1, 1.9, 1]))[3, 0] == 2
    assert filled(values, "median", weights=np.array([1, 1, 2, 1]))[3, 0] == 3.5
    assert filled(values, "median", weights=np.array([1, 1, 2.1, 1]))[3, 0] == 5


@given(matrices, gaps, st.sampled_from(["mean", "median", "group_mean:size", "knn:2", "em", "none"]))
def test_values_that_are_known_do_not_change(values: Floats, missing: set[int], rule: str) -> None:
    values.ravel()[list(missing)] = NONE
    before = values.copy()
    found = filled(values, rule, size=list("aabbaabb"), strict=False)
    known = ~np.isnan(values)
    np.testing.assert_array_equal(found[known], values[known])
    np.testing.assert_array_equal(values, before)


@pytest.mark.parametrize("rule", ["mean", "median", "group_mean:size", "group_median:size", "knn", "em"])
def test_every_indicator_without_a_value_is_named(rule: str) -> None:
    values = np.array([[1.0, NONE, NONE], [2.0, NONE, NONE], [NONE, NONE, NONE]])
    with pytest.raises(UserError) as caught:
        filled(values, rule, size=["a", "a", "b"])
    assert [(found.code, found.column) for found in caught.value.problems] == [
        ("index-indicator-empty", "c1"),
        ("index-indicator-empty", "c2"),
    ]
    assert np.isnan(filled(values, rule, size=["a", "a", "b"], strict=False)[:, 1:]).all()


def test_an_unknown_group_is_answered_with_those_that_are_there() -> None:
    for rule in ("group_mean:region", "group_median"):
        with pytest.raises(UserError) as caught:
            filled(np.eye(2), rule, size=["a", "b"])
        (found,) = caught.value.problems
        assert found.code == ("index-rule-value" if ":" in rule else "index-rule-needs")
        assert "size, other" in found.expected
    with pytest.raises(UserError) as caught:
        filled(np.eye(2), "group_mean:region")
    assert "the table has none" in caught.value.problems[0].expected


@pytest.mark.parametrize(
    "rule",
    [
        "mean:1",
        "median:a",
        "group_mean:size:2",
        "knn:0",
        "knn:2.5",
        "knn:x",
        "knn:1:2",
        "em:1",
        "em:prior=-1",
        "none:1",
    ],
)
def test_values_that_a_rule_cannot_take(rule: str) -> None:
    with pytest.raises(UserError) as caught:
        filled(np.array([[1.0], [NONE]]), rule, size=["a", "b"])
    assert [found.code for found in caught.value.problems] == ["index-rule-value"]


def test_no_imputation_leaves_gaps() -> None:
    values = np.array([[1.0], [NONE]])
    np.testing.assert_array_equal(filled(values, "none"), values)

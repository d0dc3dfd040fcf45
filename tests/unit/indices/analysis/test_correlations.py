"""Correlations over pairwise complete units, within levels and between them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from civiscope.indices.analysis.correlations import (
    LEAST,
    Method,
    correlation_matrix,
    correlations_within,
    level_correlations,
    relation,
)
from civiscope.indices.tree import IndexTree, Node

generated = settings(max_examples=60, deadline=None)

JUDGES = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}

TREE = IndexTree.make(
    [
        Node("a", parent="left"),
        Node("b", parent="left"),
        Node("c", parent="right"),
        Node("left", level=2, parent="index"),
        Node("right", level=2, parent="index"),
        Node("index", level=3),
    ]
)


def table(seed: int, n: int = 40, p: int = 4, missing: float = 0.2) -> np.ndarray:
    """Columns that hang together, with ties and missing values."""
    random = np.random.default_rng(seed)
    values = np.round(random.normal(size=(n, 1)) + random.normal(size=(n, p)), 1)
    values[random.random(values.shape) < missing] = np.nan
    return values


@pytest.mark.parametrize("method", JUDGES)
@generated
@given(seed=st.integers(0, 2**32 - 1), missing=st.sampled_from([0.0, 0.2, 0.5]))
def test_each_pair_is_correlated_over_its_shared_units(method: Method, seed: int, missing: float) -> None:
    values = table(seed, missing=missing)
    found = correlation_matrix(values, values, method)
    for one, other in itertools.combinations(range(values.shape[1]), 2):
        shared = ~np.isnan(values[:, [one, other]]).any(axis=1)
        judge = JUDGES[method](values[shared, one], values[shared, other])
        assert found.counts[one, other] == shared.sum()
        if shared.sum() < LEAST:
            assert np.isnan(found.correlations[one, other])
            continue
        assert found.correlations[one, other] == pytest.approx(judge.statistic, rel=1e-10, abs=1e-13)
        assert found.p_values[one, other] == pytest.approx(judge.pvalue, rel=1e-9, abs=1e-13)


@generated
@given(seed=st.integers(0, 2**32 - 1), factor=st.floats(1e-6, 1e6), shift=st.floats(-100, 100))
def test_correlations_do_not_depend_on_units_of_measurement(seed: int, factor: float, shift: float) -> None:
    values = table(seed)
    changed = correlation_matrix(values * factor + shift * factor, -values)
    np.testing.assert_allclose(changed.correlations, -correlation_matrix(values, values).correlations, atol=1e-9)


def test_far_units_that_are_not_shared_do_not_cost_digits() -> None:
    near = np.array([1.0, 2.0, 4.0, 3.0, 7.0])
    values = np.column_stack([np.append(near, 1e15), np.append(near**2, np.nan)])
    expected = stats.pearsonr(near, near**2).statistic
    assert correlation_matrix(values, values).correlations[0, 1] == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("method", JUDGES)
def test_columns_that_do_not_vary_or_share_too_few_units_have_no_correlation(method: Method) -> None:
    values = np.array([[0.1, 1, 3], [0.1, 2, 1], [0.1, 4, np.nan], [0.1, 3, np.nan]])
    rows = correlations_within(values, "abc", method)
    assert [(row.first, row.second, row.n) for row in rows] == [("a", "b", 4), ("a", "c", 2), ("b", "c", 2)]
    assert all(np.isnan(row.correlation) and np.isnan(row.p) for row in rows)


def test_a_perfect_correlation_is_no_chance() -> None:
    (row,) = correlations_within(np.array([[1.0, 2], [2, 4], [3, 6], [5, 10]]), "ab")
    assert (row.correlation, row.p) == (pytest.approx(1.0, abs=1e-15), pytest.approx(0.0, abs=1e-7))


def scores() -> dict[str, np.ndarray]:
    values = table(3, missing=0)
    left = values[:, :2].mean(axis=1)
    columns = {"a": values[:, 0], "b": values[:, 1], "c": values[:, 2], "left": left, "right": values[:, 2]}
    return columns | {"index": (left + values[:, 2]) / 2}


def test_levels_are_correlated_with_their_relations() -> None:
    rows = level_correlations(scores(), TREE, 2, 1)
    told = {(row.first, row.second): row.relation for row in rows}
    assert told == {
        ("a", "left"): "parent",
        ("a", "right"): "",
        ("b", "left"): "parent",
        ("b", "right"): "",
        ("c", "left"): "",
        ("c", "right"): "parent",
    }
    assert {row.first: round(row.correlation, 12) for row in rows if row.second == "right"}["c"] == 1


def test_related_keeps_siblings_and_ancestors_only() -> None:
    assert [(row.first, row.second) for row in level_correlations(scores(), TREE, 1, 1, related=True)] == [("a", "b")]
    above = level_correlations(scores(), TREE, 1, 3, related=True)
    assert [(row.first, row.relation) for row in above] == [("a", "ancestor"), ("b", "ancestor"), ("c", "ancestor")]


def test_levels_without_scores_have_no_rows() -> None:
    assert level_correlations({"a": np.arange(4.0)}, TREE, 1, 2) == ()


def test_the_top_has_no_siblings() -> None:
    assert relation(TREE, "index", "left") == ""

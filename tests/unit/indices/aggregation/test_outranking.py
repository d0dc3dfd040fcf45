"""Comparisons of units in pairs, held against counting element by element."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.aggregation import likeliest_order, outranking
from civiscope.indices.aggregation.outranking import condorcet, copeland, outranking_matrix
from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

SUMS, WINS, LIKELIEST = Rule("copeland"), Rule("copeland", ("wins",)), Rule("condorcet")

# Few different values, so that many comparisons are level, and some are missing.
tables = arrays(np.float64, (6, 4), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, np.nan]))
complete = arrays(np.float64, (6, 4), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]))
loads = arrays(np.float64, 4, elements=st.sampled_from([0.5, 1.0, 2.0, 3.0]))


def counted(values: Floats, weights: Floats) -> Floats:
    """The plain way: every pair, every element."""
    found = np.zeros((len(values), len(values)))
    for one in range(len(values)):
        for other in range(len(values)):
            both = [
                (values[one, element], values[other, element], weights[element])
                for element in range(values.shape[1])
                if not np.isnan(values[[one, other], element]).any()
            ]
            if one != other:
                above = sum(
                    weight * (1.0 if own > their else 0.5 if own == their else 0.0) for own, their, weight in both
                )
                total = sum(weight for _, _, weight in both)
                found[one, other] = above / total if total else 0.5
    return found


@given(tables, loads)
def test_matrix_counts_elements_that_both_have(values: Floats, weights: Floats) -> None:
    found = outranking_matrix(values, weights)
    np.testing.assert_allclose(found, counted(values, weights), atol=1e-12)
    np.testing.assert_allclose(found + found.T, 1 - np.eye(6), atol=1e-12)


@given(complete, loads)
def test_of_complete_values_the_lower_triangle_is_one_less_the_upper(values: Floats, weights: Floats) -> None:
    # COINr computes the upper triangle with weights that sum to 1, and takes the lower one from it.
    shares = weights / weights.sum()
    expected = np.zeros((6, 6))
    for one in range(6):
        for other in range(one + 1, 6):
            own, their = values[one], values[other]
            expected[one, other] = shares[own > their].sum() + shares[own == their].sum() / 2
            expected[other, one] = 1 - expected[one, other]
    np.testing.assert_allclose(outranking_matrix(values, weights), expected, atol=1e-12)
    np.testing.assert_allclose(copeland(values, weights, SUMS), expected.sum(axis=1), rtol=1e-12)


@given(tables, loads, st.permutations(range(6)), st.permutations(range(4)), st.floats(0.01, 100))
def test_order_of_rows_and_columns_and_size_of_weights_change_nothing(
    values: Floats, weights: Floats, rows: list[int], columns: list[int], factor: float
) -> None:
    moved = values[np.ix_(rows, columns)]
    for method, rule in ((copeland, SUMS), (copeland, WINS), (condorcet, LIKELIEST)):
        expected = method(values, weights, rule)[rows]
        np.testing.assert_allclose(method(moved, weights[columns] * factor, rule), expected, atol=1e-9)


@given(tables, loads)
def test_wins_are_units_beaten_less_units_that_beat(values: Floats, weights: Floats) -> None:
    matrix = counted(values, weights)
    known = np.array([not np.isnan(row).all() for row in values])
    expected = [
        sum(np.sign(round(matrix[one, other] - 0.5, 9)) for other in range(6) if known[other] and one != other)
        for one in range(6)
    ]
    found = copeland(values, weights, WINS)
    np.testing.assert_array_equal(found[known], np.array(expected)[known])
    assert np.isnan(found[~known]).all()


def test_blocks_of_rows_are_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(5).normal(size=(23, 3))
    values[4, 1] = np.nan
    weights = np.array([1.0, 2, 3])
    whole = outranking_matrix(values, weights), copeland(values, weights, WINS), copeland(values, weights, SUMS)
    monkeypatch.setattr(outranking, "_BLOCK", 60)
    blocks = outranking_matrix(values, weights), copeland(values, weights, WINS), copeland(values, weights, SUMS)
    for one, other in zip(whole, blocks, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-15)


@given(complete, st.integers(0, 5))
def test_a_unit_that_is_best_in_everything_is_first(values: Floats, best: int) -> None:
    values[best] = 7.0
    for method, rule in ((copeland, SUMS), (copeland, WINS), (condorcet, LIKELIEST)):
        found = method(values, np.ones(4), rule)
        assert found.argmax() == best
        assert (np.delete(found, best) < found[best]).all()


def test_units_without_values_have_no_place() -> None:
    values = np.array([[1.0, 2], [np.nan, np.nan], [3, 4]])
    assert condorcet(values, np.ones(2), LIKELIEST).tolist() == pytest.approx([1, np.nan, 2], nan_ok=True)
    nothing = np.full((2, 2), np.nan)
    assert np.isnan(condorcet(nothing, np.ones(2), LIKELIEST)).all()
    assert np.isnan(copeland(nothing, np.ones(2), WINS)).all()


def test_equal_units_share_their_place() -> None:
    values = np.array([[1.0, 2], [3, 1], [1, 2], [0, 0]])
    found = condorcet(values, np.array([2.0, 1]), LIKELIEST)
    assert found.tolist() == [2.5, 4, 2.5, 1]


def test_a_ranking_that_is_not_certain_is_refused_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(1).normal(size=(40, 5))
    exact = Rule("condorcet", ("exact",), place="--aggregate")
    found = condorcet(values, np.ones(5), exact)
    assert sorted(found) == list(range(1, 41))
    monkeypatch.setattr(likeliest_order, "ENUMERABLE", 1)
    monkeypatch.setattr(likeliest_order, "PROGRAMMABLE", 1)
    assert len(set(condorcet(values, np.ones(5), LIKELIEST))) == 40
    with pytest.raises(UserError) as raised:
        condorcet(values, np.ones(5), exact)
    assert [(entry.code, entry.column) for entry in raised.value.problems] == [
        ("index-ranking-uncertain", "--aggregate")
    ]


@pytest.mark.parametrize(("method", "word"), [(copeland, "points"), (condorcet, "sure")])
def test_words_that_are_no_variant_are_refused(method: object, word: str) -> None:
    with pytest.raises(UserError) as raised:
        method(np.ones((2, 2)), np.ones(2), Rule("any", (word,)))  # type: ignore[operator]
    assert [(entry.code, entry.value) for entry in raised.value.problems] == [("index-rule-value", word)]

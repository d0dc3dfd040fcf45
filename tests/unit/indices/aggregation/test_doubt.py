"""Benefit of the doubt, held against its definition and against weights that are searched by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.aggregation.doubt import benefit_of_doubt
from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

FREE = Rule("benefit_of_doubt")


def values_of(seed: int, units: int = 6, elements: int = 3) -> Floats:
    return np.random.default_rng(seed).uniform(0.05, 1, size=(units, elements))


def limited(low: float, high: float) -> Rule:
    return Rule("benefit_of_doubt", (f"{low}", f"{high}"))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_no_weights_give_a_unit_more_and_some_unit_reaches_one(seed: int) -> None:
    values = values_of(seed)
    found = benefit_of_doubt(values, np.ones(3), FREE)
    tried = np.random.default_rng(seed).dirichlet(np.full(3, 0.5), size=400)
    # Weights count by their proportions: scaled until the best unit has 1.
    scores = tried @ values.T
    best = (scores / scores.max(axis=1, keepdims=True)).max(axis=0)
    assert (found >= best - 1e-9).all()
    assert found.max() == pytest.approx(1)
    assert (found <= 1 + 1e-9).all()
    # The best in any one element needs no doubt.
    assert found[values.argmax(axis=0)] == pytest.approx([1, 1, 1])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 100))
def test_units_of_measurement_do_not_matter(seed: int, factor: float) -> None:
    values = values_of(seed)
    expected = benefit_of_doubt(values, np.ones(3), FREE)
    np.testing.assert_allclose(benefit_of_doubt(values * [1, factor, 1], np.ones(3), FREE), expected, rtol=1e-6)


def test_two_elements_by_hand() -> None:
    # The frontier runs from (1, 0.5) to (0.5, 1): 2/3 (a + b) = 1; (0.6, 0.6) lies at 0.8 of it.
    values = np.array([[1, 0.5], [0.5, 1], [0.6, 0.6], [0.25, 0.5]])
    np.testing.assert_allclose(benefit_of_doubt(values, np.ones(2), FREE), [1, 1, 0.8, 0.5], rtol=1e-9)


def test_limits_of_shares_are_kept_and_bind() -> None:
    values = values_of(3)
    free, held = (benefit_of_doubt(values, np.ones(3), rule) for rule in (FREE, limited(0.2, 0.5)))
    assert (held <= free + 1e-9).all()
    assert (held < free - 1e-3).any()
    equal = benefit_of_doubt(values, np.ones(3), limited(1 / 3 - 1e-9, 1 / 3 + 1e-9))
    # With equal shares w_k = s / (3 y_k): no unit may pass 1, so s = 1 / max_j mean_k(y_jk / y_k).
    expected = [1 / (values / own).mean(axis=1).max() for own in values]
    np.testing.assert_allclose(equal, expected, rtol=1e-5)


def test_a_value_of_zero_whose_share_has_a_low_limit_gives_a_score_of_zero() -> None:
    values = values_of(1)
    values[2, 1] = 0.0
    found = benefit_of_doubt(values, np.ones(3), limited(0.1, 1))
    assert found[2] == pytest.approx(0, abs=1e-9)
    assert np.delete(found, 2).min() > 0.1


def test_limits_that_are_none_are_refused() -> None:
    for low, high, wanted in ((0.6, 0.4, "low limit"), (-0.1, 1, "at least 0"), (0, 2, "at most 1")):
        with pytest.raises(UserError, match=wanted):
            benefit_of_doubt(values_of(1), np.ones(3), limited(low, high))
    for low, high in ((0, 0.3), (0.4, 1)):
        with pytest.raises(UserError, match="3 shares can sum to 1"):
            benefit_of_doubt(values_of(1), np.ones(3), limited(low, high))
    with pytest.raises(UserError, match="limits=shares or limits=weights"):
        benefit_of_doubt(values_of(1), np.ones(3), Rule("benefit_of_doubt", (), {"limits": "loads"}))


def test_an_only_element_has_a_share_of_one_whatever_the_limits() -> None:
    values = values_of(2, elements=1)
    found = benefit_of_doubt(values, np.ones(1), limited(0.1, 0.4))
    np.testing.assert_allclose(found, values[:, 0] / values.max(), rtol=1e-9)


def test_too_few_elements_for_the_limits_are_no_score() -> None:
    values = values_of(4)
    values[1, :2] = np.nan
    found = benefit_of_doubt(values, np.ones(3), limited(0, 0.6))
    assert np.isnan(found).tolist() == [False, True, False, False, False, False]


def test_limits_of_weights_hold_for_weights_not_shares() -> None:
    # With equal weights w each: 3 w mean(y) is most where the best unit has 1.
    values = values_of(8)
    third = Rule("benefit_of_doubt", (f"{1 / 3}", f"{1 / 3}"), {"limits": "weights"})
    sums = values.sum(axis=1)
    np.testing.assert_allclose(benefit_of_doubt(values, np.ones(3), third), sums / sums.max(), rtol=1e-6)


@given(st.integers(0, 10**6))
def test_two_elements_are_scored_at_a_corner_of_the_frontier(seed: int) -> None:
    # An optimum lies where two constraints meet: two units at 1, or one unit at 1 and a weight of 0.
    values = values_of(seed, elements=2)
    corners = [np.linalg.solve(values[[j, k]], np.ones(2)) for j in range(6) for k in range(j) if j != k]
    corners += [np.array([1 / values[:, 0].max(), 0]), np.array([0, 1 / values[:, 1].max()])]
    allowed = [corner for corner in corners if (corner >= 0).all() and (values @ corner <= 1 + 1e-12).all()]
    expected = np.max([values @ corner for corner in allowed], axis=0)
    np.testing.assert_allclose(benefit_of_doubt(values, np.ones(2), FREE), expected, rtol=1e-9)


@given(st.integers(0, 10**6))
def test_the_order_of_units_and_elements_changes_nothing(seed: int) -> None:
    values = values_of(seed)
    values[1, 2] = np.nan
    random = np.random.default_rng(seed)
    rows, columns = random.permutation(6), random.permutation(3)
    expected = benefit_of_doubt(values, np.ones(3), limited(0.1, 0.7))[rows]
    found = benefit_of_doubt(values[np.ix_(rows, columns)], np.ones(3), limited(0.1, 0.7))
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_elements_without_weight_or_value_are_left_out() -> None:
    values = values_of(5)
    np.testing.assert_allclose(
        benefit_of_doubt(values, np.array([1.0, 0, 1]), FREE), benefit_of_doubt(values[:, [0, 2]], np.ones(2), FREE)
    )
    holes = values.copy()
    holes[2, 1] = np.nan
    holes[4] = np.nan
    found = benefit_of_doubt(holes, np.ones(3), FREE)
    assert np.isnan(found).tolist() == [False, False, False, False, True, False]
    others = np.nan_to_num(holes)
    assert found[2] == pytest.approx(benefit_of_doubt(others[:, [0, 2]], np.ones(2), FREE)[2])


def test_negative_values_are_refused() -> None:
    with pytest.raises(UserError, match="values of at least 0"):
        benefit_of_doubt(np.array([[1.0, -0.5]]), np.ones(2), FREE)

"""Wald tests: regular and singular covariances."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import chdtrc, fdtrc, stdtr

from civiscope.tabulation.testing.wald import equality, quadratic_form, wald_f
from tests.unit.tabulation.testing.plain_design import Floats


def covariance_of(seed: int, size: int, rank: int | None = None) -> Floats:
    """A made-up covariance of a rank."""
    half = np.random.default_rng(seed).normal(size=(size, rank or size))
    return half @ half.T


@given(seed=st.integers(0, 10**6), size=st.integers(1, 5), exponents=st.lists(st.integers(-4, 4), min_size=5))
def test_form_of_a_regular_covariance_is_that_of_its_inverse_in_any_unit(
    seed: int, size: int, exponents: list[int]
) -> None:
    half = np.random.default_rng(seed).uniform(-1, 1, (size, size)) + 4 * np.eye(size)
    covariance, values = half @ half.T, np.random.default_rng(seed + 1).normal(size=size)
    units = 10.0 ** np.array(exponents[:size])
    found = quadratic_form(units * values, units[:, None] * covariance * units)
    assert found.rank == size
    assert found.value == pytest.approx(float(values @ np.linalg.solve(covariance, values)), rel=1e-8)
    assert not found.certain


def test_singular_covariance_is_handled_by_its_rank() -> None:
    # The third value is the sum of the first two, so that it says nothing new.
    join = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    values, covariance = np.array([1.2, -0.4]), np.array([[0.5, 0.1], [0.1, 0.3]])
    found = wald_f(join @ values, join @ covariance @ join.T, 12)
    expected = float(values @ np.linalg.solve(covariance, values)) / 2
    assert (found.rank, found.size, found.ddf) == (2, 3, 12)
    assert found.f == pytest.approx(expected, rel=1e-12)
    assert found.p == pytest.approx(float(fdtrc(2, 12, expected)), rel=1e-12)
    assert found.note == "the covariance has rank 2 of 3: only so many combinations are tested"


def test_value_without_variance_that_is_not_zero_is_certain() -> None:
    found = wald_f(np.array([1.0, 0.5]), np.diag([0.2, 0.0]), 8)
    assert found.rank == 1
    assert "a difference without sampling variance is not 0: it is certain" in found.note
    assert "certain" not in wald_f(np.array([1.0, 0.0]), np.diag([0.2, 0.0]), 8).note
    dependent = wald_f(np.array([1.0, 0.5]), np.ones((2, 2)), 8)
    assert dependent.rank == 1
    assert "certain" in dependent.note


def test_nothing_that_varies_gives_no_test() -> None:
    found = wald_f(np.zeros(2), np.zeros((2, 2)), 8)
    assert (found.f, found.p, found.rank, found.note) == (None, None, 0, "nothing varies: no test")


def test_adjusted_f_has_fewer_degrees_of_freedom() -> None:
    covariance, values = covariance_of(3, 3), np.array([0.3, 1.0, -0.4])
    plain, adjusted = (wald_f(values, covariance, 9, adjusted=kind) for kind in (False, True))
    assert plain.f is not None
    assert (plain.ddf, adjusted.ddf) == (9, 7)
    assert adjusted.f == pytest.approx(plain.f * 7 / 9, rel=1e-12)
    assert adjusted.p == pytest.approx(float(fdtrc(3, 7, plain.f * 7 / 9)), rel=1e-12)


def test_too_few_degrees_of_freedom_give_no_test() -> None:
    found = wald_f(np.ones(3), covariance_of(4, 3), 2, adjusted=True)
    assert (found.f, found.p, found.ddf, found.note) == (None, None, 0, "too few degrees of freedom")


def test_endless_degrees_of_freedom_give_chi_square() -> None:
    covariance, values = covariance_of(5, 3), np.array([0.3, 1.0, -0.4])
    statistic = float(values @ np.linalg.solve(covariance, values))
    for adjusted in (False, True):
        found = wald_f(values, covariance, math.inf, adjusted)
        assert found.f == pytest.approx(statistic / 3, rel=1e-9)
        assert found.p == pytest.approx(float(chdtrc(3, statistic)), rel=1e-9)


def test_equality_of_two_is_the_square_of_t() -> None:
    estimates, covariance = np.array([3.0, 4.5]), np.array([[0.4, 0.1], [0.1, 0.7]])
    t = 1.5 / math.sqrt(0.4 + 0.7 - 0.2)
    found = equality(estimates, covariance, 21)
    assert found.f == pytest.approx(t**2, rel=1e-12)
    assert found.p == pytest.approx(2 * float(stdtr(21, -t)), rel=1e-12)


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(2, 6), shift=st.floats(-100, 100))
def test_equality_knows_neither_order_nor_common_level(seed: int, size: int, shift: float) -> None:
    random = np.random.default_rng(seed)
    half = random.uniform(-1, 1, (size, size)) + 4 * np.eye(size)
    estimates, covariance, order = random.normal(size=size), half @ half.T, random.permutation(size)
    found = equality(estimates, covariance, 30)
    turned = equality(estimates[order] + shift, covariance[np.ix_(order, order)], 30)
    assert turned.f == pytest.approx(found.f, rel=1e-7, abs=1e-12)
    assert (turned.rank, turned.ddf) == (found.rank, found.ddf) == (size - 1, 30)


def test_levels_without_an_estimate_are_left_out() -> None:
    covariance = np.diag([0.4, math.nan, 0.7])
    found = equality(np.array([3.0, math.nan, 4.5]), covariance, 21)
    assert found == equality(np.array([3.0, 4.5]), np.diag([0.4, 0.7]), 21)
    with pytest.raises(ValueError, match="two estimates or more can be compared"):
        equality(np.array([3.0, math.nan]), np.eye(2), 21)
    with pytest.raises(ValueError, match="k estimates have a covariance of k by k"):
        equality(np.array([3.0, 1.0]), np.eye(3), 21)

"""The exact tail, held against closed forms, quadrature over the denominator, and its own laws."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import chdtrc, fdtrc
from scipy.stats import chi2

from civiscope.tabulation.testing.inversion import exact_tail

WEIGHTS = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=8).map(np.array)


def pairs_tail(x: float, a: float, b: float, ddf: float) -> float:
    """The tail of weights a, a, b, b in closed form: of two exponentials, averaged over the denominator."""

    def mean(weight: float) -> float:
        if math.isinf(ddf):
            return math.exp(-x / (2 * weight))
        return math.exp(-ddf / 2 * math.log1p(x / (weight * ddf)))

    return (a * mean(a) - b * mean(b)) / (a - b)


@pytest.mark.parametrize("ddf", [0.7, 1.0, 5.5, 20.92, 398.0])
@pytest.mark.parametrize("size", [1, 2, 3, 30])
def test_equal_weights_give_the_f_distribution(size: int, ddf: float) -> None:
    for x in (1e-3, 0.5, 3.0, 40.0, 300.0):
        expected = float(fdtrc(size, ddf, x / size))
        if expected > 1e-250:
            assert exact_tail(2.5 * x, np.full(size, 2.5), ddf) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(("size", "ddf"), [(2, 398.0), (4, 1e6), (30, 1e6), (6, 20.5)])
def test_even_numbers_of_equal_weights_are_negative_binomial_sums(size: int, ddf: float) -> None:
    # In 40 digits, since the F distribution of SciPy keeps only 11 with a million degrees of freedom.
    for x in (0.5, 40.0, 300.0):
        with localcontext() as context:
            context.prec = 40
            share, half = Decimal(x) / Decimal(ddf), Decimal(ddf) / 2
            term = (-half * (1 + share).ln()).exp()
            total = Decimal(0)
            for place in range(size // 2):
                total += term
                term *= (half + place) / (place + 1) * share / (1 + share)
        assert exact_tail(x, np.ones(size), ddf) == pytest.approx(float(total), rel=1e-12)


@pytest.mark.parametrize("size", [1, 2, 3, 10, 40])
def test_equal_weights_without_denominator_give_chi_square(size: int) -> None:
    for x in (1e-3, 1.0, 30.0, 300.0):
        assert exact_tail(x / 7, np.full(size, 1 / 7)) == pytest.approx(float(chdtrc(size, x)), rel=1e-11)


@pytest.mark.parametrize("ddf", [2.0, 20.92, 398.0, math.inf])
@pytest.mark.parametrize("second", [0.9, 0.3, 1e-3, 1e-7])
def test_two_pairs_of_weights_have_a_closed_form(second: float, ddf: float) -> None:
    for x in (0.5, 5.0, 45.0):
        expected = pairs_tail(x, 1.0, second, ddf)
        assert exact_tail(x, np.array([1.0, 1.0, second, second]), ddf) == pytest.approx(expected, rel=1e-10)


def test_small_tails_keep_their_relative_accuracy() -> None:
    # Far below what 1/2 plus an integral can tell.
    weights, x = np.array([1.4, 1.4, 0.6, 0.6]), 120.0
    expected = pairs_tail(x, 1.4, 0.6, math.inf)
    assert expected < 1e-18
    assert exact_tail(x, weights) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(("first", "second", "x"), [(1.6, 0.4, 3.0), (5.0, 0.2, 12.0), (1.1, 0.9, 25.0)])
def test_two_weights_are_the_integral_over_one_of_them(first: float, second: float, x: float) -> None:
    # X2 = u**2 takes the pole of its density away.
    def given_second(u: float) -> float:
        return float(chdtrc(1, (x - second * u * u) / first)) * math.exp(-u * u / 2) * math.sqrt(2 / math.pi)

    edge = math.sqrt(x / second)
    inside, _ = quad(given_second, 0, edge, epsabs=0, epsrel=1e-11, limit=200)
    assert exact_tail(x, np.array([first, second])) == pytest.approx(inside + float(chdtrc(1, edge**2)), rel=1e-9)


def test_denominator_is_the_mean_over_its_values() -> None:
    weights, x, ddf = np.array([2.2, 0.7, 0.3]), 14.0, 20.92

    def given_denominator(y: float) -> float:
        return exact_tail(x * y / ddf, weights) * float(chi2.pdf(y, ddf))

    expected, _ = quad(given_denominator, 0, 120, epsabs=0, epsrel=1e-10, limit=200)
    assert exact_tail(x, weights, ddf) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=100, deadline=None)
@given(weights=WEIGHTS, x=st.floats(1e-3, 1e4), ddf=st.one_of(st.floats(1, 1e4), st.just(math.inf)))
def test_tail_is_a_probability_that_falls_and_knows_no_unit(weights: np.ndarray, x: float, ddf: float) -> None:
    found = exact_tail(x, weights, ddf)
    assert 0 <= found <= 1
    assert exact_tail(1.1 * x, weights, ddf) <= found * (1 + 1e-11)
    assert exact_tail(64 * x, 64 * weights, ddf) == pytest.approx(found, rel=1e-11, abs=1e-300)
    assert exact_tail(x, np.append(weights, 0.0)[::-1], ddf) == pytest.approx(found, rel=1e-11, abs=1e-300)


@pytest.mark.parametrize("x", [0.0, -3.0])
def test_whole_distribution_lies_above_zero(x: float) -> None:
    assert exact_tail(x, np.array([1.0, 2.0]), 12.0) == 1


@pytest.mark.parametrize("weights", [[], [0.0], [1.0, -0.1], [1.0, math.nan]])
def test_weights_that_cannot_be_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights must be finite, not negative and not all 0"):
        exact_tail(1.0, np.array(weights))


@pytest.mark.parametrize(("x", "ddf"), [(math.inf, 3.0), (1.0, 0.0), (1.0, -2.0)])
def test_x_and_degrees_that_cannot_be_are_refused(x: float, ddf: float) -> None:
    with pytest.raises(ValueError, match="x and ddf must be positive, and x finite"):
        exact_tail(x, np.array([1.0]), ddf)

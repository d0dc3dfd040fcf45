"""The profile likelihood of a share, against its own equation; the regression and the spline behind it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import expit, logit
from scipy.stats import norm, t

from civiscope.tabulation.profile import fit_replicates, fit_share, forsythe_spline, profile_limits


@given(st.integers(1, 199), st.floats(0.1, 20))
def test_fit_comes_as_near_to_the_share_as_its_rule_to_stop_asks(named: int, weight: float) -> None:
    fit = fit_share(named / 200, np.array([float(named)]), np.array([200.0]), np.array([weight]))
    assert fit.share == pytest.approx(named / 200, rel=1e-4)
    assert (fit.observed, fit.information, fit.answered) == (named / 200, 200.0, 200)


def test_fit_does_not_hang_on_the_scale_of_the_weights() -> None:
    named, rows, weights = np.array([3.0, 5.0]), np.array([20.0, 10.0]), np.array([1.5, 4.0])
    share = float((named * weights).sum() / (rows * weights).sum())
    one, other = fit_share(share, named, rows, weights), fit_share(share, named, rows, 1000 * weights)
    assert (one.share, one.previous) == (
        pytest.approx(other.share, rel=1e-12),
        pytest.approx(other.previous, rel=1e-12),
    )


def test_replicates_without_a_fit_are_left_out() -> None:
    found = fit_replicates(0.3, np.array([0.0, 0.25, 1.0, math.nan, 0.5]))
    assert np.isnan(found).tolist() == [True, False, True, True, False]
    assert found[[1, 4]] == pytest.approx(logit([0.25, 0.5]), abs=1e-6)


@given(st.integers(20, 180), st.floats(0.5, 3))
def test_limits_solve_the_equation_of_the_profile_up_to_its_interpolation(named: int, effect: float) -> None:
    """The exact solution of D(b) = t**2 lambda d, D the deviance's rise: R's grid is within 1e-3 of it."""
    rows, df = 200, 30
    share = named / rows
    variance = effect * share * (1 - share) / rows
    fit = fit_share(share, np.array([float(named)]), np.array([float(rows)]), np.array([1.0]))
    low, high = profile_limits(fit, variance, df, 0.95)
    lam = variance / (share * (1 - share)) ** 2 * rows * share * (1 - share)
    # Half of the tail, as confint.svyglm has it: of t times the root of lambda, looked up as a normal quantile.
    cutoff = -norm.ppf(norm.cdf(t.ppf(0.025, df) * math.sqrt(lam)))

    def rise(b: float) -> float:
        p = expit(b)
        gain = share * math.log(share / p) + (1 - share) * math.log((1 - share) / (1 - p))
        return 2 * rows * gain * (rows - 1) / rows - cutoff**2

    centre = logit(share)
    assert low == pytest.approx(expit(brentq(rise, centre - 8, centre)), rel=3e-3)
    assert high == pytest.approx(expit(brentq(rise, centre, centre + 8)), rel=3e-3)
    assert low < share < high  # type: ignore[operator]


def test_spline_gives_a_cubic_back() -> None:
    """Forsythe's end rule takes the third derivative of the cubics at the ends, so that a cubic is reproduced."""
    x = np.array([-2.0, -1.5, 0.0, 0.5, 2.0, 3.0])
    at = np.linspace(-2, 3, 41)
    found = forsythe_spline(x, x**3 - 2 * x**2 + 3, at)
    assert found == pytest.approx(at**3 - 2 * at**2 + 3, abs=1e-12)

"""Two groups compared: against SciPy and by enumeration."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from civiscope.outcomes.groups import hedges_g, mean_interval, permutation_test, welch

Floats = NDArray[np.float64]

numbers = st.lists(st.floats(-100, 100).map(lambda value: round(value, 2)), min_size=3, max_size=5, unique=True)


def two_groups(seed: int = 5, n: int = 12, m: int = 20) -> tuple[Floats, Floats]:
    drawn = np.random.default_rng(seed)
    return drawn.normal(3, 2, n), drawn.normal(2, 5, m)


def test_welch_is_scipy_s() -> None:
    first, other = two_groups()
    found, direct = welch(first, other), stats.ttest_ind(first, other, equal_var=False)
    interval = direct.confidence_interval(0.95)
    assert (found.p, found.df) == pytest.approx((direct.pvalue, direct.df), rel=1e-10)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), rel=1e-10)
    assert found.estimate / found.se == pytest.approx(direct.statistic)


def test_mean_interval_is_scipy_s() -> None:
    values, _ = two_groups()
    low, high = stats.t.interval(0.95, len(values) - 1, values.mean(), stats.sem(values))
    found = mean_interval(values)
    assert (found.estimate, found.low, found.high) == pytest.approx((values.mean(), low, high))


def test_hedges_g_by_hand() -> None:
    # Means 2 and 5, variances 1: d = -3 with 4 degrees of freedom; J = 1 - 3 / (4 * 4 - 1) to the second digit.
    found = hedges_g(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0]))
    assert found.estimate == pytest.approx(-3 * 0.797884560802865)  # gamma(2) / (sqrt(2) gamma(1.5))
    assert found.low < found.estimate < found.high


@pytest.mark.parametrize(("n", "m", "shift"), [(3, 4, 0.0), (12, 20, 1.0), (40, 60, -8.0), (5, 5, 30.0)])
def test_limits_of_g_are_noncentralities_of_t(n: int, m: int, shift: float) -> None:
    first, other = two_groups(n=n, m=m)
    first = first + shift
    found = hedges_g(first, other)
    df, unit = n + m - 2, np.sqrt(1 / n + 1 / m)
    t = stats.ttest_ind(first, other).statistic
    shrink = found.estimate / (t * unit)
    assert stats.nct.cdf(t, df, found.low / shrink / unit) == pytest.approx(0.975, abs=1e-6)
    assert stats.nct.cdf(t, df, found.high / shrink / unit) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize("sign", [-1, 1])
def test_limits_of_g_go_on_evenly_where_the_distribution_of_t_cannot_be_had(sign: int) -> None:
    # The limits are multiples of g in the end: those of a gap of 700 spreads and of 10,000 times as much agree.
    first, other = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 1.0, 2.0, 3.0])
    near, far = (hedges_g(first + sign * gap, other) for gap in (5e3, 5e7))
    for name in ("low", "high"):
        ratio = getattr(near, name) / near.estimate
        assert getattr(far, name) / far.estimate == pytest.approx(ratio, rel=1e-4)
    assert far.low < far.estimate < far.high


def test_g_of_nearly_constant_groups_has_limits() -> None:
    found = hedges_g(np.array([1, 1, 1, 1 + 1e-9]), np.zeros(4))
    assert 0 < found.low < found.estimate < found.high


def never() -> np.random.Generator:
    raise AssertionError("an exact test draws nothing")


@given(numbers, numbers)
def test_exact_permutation_test_counts_every_rearrangement(one: list[float], two: list[float]) -> None:
    values = [*one, *two]
    observed = abs(np.mean(one) - np.mean(two))
    extreme = total = 0
    for chosen in combinations(range(len(values)), len(one)):
        rest = [value for place, value in enumerate(values) if place not in chosen]
        difference = abs(np.mean([values[place] for place in chosen]) - np.mean(rest))
        extreme += bool(difference >= observed - 1e-9)
        total += 1
    found = permutation_test(np.array(one), np.array(two), 1000, never)
    assert (found.exact, found.count) == (True, total)
    assert found.p == pytest.approx(extreme / total, abs=1e-12)


def test_exact_permutation_test_is_scipy_s() -> None:
    first, other = two_groups(n=5, m=6)

    def difference(x: Floats, y: Floats, axis: int = 0) -> Floats:
        return np.abs(np.mean(x, axis=axis) - np.mean(y, axis=axis))

    direct = stats.permutation_test((first, other), difference, n_resamples=np.inf, alternative="greater")
    assert permutation_test(first, other, 1000, never).p == pytest.approx(direct.pvalue)


def test_random_permutation_test_is_near_the_exact_one_and_never_0() -> None:
    first, other = two_groups(n=7, m=8)
    exact = permutation_test(first, other, 10_000, never)
    drawn = permutation_test(first, other, 6000, lambda: np.random.default_rng(1))
    assert (exact.count, exact.exact) == (6435, True)
    assert (drawn.count, drawn.exact) == (6000, False)
    assert drawn.p == pytest.approx(exact.p, abs=0.03)
    far = permutation_test(first + 1000, other, 6000, lambda: np.random.default_rng(1))
    assert far.p == pytest.approx(1 / 6001, rel=3)
    assert far.p > 0

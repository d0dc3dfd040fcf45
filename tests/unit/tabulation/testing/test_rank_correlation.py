"""Rank correlations, held against SciPy's, brute force over pairs and orders, and simulated samples."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from civiscope.tabulation.testing.rank_correlation import kendall, spearman
from tests.unit.tabulation.testing.plain_design import Floats

PAIRS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=5, max_size=40)


def columns(pairs: list[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Two columns of numbers."""
    x, y = np.array(pairs, dtype=np.float64).T
    return x, y


@given(PAIRS)
def test_spearman_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    x, y = columns(pairs)
    found = spearman(x, y)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert (found.correlation, found.p) == (None, None)
        assert found.note == "one of the two does not vary: no correlation"
        return
    expected = stats.spearmanr(x, y)
    assert found.correlation == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    if abs(expected.statistic) < 1 - 1e-9:
        assert found.p == pytest.approx(expected.pvalue, rel=1e-7)
        assert found.low is not None
        assert found.high is not None
        assert found.correlation is not None
        assert -1 <= found.low < found.correlation < found.high <= 1


@given(PAIRS)
def test_kendall_counts_pairs_one_by_one(pairs: list[tuple[int, int]]) -> None:
    x, y = columns(pairs)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert kendall(x, y).note == "one of the two does not vary: no correlation"
        return
    products = [np.sign(x[i] - x[j]) * np.sign(y[i] - y[j]) for i, j in combinations(range(len(x)), 2)]
    untied = [sum(values[i] != values[j] for i, j in combinations(range(len(x)), 2)) for values in (x, y)]
    expected = sum(products) / math.sqrt(untied[0] * untied[1])
    assert kendall(x, y).correlation == pytest.approx(expected, rel=1e-12, abs=1e-15)


@given(PAIRS)
def test_kendall_p_with_ties_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    x, y = columns([*pairs, (0, 0), (0, 0), (1, 2)])
    if np.ptp(x) and np.ptp(y):
        assert kendall(x, y).p == pytest.approx(stats.kendalltau(x, y, method="asymptotic").pvalue, rel=1e-8)


def test_kendall_without_ties_has_the_share_of_orders_as_extreme() -> None:
    x, y = np.arange(6.0), np.array([2.0, 0.0, 1.0, 3.0, 5.0, 4.0])
    found = kendall(x, y)
    assert found.correlation is not None

    def surplus(order: tuple[int, ...]) -> int:
        return sum(1 if order[i] < order[j] else -1 for i, j in combinations(range(6), 2))

    own = surplus(tuple(int(value) for value in y))
    as_extreme = sum(abs(surplus(order)) >= abs(own) for order in permutations(range(6)))
    assert found.p == pytest.approx(as_extreme / math.factorial(6), rel=1e-12)


def test_kendall_exact_p_of_a_longer_list_is_that_of_scipy() -> None:
    random = np.random.default_rng(4)
    x = random.normal(size=45)
    y = x + random.normal(size=45)
    assert kendall(x, y).p == pytest.approx(stats.kendalltau(x, y, method="exact").pvalue, rel=1e-9)


def test_kendall_of_many_pairs_is_that_of_scipy() -> None:
    random = np.random.default_rng(5)
    x = random.integers(0, 300, 20_000).astype(np.float64)
    y = random.integers(0, 700, 20_000) + x
    found, expected = kendall(x, y), stats.kendalltau(x, y)
    assert found.correlation == pytest.approx(expected.statistic, rel=1e-12)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5), st.integers(0, 3)), min_size=8, max_size=20))
def test_whole_weights_repeat_pairs(triples: list[tuple[int, int, int]]) -> None:
    x, y, weights = np.array(triples, dtype=np.float64).T
    repeated = weights.astype(int)
    first, second = np.repeat(x, repeated), np.repeat(y, repeated)
    found = spearman(x, y, weights)
    assert found.n == int((repeated > 0).sum())
    if len(first) > 1 and np.ptp(first) and np.ptp(second):
        expected = stats.spearmanr(first, second).statistic
        assert found.correlation == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_equal_weights_change_nothing() -> None:
    random = np.random.default_rng(6)
    x, y = random.normal(size=(2, 30))
    plain, weighted = spearman(x, y), spearman(x, y, np.full(30, 3.7))
    assert weighted.df == plain.df
    for name in ("correlation", "low", "high", "statistic", "p"):
        assert getattr(weighted, name) == pytest.approx(getattr(plain, name), rel=1e-9)


def test_unequal_weights_count_as_fewer_pairs() -> None:
    random = np.random.default_rng(7)
    x, y = random.normal(size=(2, 30))
    weights = np.repeat([1.0, 5.0], 15)
    effective = weights.sum() ** 2 / (weights**2).sum()
    assert spearman(x, y, weights).df == math.floor(effective) - 2


def test_interval_is_bonett_and_wright_by_hand() -> None:
    x, y = np.arange(12.0), np.array([2.0, 1, 4, 3, 6, 5, 8, 12, 10, 9, 7, 11])
    rho = float(stats.spearmanr(x, y).statistic)
    half = stats.norm.ppf(0.95) * math.sqrt((1 + rho**2 / 2) / 9)
    found = spearman(x, y, level=0.9)
    limits = math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half)
    assert (found.low, found.high) == pytest.approx(limits, rel=1e-12)
    tau = float(stats.kendalltau(x, y).statistic)
    half = stats.norm.ppf(0.95) * math.sqrt(0.437 / 8)
    found = kendall(x, y, level=0.9)
    limits = math.tanh(math.atanh(tau) - half), math.tanh(math.atanh(tau) + half)
    assert (found.low, found.high) == pytest.approx(limits, rel=1e-12)


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.8])
def test_intervals_cover_the_correlation_of_normal_data(rho: float) -> None:
    # Spearman's of a normal pair is 6 / pi arcsin(rho / 2), Kendall's 2 / pi arcsin(rho).
    random = np.random.default_rng(int(100 * rho))
    truths = 6 / math.pi * math.asin(rho / 2), 2 / math.pi * math.asin(rho)
    covered = [0, 0]
    for _ in range(800):
        x, noise = random.normal(size=(2, 40))
        y = rho * x + math.sqrt(1 - rho**2) * noise
        for place, found in enumerate((spearman(x, y), kendall(x, y))):
            assert found.low is not None
            assert found.high is not None
            covered[place] += found.low <= truths[place] <= found.high
    assert all(0.925 < count / 800 < 0.98 for count in covered), covered


def test_interval_of_a_finite_population_covers_its_correlation() -> None:
    random = np.random.default_rng(8)
    x, noise = random.normal(size=(2, 150))
    y = 0.5 * x + noise
    truth, covered, endless = spearman(x, y).correlation, 0, 0
    assert truth is not None
    for _ in range(1000):
        drawn = random.choice(150, 90, replace=False)
        for finite in (True, False):
            found = spearman(x[drawn], y[drawn], population=150 if finite else math.inf)
            assert found.low is not None
            assert found.high is not None
            inside = found.low <= truth <= found.high
            covered, endless = covered + (inside and finite), endless + (inside and not finite)
    assert 0.92 < covered / 1000 < 0.98
    assert endless / 1000 > 0.99


def test_whole_population_has_an_exact_correlation_and_no_test() -> None:
    x, y = np.arange(12.0), np.array([2.0, 1, 4, 3, 6, 5, 8, 12, 10, 9, 7, 11])
    for found in (spearman(x, y, population=12), kendall(x, y, population=12)):
        assert found.low == found.correlation == found.high
        assert (found.statistic, found.p) == (None, None)
        assert found.note == "the whole population is in it: the correlation is exact"


def test_finite_population_makes_statistics_larger() -> None:
    x, y = np.arange(12.0), np.array([2.0, 1, 4, 3, 6, 5, 8, 12, 10, 9, 7, 11])
    for endless, finite in (
        (spearman(x, y).statistic, spearman(x, y, population=48).statistic),
        (kendall(x, y).statistic, kendall(x, y, population=48).statistic),
    ):
        assert endless is not None
        assert finite == pytest.approx(endless / math.sqrt(0.75), rel=1e-12)


@pytest.mark.parametrize(("sign", "note"), [(1, "the order is the same throughout"), (-1, "the order is reversed")])
def test_perfect_order_has_no_interval(sign: int, note: str) -> None:
    x = np.array([0.1, 0.7, 0.3, 2.0, 5.5, 1.1, 8.0])
    for found in (spearman(x, sign * x**3), kendall(x, sign * x**3)):
        assert found.correlation == sign
        assert (found.low, found.high) == (None, None)
        assert found.note.startswith(note)
    assert spearman(x, sign * x).p == 0
    assert kendall(x, sign * x).p == pytest.approx(2 / math.factorial(7), rel=1e-12)


def test_pairs_that_lack_a_number_are_left_out() -> None:
    x, y = np.array([1.0, math.nan, 3.0, 4.0, 2.0, 7.0]), np.array([2.0, 5.0, 3.5, math.nan, 4.0, 1.0])
    kept = [0, 2, 4, 5]
    assert spearman(x, y) == spearman(x[kept], y[kept])
    assert kendall(x, y) == kendall(x[kept], y[kept])
    assert spearman(x, y).n == 4


def test_too_few_pairs_have_no_interval() -> None:
    found = spearman(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    assert found.correlation == pytest.approx(0.5, rel=1e-12)
    assert (found.low, found.high, found.note) == (None, None, "too few pairs for an interval")
    assert spearman(np.array([1.0]), np.array([1.0])).correlation is None
    assert kendall(np.array([1.0]), np.array([1.0])).correlation is None


def test_columns_that_cannot_be_are_refused() -> None:
    x = np.arange(4.0)
    with pytest.raises(ValueError, match="both, and the weights, have one number per pair"):
        spearman(x, np.arange(5.0))
    with pytest.raises(ValueError, match="weights are finite and not negative"):
        spearman(x, x, np.array([1.0, -1.0, 1.0, 1.0]))
    with pytest.raises(ValueError, match="there are more pairs than the population has"):
        kendall(x, x, population=3)

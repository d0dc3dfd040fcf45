"""McNemar's tests, changes of shares in a panel, and the paired t."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from civiscope.tabulation.testing.paired import mcnemar, paired_shares, paired_t

COUNTS = st.integers(0, 400)


@given(added=COUNTS, dropped=COUNTS)
def test_exact_p_is_the_binomial_test_of_scipy(added: int, dropped: int) -> None:
    found = mcnemar(added, dropped)
    if added + dropped:
        assert found.p == pytest.approx(stats.binomtest(added, added + dropped).pvalue, rel=1e-9)
    assert 0 <= found.mid_p <= found.p <= 1
    assert mcnemar(dropped, added) == type(found)(dropped, added, *vars_of(found)[2:])


def vars_of(found: object) -> list[float]:
    """The numbers of an outcome in their order."""
    return [getattr(found, name) for name in found.__slots__]  # type: ignore[attr-defined]


def test_published_example_of_mid_p() -> None:
    # Fagerland, Lydersen and Laake (2013), airway hyper-responsiveness before and after transplantation: 1 and 7.
    found = mcnemar(1, 7)
    assert (round(found.p, 4), round(found.mid_p, 4)) == (0.0703, 0.0391)
    assert found.chi_square_p is not None
    assert found.corrected_p is not None
    assert (round(found.chi_square_p, 4), round(found.corrected_p, 4)) == (0.0339, 0.0771)


@given(added=st.integers(0, 60), dropped=st.integers(0, 60))
def test_mid_p_counts_half_of_what_was_found(added: int, dropped: int) -> None:
    changed = added + dropped
    if not changed:
        return
    fewer = min(added, dropped)
    expected = 2 * stats.binom.cdf(fewer, changed, 0.5) - stats.binom.pmf(fewer, changed, 0.5)
    assert mcnemar(added, dropped).mid_p == pytest.approx(min(expected, 1), rel=1e-9)


def test_no_change_is_no_evidence() -> None:
    found = mcnemar(0, 0)
    assert (found.p, found.mid_p, found.chi_square, found.corrected) == (1, 1, None, None)


def test_balanced_change_needs_no_correction() -> None:
    found = mcnemar(4, 4)
    assert (found.chi_square, found.corrected, found.corrected_p, found.p) == (0, 0, 1, 1)
    assert found.mid_p == pytest.approx(1, rel=1e-14)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts of cities are not negative"):
        mcnemar(-1, 3)


@given(st.data())
def test_difference_of_shares_has_the_error_of_a_mean_of_changes(data: st.DataObject) -> None:
    n = data.draw(st.integers(2, 200))
    added = data.draw(st.integers(0, n))
    dropped = data.draw(st.integers(0, n - added))
    population = data.draw(st.one_of(st.integers(n, 3 * n).map(float), st.just(math.inf)))
    change = np.repeat([1.0, -1.0, 0.0], [added, dropped, n - added - dropped])
    found = paired_shares(added, dropped, n, population)
    assert found.difference == pytest.approx(change.mean(), rel=1e-12, abs=1e-15)
    expected = math.sqrt(change.var(ddof=1) / n * (1 - n / population))
    assert found.se == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert -1 <= found.low <= found.high <= 1
    if n < population:
        assert found.low < found.high


def test_interval_of_an_endless_population_is_bonett_and_price_by_hand() -> None:
    # 1 and 7 of 21: two shares of 2/23 and 8/23.
    found = paired_shares(1, 7, 21)
    half = stats.norm.ppf(0.975) * math.sqrt((10 / 23 - (6 / 23) ** 2) / 23)
    assert (found.low, found.high) == (
        pytest.approx(-6 / 23 - half, rel=1e-12),
        pytest.approx(-6 / 23 + half, rel=1e-12),
    )


def test_interval_closes_on_the_difference_as_the_panel_becomes_everybody() -> None:
    widths = [found.high - found.low for found in (paired_shares(5, 2, 30, size) for size in (math.inf, 60, 33, 30.01))]
    assert widths == sorted(widths, reverse=True)
    everybody = paired_shares(5, 2, 30, 30)
    assert (everybody.se, everybody.low, everybody.high) == (0, 0.1, 0.1)


@pytest.mark.parametrize(("up", "down"), [(0.1, 0.1), (0.3, 0.1), (0.05, 0.4)])
def test_interval_covers_in_small_panels(up: float, down: float) -> None:
    # The chance of every outcome of 15 pairs, added up where the interval holds the true difference.
    n, covered = 15, 0.0
    for added in range(n + 1):
        for dropped in range(n - added + 1):
            found = paired_shares(added, dropped, n)
            if found.low <= up - down <= found.high:
                covered += stats.multinomial.pmf([added, dropped, n - added - dropped], n, [up, down, 1 - up - down])
    assert 0.93 < covered < 0.995


def test_interval_covers_when_pairs_are_drawn_from_a_finite_population() -> None:
    # 40 of 60 cities: without the finite population the interval would hold the difference nearly always.
    random = np.random.default_rng(12)
    changes = np.repeat([1.0, -1.0, 0.0], [15, 6, 39])
    covered = endless = 0
    for _ in range(2000):
        drawn = random.choice(changes, 40, replace=False)
        up, down = int((drawn > 0).sum()), int((drawn < 0).sum())
        found = paired_shares(up, down, 40, 60)
        covered += found.low <= 0.15 <= found.high
        found = paired_shares(up, down, 40)
        endless += found.low <= 0.15 <= found.high
    assert 0.93 < covered / 2000 < 0.975
    assert endless / 2000 > 0.99


def test_single_pair_has_no_standard_error() -> None:
    found = paired_shares(1, 0, 1)
    assert (found.difference, found.se) == (1, None)
    assert found.low < 0 < found.high <= 1


@pytest.mark.parametrize(
    ("added", "dropped", "n", "population"), [(3, 3, 5, 9), (-1, 0, 5, 9), (0, 0, 0, 9), (1, 1, 5, 4)]
)
def test_panels_that_cannot_be_are_refused(added: int, dropped: int, n: int, population: float) -> None:
    with pytest.raises(ValueError, match="changes are at most the pairs, and pairs at most the population"):
        paired_shares(added, dropped, n, population)


def test_paired_t_leaves_pairs_out_that_lack_a_number() -> None:
    first, second = np.array([1.0, math.nan, 3.0, 4.0, 2.0]), np.array([2.0, 5.0, 3.5, math.nan, 4.0])
    found = paired_t(first, second)
    expected = stats.ttest_rel(second[[0, 2, 4]], first[[0, 2, 4]])
    assert (found.t, found.p, found.df) == (
        pytest.approx(expected.statistic, rel=1e-12),
        pytest.approx(expected.pvalue, rel=1e-12),
        2,
    )


def test_paired_t_knows_the_finite_population() -> None:
    first, second = np.array([1.0, 2.0, 3.0, 2.0]), np.array([2.0, 2.5, 3.5, 4.0])
    endless, finite = paired_t(first, second), paired_t(first, second, 10)
    assert finite.se == pytest.approx(endless.se * math.sqrt(0.6), rel=1e-12)
    everybody = paired_t(first, second, 4)
    assert (everybody.se, everybody.t, everybody.p) == (0, None, None)


def test_paired_t_of_one_pair_or_without_spread_has_no_test() -> None:
    assert paired_t(np.array([1.0]), np.array([3.0])).p is None
    same = paired_t(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    assert (same.difference, same.se, same.p) == (2, 0, None)


def test_paired_t_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="both answers have one number per city"):
        paired_t(np.array([1.0]), np.array([1.0, 2.0]))
    for first, population in ((np.array([math.nan]), math.inf), (np.array([1.0]), 0.5)):
        with pytest.raises(ValueError, match="at least one pair, and no more pairs than cities"):
            paired_t(first, np.array([1.0]), population)

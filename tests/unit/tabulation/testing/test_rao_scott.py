"""Tests of independence: laws that hold for every table, and tables with nothing in some of their cells."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from civiscope.tabulation.testing.rao_scott import Independence, Statistic, independence, independence_of_totals
from tests.unit.tabulation.testing.plain_design import Floats

EVERY = list(Statistic)
LARGE = 10.0**12


def multinomial(counts: Floats) -> tuple[Floats, Floats, int]:
    """Shares, their covariance and n of independent rows, whose design effects are all 1 under independence."""
    n = int(counts.sum())
    shares = counts / n
    flat = shares.ravel()
    return shares, (np.diag(flat) - np.outer(flat, flat)) / n, n


def clustered(seed: int, rows: int, columns: int, clusters: int = 15) -> tuple[Floats, Floats]:
    """Totals (r, c) of made-up clusters, and their covariance between clusters."""
    random = np.random.default_rng(seed)
    sums = random.gamma(2.0, 3.0, (clusters, rows * columns))
    deviations = sums - sums.mean(axis=0)
    return sums.sum(axis=0).reshape(rows, columns), clusters / (clusters - 1) * deviations.T @ deviations


def numbers(found: Independence) -> list[float]:
    """What must not depend on the order of levels."""
    assert found.value is not None
    assert found.p is not None
    return [found.value, found.df or 0.0, found.ddf or 0.0, found.p]


@pytest.mark.parametrize("statistic", [Statistic.CHISQ, Statistic.FIRST_ORDER])
def test_independent_rows_give_pearson_test_of_scipy(statistic: Statistic) -> None:
    # Exactly independent shares, so that observed and expected shares make the same design effects: all are 1.
    counts = np.outer([40.0, 60.0, 100.0], [0.2, 0.3, 0.5])
    shares, covariance, n = multinomial(counts)
    found = independence(shares, covariance, n, n - 1, statistic)
    assert found.effects == pytest.approx([1, 1, 1, 1], rel=1e-12)
    expected = chi2_contingency(np.array([[30, 20], [25, 45]]), correction=False)
    shares, covariance, n = multinomial(np.array([[30.0, 20.0], [25.0, 45.0]]))
    found = independence(shares, covariance, n, n - 1, statistic)
    assert found.pearson == pytest.approx(expected.statistic, rel=1e-12)


def test_first_order_shows_the_corrected_statistic_and_the_p_of_chisq() -> None:
    totals, covariance = clustered(1, 3, 4)
    chisq, first, f = (
        independence_of_totals(totals, covariance, 200, 14, kind)
        for kind in (Statistic.CHISQ, Statistic.FIRST_ORDER, Statistic.F)
    )
    assert (chisq.p, chisq.df, chisq.value) == (first.p, first.df, first.pearson)
    assert first.value == pytest.approx(first.pearson / np.mean(first.effects), rel=1e-12)
    assert f.value == pytest.approx(f.pearson / np.sum(f.effects), rel=1e-12)
    assert f.df == pytest.approx(np.sum(f.effects) ** 2 / np.sum(np.square(f.effects)), rel=1e-12)


def test_one_contrast_gives_f_and_the_exact_distribution_the_same_p() -> None:
    totals, covariance = clustered(2, 2, 2)
    exact, f = (independence_of_totals(totals, covariance, 80, 14, kind) for kind in (Statistic.LINCOM, Statistic.F))
    assert exact.p == pytest.approx(f.p, rel=1e-11)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), rows=st.integers(2, 4), columns=st.integers(2, 4), kind=st.sampled_from(EVERY))
def test_order_of_levels_and_of_the_two_items_does_not_matter(
    seed: int, rows: int, columns: int, kind: Statistic
) -> None:
    totals, covariance = clustered(seed, rows, columns)
    random = np.random.default_rng(seed)
    first, second = random.permutation(rows), random.permutation(columns)
    places = np.arange(rows * columns).reshape(rows, columns)[np.ix_(first, second)].T
    expected = independence_of_totals(totals, covariance, 300, 14, kind)
    turned = independence_of_totals(
        totals.ravel()[places], covariance[np.ix_(places.ravel(), places.ravel())], 300, 14, kind
    )
    assert numbers(turned) == pytest.approx(numbers(expected), rel=1e-6, abs=1e-300)
    assert 0 <= numbers(expected)[3] <= 1


@pytest.mark.parametrize("kind", EVERY)
def test_levels_without_answers_are_left_out(kind: Statistic) -> None:
    totals, covariance = clustered(5, 3, 3)
    wider = np.zeros((5, 4))
    rows, columns = np.array([0, 2, 4]), np.array([0, 1, 3])
    wider[np.ix_(rows, columns)] = totals
    places = (rows[:, None] * 4 + columns).ravel()
    spread = np.zeros((20, 20))
    spread[np.ix_(places, places)] = covariance
    found = independence_of_totals(wider, spread, 300, 14, kind)
    expected = independence_of_totals(totals, covariance, 300, 14, kind)
    assert numbers(found) == pytest.approx(numbers(expected), rel=1e-12)
    assert (found.rows, found.columns) == (3, 3)
    assert found.note == "2 rows and 1 columns without answers are left out"
    assert expected.note == ""


@pytest.mark.parametrize("kind", EVERY)
def test_empty_cell_leaves_a_test(kind: Statistic) -> None:
    totals, covariance = clustered(6, 3, 3)
    totals[1, 2] = 0
    covariance[5, :] = covariance[:, 5] = 0
    found = independence_of_totals(totals, covariance, 300, 14, kind)
    assert all(map(math.isfinite, numbers(found)))
    assert (found.rows, found.columns, found.note) == (3, 3, "")


@pytest.mark.parametrize("kind", [Statistic.F, Statistic.CHISQ, Statistic.LINCOM, Statistic.SADDLEPOINT])
def test_cells_on_a_diagonal_leave_as_many_contrasts_as_they_are(kind: Statistic) -> None:
    # Each row has a single column: R stops, since its matrix of 4 contrasts has rank 3.
    shares, covariance, n = multinomial(np.diag([20.0, 30.0, 50.0]))
    found = independence(shares, covariance, n, 99, kind)
    assert found.pearson == pytest.approx(200, rel=1e-12)
    assert len(found.effects) == 3
    assert found.note == "empty cells leave 3 of 4 contrasts"
    assert all(map(math.isfinite, numbers(found)))
    assert numbers(found)[3] < 1e-10


@pytest.mark.parametrize("kind", [Statistic.WALD, Statistic.ADJUSTED_WALD])
def test_wald_of_few_clusters_is_handled_by_rank(kind: Statistic) -> None:
    totals, covariance = clustered(7, 4, 4, clusters=6)
    found = independence_of_totals(totals, covariance, 90, 5, kind)
    assert found.df == 5
    assert "the covariance has rank 5 of 9: only so many combinations are tested" in found.note
    assert found.ddf == (5 if kind is Statistic.WALD else 1)
    assert found.p is not None


def test_wald_of_shares_is_that_of_totals_where_the_sum_of_weights_is_fixed() -> None:
    random = np.random.default_rng(8)
    sums = random.dirichlet(np.full(6, 2.0), 20) * 50
    deviations = sums - sums.mean(axis=0)
    covariance, totals = 20 / 19 * deviations.T @ deviations, sums.sum(axis=0).reshape(2, 3)
    of_totals = independence_of_totals(totals, covariance, 100, 19, Statistic.WALD)
    of_shares = independence(totals / 1000, covariance / 1000**2, 100, 19, Statistic.WALD)
    assert of_shares.value == pytest.approx(of_totals.value, rel=1e-9)


@pytest.mark.parametrize("kind", EVERY)
def test_endless_degrees_of_freedom_are_the_limit_of_many(kind: Statistic) -> None:
    totals, covariance = clustered(9, 2, 3)
    endless = independence_of_totals(totals, covariance, 60, math.inf, kind)
    many = independence_of_totals(totals, covariance, 60, LARGE, kind)
    assert endless.p == pytest.approx(many.p, rel=1e-8)


@pytest.mark.parametrize("kind", EVERY)
def test_single_row_or_column_is_no_table(kind: Statistic) -> None:
    found = independence(np.array([[0.2, 0.8]]), np.zeros((2, 2)), 10, 9, kind)
    assert (found.value, found.p, found.note) == (None, None, "one row with answers: no test")
    found = independence(np.array([[0.2, 0.0], [0.8, 0.0]]), np.zeros((4, 4)), 10, 9, kind)
    assert (found.value, found.p, found.rows, found.columns) == (None, None, 2, 1)
    assert found.note == "one column with answers: no test; 0 rows and 1 columns without answers are left out"


@pytest.mark.parametrize("kind", EVERY)
def test_census_has_no_test(kind: Statistic) -> None:
    found = independence(np.array([[0.2, 0.3], [0.1, 0.4]]), np.zeros((4, 4)), 10, 9, kind)
    assert (found.value, found.p) == (None, None)
    assert found.note.startswith("n")
    assert found.note.split(":")[0] in {"no sampling variance", "nothing varies"}


def test_no_degrees_of_freedom_give_no_test() -> None:
    totals, covariance = clustered(3, 2, 2)
    found = independence_of_totals(totals, covariance, 10, 0)
    assert (found.value, found.p, found.note) == (None, None, "too few degrees of freedom: no test")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("f", Statistic.F),
        ("CHISQ", Statistic.CHISQ),
        ("wald", Statistic.WALD),
        ("AdjWald", Statistic.ADJUSTED_WALD),
        ("Lincom", Statistic.LINCOM),
        ("SaddlePoint", Statistic.SADDLEPOINT),
        ("First-Order", Statistic.FIRST_ORDER),
    ],
)
def test_names_of_statistics_are_read_in_any_case(name: str, kind: Statistic) -> None:
    assert Statistic(name) is kind


def test_name_that_is_no_statistic_is_refused() -> None:
    with pytest.raises(ValueError, match="'G2' is not a valid Statistic"):
        Statistic("G2")


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="shares have a covariance of all cells by all cells"):
        independence(np.full((2, 2), 0.25), np.zeros((3, 3)), 10, 9)
    for shares in ([[0.5, 0.6], [0.0, 0.0]], [[0.5, 0.6], [-0.1, 0.0]]):
        with pytest.raises(ValueError, match="shares are not negative and together 1"):
            independence(np.array(shares), np.zeros((4, 4)), 10, 9)

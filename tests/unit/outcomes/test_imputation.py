"""Rubin's rules on a worked example, and imputation where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.outcomes.imputation import imputed, pooled


def test_rubins_rules_by_hand() -> None:
    # Five estimates 10, 12, 11, 9, 13 with variances 4, 5, 4.5, 3.5, 5 of 40 complete-data degrees of freedom:
    # mean 11, W = 4.4, B = 2.5, T = 4.4 + 1.2 * 2.5 = 7.4, lambda = 3 / 7.4.
    found = pooled([10, 12, 11, 9, 13], [4, 5, 4.5, 3.5, 5], 40)
    assert (found.estimate, found.variance) == (pytest.approx(11), pytest.approx(7.4))
    assert found.missing_information == pytest.approx(3 / 7.4)
    old = 4 / (3 / 7.4) ** 2  # (m - 1) / lambda**2 = 24.338
    observed = 41 / 43 * 40 * (1 - 3 / 7.4)  # Barnard and Rubin (1999): 22.677
    assert found.df == pytest.approx(1 / (1 / old + 1 / observed))
    assert found.df == pytest.approx(11.739, abs=0.001)


def test_degrees_of_freedom_are_below_those_of_complete_data_and_of_many_imputations() -> None:
    same = pooled([5.0, 5.0, 5.0], [2.0, 2.0, 2.0], 30)
    assert (same.estimate, same.variance, same.missing_information) == (5, 2, 0)
    assert same.df == pytest.approx(31 / 33 * 30)
    differing = pooled([4.0, 5.0, 6.0], [2.0, 2.0, 2.0], 30)
    assert differing.df < same.df


def correlated(n: int = 400) -> tuple[np.ndarray, np.ndarray]:
    drawn = np.random.default_rng(11)
    given = drawn.normal(size=(n, 1))
    columns = np.column_stack([2 + 3 * given[:, 0] + drawn.normal(0, 0.5, n), drawn.normal(size=n)])
    return columns, given


def test_known_numbers_stay_and_missing_ones_follow_the_others() -> None:
    columns, given = correlated()
    holed = columns.copy()
    holed[::4, 0] = np.nan
    filled = imputed(holed, given, np.random.default_rng(1))
    kept = ~np.isnan(holed)
    assert (filled[kept] == holed[kept]).all()
    errors = filled[::4, 0] - (2 + 3 * given[::4, 0])
    assert abs(errors.mean()) < 0.15
    assert errors.std() == pytest.approx(0.5, rel=0.25)


def test_several_incomplete_columns_are_filled() -> None:
    columns, given = correlated()
    holed = columns.copy()
    holed[::4, 0] = np.nan
    holed[1::5, 1] = np.nan
    filled = imputed(holed, given, np.random.default_rng(1))
    assert not np.isnan(filled).any()
    assert not np.array_equal(filled, imputed(holed, given, np.random.default_rng(2)))
    assert np.array_equal(filled, imputed(holed, given, np.random.default_rng(1)))


def test_columns_that_follow_from_one_another_do_no_harm() -> None:
    columns, given = correlated(60)
    holed = columns.copy()
    holed[:5, 0] = np.nan
    doubled = np.column_stack([given, 2 * given, np.ones(60)])
    assert np.isfinite(imputed(holed, doubled, np.random.default_rng(1))).all()

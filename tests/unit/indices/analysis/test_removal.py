"""The effect of dropping an element."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from civiscope.indices.analysis.removal import FEW_UNITS, NOTHING_LEFT, removal_effects

VALUES = np.array([[1.0, 9.0, 2.0], [2.0, 1.0, 4.0], [4.0, 5.0, 6.0], [3.0, 3.0, np.nan], [6.0, 2.0, 10.0]])
CODES = ("a", "b", "c")


def rescore(dropped: frozenset[str]) -> np.ndarray:
    """Means over what is there, of the indicators that are left."""
    left = [place for place, code in enumerate(CODES) if code not in dropped]
    return np.nanmean(VALUES[:, left], axis=1)


def test_shifts_are_differences_of_ranks() -> None:
    whole, without = rescore(frozenset()), rescore(frozenset({"b"}))
    (found,) = removal_effects(("b",), rescore)
    # Ranks with all three are 3, 5, 2, 4, 1; without b they are 5, 3, 2, 3, 1.
    assert (found.element, found.n) == ("b", 5)
    assert (found.mean_shift, found.max_shift) == ((2 + 2 + 0 + 1 + 0) / 5, 2)
    assert found.correlation == pytest.approx(stats.pearsonr(whole, without).statistic)
    assert found.rank_correlation == pytest.approx(stats.spearmanr(whole, without).statistic)


def test_an_element_that_repeats_the_rest_changes_nothing() -> None:
    (found,) = removal_effects(("twin",), lambda dropped: VALUES[:, 0] * (1 if dropped else 2))
    assert (found.mean_shift, found.max_shift) == (0, 0)
    assert found.correlation == pytest.approx(1)


def test_ranks_are_among_units_that_are_scored_both_times() -> None:
    without = np.array([np.nan, 2.0, 3.0, 4.0, 5.0])
    (found,) = removal_effects(("a",), lambda dropped: without if dropped else np.array([9.0, 2, 3, 4, 5]))
    assert (found.n, found.max_shift) == (4, 0)


def test_notes_say_why_there_is_no_effect() -> None:
    def nothing(dropped: frozenset[str]) -> np.ndarray:
        if dropped:
            raise ValueError
        return VALUES[:, 0]

    def few(dropped: frozenset[str]) -> np.ndarray:
        return np.where(np.arange(5) < (2 if dropped else 5), VALUES[:, 0], np.nan)

    (none_left,) = removal_effects(("a",), nothing)
    (too_few,) = removal_effects(("a",), few)
    assert (none_left.note, too_few.note, too_few.n) == (NOTHING_LEFT, FEW_UNITS, 2)
    assert np.isnan([none_left.mean_shift, too_few.mean_shift]).all()

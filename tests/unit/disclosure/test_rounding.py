"""Rounding of shares to a step and of counts to a base."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from civiscope.disclosure.rounding import rounded
from civiscope.study.definition import Rounding
from tests.unit.disclosure.examples import estimate


def test_nothing_is_rounded_unless_it_is_asked_for() -> None:
    entry = estimate(3, 7, "a")
    assert rounded(entry, Rounding()) is entry


def test_shares_go_to_the_step_with_all_that_tells_their_base() -> None:
    entry = rounded(replace(estimate(3, 7, "a"), se=0.17496), Rounding(shares=0.01))
    assert (entry.estimate, entry.se, entry.low, entry.high) == (0.43, 0.17, 0.21, 0.43)
    assert (entry.bound_low, entry.bound_high, entry.n, entry.base, entry.df) == (0.43, 0.43, 3, 7, 6)


def test_counts_go_to_the_base_and_what_tells_them_leaves() -> None:
    entry = rounded(estimate(8, 12, "a"), Rounding(shares=0.1, counts=5))
    assert (entry.n, entry.base, entry.weighted_base, entry.estimate) == (10, 10, 10.0, 0.7)
    assert (entry.deff, entry.df) == (None, None)


def test_means_keep_three_digits() -> None:
    entry = replace(estimate(7, 7, measure="mean"), estimate=1234.56, se=0.098765, low=None, high=22 / 7)
    entry = rounded(entry, Rounding(shares=0.01))
    assert (entry.estimate, entry.se, entry.low, entry.high) == (1230.0, 0.0988, None, 3.14)


def test_rounded_counts_with_exact_shares_are_refused() -> None:
    with pytest.raises(ValidationError, match="counts only together with shares"):
        Rounding(counts=5)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(2, 20), st.sampled_from([0.001, 0.01, 0.05, 0.1]))
def test_rounded_numbers_are_multiples_within_half_a_step(n: int, rest: int, base: int, step: float) -> None:
    entry = estimate(n, n + rest, "a")
    found = rounded(entry, Rounding(shares=step, counts=base))
    assert found.n is not None
    assert found.base is not None
    assert found.estimate is not None
    assert entry.estimate is not None
    assert found.n % base == found.base % base == 0
    assert abs(found.n - n) <= base / 2
    assert found.n <= found.base
    assert abs(found.estimate - entry.estimate) <= step / 2 + 1e-9
    assert abs(found.estimate / step - round(found.estimate / step)) < 1e-6

"""The inverse of a weighted distribution function."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from civiscope.tabulation.inverse import inverse_distribution, reaches

WEIGHTED = st.lists(st.tuples(st.integers(-5, 5), st.integers(1, 40)), min_size=1, max_size=30)


@given(WEIGHTED, st.integers(0, 64))
def test_inverse_is_the_lowest_value_that_reaches_the_probability(rows: list[tuple[int, int]], part: int) -> None:
    """Weights are quarters and probabilities 64ths, both exact in binary numbers."""
    values = np.array([float(value) for value, _ in rows])
    weights = np.array([weight / 4 for _, weight in rows])
    probability = part / 64
    whole, reached = Fraction(sum(weight for _, weight in rows)), Fraction(0)
    expected = max(value for value, _ in rows)
    for value, weight in sorted(rows):
        reached += weight
        if reached >= Fraction(part, 64) * whole:
            expected = value
            break
    assert inverse_distribution(values, weights)(probability) == expected


def test_tie_of_decimal_weights_is_decided_as_r_decides_it() -> None:
    """Ten rows of weight 0.1: 0.3 is reached by the third in exact sums of these numbers, as R's rule finds."""
    at = inverse_distribution(np.arange(10.0), np.full(10, 0.1))
    assert [at(p) for p in (0.1, 0.3, 0.5, 0.7)] == [0, 2, 4, 6]


def test_cumulative_share_reaches_a_probability_that_it_equals() -> None:
    assert reaches(0.5, 1.0, 0.5)
    assert reaches(0.6, 1.0, 0.5)
    assert not reaches(0.4999999999999999, 1.0, 0.5)

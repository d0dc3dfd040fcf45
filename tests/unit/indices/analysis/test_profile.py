"""Strengths and weaknesses against peers."""

from __future__ import annotations

import numpy as np
import pytest

from civiscope.indices.analysis.profile import profile, strengths, weaknesses

NAN = np.nan

VALUES = np.array(
    # a better, b even, c worse, d known of too few
    [
        [9.0, 5.0, 1.0, 8.0],
        [1.0, 5.0, 4.0, 1.0],
        [2.0, 5.0, 5.0, 2.0],
        [3.0, 5.0, 6.0, NAN],
        [9.0, 5.0, NAN, NAN],
        [5.0, 5.0, 8.0, NAN],
        [4.0, 5.0, 9.0, NAN],
    ]
)


def test_indicators_are_sorted_by_the_difference_from_the_peers() -> None:
    found = profile(VALUES, "abcd", 0)
    assert [(row.indicator, row.rank, row.peers) for row in found] == [("a", 1, 6), ("b", 1, 6), ("c", 6, 5)]
    assert [row.difference for row in found] == pytest.approx([9 - 24 / 6, 0, 1 - 32 / 5])
    assert found[0].standardised == pytest.approx(5 / np.std([1, 2, 3, 9, 5, 4], ddof=1))
    assert np.isnan(found[1].standardised)


def test_only_what_is_above_or_below_the_peers_is_a_strength_or_weakness() -> None:
    found = profile(VALUES, "abcd", 0)
    assert [row.indicator for row in strengths(found)] == ["a"]
    assert [row.indicator for row in weaknesses(found)] == ["c"]
    assert strengths(found, 0) == weaknesses(found, 0) == ()


def test_the_weakest_comes_first_among_weaknesses() -> None:
    found = profile(VALUES, "abcd", 1)
    assert [row.indicator for row in weaknesses(found, 2)] == ["a", "c"]
    assert [row.indicator for row in weaknesses(found, 1)] == ["a"]


def test_the_unit_and_repeated_rows_do_not_count_as_peers() -> None:
    whole = profile(VALUES, "abcd", 0)
    named = profile(VALUES, "abcd", 0, np.array([0, 6, 5, 4, 4, 3, 2, 1]))
    assert [(row.indicator, row.mean, row.peers) for row in named] == [
        (row.indicator, row.mean, row.peers) for row in whole
    ]


def test_what_the_unit_or_its_peers_lack_is_left_out() -> None:
    assert [row.indicator for row in profile(VALUES, "abcd", 4)] == ["a", "b"]
    assert profile(VALUES, "abcd", 0, np.array([1, 2, 3])) == ()
    assert [row.peers for row in profile(VALUES, "abcd", 0, np.array([1, 2, 3]), least=3)] == [3, 3, 3]

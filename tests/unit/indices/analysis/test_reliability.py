"""Cronbach's alpha of the elements of a node."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.indices.analysis.reliability import (
    NEGATIVE,
    NO_VARIANCE,
    NOT_SHARED,
    ONE_ELEMENT,
    cronbach_alpha,
    node_reliability,
    pairwise_covariance,
    reliability,
)
from civiscope.indices.tree import IndexTree, Node

generated = settings(max_examples=60, deadline=None)


def table(seed: int, columns: int = 4) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.normal(size=(30, 1)) + random.normal(size=(30, columns))


@generated
@given(seed=st.integers(0, 2**32 - 1))
def test_alpha_compares_the_variance_of_the_sum_with_those_of_the_elements(seed: int) -> None:
    values = table(seed)
    ratio = values.var(axis=0, ddof=1).sum() / values.sum(axis=1).var(ddof=1)
    assert cronbach_alpha(values) == pytest.approx(4 / 3 * (1 - ratio), rel=1e-10)


@generated
@given(seed=st.integers(0, 2**32 - 1), shift=st.floats(-100, 100), factor=st.floats(0.01, 100))
def test_alpha_stays_when_all_elements_change_their_unit(seed: int, shift: float, factor: float) -> None:
    values = table(seed)
    assert cronbach_alpha(values * factor + shift) == pytest.approx(cronbach_alpha(values), rel=1e-8, abs=1e-8)


def test_copies_of_one_element_are_fully_consistent() -> None:
    values = np.repeat(table(1, 1), 5, axis=1)
    found = reliability(values, "abcde")
    assert (found.alpha, found.standardised, found.mean_correlation) == pytest.approx((1, 1, 1))


def test_covariances_are_taken_over_shared_units() -> None:
    values = table(2, 3)
    values[:5, 0] = np.nan
    values[-5:, 1] = np.nan
    found = pairwise_covariance(values)
    assert found[0, 1] == pytest.approx(np.cov(values[5:-5, 0], values[5:-5, 1])[0, 1])
    assert found[2, 2] == pytest.approx(values[:, 2].var(ddof=1))
    assert reliability(values, "abc").n == 20


def test_alpha_without_an_element_is_that_of_the_others() -> None:
    values = table(4)
    found = reliability(values, "abcd")
    assert found.without["b"] == pytest.approx(cronbach_alpha(values[:, [0, 2, 3]]))
    assert reliability(values[:, :2], "ab").without == {}


def test_notes_say_why_there_is_no_alpha() -> None:
    line = np.arange(6.0)
    apart = np.column_stack([np.where(line < 3, line, np.nan), np.where(line < 3, np.nan, line)])
    assert reliability(line[:, None], "a").note == ONE_ELEMENT
    assert reliability(apart, "ab").note == NOT_SHARED
    assert reliability(np.column_stack([line, -line]), "ab").note == NO_VARIANCE
    assert np.isnan(reliability(apart, "ab").alpha)


def test_elements_that_contradict_each_other_are_noted() -> None:
    line = np.arange(6.0)
    found = reliability(np.column_stack([line, -2 * line]), "ab")
    assert found.alpha < 0
    assert found.note == NEGATIVE


def test_every_aggregate_has_its_row_from_the_top_down() -> None:
    tree = IndexTree.make(
        [
            Node("a", parent="left"),
            Node("b", parent="left"),
            Node("c", parent="index"),
            Node("left", level=2, parent="index"),
            Node("index", level=3),
        ]
    )
    values = table(5, 3)
    scores = {"a": values[:, 0], "b": values[:, 1], "c": values[:, 2], "left": values[:, :2].mean(axis=1)}
    found = node_reliability(scores, tree)
    assert [(row.node, row.elements) for row in found] == [("index", 2), ("left", 2)]
    assert found[1].alpha == pytest.approx(cronbach_alpha(values[:, :2]))

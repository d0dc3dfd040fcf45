"""Variances from sums over groups, against formulas written out for small samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.sampling.design import Lonely
from civiscope.sampling.stages import Stages

INF = np.inf


def one_stage(rows: list[int], population: list[float], lonely: Lonely = Lonely.FAIL) -> Stages:
    """Rows drawn at random in strata."""
    return Stages(np.arange(len(rows))[None, :], np.array(rows), (np.array(population),), True, lonely)


def clusters(strata: list[int], population: list[float], lonely: Lonely = Lonely.FAIL) -> Stages:
    """Whole clusters drawn at random: ``strata`` names that of each."""
    ancestors = np.stack([np.array(strata), np.arange(len(strata))])
    return Stages(ancestors, np.ones(len(strata), dtype=np.int64), (np.array(population),), False, lonely)


def variance(stages: Stages, scores: list[float], squares: list[float] | None = None) -> float:
    units = np.arange(len(scores))
    column = None if squares is None else np.array(squares)[:, None]
    found = stages.variances(np.zeros(len(units), dtype=np.int64), units, np.array(scores)[:, None], column, 1)
    return float(found[0, 0])


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=12), st.integers(0, 50))
def test_simple_random_sample_has_the_textbook_variance(values: list[float], more: int) -> None:
    """Cochran (1977), 2.20: N**2 (1 - f) s**2 / n, values being weighted with N / n."""
    n = len(values)
    size = n + more
    weighted = np.array(values) * size / n
    found = variance(one_stage([n], [float(size)]), [float(weighted.sum())], [float((weighted**2).sum())])
    expected = size**2 * (1 - n / size) * np.var(values, ddof=1) / n
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_strata_add_up_and_groups_of_a_level_count_their_absent_rows_as_zeros() -> None:
    stages = one_stage([4, 3], [8.0, INF])
    first, second = np.array([1.0, 2.0, 0.0, 0.0]), np.array([4.0, 0.0, 0.0])
    expected = 0.5 * 4 * first.var(ddof=1) + 3 * second.var(ddof=1)
    assert variance(stages, [3.0, 4.0], [5.0, 16.0]) == pytest.approx(expected)


def test_constant_has_no_variance_whatever_rounding_leaves() -> None:
    weight, n = 44.21, 200
    total, squares = float(np.cumsum(np.full(n, weight))[-1]), float(np.cumsum(np.full(n, weight**2))[-1])
    assert squares - total**2 / n != 0
    assert variance(one_stage([n], [INF]), [total], [squares]) == 0


def test_clusters_deviate_from_their_stratum_and_absent_ones_are_zeros() -> None:
    stages = clusters([0, 0, 0, 1, 1], [6.0, INF])
    found = stages.variances(np.zeros(3, dtype=np.int64), np.array([0, 1, 3]), np.array([[2.0], [4.0], [6.0]]), None, 1)
    expected = 0.5 * 3 * np.var([2, 4, 0], ddof=1) + 2 * np.var([6, 0], ddof=1)
    assert found[0, 0] == pytest.approx(expected)


def two_stage(lonely: Lonely = Lonely.REMOVE) -> Stages:
    """Two of five clusters; two of four rows in the first, one of six in the second."""
    ancestors = np.array([[0, 0], [0, 1]])
    population = (np.array([5.0]), np.array([4.0, 6.0]))
    return Stages(ancestors, np.array([2, 1]), population, True, lonely)


def test_later_stages_count_with_the_share_that_was_drawn_before() -> None:
    """Särndal, Swensson and Wretman (1992), result 4.3.1: values 3 and 5 in one cluster, 4 in the other."""
    between = (1 - 2 / 5) * 2 * np.var([8, 4], ddof=1)
    within = 2 / 5 * (1 - 2 / 4) * 2 * np.var([3, 5], ddof=1)
    assert variance(two_stage(), [8.0, 4.0], [34.0, 16.0]) == pytest.approx(between + within)


def test_lonely_unit_of_a_later_stage_follows_the_rule() -> None:
    between, within = 0.6 * 2 * 8, 0.4 * 0.5 * 2 * 2
    found = {rule: variance(two_stage(rule), [8.0, 4.0], [34.0, 16.0]) for rule in Lonely}
    alone = 0.4 * (1 - 1 / 6) * 16
    assert found[Lonely.CERTAINTY] == pytest.approx(between + within)
    assert found[Lonely.ADJUST] == pytest.approx(between + within + alone)
    assert found[Lonely.AVERAGE] == pytest.approx(between + 2 * within)
    assert [(stage, parents.tolist()) for stage, parents in two_stage().lonely_parents()] == [(2, [1])]


@pytest.mark.parametrize(
    ("rule", "expected"), [("remove", 4.0), ("certainty", 4.0), ("adjust", 4.0 + 9.0), ("average", 8.0)]
)
def test_lonely_stratum_follows_the_rule(rule: str, expected: float) -> None:
    assert variance(clusters([0, 0, 1], [INF, INF], Lonely(rule)), [1.0, 3.0, 3.0]) == pytest.approx(expected)


def test_stratum_that_was_asked_whole_is_not_lonely() -> None:
    stages = clusters([0, 0, 1], [INF, 1.0])
    assert list(stages.lonely_parents()) == []
    assert variance(stages, [1.0, 3.0, 3.0]) == pytest.approx(4.0)


def test_stage_whose_population_is_not_known_ends_the_variance() -> None:
    ancestors = np.array([[0, 0], [0, 1]])
    stages = Stages(ancestors, np.array([2, 2]), (np.array([INF]), np.array([INF, INF])), True, Lonely.FAIL)
    assert variance(stages, [8.0, 4.0], [34.0, 16.0]) == pytest.approx(2 * np.var([8, 4], ddof=1))


def test_weights_follow_from_population_sizes() -> None:
    assert two_stage().fpc_weights() == pytest.approx([5 / 2 * 4 / 2, 5 / 2 * 6])
    assert one_stage([200], [6194.0]).fpc_weights().tolist() == [30.97]
    assert one_stage([3], [INF]).fpc_weights().tolist() == [1.0]


def test_degrees_of_freedom_are_units_less_strata_of_a_level() -> None:
    stages = clusters([0, 0, 0, 1, 1], [INF, INF])
    level, unit = np.array([0, 0, 0, 0, 0, 1, 1]), np.array([0, 1, 2, 3, 4, 0, 3])
    assert stages.degrees_of_freedom(level, unit, np.ones(7, dtype=np.int64), 2).tolist() == [3, 0]
    without_weight = np.array([1, 1, 1, 1, 0, 1, 1])
    assert stages.degrees_of_freedom(level, unit, without_weight, 2).tolist() == [2, 0]
    drawn = one_stage([4, 3], [INF, INF])
    rows = drawn.degrees_of_freedom(np.array([0, 0]), np.array([0, 1]), np.array([4, 3]), 1)
    assert rows.tolist() == [5]


@given(st.integers(0, 2**32 - 1), st.booleans())
def test_covariance_has_the_variances_on_its_diagonal(seed: int, drawn: bool) -> None:
    random = np.random.default_rng(seed)
    rows: NDArray[np.float64] = random.normal(size=(9, 3))
    group = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2])
    scores = np.stack([rows[group == number].sum(axis=0) for number in range(3)])
    units, level = np.arange(3), np.zeros(3, dtype=np.int64)
    if drawn:
        stages = one_stage([3, 2, 4], [10.0, 7.0, INF])
        products = np.stack([rows[group == number].T @ rows[group == number] for number in range(3)])
        squares = np.stack([np.diag(product) for product in products])
    else:
        stages, products, squares = clusters([0, 0, 0], [7.0]), None, None
    covariance = stages.covariance(units, scores, products)
    assert np.diag(covariance) == pytest.approx(stages.variances(level, units, scores, squares, 1)[0], abs=1e-9)
    assert covariance == pytest.approx(covariance.T)

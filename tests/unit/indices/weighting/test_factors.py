"""Weights from factors: the rotation held against Kaiser's angle for two factors, weights against their definition."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.indices.weighting.factors import factor_weights, varimax

Floats = NDArray[np.float64]


def values_of(seed: int, elements: int = 6) -> Floats:
    random = np.random.default_rng(seed)
    return random.normal(size=(40, 3)) @ random.normal(size=(3, elements)) + random.normal(size=(40, elements))


def simplicity(loadings: Floats) -> float:
    """What varimax makes greatest: the variance of the squared loadings, rows scaled to length 1, over all factors."""
    squares = (loadings / np.linalg.norm(loadings, axis=1, keepdims=True)) ** 2
    return float(squares.var(axis=0).sum())


def turned(loadings: Floats, pair: tuple[int, int], angle: float) -> Floats:
    """The loadings with two of their factors rotated."""
    found = loadings.copy()
    first, second = loadings[:, pair[0]], loadings[:, pair[1]]
    found[:, pair[0]] = np.cos(angle) * first + np.sin(angle) * second
    found[:, pair[1]] = -np.sin(angle) * first + np.cos(angle) * second
    return found


@given(st.integers(0, 10**6))
def test_two_factors_are_turned_by_kaiser_s_angle(seed: int) -> None:
    loadings = np.random.default_rng(seed).normal(size=(7, 2))
    x, y = (loadings / np.linalg.norm(loadings, axis=1, keepdims=True)).T
    # Kaiser (1958): tan 4a = (2 sum uv - 2 sum u sum v / n) / (sum (u^2 - v^2) - ((sum u)^2 - (sum v)^2) / n).
    u, v = x**2 - y**2, 2 * x * y
    above = 2 * (u @ v) - 2 * u.sum() * v.sum() / 7
    below = (u**2 - v**2).sum() - (u.sum() ** 2 - v.sum() ** 2) / 7
    expected = turned(loadings, (0, 1), np.arctan2(above, below) / 4)
    assert simplicity(varimax(loadings)) == pytest.approx(simplicity(expected), rel=1e-9)


@given(st.integers(0, 10**6))
def test_no_rotation_of_two_factors_is_simpler(seed: int) -> None:
    loadings = varimax(np.random.default_rng(seed).normal(size=(8, 3)))
    best = simplicity(loadings)
    for pair in combinations(range(3), 2):
        assert max(simplicity(turned(loadings, pair, angle)) for angle in (-0.05, -1e-3, 1e-3, 0.05)) <= best + 1e-7


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_weights_are_squared_loadings_by_the_variance_of_their_factor(seed: int, factors: int) -> None:
    found = factor_weights(values_of(seed), factors)
    squares = found.loadings**2
    expected = np.zeros(6)
    for element, factor in enumerate(squares.argmax(axis=1)):
        within = squares[element, factor] / squares[:, factor].sum()
        expected[element] = within * found.explained[factor] / found.explained.sum()
    np.testing.assert_allclose(found.weights, expected / expected.sum(), rtol=1e-10)
    assert found.explained.sum() == pytest.approx(found.eigenvalues[:factors].sum() / 6)
    assert (found.loadings.sum(axis=0) >= 0).all()


def test_factors_with_an_eigenvalue_above_one_are_kept() -> None:
    for seed in range(5):
        found = factor_weights(values_of(seed))
        assert found.loadings.shape == (6, int((found.eigenvalues > 1).sum()))
        assert found.eigenvalues.sum() == pytest.approx(6)
    assert factor_weights(values_of(0), 9).loadings.shape == (6, 6)


@given(st.integers(0, 10**6), st.permutations(range(6)), st.permutations(range(40)))
def test_units_of_measurement_and_order_change_nothing(seed: int, columns: list[int], rows: list[int]) -> None:
    values = values_of(seed)
    expected = factor_weights(values, 2).weights[columns]
    moved = values[np.ix_(rows, columns)] * [1, 10, 0.1, 3, 7, 100] + 4
    np.testing.assert_allclose(factor_weights(moved, 2).weights, expected, rtol=1e-6)

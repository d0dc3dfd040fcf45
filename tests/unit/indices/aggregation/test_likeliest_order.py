"""The most likely ranking, held against all orders one after the other."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from civiscope.indices.aggregation import likeliest_order
from civiscope.indices.aggregation.likeliest_order import likeliest_places, support
from civiscope.indices.aggregation.linear_ordering import ordered_by_programme, ordered_by_search
from civiscope.indices.aggregation.optimal_orders import nearest_order
from civiscope.indices.aggregation.outranking import outranking_matrix

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

margins_of_pairs = st.lists(st.integers(-3, 3), min_size=15, max_size=15)


def antisymmetric(pairs: list[int], count: int) -> Integers:
    """A matrix of margins from those of the pairs above its diagonal."""
    found = np.zeros((count, count), dtype=np.int64)
    found[np.triu_indices(count, 1)] = pairs
    return found - found.T


def best_orders(margins: Integers) -> list[tuple[int, ...]]:
    """All orders of greatest support, by trying all."""
    count = len(margins)
    gains = {
        order: sum(int(margins[order[j], order[k]]) for j in range(count) for k in range(j + 1, count))
        for order in permutations(range(count))
    }
    return [order for order, gain in gains.items() if gain == max(gains.values())]


def nearest_places(margins: Integers) -> Floats:
    """Places (orders, n) in those of the best orders that lie nearest to the mean of all of them."""
    places = np.argsort(np.array(best_orders(margins)), axis=1) + 1.0
    distances = ((places - places.mean(axis=0)) ** 2).sum(axis=1)
    nearest: Floats = places[distances < distances.min() + 1e-7]
    return nearest


def random_matrix(seed: int, units: int, ties: bool = False) -> Floats:
    """Comparisons of units that differ little in five elements, so that majorities run in circles."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(units, 5)) + 0.3 * random.normal(size=(units, 1))
    return outranking_matrix(values.round() if ties else values, np.ones(5))


@given(margins_of_pairs)
def test_places_are_those_of_the_best_order_nearest_to_the_mean_of_all(pairs: list[int]) -> None:
    margins = antisymmetric(pairs, 6)
    nearest = nearest_places(margins)
    means = nearest.mean(axis=0).round(9)
    found = nearest_order(margins, np.ones(6, dtype=np.int64))
    # The units of an order, by their means, must not fall.
    if any((np.diff(means[np.argsort(places)]) >= 0).all() for places in nearest):
        np.testing.assert_allclose(found, means, atol=1e-8)
    else:
        # One of them, or the means where units of the same mean are alike in everything.
        alike = len(set(means)) < 6 and np.allclose(found, means, atol=1e-8)
        assert alike or found.tolist() in nearest.tolist()


@given(margins_of_pairs)
def test_no_order_has_more_support(pairs: list[int]) -> None:
    margins = antisymmetric(pairs, 6)
    best = best_orders(margins)
    found = likeliest_places(0.5 + margins / 10)
    assert found.exact
    if len(set(found.places)) == 6:
        assert tuple(np.argsort(found.places).tolist()) in best
    order, exact = ordered_by_programme(margins)
    assert exact
    assert tuple(order.tolist()) in best


@given(margins_of_pairs)
def test_circles_apart_are_the_whole_at_once(pairs: list[int]) -> None:
    margins = antisymmetric(pairs, 6)
    if len(np.unique(margins, axis=0)) == 6 and len(best_orders(margins)) == 1:
        whole = nearest_order(margins, np.ones(6, dtype=np.int64))
        np.testing.assert_array_equal(likeliest_places(0.5 + margins / 10).places, whole)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_enumeration_and_programme_find_the_same_support(seed: int, ties: bool) -> None:
    matrix = random_matrix(seed, 15, ties)
    margins = np.rint((matrix - matrix.T) * 1e6).astype(np.int64)
    enumerated = np.argsort(nearest_order(margins, np.ones(15, dtype=np.int64)), kind="stable")
    programmed, exact = ordered_by_programme(margins)
    assert exact
    # In this data no two units are tied to the end, so that the places are an order.
    assert support(matrix, enumerated) == pytest.approx(support(matrix, programmed))
    assert support(matrix, ordered_by_search(margins)) <= support(matrix, programmed) + 1e-9


@pytest.mark.parametrize("limits", [(18, 60), (4, 60), (1, 1)])
def test_the_order_of_rows_does_not_matter(limits: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeliest_order, "ENUMERABLE", limits[0])
    monkeypatch.setattr(likeliest_order, "PROGRAMMABLE", limits[1])
    matrix = random_matrix(7, 25)
    rows = np.random.default_rng(8).permutation(25)
    expected = likeliest_places(matrix)
    found = likeliest_places(matrix[np.ix_(rows, rows)])
    assert expected.largest_circle > 4
    assert found.exact == expected.exact == (limits != (1, 1))
    np.testing.assert_array_equal(found.places, expected.places[rows])


@pytest.mark.parametrize("limits", [(18, 60), (4, 60), (1, 1)])
def test_equal_units_share_places_whoever_orders_them(limits: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeliest_order, "ENUMERABLE", limits[0])
    monkeypatch.setattr(likeliest_order, "PROGRAMMABLE", limits[1])
    values = np.random.default_rng(3).normal(size=(12, 5))
    twice = likeliest_places(outranking_matrix(np.repeat(values, 2, axis=0), np.ones(5))).places
    np.testing.assert_array_equal(twice[::2], twice[1::2])
    once = likeliest_places(outranking_matrix(values, np.ones(5))).places
    np.testing.assert_array_equal(twice[::2], 2 * once - 0.5)


def test_local_search_ends_where_no_single_move_gains() -> None:
    matrix = random_matrix(2, 80)
    margins = np.rint((matrix - matrix.T) * 1e6).astype(np.int64)
    order = ordered_by_search(margins)
    best = support(matrix, order)
    assert best >= support(matrix, np.argsort(-margins.sum(axis=1), kind="stable"))
    for place in range(0, 80, 7):
        rest = np.delete(order, place)
        assert max(support(matrix, np.insert(rest, to, order[place])) for to in range(80)) <= best + 1e-9


def test_nothing_to_order() -> None:
    assert likeliest_places(np.zeros((0, 0))).places.tolist() == []
    assert likeliest_places(np.zeros((1, 1))).places.tolist() == [1]

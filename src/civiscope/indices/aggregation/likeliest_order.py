"""The order of units with the greatest support by pairwise comparisons: Kemeny's, or maximum-likelihood, ranking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

from civiscope.indices.aggregation.linear_ordering import ordered_by_programme, ordered_by_search
from civiscope.indices.aggregation.optimal_orders import ENUMERABLE, kinds, nearest_order

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Indices = NDArray[np.intp]

PROGRAMMABLE = 60
"""Units in a circle up to which a linear programme is tried, beyond those that can be enumerated."""

_SCALE = 1e9
"""Margins are compared as whole multiples of 1 / _SCALE, so that sums of weights in another order are still ties."""


@dataclass(frozen=True)
class Likeliest:
    """Places (n,) of units, 1 for the first; units that share places have their mean.

    ``exact`` says that no order has more support; ``largest_circle`` is the number of units in the largest set that
    majorities, or ties, bind together in circles.
    """

    places: Floats
    exact: bool
    largest_circle: int


def likeliest_places(matrix: Floats) -> Likeliest:
    """The order with the greatest sum of the outranking matrix (n, n) over pairs of a unit and one that stands below.

    Units with the same comparisons are ordered as one, and share their places. Units fall into circles: sets in which
    each stands above (or level with) each other, directly or through others. In every order of greatest support all of
    one circle stand before all of the next (Truchon 1998), so that each is put in order by itself: up to `ENUMERABLE`
    units by dynamic programming over all sets, which finds all such orders (the one nearest to their mean counts), up
    to `PROGRAMMABLE` units by a linear programme, which finds one of them, beyond by a local search.
    """
    if not len(matrix):
        return Likeliest(np.zeros(0), exact=True, largest_circle=0)
    margins = np.rint((matrix - matrix.T) * _SCALE).astype(np.int64)
    _, first, group, sizes = np.unique(margins, axis=0, return_index=True, return_inverse=True, return_counts=True)
    margins = margins[np.ix_(first, first)]
    places = np.zeros(len(first))
    before, largest, exact = 0, 0, True
    for members in _circles(margins):
        inner, certain = _places(margins[np.ix_(members, members)], sizes[members])
        places[members] = before + inner
        before += int(sizes[members].sum())
        largest = max(largest, int(sizes[members].sum()))
        exact &= certain
    return Likeliest(places[group], exact, largest)


def support(matrix: Floats, order: Indices) -> float:
    """The sum of the matrix over the pairs in which the row's unit stands before the column's."""
    return float(np.triu(matrix[np.ix_(order, order)], 1).sum())


def _circles(margins: Integers) -> list[Indices]:
    """The strongly connected sets of units under "stands above or level with", first set first."""
    count, labels = csgraph.connected_components((margins >= 0).astype(np.int8), connection="strong")
    sets = [np.flatnonzero(labels == label) for label in range(count)]
    # Every unit of a set beats all units of all later sets and none of the earlier ones.
    outside = [margins[members[0], labels != label] for label, members in enumerate(sets)]
    later = [int((values > 0).sum()) for values in outside]
    return [sets[place] for place in sorted(range(count), key=lambda place: -later[place])]


def _places(margins: Integers, sizes: Integers) -> tuple[Floats, bool]:
    """Places (m,) within one circle of m groups of units, and whether they are certain to have the greatest support."""
    count = len(margins)
    weighted = margins * np.outer(sizes, sizes)
    if count <= ENUMERABLE:
        return nearest_order(weighted, sizes), True
    # The programme and the search depend on the order of rows where several orders have the same support.
    canonical = np.argsort(kinds(weighted), kind="stable")
    weighted = weighted[np.ix_(canonical, canonical)]
    if count <= PROGRAMMABLE:
        order, certain = ordered_by_programme(weighted)
    else:
        order, certain = ordered_by_search(weighted), False
    ordered = canonical[order]
    ends = np.cumsum(sizes[ordered])
    places = np.zeros(count)
    places[ordered] = ends - (sizes[ordered] - 1) / 2
    return places, certain

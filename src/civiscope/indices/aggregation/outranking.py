"""Aggregation by comparing units in pairs: no element can make up for another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EXACT_LIMIT = 30
"""Units up to which the most likely ranking is found exactly."""


def outranking_matrix(values: Floats, weights: Floats) -> Floats:
    """Shares (n, n) of the weight of the elements in which the unit of the row stands above that of the column.

    An element in which both are equal counts half for each; the diagonal is 0. An element that one of the two lacks
    counts for neither, and the weights of the others are scaled to sum to 1, so that e_jk + e_kj is always 1; a pair
    without a common element has 0.5 (OECD/JRC Handbook 2008, step 6, equation 29; on complete data COINr's
    ``outrankMatrix``).
    """
    size = len(values)
    above, common = np.zeros((size, size)), np.zeros((size, size))
    for element, weight in enumerate(weights):
        own = values[:, element]
        known = ~np.isnan(own)
        both = known[:, None] & known[None, :]
        with np.errstate(invalid="ignore"):
            above += weight * (both * ((own[:, None] > own[None, :]) + 0.5 * (own[:, None] == own[None, :])))
        common += weight * both
    found = np.where(common > 0, above / np.where(common > 0, common, 1.0), 0.5)
    np.fill_diagonal(found, 0.0)
    return found


def copeland(values: Floats, weights: Floats, rule: Rule) -> Floats:
    """Sums (n,) of the rows of the outranking matrix of the elements (n, c), as COINr's ``a_copeland``.

    ``copeland:wins`` counts instead the units that a unit beats less those that beat it (Copeland 1951). A unit without
    any element has no score.
    """
    word = rule.allow(1).values[0] if rule.values else "sums"
    if word not in ("sums", "wins"):
        raise rule.refused(word, "sums or wins")
    known = ~np.isnan(values).all(axis=1)
    found = np.full(len(values), np.nan)
    matrix = outranking_matrix(values[known], weights)
    if word == "wins":
        matrix = np.sign(np.where(np.eye(len(matrix), dtype=bool), 0.0, matrix - 0.5).round(12))
    found[known] = matrix.sum(axis=1)
    return found


def condorcet(values: Floats, weights: Floats, rule: Rule) -> Floats:
    """The most likely ranking (n,) by pairwise comparisons of the elements (n, c): n for the first unit, 1 the last.

    The order of all units with the greatest sum of e_jk over the pairs in which j stands above k (Kemeny 1959; Young
    and Levenglick 1978; OECD/JRC Handbook 2008, step 6, non-compensatory multi-criteria analysis). Exact for up to
    `EXACT_LIMIT` units with a score; beyond, the best that exchanges of one unit at a time find from the order of
    Copeland's sums. Of several such orders one is taken.
    """
    rule.allow(0)
    known = np.flatnonzero(~np.isnan(values).all(axis=1))
    found = np.full(len(values), np.nan)
    matrix = outranking_matrix(values[known], weights)
    order = likeliest_order(matrix)
    found[known[order]] = np.arange(len(order), 0, -1, dtype=np.float64)
    return found


def likeliest_order(matrix: Floats) -> Ints:
    """Row numbers (n,) of an outranking matrix, first unit first, in the order with the greatest support."""
    order = _improved(matrix, np.argsort(-matrix.sum(axis=1), kind="stable"))
    return _exact(matrix, order) if 2 < len(matrix) <= EXACT_LIMIT else order


def support(matrix: Floats, order: Ints) -> float:
    """The sum of the matrix over the pairs in which the row's unit stands before the column's."""
    return float(np.triu(matrix[np.ix_(order, order)], 1).sum())


def _improved(matrix: Floats, order: Ints) -> Ints:
    """Move one unit at a time to where it gains most, until nothing is gained."""
    margins = matrix - matrix.T
    order = order.copy()
    moved = True
    while moved:
        moved = False
        for unit in order.copy():
            place = int(np.flatnonzero(order == unit)[0])
            rest = np.delete(order, place)
            # Gain of standing before the unit at each place of the rest, summed from the end of the list.
            gains = np.concatenate([np.cumsum(margins[unit, rest][::-1])[::-1], [0.0]])
            best = int(np.argmax(gains))
            if gains[best] > gains[place] + 1e-12:
                order = np.insert(rest, best, unit)
                moved = True
    return order


def _exact(matrix: Floats, start: Ints) -> Ints:
    """The linear ordering problem as an integer programme: x_jk is 1 where j stands before k, j < k; no circles."""
    size = len(matrix)
    pairs = list(combinations(range(size), 2))
    place = {pair: number for number, pair in enumerate(pairs)}
    gain = np.array([matrix[j, k] - matrix[k, j] for j, k in pairs])
    rows, columns, entries = [], [], []
    triples = list(combinations(range(size), 3))
    for number, (i, j, k) in enumerate(triples):
        # 0 <= x_ij + x_jk - x_ik <= 1 forbids both circles of three.
        rows += [number] * 3
        columns += [place[i, j], place[j, k], place[i, k]]
        entries += [1.0, 1.0, -1.0]
    constraint = sparse.csr_array((entries, (rows, columns)), shape=(len(triples), len(pairs)))
    solved = optimize.milp(
        -gain,
        constraints=optimize.LinearConstraint(constraint, 0, 1),
        integrality=np.ones(len(pairs), dtype=np.int64),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": 20.0},
    )
    if solved.x is None:
        return start
    before = np.zeros(size)
    for number, (j, k) in enumerate(pairs):
        before[j if solved.x[number] > 0.5 else k] += 1
    found = np.argsort(-before, kind="stable")
    return found if support(matrix, found) > support(matrix, start) + 1e-12 else start

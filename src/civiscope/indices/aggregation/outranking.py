"""Aggregation by comparing units in pairs: no element can make up for another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.aggregation.likeliest_order import likeliest_places
from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

_BLOCK = 4_000_000
"""Comparisons that are held in memory at a time."""


def outranking_matrix(values: Floats, weights: Floats) -> Floats:
    """Shares (n, n) of the weight of the elements in which the unit of the row stands above that of the column.

    An element in which both are equal counts half for each; the diagonal is 0. An element that one of the two lacks
    counts for neither, and the weights of the others are scaled to sum to 1, so that e_jk + e_kj is always 1; a pair
    without a common element has 0.5. OECD/JRC Handbook (2008), step 6, equation 32; on complete data COINr's
    ``outrankMatrix``, which gives the weight of missing elements to whichever of two units stands in the later row.
    """
    return np.concatenate([rows for _, rows in _outranking_rows(values, weights)])


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
    found[known] = _wins(values[known], weights) if word == "wins" else _sums(values[known], weights)
    return found


def condorcet(values: Floats, weights: Floats, rule: Rule) -> Floats:
    """The most likely ranking (n,) by pairwise comparisons of the elements (n, c): n for the first unit, 1 the last.

    The order of all units with the greatest sum of e_jk over the pairs in which j stands above k (Kemeny 1959; Young
    and Levenglick 1978; OECD/JRC Handbook 2008, step 6, equation 33). Of several such orders the one nearest to their
    mean counts, and units between which nothing decides share the mean of their places. Units that a circle of
    majorities binds together in greater number than `civiscope.indices.aggregation.likeliest_order` can put in order
    for certain are ordered by a local search; ``condorcet:exact`` raises UserError instead.
    """
    word = rule.allow(1).values[0] if rule.values else "any"
    if word not in ("any", "exact"):
        raise rule.refused(word, "exact, or nothing")
    known = ~np.isnan(values).all(axis=1)
    found = np.full(len(values), np.nan)
    likeliest = likeliest_places(outranking_matrix(values[known], weights))
    if word == "exact" and not likeliest.exact:
        raise UserError(problem("index-ranking-uncertain", column=rule.place, value=likeliest.largest_circle))
    found[known] = known.sum() + 1 - likeliest.places
    return found


def _sums(values: Floats, weights: Floats) -> Floats:
    if np.isnan(values).any():
        return np.concatenate([rows.sum(axis=1) for _, rows in _outranking_rows(values, weights)])
    shares = weights / weights.sum()
    sums = np.zeros(len(values))
    for own, share in zip(values.T, shares, strict=True):
        ordered = np.sort(own)
        # Values below, and half of those that are level, the unit itself left out.
        sums += share * ((np.searchsorted(ordered, own) + np.searchsorted(ordered, own, side="right") - 1) / 2)
    return sums


def _wins(values: Floats, weights: Floats) -> Floats:
    found = []
    for first, rows in _outranking_rows(values, weights):
        # Sums of weights that make 0.5 can miss it in the last digit.
        won = np.sign((rows - 0.5).round(12))
        own = np.arange(len(rows))
        won[own, first + own] = 0.0
        found.append(won.sum(axis=1))
    return np.concatenate(found)


def _outranking_rows(values: Floats, weights: Floats) -> Iterator[tuple[int, Floats]]:
    """The outranking matrix in blocks of rows, each with the number of its first row."""
    count = len(values)
    height = max(1, _BLOCK // max(count, 1))
    for first in range(0, max(count, 1), height):
        rows = values[first : first + height]
        above, common = np.zeros((len(rows), count)), np.zeros((len(rows), count))
        for element, weight in enumerate(weights):
            own, other = rows[:, element, None], values[None, :, element]
            # Comparisons with NaN are False, so that a missing value stands neither above nor level.
            above += weight * ((own > other) + 0.5 * (own == other))
            common += weight * (~np.isnan(own) & ~np.isnan(other))
        found = np.where(common > 0, above / np.where(common > 0, common, 1.0), 0.5)
        own_place = np.arange(len(rows))
        found[own_place, first + own_place] = 0.0
        yield first, found

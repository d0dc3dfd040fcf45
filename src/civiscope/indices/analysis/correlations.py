"""Correlations of indicators and aggregates, within a level and between levels, over pairwise complete units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import special

from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]
Method = Literal["pearson", "spearman", "kendall"]
Relation = Literal["parent", "ancestor", "sibling", ""]

LEAST = 3
"""Fewer shared units give no correlation: a line through two points always fits."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """A pair of nodes over the ``n`` units that have both; ``correlation`` and ``p`` are NaN where it is not defined.

    ``p`` is the two-sided p-value of no association. ``relation`` says what ``second`` is to ``first`` in the tree.
    """

    first: str
    second: str
    correlation: float
    n: int
    p: float
    relation: Relation = ""


@dataclass(frozen=True, slots=True)
class CorrelationMatrix:
    """Correlations, numbers of shared units and p-values of p columns with q others, each (p, q)."""

    correlations: Floats
    counts: NDArray[np.intp]
    p_values: Floats


def correlation_matrix(first: Floats, second: Floats, method: Method = "pearson") -> CorrelationMatrix:
    """Correlate each column of ``first`` (n, p) with each of ``second`` (n, q) over the units that have both.

    Pearson's r; Spearman's rho, ranked anew for each pair, ties with their mean rank; Kendall's tau-b. The p-values of
    r and rho come from Student's t with n - 2 degrees of freedom, those of tau are exact for small n without ties and
    normal otherwise (Kendall, 1970, Rank Correlation Methods). NaN with fewer than 3 shared units, or where one of
    the two does not vary among them.
    """
    shape = (first.shape[1], second.shape[1])
    found = np.full(shape, np.nan)
    p_values = np.full(shape, np.nan)
    counts = (~np.isnan(first)).astype(np.intp).T @ (~np.isnan(second)).astype(np.intp)
    if method == "kendall":
        for row, column in np.ndindex(shape):
            found[row, column], p_values[row, column] = _kendall(first[:, row], second[:, column])
        return CorrelationMatrix(found, counts, p_values)
    ranked = method == "spearman"
    if len(first) * first.shape[1] * second.shape[1] and counts.min() == len(first):
        one, two = (_mean_ranks(first), _mean_ranks(second)) if ranked else (first, second)
        found = np.clip(_standardised(one).T @ _standardised(two), -1.0, 1.0)
    else:
        for column in range(shape[1]):
            found[:, column] = _with_column(first, second[:, column], ranked=ranked)
    found[counts < LEAST] = np.nan
    return CorrelationMatrix(found, counts, _student(found, counts))


def correlations_between(
    first: Floats, first_codes: Sequence[str], second: Floats, second_codes: Sequence[str], method: Method = "pearson"
) -> tuple[Correlation, ...]:
    """A row for each pair of a column of ``first`` (n, p) and one of ``second`` (n, q)."""
    matrix = correlation_matrix(first, second, method)
    return tuple(
        _row(matrix, row, column, one, other)
        for row, one in enumerate(first_codes)
        for column, other in enumerate(second_codes)
    )


def correlations_within(values: Floats, codes: Sequence[str], method: Method = "pearson") -> tuple[Correlation, ...]:
    """A row for each pair of columns of ``values`` (n, p), each pair once."""
    matrix = correlation_matrix(values, values, method)
    return tuple(
        _row(matrix, row, column, codes[row], codes[column])
        for row in range(len(codes))
        for column in range(row + 1, len(codes))
    )


def level_correlations(
    scores: Mapping[str, Floats],
    tree: IndexTree,
    first: int,
    second: int,
    method: Method = "pearson",
    *,
    related: bool = False,
) -> tuple[Correlation, ...]:
    """Correlations of the nodes of one level with those of another, or of the same level (1: the indicators).

    ``scores`` holds the scores (n,) of every node of the two levels. With ``related`` only siblings, or elements and
    what they are part of.
    """
    low = tuple(code for code in scores if tree.levels[code] == min(first, second))
    high = tuple(code for code in scores if tree.levels[code] == max(first, second))
    if not low or not high:
        return ()
    one = np.stack([scores[code] for code in low], axis=1)
    if first == second:
        rows = correlations_within(one, low, method)
    else:
        other = np.stack([scores[code] for code in high], axis=1)
        rows = correlations_between(one, low, other, high, method)
    told = (
        Correlation(row.first, row.second, row.correlation, row.n, row.p, relation(tree, row.first, row.second))
        for row in rows
    )
    return tuple(row for row in told if row.relation or not related)


def relation(tree: IndexTree, code: str, other: str) -> Relation:
    """What ``other`` is to ``code``: its parent, an ancestor further up, a sibling, or nothing near."""
    above = tree.ancestors(code)
    if above and other == above[0]:
        return "parent"
    if other in above:
        return "ancestor"
    return "sibling" if above and tree.node(other).parent == above[0] else ""


def _row(matrix: CorrelationMatrix, row: int, column: int, first: str, second: str) -> Correlation:
    found = float(matrix.correlations[row, column])
    return Correlation(first, second, found, int(matrix.counts[row, column]), float(matrix.p_values[row, column]))


def _with_column(values: Floats, other: Floats, *, ranked: bool) -> Floats:
    """Correlations (p,) of each column of ``values`` with ``other`` (n,).

    Means are taken over each pair's own units and subtracted before anything is squared: sums over all units would
    lose the digits of a pair whose shared units lie close together.
    """
    shared = ~np.isnan(values) & ~np.isnan(other)[:, None]
    one = np.where(shared, values, np.nan)
    two = np.where(shared, other[:, None], np.nan)
    if ranked:
        one, two = _mean_ranks(one), _mean_ranks(two)
    one, two = _standardised(one), _standardised(two)
    found: Floats = np.clip((one * two).sum(axis=0), -1.0, 1.0)
    return found


def _mean_ranks(values: Floats) -> Floats:
    """Ranks per column, ties with their mean rank, NaN where missing."""
    found = np.full(values.shape, np.nan)
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        found[known, column] = scipy.stats.rankdata(values[known, column])
    return found


def _standardised(values: Floats) -> Floats:
    """Columns with mean 0 and length 1, missing values 0; NaN where a column does not vary."""
    known = ~np.isnan(values)
    counts = np.maximum(known.sum(axis=0), 1)
    largest = np.max(np.abs(values), axis=0, initial=0.0, where=known)
    constant = np.max(values, axis=0, initial=-np.inf, where=known) <= np.min(
        values, axis=0, initial=np.inf, where=known
    )
    # Scaled first, so that squares of very large or very small numbers neither overflow nor vanish.
    scaled = np.where(known, values, 0.0) / np.where(largest > 0, largest, 1.0)
    centred = np.where(known, scaled - scaled.sum(axis=0) / counts, 0.0)
    length = np.sqrt((centred**2).sum(axis=0))
    return centred / np.where(constant | (length == 0), np.nan, length)


def _student(correlations: Floats, counts: NDArray[np.intp]) -> Floats:
    """Two-sided p-values of t = r sqrt((n - 2) / (1 - r^2))."""
    freedom = np.maximum(counts - 2, 1).astype(np.float64)
    with np.errstate(divide="ignore"):
        statistic = np.abs(correlations) * np.sqrt(freedom / (1 - correlations**2))
    found: Floats = 2 * special.stdtr(freedom, -statistic)
    return found


def _kendall(one: Floats, other: Floats) -> tuple[float, float]:
    shared = ~np.isnan(one) & ~np.isnan(other)
    if shared.sum() < LEAST or np.ptp(one[shared]) == 0 or np.ptp(other[shared]) == 0:
        return float("nan"), float("nan")
    found = scipy.stats.kendalltau(one[shared], other[shared])
    return float(found.statistic), float(found.pvalue)

"""Internal consistency of the elements of a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.analysis.correlations import correlation_matrix
from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]

ONE_ELEMENT = "fewer than 2 elements"
NOT_SHARED = "two of the elements have fewer than 2 units in common"
NO_VARIANCE = "the sum of the elements does not vary"
NEGATIVE = "negative: the elements contradict each other"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Consistency of the ``elements`` of a node.

    ``alpha`` is Cronbach's, ``standardised`` the same for elements of equal variance, ``mean_correlation`` the mean of
    all pairs' Pearson correlations. ``without`` gives, for each element of three or more, alpha without it; ``n`` the
    units that have all elements. A ``note`` says why there is no alpha, or what is odd about it.
    """

    node: str
    elements: int
    n: int
    alpha: float
    standardised: float
    mean_correlation: float
    without: dict[str, float] = field(default_factory=dict)
    note: str = ""


def pairwise_covariance(values: Floats) -> Floats:
    """Covariances (k, k) of the columns of ``values`` (n, k), each over the units that have both; NaN below 2 units."""
    count = values.shape[1]
    found = np.full((count, count), np.nan)
    known = ~np.isnan(values)
    for one in range(count):
        for other in range(one, count):
            shared = known[:, one] & known[:, other]
            if (number := int(shared.sum())) > 1:
                first, second = values[shared, one], values[shared, other]
                covariance = ((first - first.mean()) * (second - second.mean())).sum() / (number - 1)
                found[one, other] = found[other, one] = covariance
    return found


def cronbach_alpha(values: Floats) -> float:
    """Cronbach's alpha of the columns of ``values`` (n, k): k / (k - 1) (1 - trace(C) / sum(C)).

    C are pairwise complete covariances (Cronbach, 1951, Psychometrika 16, equation 2; Handbook on Constructing
    Composite Indicators, 2008, part 2, chapter 4). NaN for fewer than 2 columns, for columns
    without shared units, and where the sum does not vary.
    """
    return _alpha(pairwise_covariance(values))


def reliability(values: Floats, codes: Sequence[str], node: str = "") -> Reliability:
    """The consistency of the columns of ``values`` (n, k), which are the elements of a node."""
    count = len(codes)
    complete = int((~np.isnan(values)).all(axis=1).sum()) if count else 0
    if count < 2:
        return Reliability(node, count, complete, np.nan, np.nan, np.nan, note=ONE_ELEMENT)
    covariance = pairwise_covariance(values)
    alpha = _alpha(covariance)
    pairs = np.triu_indices(count, 1)
    mean = float(correlation_matrix(values, values).correlations[pairs].mean())
    without = {}
    if count > 2:
        for place, code in enumerate(codes):
            rest = np.delete(np.arange(count), place)
            without[code] = _alpha(covariance[np.ix_(rest, rest)])
    spread = 1 + (count - 1) * mean
    standardised = count * mean / spread if spread else np.nan
    return Reliability(node, count, complete, alpha, standardised, mean, without, _note(covariance, alpha))


def node_reliability(scores: Mapping[str, Floats], tree: IndexTree) -> tuple[Reliability, ...]:
    """The consistency of the direct elements of every aggregate, from the index down; ``scores`` (n,) by node."""
    return tuple(
        reliability(np.stack([scores[child] for child in tree.children(code)], axis=1), tree.children(code), code)
        for code in reversed(tree.aggregates)
    )


def _alpha(covariance: Floats) -> float:
    count = len(covariance)
    total = float(covariance.sum())
    if count < 2 or not total:
        return float("nan")
    return float(count / (count - 1) * (1 - np.trace(covariance) / total))


def _note(covariance: Floats, alpha: float) -> str:
    if np.isnan(covariance).any():
        return NOT_SHARED
    if np.isnan(alpha):
        return NO_VARIANCE
    return NEGATIVE if alpha < 0 else ""

"""What in the structure of an index deserves a second look: double counting, contradiction, no influence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.analysis.contributions import effective_weights
from civiscope.indices.analysis.correlations import Correlation, Method, level_correlations
from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]
Kind = Literal["redundant", "contradictory", "collinear", "weak", "constant", "by chance", "without influence"]


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is told.

    Correlations beyond +- ``redundant`` count the same thing twice, those below ``contradictory`` work against each
    other, those between it and ``weak`` hardly show in what they are part of: the limits of the JRC's audits, which
    COINr colours by (0.92, -0.4, 0.3). ``inflation`` is the variance inflation factor of a collinear element (10:
    Marquardt, 1970, Technometrics 12); ``significance`` the p-value from which a correlation may be chance.
    """

    redundant: float = 0.92
    contradictory: float = -0.4
    weak: float = 0.3
    inflation: float = 10.0
    significance: float = 0.05


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class StructureWarning:
    """One thing to look at: ``node`` with regard to ``other`` ("": with regard to all its siblings, or to nothing).

    ``value`` is a correlation, a variance inflation factor or an effective weight; ``limit`` what it went beyond.
    """

    kind: Kind
    node: str
    other: str
    value: float
    limit: float

    @property
    def message(self) -> str:
        """The warning in words."""
        return _MESSAGES[self.kind].format(node=self.node, other=self.other, value=self.value, limit=self.limit)


_MESSAGES: dict[Kind, str] = {
    "redundant": "{node} and {other} measure nearly the same thing (correlation {value:.2f}): it counts twice",
    "contradictory": "{node} works against {other} (correlation {value:.2f})",
    "collinear": "{node} follows from its siblings (variance inflation factor {value:.0f})",
    "weak": "{node} hardly shows in {other} (correlation {value:.2f})",
    "constant": "{node} does not vary between the units",
    "by chance": "{node} goes with {other} no more than chance would have it (p-value {value:.2f})",
    "without influence": "{node} has no weight in {other}",
}


def structure_warnings(
    scores: Mapping[str, Floats],
    tree: IndexTree,
    weights: Mapping[str, float],
    method: Method = "pearson",
    limits: Limits = DEFAULT,
) -> tuple[StructureWarning, ...]:
    """Warnings about an index with ``scores`` (n,) of every node and ``weights`` of every node but the top.

    - redundant: two indicators, wherever they stand, or two siblings of a higher level, correlate beyond the limit;
    - contradictory: an element correlates negatively with a sibling, its parent or a node further up, beyond the limit
      and more than by chance;
    - collinear: a combination of its siblings nearly gives the element;
    - weak: an element's correlation with its parent is below the limit, without contradicting it;
    - constant: an indicator without variance;
    - by chance: an indicator whose correlation with the index has a p-value above the limit;
    - without influence: an indicator with an effective weight of 0.
    """
    constant = {code for code in scores if _constant(scores[code])}
    found = [StructureWarning("constant", code, "", 0.0, 0.0) for code in tree.indicators if code in constant]
    to_index: list[Correlation] = []
    for level in range(1, tree.depth):
        within = level_correlations(scores, tree, level, level, method)
        siblings = [row for row in within if row.relation == "sibling"]
        found += _redundant(within if level == 1 else siblings, limits)
        found += _contradictory(siblings, limits)
        for higher in range(level + 1, tree.depth + 1):
            above = level_correlations(scores, tree, level, higher, method, related=True)
            found += _redundant((row for row in above if row.relation == "sibling"), limits)
            found += _contradictory(above, limits)
            found += _weak(above, limits)
            to_index += above if level == 1 else ()
    found += _collinear(scores, tree, constant, limits)
    return tuple(found + _without_influence(to_index, tree, weights, limits))


def variance_inflation(values: Floats) -> Floats:
    """Variance inflation factors (k,) of the columns of ``values`` (n, k), over the units that have all.

    1 / (1 - R^2) of each column on the others, which is the diagonal of the inverse of their correlations. Infinite
    where a column follows from the others exactly; NaN with fewer than k + 1 units or a column that does not vary.
    """
    complete = values[~np.isnan(values).any(axis=1)]
    count = values.shape[1]
    if len(complete) <= count or (np.ptp(complete, axis=0) == 0).any():
        return np.full(count, np.nan)
    standardised = (complete - complete.mean(axis=0)) / complete.std(axis=0)
    found = np.full(count, np.inf)
    for column in range(count):
        others = np.delete(standardised, column, axis=1)
        fitted = others @ np.linalg.lstsq(others, standardised[:, column])[0]
        unexplained = float(((standardised[:, column] - fitted) ** 2).mean())
        if unexplained > 1e-12:
            found[column] = 1 / unexplained
    return found


def _redundant(rows: Iterable[Correlation], limits: Limits) -> list[StructureWarning]:
    return [
        StructureWarning("redundant", row.first, row.second, row.correlation, limits.redundant)
        for row in rows
        if abs(row.correlation) > limits.redundant
    ]


def _contradictory(rows: Iterable[Correlation], limits: Limits) -> list[StructureWarning]:
    return [
        StructureWarning("contradictory", row.first, row.second, row.correlation, limits.contradictory)
        for row in rows
        if row.correlation < limits.contradictory and row.p < limits.significance
    ]


def _weak(rows: Iterable[Correlation], limits: Limits) -> list[StructureWarning]:
    return [
        StructureWarning("weak", row.first, row.second, row.correlation, limits.weak)
        for row in rows
        if row.relation == "parent" and limits.contradictory <= row.correlation < limits.weak
    ]


def _collinear(
    scores: Mapping[str, Floats], tree: IndexTree, constant: set[str], limits: Limits
) -> list[StructureWarning]:
    """Of three or more elements: with two the correlation says it all."""
    found = []
    for code in reversed(tree.aggregates):
        elements = [element for element in tree.children(code) if element not in constant]
        if len(elements) > 2:
            factors = variance_inflation(np.stack([scores[element] for element in elements], axis=1))
            found += [
                StructureWarning("collinear", element, "", float(factor), limits.inflation)
                for element, factor in zip(elements, factors, strict=True)
                if factor > limits.inflation
            ]
    return found


def _without_influence(
    correlations: Iterable[Correlation], tree: IndexTree, weights: Mapping[str, float], limits: Limits
) -> list[StructureWarning]:
    effective = effective_weights(tree, weights)
    unweighted = [code for code in tree.indicators if effective[code] == 0]
    return [StructureWarning("without influence", code, tree.root, 0.0, 0.0) for code in unweighted] + [
        StructureWarning("by chance", row.first, tree.root, row.p, limits.significance)
        for row in correlations
        if row.second == tree.root and row.p > limits.significance and row.first not in unweighted
    ]


def _constant(values: Floats) -> bool:
    known = values[~np.isnan(values)]
    return len(known) == 0 or bool(np.ptp(known) == 0)

"""Aggregation up the tree, for many sets of weights at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.aggregation import means
from civiscope.indices.aggregation.doubt import benefit_of_doubt
from civiscope.indices.aggregation.mazziotta_pareto import mazziotta_pareto
from civiscope.indices.aggregation.outranking import condorcet, copeland
from civiscope.indices.rules import Rule, parse_rule
from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]
Mean = Callable[[Floats, Floats], Floats]
Single = Callable[[Floats, Floats, Rule], Floats]


@dataclass(frozen=True, slots=True)
class Aggregation:
    """A method: a ``mean`` over many sets of weights (see `means`), or a ``single`` function for one set.

    ``positive`` methods need values above 0. ``units`` says whether a unit's result depends on its own values alone, or
    on the others' as well.
    """

    about: str
    mean: Mean | None = None
    single: Single | None = None
    positive: bool = False
    units: Literal["alone", "together"] = "alone"


AGGREGATIONS: dict[str, Aggregation] = {
    "arithmetic": Aggregation("weighted arithmetic mean", mean=means.arithmetic),
    "geometric": Aggregation("weighted geometric mean", mean=means.geometric, positive=True),
    "harmonic": Aggregation("weighted harmonic mean", mean=means.harmonic, positive=True),
    "sum": Aggregation("sum of points, in proportion where some are missing", mean=means.total),
    "mazziotta_pareto": Aggregation("mean less (or plus) a penalty for imbalance", single=mazziotta_pareto),
    "copeland": Aggregation("sums of pairwise comparisons", single=copeland, units="together"),
    "condorcet": Aggregation("the most likely ranking of all units", single=condorcet, units="together"),
    "benefit_of_doubt": Aggregation("each unit's most favourable weights", single=benefit_of_doubt, units="together"),
}
"""Methods by name, in the order in which messages list them."""


def node_rules(tree: IndexTree, rules: tuple[Rule, ...]) -> dict[str, Rule]:
    """The rule of every aggregate: its own, else that of its level, else the one for all levels."""
    found = {}
    for code in tree.aggregates:
        own = tree.node(code).aggregate
        level = tree.levels[code] - 2
        found[code] = parse_rule(own, code, AGGREGATIONS) if own else rules[level] if len(rules) > 1 else rules[0]
    return found


@dataclass(frozen=True, slots=True)
class Aggregator:
    """Aggregates the indicators of a tree by one rule per node; ``minimum`` is the least share of elements per node."""

    tree: IndexTree
    rules: Mapping[str, Rule]
    minimum: float = 0.0

    def run(self, values: Floats, weights: Floats, units: tuple[str, ...] | None = None) -> dict[str, Floats]:
        """Scores (r, n) of every aggregate, by code.

        ``values`` (q, n, p) holds the normalised indicators in the order of the tree, q being 1 or r; ``weights``
        (r, m) has a column per key of ``tree.weights``. With ``units`` (n codes) values that a method cannot take raise
        UserError; without them such units get NaN.
        """
        columns = {code: number for number, code in enumerate(self.tree.weights)}
        scores: dict[str, Floats] = {code: values[:, :, place] for place, code in enumerate(self.tree.indicators)}
        for code in self.tree.aggregates:
            elements = self.tree.children(code)
            chosen = weights[:, [columns[element] for element in elements]]
            scores[code] = self._node(code, elements, scores, chosen, units)
        return {code: scores[code] for code in self.tree.aggregates}

    def node(self, code: str, values: Floats, weights: Mapping[str, float]) -> Floats:
        """Scores (n,) of one aggregate from those of its elements (n, c), by one set of weights."""
        elements = self.tree.children(code)
        scores = {element: values[None, :, place] for place, element in enumerate(elements)}
        chosen = np.array([[weights[element] for element in elements]])
        found: Floats = self._node(code, elements, scores, chosen, None)[0]
        return found

    def _node(
        self,
        code: str,
        elements: tuple[str, ...],
        scores: Mapping[str, Floats],
        weights: Floats,
        units: tuple[str, ...] | None,
    ) -> Floats:
        repeats = max(len(scores[element]) for element in elements)
        parts = [np.broadcast_to(scores[element], (repeats, scores[element].shape[1])) for element in elements]
        stacked = np.stack(parts)
        rule = self.rules[code]
        method = AGGREGATIONS[rule.name]
        if method.positive and units is not None:
            means.check_positive(stacked, elements, units, rule.name)
        found = method.mean(stacked, weights) if method.mean else _one_by_one(method, stacked, weights, rule)
        minimum = self.tree.node(code).minimum or self.minimum
        if minimum > 0:
            # A share of elements, as in COINr's dat_thresh; the tolerance forgives 2/3 written as 0.6667.
            enough = (~np.isnan(stacked)).mean(axis=0) >= minimum - 1e-4
            found = np.where(enough, found, np.nan)
        return found


def _one_by_one(method: Aggregation, values: Floats, weights: Floats, rule: Rule) -> Floats:
    """A method without a form for many sets of weights: once per set."""
    assert method.single is not None
    repeats = max(values.shape[1], len(weights))
    found = [
        method.single(values[:, run if values.shape[1] > 1 else 0].T, weights[run if len(weights) > 1 else 0], rule)
        for run in range(repeats)
    ]
    return np.stack(found)

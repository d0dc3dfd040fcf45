"""Sampling error carried through an index: replicate weights run through the whole pipeline.

A group's index score is the weighted mean of its units' scores. The scores themselves depend on the sample, through
means, extremes, ranks and weights that come from the data. Each set of replicate weights therefore runs through all
steps, as frequency weights of the rows, and the spread of the results is the variance (Wolter 2007, chapters 3 to 5;
Rao, Wu and Yue 1992 for the bootstrap).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from civiscope.indices.aggregation.nodes import AGGREGATIONS, node_rules
from civiscope.indices.build import build_index
from civiscope.indices.recipe import IMPUTE, NORMALISE, SCREEN, TREAT, Recipe
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.sampling.design import ReplicateWeights
from civiscope.sampling.replicates import replicate_variance

Floats = NDArray[np.float64]
Members = NDArray[np.bool_]

_ROUNDING = 1e-12

_FIXED_NORMALISATIONS = frozenset({"goalposts", "scaled", "none"})
_FIXED_WEIGHTS = frozenset({"meta", "equal", "file", "ahp", "budget"})


@dataclass(frozen=True, slots=True)
class GroupMean:
    """A group's mean score of a node, with its design-based standard error and interval; ``n`` units have a score."""

    node: str
    group: str
    mean: float
    standard_error: float
    low: float
    high: float
    n: int


def group_means(
    table: IndicatorTable,
    tree: IndexTree,
    recipe: Recipe,
    replicates: ReplicateWeights,
    groups: Mapping[str, Members],
    *,
    level: float = 0.95,
    degrees_of_freedom: float = np.inf,
    progress: Callable[[int, int], None] | None = None,
) -> list[GroupMean]:
    """Mean scores of every aggregate in every group (n,), with intervals on ``degrees_of_freedom`` (t distribution).

    A group without scores is left out; one whose variance cannot be estimated gets NaN for error and interval.
    """
    whole = _sampled(table, tree, recipe, replicates.weights)
    full = _means(whole, replicates.weights, groups)
    nodes = tree.aggregates
    count = replicates.replicates.shape[1]
    thetas = np.full((count, len(nodes), len(groups)), np.nan)
    fixed = is_fixed(recipe, tree)
    for number in range(count):
        weights = replicates.replicates[:, number]
        made = whole if fixed else _sampled(table, tree, recipe, weights)
        thetas[number] = _means(made, weights, groups)
        if progress is not None:
            progress(number + 1, count)
    found = []
    for place, node in enumerate(nodes):
        known = ~np.isnan(whole[place]) & (replicates.weights > 0)
        for column, (group, members) in enumerate(groups.items()):
            n = int((known & members).sum())
            if n:
                variance = replicate_variance(replicates, thetas[:, place, column])
                found.append(_group_mean(node, group, full[place, column], variance, n, level, degrees_of_freedom))
    return found


def _group_mean(
    node: str, group: str, mean: float, variance: float, n: int, level: float, degrees_of_freedom: float
) -> GroupMean:
    """The mean with its interval on the smaller of the design's degrees of freedom and n - 1.

    The score of a single unit does not spread over replicates, which is no certainty about its group.
    """
    freedom = min(degrees_of_freedom, n - 1)
    error = float(np.sqrt(variance)) if freedom > 0 else np.nan
    # Means of equal scores differ in their last digits only.
    error = 0.0 if error <= _ROUNDING * abs(mean) else error
    reach = float(special.stdtrit(freedom, (1 + level) / 2)) * error if freedom > 0 else np.nan
    return GroupMean(node, group, float(mean), error, mean - reach, mean + reach, n)


def is_fixed(recipe: Recipe, tree: IndexTree) -> bool:
    """Whether a unit's scores depend on its own values alone: fixed goalposts and weights, nothing from the sample."""
    rules = node_rules(tree, recipe.aggregate).values() if recipe.aggregate else ()
    taken = {step.name: step.rule.name for step in recipe.steps}
    return (
        taken.get(NORMALISE, "none") in _FIXED_NORMALISATIONS
        and recipe.weights.name in _FIXED_WEIGHTS
        and not {IMPUTE, TREAT, SCREEN}.intersection(name for name, rule in taken.items() if rule != "none")
        and all(AGGREGATIONS[rule.name].units == "alone" for rule in rules)
    )


def _sampled(table: IndicatorTable, tree: IndexTree, recipe: Recipe, weights: Floats) -> Floats:
    """Scores (nodes, n) of every aggregate in the sample of the rows that have a weight; NaN for the others.

    A row without weight must not decide an extreme or a rank. The unit to which distances are measured stays: what it
    has reached is a given aim, and no estimate.
    """
    used = weights > 0
    rule = recipe.rule_of(NORMALISE)
    if rule is not None and rule.name == "dist2ref":
        used |= np.array([unit in rule.values[:1] for unit in table.units], dtype=np.bool_)
    rows = np.flatnonzero(used)
    scaled = weights * (int((weights > 0).sum()) / weights.sum())
    built = build_index(replace(table, row_weights=scaled).rows(rows), tree, recipe, strict=False)
    found = np.full((len(tree.aggregates), len(table.units)), np.nan)
    for place, node in enumerate(tree.aggregates):
        found[place, rows[built.prepared.rows]] = built.scores[node]
    return found


def _means(scores: Floats, weights: Floats, groups: Mapping[str, Members]) -> Floats:
    """Weighted means (nodes, groups) of the scores (nodes, n); NaN where no unit of a group has a score and weight."""
    members = np.array(list(groups.values()), dtype=np.float64).T
    known = ~np.isnan(scores)
    used = np.where(known, weights, 0.0)
    totals = used @ members
    sums = (used * np.where(known, scores, 0.0)) @ members
    found: Floats = sums / np.where(totals == 0, np.nan, totals)
    return found

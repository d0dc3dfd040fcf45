"""The rules of weights: from a rule to a weight for every node but the top."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.aggregation.nodes import Aggregator
from civiscope.indices.rules import Rule
from civiscope.indices.tree import IndexTree
from civiscope.indices.weighting.budget import budget_weights
from civiscope.indices.weighting.correlation import correlations_of, has_correlations
from civiscope.indices.weighting.factors import factor_weights
from civiscope.indices.weighting.given import read_comparisons, read_points, read_weights
from civiscope.indices.weighting.hierarchy import hierarchy_weights
from civiscope.indices.weighting.optimised import optimised_weights
from civiscope.indices.weighting.principal import principal_weights

Floats = NDArray[np.float64]

META, FILE = "meta", "file"

WEIGHTINGS = {
    META: "the weights of the structure",
    "equal": "the same weight for all elements of a node",
    FILE: "the weights of a CSV file with the columns node and weight",
    "pca": "loadings of the first principal component of a node's elements",
    "factors": "squared loadings after varimax rotation, by the variance that each factor explains",
    "ahp": "from pairwise comparisons in a CSV file (analytic hierarchy process)",
    "budget": "mean of the points that experts give, in a CSV file",
    "optimised": "weights with which each element is as important for the index as wanted (balance, infomax)",
}


def node_weights(
    values: Floats, aggregator: Aggregator, rule: Rule, row_weights: Floats | None = None
) -> dict[str, float]:
    """The weight of every node but the top, in the order of ``aggregator.tree.weights``.

    ``values`` (n, p) are the normalised indicators. Weights from data are computed node by node at one level (the
    rule's value: 1, the indicators, where none is named); the others keep the weights of the structure, and
    ``row_weights`` (n,) are frequency weights of the units. Raises UserError where the rule cannot be followed.
    """
    tree = aggregator.tree
    found = dict(tree.weights)
    _check_form(rule)
    if rule.name == META:
        return found
    if rule.name == "equal":
        return dict.fromkeys(found, 1.0)
    if rule.name == FILE:
        return found | read_weights(_path(rule), tuple(found), rule)
    if rule.name == "ahp":
        codes, matrix = read_comparisons(_path(rule), tuple(found), rule)
        return found | dict(zip(codes, hierarchy_weights(matrix, codes, rule.place).weights.tolist(), strict=True))
    if rule.name == "budget":
        codes, points = read_points(_path(rule), tuple(found), rule)
        budget = rule.option_number("budget", 100.0, low=0.0)
        if budget == 0:
            raise rule.refused("budget=0", "a budget above 0")
        return found | dict(zip(codes, budget_weights(points, budget, rule.place).tolist(), strict=True))
    if rule.name == "optimised":
        return found | _optimised(values, aggregator, rule, row_weights)
    from_data = principal_weights if rule.name == "pca" else _by_factors(rule)
    at_level = _values_at_level(values, aggregator, rule)
    for code in tree.aggregates:
        elements = [element for element in tree.children(code) if element in at_level]
        if len(elements) > 1 and len(elements) == len(tree.children(code)):
            part = np.stack([at_level[element] for element in elements], axis=1)
            found |= dict(zip(elements, from_data(part, row_weights).tolist(), strict=True))
    return found


def _check_form(rule: Rule) -> None:
    """Raise UserError for values and options that the rule does not have."""
    values = {META: 0, "equal": 0, "optimised": 2}.get(rule.name, 1)
    options = {"budget": ("budget",), "factors": ("factors",), "optimised": ("targets",)}.get(rule.name, ())
    rule.allow(values, *options)


def _by_factors(rule: Rule) -> Callable[[Floats, Floats | None], Floats]:
    wanted = rule.option_number("factors", 0, low=0)
    kept = int(wanted)
    if kept != wanted:
        raise rule.refused(f"factors={wanted:g}", "a whole number of factors")

    def weights(values: Floats, row_weights: Floats | None) -> Floats:
        if not has_correlations(values, row_weights):
            return np.full(values.shape[1], np.nan)
        return factor_weights(values, kept or None, row_weights).weights

    return weights


def _path(rule: Rule) -> Path:
    if not rule.values:
        raise rule.refused("", f"the name of a CSV file, as {rule.name}:FILE.csv")
    return Path(rule.values[0])


def _level(tree: IndexTree, rule: Rule, position: int) -> int:
    level = rule.number(position, 1, low=1, high=tree.depth - 1)
    if level != int(level):
        raise rule.refused(rule.values[position], f"a level from 1 to {tree.depth - 1}")
    return int(level)


def _values_at_level(values: Floats, aggregator: Aggregator, rule: Rule) -> dict[str, Floats]:
    """Values (n,) of the elements of the rule's level; aggregates by the weights of the structure."""
    tree = aggregator.tree
    level = _level(tree, rule, 0)
    scores = {code: values[:, place] for place, code in enumerate(tree.indicators)}
    if level > 1:
        weights = np.array([list(tree.weights.values())])
        scores |= {code: found[0] for code, found in aggregator.run(values[None], weights).items()}
    return {code: found for code, found in scores.items() if tree.levels[code] == level}


def _optimised(values: Floats, aggregator: Aggregator, rule: Rule, row_weights: Floats | None) -> dict[str, float]:
    """Weights of a level's elements by which they correlate with the index as is wanted, or as highly as can be.

    ``targets=FILE.csv`` names how important they are to be, in the form of a file of weights; without it, equally.
    """
    tree = aggregator.tree
    aim = rule.values[0] if rule.values else "balance"
    if aim not in ("balance", "infomax"):
        raise rule.refused(aim, "balance or infomax")
    level = _level(tree, rule, 1) if len(rule.values) > 1 else tree.depth - 1
    elements = [code for code in tree.weights if tree.levels[code] == level]
    start = np.array([tree.weights[code] for code in elements])
    others = dict(tree.weights)

    def correlations(weights: Floats) -> Floats:
        matrix = np.array([list((others | dict(zip(elements, weights.tolist(), strict=True))).values())])
        scores = {code: found[0] for code, found in aggregator.run(values[None], matrix).items()}
        scores |= {code: values[:, place] for place, code in enumerate(tree.indicators)}
        index = scores[tree.root]
        return np.array([_correlation(scores[element], index, row_weights) for element in elements])

    targets = _targets(elements, rule) if aim == "balance" else None
    return dict(zip(elements, optimised_weights(correlations, targets, start).tolist(), strict=True))


def _targets(elements: list[str], rule: Rule) -> Floats:
    """How important each of the elements is to be, in proportions; 1 where the file does not name it."""
    if "targets" not in rule.options:
        return np.ones(len(elements))
    named = read_weights(Path(rule.options["targets"]), tuple(elements), rule)
    targets = np.array([named.get(element, 1.0) for element in elements])
    if not targets.any():
        raise rule.refused(f"targets={rule.options['targets']}", "at least one importance above 0")
    return targets


def _correlation(one: Floats, other: Floats, row_weights: Floats | None) -> float:
    both = np.stack([one, other], axis=1)
    return float(correlations_of(both, row_weights)[0, 1]) if has_correlations(both, row_weights) else float("nan")

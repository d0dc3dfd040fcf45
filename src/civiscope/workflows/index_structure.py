"""What an index is made of, as rows: statistics, correlations, reliability, components, warnings, weights, removal.

All but the weights are of one wave at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.indices.aggregation.nodes import Aggregator
from civiscope.indices.analysis.components import Components, node_components
from civiscope.indices.analysis.contributions import effective_weights
from civiscope.indices.analysis.correlations import Method, level_correlations
from civiscope.indices.analysis.reliability import Reliability, node_reliability, reliability
from civiscope.indices.analysis.removal import RemovalEffect, removal_effects
from civiscope.indices.analysis.statistics import IndicatorStatistics, indicator_statistics
from civiscope.indices.analysis.warnings import structure_warnings
from civiscope.indices.build import BuiltIndex, aggregated, prepare, wave_rows
from civiscope.indices.rules import Rule
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.indices.weighting.rules import META, node_weights
from civiscope.results.index_analysis import (
    ComponentRow,
    CorrelationRow,
    ReliabilityRow,
    RemovalRow,
    StatisticsRow,
    WarningRow,
    WeightRow,
)
from civiscope.workflows.absent import number_or_none
from civiscope.workflows.index_contributions import LINEAR
from civiscope.workflows.progress import Progress

Floats = NDArray[np.float64]

_FLAGS = {
    "few_available": "few units have it",
    "few_nonzero": "few are not 0",
    "few_unique": "few different values",
    "outliers": "outliers",
}
_FROM_DATA = frozenset({"pca", "factors", "optimised"})
"""Weights that are found again for what is left of an index; all others are given, and stay as they are."""


def statistics_rows(table: IndicatorTable, tree: IndexTree) -> Iterator[StatisticsRow]:
    """Statistics of every indicator of a table, before any step."""
    table = table.columns(tree.indicators)
    for rows in wave_rows(table.waves):
        for found in indicator_statistics(table.values[rows], tree.indicators):
            yield _statistics_row(found, table.waves[rows[0]], tree.root, len(rows))


def _statistics_row(found: IndicatorStatistics, wave: str, index: str, n: int) -> StatisticsRow:
    numbers = ("minimum", "maximum", "mean", "median", "std", "skewness", "kurtosis")
    shares = ("share_available", "share_nonzero", "share_unique", "share_same")
    return StatisticsRow(
        wave=wave,
        index=index,
        node=found.indicator,
        n=n,
        available=found.available,
        nonzero=found.nonzero,
        unique=found.unique,
        same=found.same,
        flags=", ".join(words for name, words in _FLAGS.items() if getattr(found, name)),
        **{name: number_or_none(getattr(found, name)) for name in (*numbers, *shares)},
    )


def correlation_rows(built: BuiltIndex, method: Method) -> Iterator[CorrelationRow]:
    """Correlations of the nodes of every level among each other, and with those of every higher level."""
    tree = built.tree
    for wave, scores in _by_wave(built):
        for level in range(1, tree.depth + 1):
            for higher in range(level, tree.depth + 1):
                for found in level_correlations(scores, tree, level, higher, method):
                    yield CorrelationRow(
                        wave, tree.root, level, found.first, higher, found.second, found.relation, method,
                        number_or_none(found.correlation), number_or_none(found.p), found.n,
                    )  # fmt: skip


def reliability_rows(built: BuiltIndex) -> Iterator[ReliabilityRow]:
    """Cronbach's alpha of every node, and without each of its elements."""
    tree = built.tree
    for wave, scores in _by_wave(built):
        for found in node_reliability(scores, tree):
            yield _reliability_row(found, wave, tree.root, "")
            for code in found.without:
                rest = [element for element in tree.children(found.node) if element != code]
                values = np.stack([scores[element] for element in rest], axis=1)
                yield _reliability_row(reliability(values, rest, found.node), wave, tree.root, code)


def _reliability_row(found: Reliability, wave: str, index: str, without: str) -> ReliabilityRow:
    return ReliabilityRow(
        wave, index, found.node, without, found.elements, number_or_none(found.alpha),
        number_or_none(found.standardised), number_or_none(found.mean_correlation), found.n, found.note,
    )  # fmt: skip


def component_rows(built: BuiltIndex) -> Iterator[ComponentRow]:
    """Principal components of every node's elements, an element of a component per row."""
    for wave, scores in _by_wave(built):
        for found in node_components(scores, built.tree):
            yield from _component_rows(found, wave, built.tree.root)


def _component_rows(found: Components, wave: str, index: str) -> Iterator[ComponentRow]:
    dropped = f"without variance: {', '.join(found.excluded)}" if found.excluded else ""
    note = "; ".join(part for part in (found.note, dropped) if part)
    row = ComponentRow(
        wave, index, found.node, None, None, None, None, "", None, None, None, None, None, None, None, found.n, note
    )
    if not len(found.eigenvalues):
        yield row
        return
    row = replace(
        row,
        kaiser=found.kaiser,
        adequacy=number_or_none(found.adequacy),
        sphericity=number_or_none(found.sphericity),
        freedom=found.freedom,
        p=number_or_none(found.p),
    )
    for component, eigenvalue in enumerate(found.eigenvalues.tolist()):
        for place, element in enumerate(found.elements):
            yield replace(
                row,
                component=component + 1,
                eigenvalue=eigenvalue,
                share=float(found.shares[component]),
                cumulative=float(found.cumulative[component]),
                element=element,
                vector=float(found.vectors[place, component]),
                loading=float(found.loadings[place, component]),
            )


def warning_rows(built: BuiltIndex, method: Method) -> Iterator[WarningRow]:
    """What in the structure deserves a second look, in words."""
    for wave, scores in _by_wave(built):
        for found in structure_warnings(scores, built.tree, built.weights, method):
            yield WarningRow(
                wave, built.tree.root, found.kind, found.node, found.other, number_or_none(found.value),
                number_or_none(found.limit), found.message,
            )  # fmt: skip


def weight_rows(built: BuiltIndex) -> Iterator[WeightRow]:
    """Every node's weight, and what it comes to in the whole index."""
    tree, rules = built.tree, built.aggregator.rules
    effective = effective_weights(tree, built.weights)
    for node in tree.nodes:
        above = [rules[code].name for code in tree.ancestors(node.code)]
        bent = list(dict.fromkeys(name for name in above if name not in LINEAR))
        yield WeightRow(
            index=tree.root,
            node=node.code,
            parent=node.parent,
            level=tree.levels[node.code],
            weight=built.weights.get(node.code),
            effective=float(effective[node.code]),
            aggregate=str(rules[node.parent]) if node.parent else "",
            note=f"nominal: {' and '.join(bent)} above it is no weighted sum" if bent else "",
        )


def removal_rows(table: IndicatorTable, built: BuiltIndex, progress: Progress) -> Iterator[RemovalRow]:
    """The effect of dropping every element alone; ``table`` is the one from which the index was built."""
    tree = built.tree
    elements = [node.code for node in tree.nodes if node.parent]
    scores = {}
    for done, code in enumerate(elements, start=1):
        scores[code] = _scores_without(table, built, code)
        progress("Dropping elements", done, len(elements))
    nominal = np.full(len(table.units), np.nan)
    nominal[built.prepared.rows] = built.scores[tree.root]
    for rows in wave_rows(table.waves):

        def rescore(dropped: frozenset[str], rows: NDArray[np.intp] = rows) -> Floats:
            found = scores[next(iter(dropped))] if dropped else nominal
            if found is None:
                raise ValueError(f"nothing is left without {', '.join(dropped)}")
            return found[rows]

        for effect in removal_effects(elements, rescore):
            yield _removal_row(effect, table.waves[rows[0]], tree.root)


def _removal_row(found: RemovalEffect, wave: str, index: str) -> RemovalRow:
    return RemovalRow(
        wave, index, found.element, found.n, number_or_none(found.mean_shift), number_or_none(found.max_shift),
        number_or_none(found.correlation), number_or_none(found.rank_correlation), found.note,
    )  # fmt: skip


def _scores_without(table: IndicatorTable, built: BuiltIndex, code: str) -> Floats | None:
    """Scores (n,) of the index without an element, built anew; None where nothing is left of it.

    Every node keeps its rule of aggregation, though its level may be another then.
    """
    try:
        tree = _weighted(built).without(frozenset((code,)))
    except ValueError:
        return None
    rules = {node: built.aggregator.rules[node] for node in tree.aggregates}
    aggregator = Aggregator(tree, rules, built.recipe.minimum)
    found = np.full(len(table.units), np.nan)
    try:
        prepared = prepare(table, tree, built.recipe.steps, strict=False)
        weighting = built.recipe.weights if built.recipe.weights.name in _FROM_DATA else Rule(META)
        weights = node_weights(prepared.table.values, aggregator, weighting)
        scores = aggregated(prepared.table, aggregator, np.array([list(weights.values())]), strict=False)
    except UserError:
        # What is left cannot be built by this recipe, such as weights at a level that is gone.
        return found
    found[prepared.rows] = scores[tree.root]
    return found


def _weighted(built: BuiltIndex) -> IndexTree:
    """The tree with the weights by which the index was built."""
    nodes = (replace(node, weight=built.weights.get(node.code, node.weight)) for node in built.tree.nodes)
    return IndexTree(tuple(nodes))


def _by_wave(built: BuiltIndex) -> Iterator[tuple[str, Mapping[str, Floats]]]:
    """Each wave with the scores of its rows, by node."""
    for rows in wave_rows(built.table.waves):
        yield built.table.waves[rows[0]], {code: values[rows] for code, values in built.scores.items()}

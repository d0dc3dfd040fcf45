"""What every step of an index did to every value: a log that can be followed, and repeated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.build import BuiltIndex, Prepared, prepare
from civiscope.indices.recipe import DENOMINATE, IMPUTE, NORMALISE, SCREEN, Step
from civiscope.indices.steps.records import StepRecord
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.results.index_analysis import StepEffect
from civiscope.workflows.absent import number_or_none

NOTHING = "nothing changed"


def step_effects(table: IndicatorTable, built: BuiltIndex) -> Iterator[StepEffect]:
    """Every value that a step changed, before and after, step by step; ``table`` is the one that was built from.

    Then come the weights, each beside that of the structure, and the scores of every node. Steps are in words, as the
    options of `civiscope score` and definitions take them; ``minimum`` has a row of its own.
    """
    tree = built.tree
    table = table.columns(tree.indicators)
    for step in built.recipe.steps:
        # What cannot be computed has been told when the index was built.
        prepared = prepare(table, tree, (step,), strict=False)
        effects = _removed if step.name == SCREEN else _changed
        changed = list(effects(step, table, prepared))
        yield from changed or [StepEffect(tree.root, str(step), "", "", "", None, None, NOTHING)]
        table = prepared.table
    yield from _weights(built)
    if built.recipe.aggregate:
        yield from _scores(built)


def _removed(step: Step, table: IndicatorTable, prepared: Prepared) -> Iterator[StepEffect]:
    """The units that left: the share of their indicators that is there is the value before."""
    left = np.ones(len(table.units), dtype=np.bool_)
    left[prepared.rows] = False
    for row in np.flatnonzero(left).tolist():
        share = float((~np.isnan(table.values[row])).mean())
        unit = table.units[row]
        note = "removed; before: share available"
        yield StepEffect(prepared.tree.root, str(step), table.waves[row], unit, "", share, None, note)


def _changed(step: Step, table: IndicatorTable, prepared: Prepared) -> Iterator[StepEffect]:
    tree, (record,) = prepared.tree, prepared.records
    before, after = table.values, prepared.table.values
    same = (before == after) | (np.isnan(before) & np.isnan(after))
    for row, column in np.argwhere(~same).tolist():
        yield StepEffect(
            tree.root,
            str(step),
            table.waves[row],
            table.units[row],
            tree.indicators[column],
            number_or_none(before[row, column]),
            number_or_none(after[row, column]),
            _note(step, record, tree, table.waves[row], column),
        )


def _note(step: Step, record: StepRecord, tree: IndexTree, wave: str, column: int) -> str:
    """What was done to a value."""
    node = tree.node(tree.indicators[column])
    if step.name == DENOMINATE:
        return f"divided by {node.denominator}"
    if step.name == IMPUTE:
        return "imputed"
    if step.name == NORMALISE:
        return "normalised" if node.direction == 1 else "normalised, less is better"
    transformed = record.details[f"{wave} transformed" if wave else "transformed"]
    return str(transformed[column]) or "winsorised"


def _weights(built: BuiltIndex) -> Iterator[StepEffect]:
    for code, weight in built.weights.items():
        own = built.tree.node(code).weight
        words = f"weights {built.recipe.weights}"
        yield StepEffect(built.tree.root, words, "", "", code, own, number_or_none(weight), "weight")


def _scores(built: BuiltIndex) -> Iterator[StepEffect]:
    root = built.tree.root
    if built.recipe.minimum:
        least = built.recipe.minimum
        yield StepEffect(root, f"minimum {least!r}", "", "", "", None, None, "least share of a node's elements")
    words = f"aggregate {','.join(map(str, built.recipe.aggregate))}"
    for code in built.tree.aggregates:
        values: NDArray[np.float64] = built.scores[code]
        for place, unit in enumerate(built.table.units):
            score = number_or_none(values[place])
            note = str(built.aggregator.rules[code]) if score is not None else "no score"
            yield StepEffect(root, words, built.table.waves[place], unit, code, None, score, note)

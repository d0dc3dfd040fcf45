"""Building an index: its steps one after the other, each recorded, then weights and aggregation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.aggregation.nodes import AGGREGATIONS, Aggregator, node_rules
from civiscope.indices.ranking import rank_descending
from civiscope.indices.recipe import DENOMINATE, IMPUTE, NORMALISE, SCREEN, TREAT, Recipe, ScoreClass, Step
from civiscope.indices.steps.denomination import denominated
from civiscope.indices.steps.imputation import impute
from civiscope.indices.steps.normalisation import normalise
from civiscope.indices.steps.records import StepRecord
from civiscope.indices.steps.screening import screened
from civiscope.indices.steps.treatment import treat
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.indices.weighting.rules import node_weights

Floats = NDArray[np.float64]

_ROUNDING = 1e-12
"""Weights whose sum is below this share of their size cancel out."""


@dataclass(frozen=True)
class Prepared:
    """The indicators after the steps that come before weighting: ``table`` in the order of the tree's indicators.

    ``raw`` are the same rows before any step, ``rows`` (n,) their numbers in the table that was given, ``stages`` the
    table after each step, by the step in words.
    """

    tree: IndexTree
    rows: NDArray[np.intp]
    raw: IndicatorTable
    table: IndicatorTable
    records: tuple[StepRecord, ...]
    stages: dict[str, IndicatorTable] = field(default_factory=dict)


@dataclass(frozen=True)
class BuiltIndex:
    """An index as it was built. ``weights`` are those of every node but the top, ``scores`` (n,) those of every node.

    Without a rule of aggregation only the indicators have scores.
    """

    prepared: Prepared
    recipe: Recipe
    weights: dict[str, float]
    scores: dict[str, Floats]

    @property
    def tree(self) -> IndexTree:
        """The structure."""
        return self.prepared.tree

    @property
    def table(self) -> IndicatorTable:
        """The normalised indicators, with units and waves of the n rows."""
        return self.prepared.table

    @cached_property
    def aggregator(self) -> Aggregator:
        """What puts the indicators together."""
        return Aggregator(self.tree, node_rules(self.tree, self.recipe.aggregate), self.recipe.minimum)

    @cached_property
    def rows_of_wave(self) -> dict[str, NDArray[np.intp]]:
        """The row numbers of each wave."""
        return {self.table.waves[rows[0]]: rows for rows in wave_rows(self.table.waves)}

    @cached_property
    def ranks(self) -> dict[str, Floats]:
        """Ranks (n,) by node, within the wave: 1 for the highest score, ties take the lowest number."""
        return {code: _within_waves(self.table.waves, values) for code, values in self.scores.items()}

    @cached_property
    def available(self) -> dict[str, Floats]:
        """By node the share (n,) of its indicators that were there before any step."""
        known = ~np.isnan(self.prepared.raw.values)
        place = {code: number for number, code in enumerate(self.tree.indicators)}
        return {
            code: known[:, [place[under] for under in self.tree.indicators_under(code)]].mean(axis=1)
            for code in self.scores
        }

    def classes(self, code: str) -> list[str]:
        """The class of each of the n units by its score of the index; "" without a score, and for other nodes."""
        ordered = self.recipe.classes
        values = self.scores[code]
        if not ordered or code != self.tree.root:
            return [""] * len(values)
        return [class_of(value, ordered) for value in values.tolist()]


def class_of(score: float, classes: tuple[ScoreClass, ...]) -> str:
    """The code of the highest class whose lower limit the score reaches; "" where it reaches none, or is missing."""
    # Scores are sums of many terms: a score that is 6 but for its last digit is in the class from 6.
    reached = [entry.code for entry in classes if score >= entry.low or math.isclose(score, entry.low, rel_tol=1e-12)]
    return reached[-1] if reached else ""


def build_index(table: IndicatorTable, tree: IndexTree, recipe: Recipe, *, strict: bool = True) -> BuiltIndex:
    """Build an index from a table that has a column for each of the tree's indicators.

    With ``strict`` what cannot be computed raises UserError: an indicator without variance, a mean over values that are
    not positive, a unit without any data, elements without weight. Without it (in replications) it is missing.
    """
    prepared = prepare(table, tree, recipe.steps, strict=strict)
    values = prepared.table.values
    scores = {code: values[:, place] for place, code in enumerate(tree.indicators)}
    if not recipe.aggregate:
        return BuiltIndex(prepared, recipe, dict(tree.weights), scores)
    aggregator = Aggregator(tree, node_rules(tree, recipe.aggregate), recipe.minimum)
    weights = node_weights(values, aggregator, recipe.weights, prepared.table.row_weights)
    if strict:
        _check_weights(tree, weights, recipe)
    scores |= aggregated(prepared.table, aggregator, np.array([list(weights.values())]), strict=strict)
    return BuiltIndex(prepared, recipe, weights, scores)


def _check_weights(tree: IndexTree, weights: Mapping[str, float], recipe: Recipe) -> None:
    """Raise UserError for nodes whose elements have no weight together: by a file, or by loadings that cancel out."""
    place, rule = recipe.weights.place, str(recipe.weights)
    problems = []
    for code in tree.aggregates:
        own = np.array([weights[element] for element in tree.children(code)])
        shown = ", ".join(f"{weight:.3g}" for weight in own)
        if not own.any():
            problems.append(problem("index-weights-zero", column=place, value=code))
        elif not abs(own.sum()) > _ROUNDING * np.abs(own).sum():
            problems.append(problem("index-weights-undefined", column=place, value=code, rule=rule, weights=shown))
    if problems:
        raise UserError(*problems)


def aggregated(
    table: IndicatorTable, aggregator: Aggregator, weights: Floats, *, strict: bool = True
) -> dict[str, Floats]:
    """Scores (n,) of every aggregate for one set of weights (1, m); methods that compare units do so within waves."""
    together = any(AGGREGATIONS[rule.name].units == "together" for rule in aggregator.rules.values())
    parts = wave_rows(table.waves) if together else [np.arange(len(table.units))]
    found = {code: np.full(len(table.units), np.nan) for code in aggregator.tree.aggregates}
    for rows in parts:
        units = tuple(table.units[row] for row in rows) if strict else None
        for code, values in aggregator.run(table.values[None, rows], weights, units).items():
            found[code][rows] = values[0]
    return found


def prepare(
    table: IndicatorTable, tree: IndexTree, steps: tuple[Step, ...], *, strict: bool = True, keep_stages: bool = True
) -> Prepared:
    """Run the steps before weighting; raises UserError as `build_index`."""
    table = table.columns(tree.indicators)
    raw = table
    rows = np.arange(len(table.units))
    records = []
    stages = {}
    for step in steps:
        if step.name == SCREEN:
            kept = screened(table.values, step.rule)
            removed = tuple(unit for unit, keep in zip(table.units, kept, strict=True) if not keep)
            table, raw, rows = table.rows(kept), raw.rows(kept), rows[kept]
            records.append(StepRecord(str(step), removed=removed))
        else:
            table, record = _changed(table, tree, step, strict=strict)
            records.append(record)
        if keep_stages:
            stages[str(step)] = table
    empty = np.isnan(table.values).all(axis=1)
    if strict and empty.any():
        units = [table.units[row] for row in np.flatnonzero(empty)]
        raise UserError(*(problem("index-unit-empty", value=unit) for unit in units[:20]))
    return Prepared(tree, rows, raw, table, tuple(records), stages)


def _changed(table: IndicatorTable, tree: IndexTree, step: Step, *, strict: bool) -> tuple[IndicatorTable, StepRecord]:
    """The table after a step that keeps its rows, and what was done."""
    values, weights, rule = table.values, table.row_weights, step.rule
    if step.name == DENOMINATE:
        found = denominated(values, tree, table.denominators, table.units)
        return table.with_values(found), StepRecord(str(step))
    if step.name == IMPUTE:
        found = impute(
            values,
            rule,
            units=table.units,
            waves=table.waves,
            groups=table.groups,
            codes=tree.indicators,
            weights=weights,
            strict=strict,
        )
        return table.with_values(found), StepRecord(str(step), changed=np.isnan(values) & ~np.isnan(found))
    if step.name == TREAT:
        return _treated(table, tree, step, strict=strict)
    assert step.name == NORMALISE
    reference = _reference(table, step) if rule.name == "dist2ref" else None
    found = normalise(values, rule, tree.facts, weights, reference, strict=strict)
    return table.with_values(found), StepRecord(str(step))


def _treated(table: IndicatorTable, tree: IndexTree, step: Step, *, strict: bool) -> tuple[IndicatorTable, StepRecord]:
    """Outliers are treated within each wave, so that a wave's result does not change when another is added."""
    found = table.values.copy()
    details: dict[str, NDArray[np.generic]] = {}
    for rows in wave_rows(table.waves):
        weights = None if table.row_weights is None else table.row_weights[rows]
        treated = treat(table.values[rows], step.rule, tree.indicators, weights, strict=strict)
        found[rows] = treated.values
        wave = table.waves[rows[0]]
        label = f"{wave} " if wave else ""
        details[f"{label}winsorised"] = (treated.winsorised_high | treated.winsorised_low).sum(axis=0)
        details[f"{label}transformed"] = treated.transformed
    changed = (found != table.values) & ~np.isnan(found)
    return table.with_values(found), StepRecord(str(step), changed=changed, details=details)


def _reference(table: IndicatorTable, step: Step) -> int:
    """The row of the unit to which distances are measured."""
    unit = step.rule.values[0] if step.rule.values else ""
    if unit not in table.units:
        wanted = f"the code of a unit, such as {table.units[0]}"
        raise step.rule.refused(unit, wanted)
    return table.units.index(unit)


def wave_rows(waves: tuple[str, ...]) -> list[NDArray[np.intp]]:
    """The row numbers of each wave, in the order in which the waves appear."""
    if len(set(waves)) < 2:
        return [np.arange(len(waves))]
    found = np.array(waves)
    return [np.flatnonzero(found == wave) for wave in dict.fromkeys(waves)]


def _within_waves(waves: tuple[str, ...], values: Floats) -> Floats:
    found = np.full(len(values), np.nan)
    for rows in wave_rows(waves):
        found[rows] = rank_descending(values[rows])
    return found

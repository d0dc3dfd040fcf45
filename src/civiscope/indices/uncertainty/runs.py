"""Running an index many times: each run takes one alternative of every factor, and one draw of noise."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.aggregation.nodes import AGGREGATIONS, Aggregator, node_rules
from civiscope.indices.build import prepare, wave_rows
from civiscope.indices.recipe import Recipe, Step
from civiscope.indices.rules import Rule
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.indices.uncertainty.alternatives import AGGREGATE, DATA_NOISE, WEIGHT_NOISE, WEIGHTS, Factor, Variation
from civiscope.indices.weighting.rules import node_weights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MEMORY = 64_000_000
"""Bytes that the scores of all nodes of one block of runs may take."""

_PREPARED = 64
"""Prepared data sets that are kept: grids have few, and draws of noise are used once."""

Key = tuple[int, ...]


@dataclass
class Runner:
    """Runs an index over a table; ``seed`` decides the draws of noise.

    Scores are those of the index itself, one column per row of the table; NaN where a run gives no score.
    """

    table: IndicatorTable
    tree: IndexTree
    recipe: Recipe
    variation: Variation
    seed: int = 1
    _prepared: OrderedDict[Key, tuple[NDArray[np.intp], IndicatorTable]] = field(
        default_factory=OrderedDict, init=False
    )

    @cached_property
    def _place(self) -> dict[str, int]:
        return {factor.name: number for number, factor in enumerate(self.variation.factors)}

    @cached_property
    def weight_factors(self) -> Floats:
        """Factors (draws, m) of the weights, one column per node but the top: uniform on 1 - noise .. 1 + noise."""
        draws = self._levels(WEIGHT_NOISE)
        noise = self.variation.weight_noise
        random = np.random.default_rng([self.seed, 1])
        return random.uniform(1 - noise, 1 + noise, size=(draws, len(self.tree.weights)))

    def _levels(self, name: str) -> int:
        return self.variation.factors[self._place[name]].levels

    def blocks(self, choices: Ints) -> Iterator[tuple[NDArray[np.intp], Floats]]:
        """Scores of the runs ``choices`` (R, factors), as pairs of run numbers (r,) and their scores (r, n)."""
        data = [place for name, place in self._place.items() if name not in (WEIGHTS, AGGREGATE, WEIGHT_NOISE)]
        # Runs that share data, rule of weights and aggregation differ in noise alone: one product of matrices.
        shared = [*data, *(self._place[name] for name in (WEIGHTS, AGGREGATE) if name in self._place)]
        groups: dict[Key, list[int]] = defaultdict(list)
        for run, key in enumerate(map(tuple, choices[:, shared].tolist())):
            groups[key].append(run)
        together = self._together()
        size = 1 if together else max(1, _MEMORY // (8 * len(self.table.units) * len(self.tree.nodes)))
        for key in sorted(groups):
            runs = np.array(groups[key])
            rows, prepared = self._data(key[: len(data)], data)
            aggregator, weights = self._weights(choices[runs[0]], prepared)
            for start in range(0, len(runs), size):
                part = runs[start : start + size]
                sets = weights[None, :]
                if WEIGHT_NOISE in self._place:
                    sets = weights * self.weight_factors[choices[part, self._place[WEIGHT_NOISE]]]
                yield part, self._scores(aggregator, prepared, rows, np.broadcast_to(sets, (len(part), len(weights))))

    def scores(self, choices: Ints) -> Floats:
        """Scores (R, n) of all runs at once."""
        found = np.full((len(choices), len(self.table.units)), np.nan)
        for runs, scores in self.blocks(choices):
            found[runs] = scores
        return found

    def _together(self) -> bool:
        """Whether any method of any run compares units."""
        sets = [self.recipe.aggregate] if self.recipe.aggregate else []
        sets += [
            entry.rules
            for factor in self.variation.factors
            if factor.name == AGGREGATE
            for entry in factor.alternatives
        ]
        rules = [rule for chosen in sets for rule in node_rules(self.tree, chosen).values()]
        return any(AGGREGATIONS[rule.name].units == "together" for rule in rules)

    def _data(self, key: Key, places: list[int]) -> tuple[NDArray[np.intp], IndicatorTable]:
        """Row numbers and normalised table of one choice of the steps before weighting; the latest are kept."""
        if key in self._prepared:
            self._prepared.move_to_end(key)
            return self._prepared[key]
        chosen = dict(zip(places, key, strict=True))
        steps = tuple(step for entry in self.recipe.steps for step in self._taken(entry, chosen))
        table = self.table
        if DATA_NOISE in self._place:
            table = self._noisy(chosen[self._place[DATA_NOISE]])
        made = prepare(table, self.tree, steps, strict=False, keep_stages=False)
        self._prepared[key] = made.rows, made.table
        if len(self._prepared) > _PREPARED:
            self._prepared.popitem(last=False)
        return self._prepared[key]

    def _taken(self, step: Step, chosen: dict[int, int]) -> tuple[Step, ...]:
        place = self._place.get(step.name)
        if place is None:
            return (step,)
        rules = self.variation.factors[place].alternatives[chosen[place]].rules
        return tuple(Step(step.name, rule) for rule in rules)

    def _noisy(self, draw: int) -> IndicatorTable:
        values = self.table.columns(self.tree.indicators)
        random = np.random.default_rng([self.seed, 2, draw])
        spread = _deviations(values.values) * self.variation.data_noise
        return values.with_values(values.values + random.standard_normal(values.values.shape) * spread)

    def _weights(self, choice: Ints, prepared: IndicatorTable) -> tuple[Aggregator, Floats]:
        rules = self._rules(AGGREGATE, choice) or self.recipe.aggregate
        aggregator = Aggregator(self.tree, node_rules(self.tree, rules), self.recipe.minimum)
        weighting = self._rules(WEIGHTS, choice) or (self.recipe.weights,)
        return aggregator, np.array(list(node_weights(prepared.values, aggregator, weighting[0]).values()))

    def _rules(self, name: str, choice: Ints) -> tuple[Rule, ...]:
        if name not in self._place:
            return ()
        factor: Factor = self.variation.factors[self._place[name]]
        return factor.alternatives[int(choice[self._place[name]])].rules

    def _scores(self, aggregator: Aggregator, table: IndicatorTable, rows: NDArray[np.intp], weights: Floats) -> Floats:
        found = np.full((len(weights), len(self.table.units)), np.nan)
        parts = wave_rows(table.waves) if self._together() else [np.arange(len(table.units))]
        for part in parts:
            scores = aggregator.run(table.values[None, part], weights)
            found[:, rows[part]] = scores[self.tree.root]
        return found


def _deviations(values: Floats) -> Floats:
    """Standard deviations (p,) of the columns over what is there; 0 with fewer than two values."""
    known = ~np.isnan(values)
    counts = known.sum(axis=0)
    means = np.where(known, values, 0.0).sum(axis=0) / np.maximum(counts, 1)
    squares = np.where(known, (values - means) ** 2, 0.0).sum(axis=0)
    found: Floats = np.sqrt(squares / np.maximum(counts - 1, 1))
    return found

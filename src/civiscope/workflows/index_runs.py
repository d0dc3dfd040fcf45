"""Running an index under other choices, and the rows of what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from civiscope.indices.build import build_index
from civiscope.indices.uncertainty.alternatives import DATA_NOISE, WEIGHT_NOISE, Variation, variation
from civiscope.indices.uncertainty.analysis import (
    Distribution,
    Runs,
    Sensitivity,
    distribution,
    run_analysis,
    sensitivity_indices,
)
from civiscope.indices.uncertainty.ranks import superiority_matrix
from civiscope.indices.uncertainty.runs import Runner
from civiscope.results.scores import Score, SensitivityRow, Superiority
from civiscope.study.index_definition import IndexDefinition
from civiscope.workflows.absent import number_or_none, whole_or_none
from civiscope.workflows.opened_index import OpenedIndex, score_rows
from civiscope.workflows.progress import Progress


@dataclass(frozen=True, slots=True)
class UncertaintyOptions:
    """What varies, how often it is run, and the level of intervals.

    ``alternatives`` are rules by name, for each step by name; noise is relative (see `Variation`).
    """

    alternatives: dict[str, dict[str, str]] = field(default_factory=dict)
    weight_noise: float | None = None
    data_noise: float | None = None
    runs: int = 1000
    seed: int = 1
    level: float = 0.9
    draws: int = 0
    """Draws of noise; 0: as many as there are runs, so that each run has noise of its own."""

    place: str = "--vary"

    def completed(self, definition: IndexDefinition | None) -> UncertaintyOptions:
        """With the alternatives and the noise of a definition, where these options name none."""
        if definition is None:
            return self
        noise = definition.noise
        return replace(
            self,
            alternatives=self.alternatives or definition.alternatives,
            weight_noise=noise.weights if self.weight_noise is None else self.weight_noise,
            data_noise=noise.data if self.data_noise is None else self.data_noise,
        )


@dataclass(frozen=True)
class Analysed:
    """An index with its runs."""

    runner: Runner
    runs: Runs
    options: UncertaintyOptions

    def distribution(self) -> Distribution:
        """Quantiles of scores and ranks over the runs."""
        return distribution(self.runs, self.options.level)


def analyse(
    opened: OpenedIndex,
    options: UncertaintyOptions,
    progress: Progress,
    *,
    sensitivity: bool = True,
    strict: bool = False,
    stage: str = "Running alternatives",
) -> Analysed:
    """Run the alternatives of an index; raises UserError where they cannot be, before anything runs.

    With ``strict`` the index itself must be one that `civiscope score` would give: what its recipe cannot compute is an
    error, not missing.
    """
    found = varied(opened, options)
    if strict:
        build_index(opened.table, opened.tree, opened.recipe)
    runner = Runner(opened.table, opened.tree, opened.recipe, found, options.seed)

    def report(done: int, total: int) -> None:
        progress(stage, done, total)

    return Analysed(runner, run_analysis(runner, options.runs, sensitivity=sensitivity, progress=report), options)


def varied(opened: OpenedIndex, options: UncertaintyOptions) -> Variation:
    """The factors of the analysis; raises UserError."""
    return variation(
        opened.recipe,
        opened.tree,
        options.alternatives,
        options.weight_noise or 0.0,
        options.data_noise or 0.0,
        options.draws or options.runs,
        options.place,
    )


def interval_by_row(analysed: Analysed) -> dict[int, dict[str, Any]]:
    """The intervals of score and rank by row of the table, as fields of `Score`."""
    found = analysed.distribution()
    return {
        row: {
            "low": number_or_none(found.score_low[row]),
            "high": number_or_none(found.score_high[row]),
            "rank_low": whole_or_none(found.rank_low[row]),
            "rank_high": whole_or_none(found.rank_high[row]),
            "interval_level": analysed.options.level,
            "variants": found.runs,
            "same_rank": number_or_none(found.same_rank[row]),
        }
        for row in range(len(analysed.runner.table.units))
    }


def rank_rows(analysed: Analysed) -> Iterator[Score]:
    """Scores of the index with the intervals of score and rank."""
    intervals = interval_by_row(analysed)
    built = analysed.runs.nominal
    of_root = (row for row in score_rows(built) if row.node == built.tree.root)
    for row, score in zip(built.prepared.rows.tolist(), of_root, strict=True):
        yield replace(score, **intervals[row])


def index_rows(analysed: Analysed, index: str) -> Iterator[SensitivityRow]:
    """Sobol' indices: first of the mean absolute rank shift, then of every unit's rank."""
    found = sensitivity_indices(analysed.runner, analysed.runs)
    table = analysed.runner.table
    names = [("", ""), *zip(table.waves, table.units, strict=True)]
    for output, (of_wave, unit) in enumerate(names):
        for place, factor in enumerate(found.factors):
            yield _index_row(found, place, output, {"wave": of_wave, "index": index, "city": unit, "element": factor})


def _index_row(found: Sensitivity, place: int, output: int, words: dict[str, Any]) -> SensitivityRow:
    numbers: dict[str, Any] = {
        name: number_or_none(getattr(found, name)[place, output])
        for name in ("first", "first_low", "first_high", "total", "total_low", "total_high")
    }
    note = "estimated"
    if found.exact:
        noisy = {WEIGHT_NOISE, DATA_NOISE}.intersection(found.factors)
        note = "exact: all combinations" + (" with the draws of noise that were made" if noisy else "")
    if numbers["total"] is None:
        note = "nothing changes"
    return SensitivityRow(**words, **numbers, runs=found.runs, note=note)


def pair_rows(analysed: Analysed, index: str) -> Iterator[Superiority]:
    """For every two units of a wave the probability that the first stands above the second."""
    table = analysed.runner.table
    # Seven digits: what differs in the last ones by rounding is a tie.
    scores = analysed.runs.scores[analysed.runs.independent].astype(np.float32)
    shares = superiority_matrix(scores)
    for one, unit in enumerate(table.units):
        for other, rival in enumerate(table.units):
            if one != other and table.waves[one] == table.waves[other]:
                yield Superiority(table.waves[one], index, unit, rival, number_or_none(shares[one, other]), len(scores))

"""Uncertainty and sensitivity of an index: what its scores and ranks would be under other choices, and which matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.build import BuiltIndex, build_index, wave_rows
from civiscope.indices.ranking import rank_descending
from civiscope.indices.uncertainty.factorial import exact_indices, full_factorial
from civiscope.indices.uncertainty.ranks import mean_absolute_shift, quantiles_over_runs
from civiscope.indices.uncertainty.runs import Runner
from civiscope.indices.uncertainty.sobol import bootstrap_intervals, jansen_indices, sobol_design

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Progress = Callable[[int, int], None]

GRID_LIMIT = 5_000
"""Grids of up to so many runs are enumerated: their sensitivity indices are exact."""

_EXACT_SCORES = 5_000_000
"""Scores up to this number are kept in double precision."""


@dataclass(frozen=True)
class Runs:
    """The runs of an analysis: scores and ranks (R, n), and the choices (R, d) behind them.

    ``exact`` runs are the full grid of all choices, others Sobol' points in the blocks A, B and AB_1 to AB_d of
    ``base`` runs each. ``nominal`` is the index as its recipe builds it, its rows those of the runner's table.
    """

    choices: Ints
    scores: NDArray[np.float32] | Floats
    ranks: NDArray[np.float32] | Floats
    exact: bool
    base: int
    nominal: BuiltIndex
    nominal_scores: Floats
    nominal_ranks: Floats

    @property
    def independent(self) -> slice:
        """The runs that show the distribution: all of a grid; of Sobol' points the blocks A and B."""
        return slice(None) if self.exact else slice(0, 2 * self.base)


@dataclass(frozen=True)
class Distribution:
    """By unit (n,): quantiles of scores and ranks over the runs, and how often the rank was the nominal one."""

    score_low: Floats
    score_high: Floats
    rank_low: Floats
    rank_high: Floats
    same_rank: Floats
    runs: int


@dataclass(frozen=True)
class Sensitivity:
    """Sobol' indices (d, k) of k outputs: the mean absolute rank shift of all units, then the rank of every unit.

    ``low`` and ``high`` of first-order and total indices are NaN where the indices are exact.
    """

    factors: tuple[str, ...]
    first: Floats
    total: Floats
    first_low: Floats
    first_high: Floats
    total_low: Floats
    total_high: Floats
    exact: bool
    runs: int


def run_analysis(runner: Runner, runs: int, *, sensitivity: bool, progress: Progress | None = None) -> Runs:
    """Run the alternatives: the whole grid where it has at most `GRID_LIMIT` runs, else about ``runs`` of it.

    Without ``sensitivity`` only the blocks A and B are run, which show the distribution.
    """
    counts = runner.variation.counts
    dimensions = len(counts)
    exact = prod(counts) <= GRID_LIMIT
    base = 0
    if exact:
        choices = full_factorial(counts)
    else:
        base = max(2, runs // (dimensions + 2 if sensitivity else 2))
        design = sobol_design(counts, base, runner.seed)
        choices = design.levels if sensitivity else design.levels[: 2 * base]
    nominal = build_index(runner.table, runner.tree, runner.recipe, strict=False)
    node = runner.tree.root
    size = len(runner.table.units)
    own, own_ranks = np.full(size, np.nan), np.full(size, np.nan)
    own[nominal.prepared.rows] = nominal.scores[node]
    own_ranks[nominal.prepared.rows] = nominal.ranks[node]
    # Few levels give few different runs: each is run once.
    different, places = np.unique(choices, axis=0, return_inverse=True)
    # Single precision where memory counts: seven digits show any score.
    precision = np.float64 if len(choices) * size <= _EXACT_SCORES else np.float32
    scores = np.full((len(different), size), np.nan, dtype=precision)
    ranks = np.full((len(different), size), np.nan, dtype=np.float32)
    parts = wave_rows(runner.table.waves)
    done = 0
    for numbers, found in runner.blocks(different):
        # A run gives no score to units that have none by the recipe itself: they have no place in its ranking.
        found = np.where(np.isnan(own), np.nan, found)
        scores[numbers] = found
        for rows in parts:
            ranks[np.ix_(numbers, rows)] = rank_descending(found[:, rows])
        done += len(numbers)
        if progress is not None:
            progress(done, len(different))
    if not exact:
        scores, ranks = scores[places.ravel()], ranks[places.ravel()]
    return Runs(choices, scores, ranks, exact, base, nominal, own, own_ranks)


def distribution(runs: Runs, level: float = 0.9) -> Distribution:
    """Intervals that hold ``level`` of the runs, the same share left out at each end."""
    tails = [(1 - level) / 2, (1 + level) / 2]
    chosen = runs.independent
    scores, ranks = runs.scores[chosen], runs.ranks[chosen]
    score_low, score_high = quantiles_over_runs(scores, tails)
    rank_low, rank_high = quantiles_over_runs(ranks, tails)
    with np.errstate(invalid="ignore"):
        same = (ranks == runs.nominal_ranks).mean(axis=0)
    missing = np.isnan(runs.nominal_ranks)
    return Distribution(score_low, score_high, rank_low, rank_high, np.where(missing, np.nan, same), len(ranks))


def sensitivity_indices(
    runner: Runner, runs: Runs, *, units: bool = True, replicates: int = 1000, level: float = 0.95
) -> Sensitivity:
    """First-order and total Sobol' indices of the mean absolute rank shift and, with ``units``, of every unit's rank.

    Exact for a grid, else by the estimators of Jansen (1999) with bootstrap intervals of ``level``.
    """
    outputs = mean_absolute_shift(runs.ranks, runs.nominal_ranks)[:, None]
    if units:
        outputs = np.concatenate([outputs, runs.ranks], axis=1)
    factors = tuple(factor.name for factor in runner.variation.factors)
    if runs.exact:
        exact = exact_indices(runs.choices, outputs)
        none = np.full_like(exact.first, np.nan)
        return Sensitivity(factors, exact.first, exact.total, none, none, none, none, True, len(runs.choices))
    found = jansen_indices(outputs, len(factors))
    bounds = bootstrap_intervals(outputs, len(factors), replicates=replicates, level=level, seed=runner.seed)
    return Sensitivity(
        factors,
        found.first,
        found.total,
        bounds.first_low,
        bounds.first_high,
        bounds.total_low,
        bounds.total_high,
        False,
        len(runs.choices),
    )

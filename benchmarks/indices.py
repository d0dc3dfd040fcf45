"""Building an index, and running it a thousand times, beside the same work in bare NumPy.

    python benchmarks/indices.py [--runs 5] [--data IDATA --meta IMETA]

An index of 50 units (or the table that is named: ASEM has 51 countries and 49 indicators) and one of 10,000 simulated
units with 50 indicators, both with outliers to treat. Replications take one of five limits of winsorisation, one of two
normalisations, noisy weights and one of two aggregations; scores and ranks come out. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.build import build_index
from civiscope.indices.recipe import Recipe, parse_aggregate, parse_step
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree, Node
from civiscope.indices.uncertainty.alternatives import variation
from civiscope.indices.uncertainty.analysis import distribution, run_analysis
from civiscope.indices.uncertainty.runs import Runner
from civiscope.workflows.indicator_tables import open_indicators

Floats = NDArray[np.float64]

LIMITS = (1, 2, 3, 4, 5)
NOISE = 0.25


@dataclass(frozen=True, slots=True)
class Case:
    """An index and its data."""

    name: str
    table: IndicatorTable
    tree: IndexTree


def simulated(units: int, indicators: int, dimensions: int) -> Case:
    """Simulated units: lognormal indicators, some of which have outliers."""
    random = np.random.default_rng(1)
    values = np.exp(random.standard_normal((units, indicators)) * random.uniform(0.1, 0.9, indicators))
    codes = tuple(f"x{number}" for number in range(indicators))
    nodes = [Node(code, code, 1, f"d{number % dimensions}") for number, code in enumerate(codes)]
    nodes += [Node(f"d{number}", "", 2, "index") for number in range(dimensions)] + [Node("index", "", 3)]
    names = tuple(f"unit{number}" for number in range(units))
    table = IndicatorTable(names, names, ("",) * units, codes, values)
    return Case(f"{units:,} simulated units, {indicators} indicators", table, IndexTree.make(nodes))


def recipe(tree: IndexTree) -> Recipe:
    """Winsorise, normalise to [1, 100], arithmetic means."""
    steps = (parse_step("treat winsorise:5", "steps"), parse_step("normalise minmax:1:100", "steps"))
    return Recipe(steps, aggregate=parse_aggregate(["arithmetic"], "aggregate", tree.depth))


def replicate(case: Case, runs: int) -> object:
    """The replications by Civiscope."""
    own = recipe(case.tree)
    alternatives = {
        "treat": {str(limit): f"winsorise:{limit}" for limit in LIMITS},
        "normalise": {"minmax": "minmax:1:100", "rank": "rank"},
        "aggregate": {"arithmetic": "arithmetic", "geometric": "geometric"},
    }
    varied = variation(own, case.tree, alternatives, NOISE, draws=runs)
    made = run_analysis(Runner(case.table, case.tree, own, varied), runs, sensitivity=False)
    return distribution(made)


def bare_moments(values: Floats) -> tuple[Floats, Floats]:
    """Skewness and excess kurtosis of columns without missing values."""
    n = len(values)
    centred = values - values.mean(axis=0)
    square = centred * centred
    second, third, fourth = square.sum(axis=0), (square * centred).sum(axis=0), (square * square).sum(axis=0)
    skew = np.sqrt(n) * third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (n * fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return skew, kurtosis


def bare_treated(values: Floats, limit: int) -> Floats:
    """Winsorised columns, the logarithm of those that still fail."""
    found = values.copy()
    skew, kurtosis = bare_moments(found)
    failing = np.flatnonzero((abs(skew) >= 2) & (kurtosis >= 3.5))
    skew = skew[failing]
    for _ in range(limit):
        part = found[:, failing]
        for column, upward in enumerate(skew >= 0):
            x = part[:, column]
            if upward:
                x[x == x.max()] = x[x < x.max()].max()
            else:
                x[x == x.min()] = x[x > x.min()].min()
        found[:, failing] = part
        skew, kurtosis = bare_moments(part)
        left = (abs(skew) >= 2) & (kurtosis >= 3.5)
        failing, skew = failing[left], skew[left]
        if not len(failing):
            return found
    part = values[:, failing]
    low, high = part.min(axis=0), part.max(axis=0)
    found[:, failing] = np.log(part - low + 0.01 * (high - low))
    return found


def bare_minmax(values: Floats) -> Floats:
    """Columns on [1, 100]."""
    low, high = values.min(axis=0), values.max(axis=0)
    return (values - low) / (high - low) * 99 + 1


def bare_ranks(values: Floats) -> Floats:
    """Ranks of columns, ties broken by order."""
    return values.argsort(axis=0).argsort(axis=0) + 1.0


def bare_aggregated(values: Floats, tree: IndexTree, weights: dict[str, float], geometric: bool) -> Floats:
    """The index of one set of weights."""
    scores = {code: values[:, place] for place, code in enumerate(tree.indicators)}
    for code in tree.aggregates:
        elements = tree.children(code)
        own = np.array([weights[element] for element in elements])
        part = np.stack([scores[element] for element in elements], axis=1)
        mean = (np.log(part) if geometric else part) @ (own / own.sum())
        scores[code] = np.exp(mean) if geometric else mean
    return scores[tree.root]


def bare_build(case: Case) -> Floats:
    """One build: treated, normalised, aggregated, ranked."""
    values = bare_minmax(bare_treated(case.table.values, 5) * case.tree.facts.direction)
    scores = bare_aggregated(values, case.tree, case.tree.weights, geometric=False)
    ranks: Floats = (-scores).argsort().argsort() + 1.0
    return ranks


def bare_replicate(case: Case, runs: int) -> Floats:
    """The replications: prepared data once per choice, then one product of matrices per node and run."""
    random = np.random.default_rng(1)
    treated = [bare_treated(case.table.values, limit) * case.tree.facts.direction for limit in LIMITS]
    prepared = [normalise(values) for values in treated for normalise in (bare_minmax, bare_ranks)]
    names = list(case.tree.weights)
    ranks = np.empty((runs, len(case.table.units)), dtype=np.float32)
    for run in range(runs):
        factors = random.uniform(1 - NOISE, 1 + NOISE, len(names))
        weights = {name: case.tree.weights[name] * factor for name, factor in zip(names, factors, strict=True)}
        values = prepared[random.integers(len(prepared))]
        scores = bare_aggregated(values, case.tree, weights, geometric=bool(random.integers(2)))
        ranks[run] = (-scores).argsort().argsort() + 1
    return np.quantile(ranks, [0.05, 0.5, 0.95], axis=0)


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """The median of several runs after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


@dataclass(frozen=True, slots=True)
class Targets:
    """Limits of a case: the ratio of one build to the bare pass, and the seconds of the replications."""

    build_ratio: float
    replication_seconds: float


def report(case: Case, replications: int, runs: int, targets: Targets) -> bool:
    """Print times and ratios of one case, each with its target; whether all targets are met."""
    own = recipe(case.tree)
    build, bare = (
        median_seconds(lambda: build_index(case.table, case.tree, own), runs),
        median_seconds(lambda: bare_build(case), runs),
    )
    print(case.name)
    ratio = build / bare
    print(f"  one build: {build * 1000:.1f} ms, bare NumPy {bare * 1000:.1f} ms, ratio {ratio:.2f}", end="")
    print("" if targets.build_ratio == math.inf else f" ({_met(ratio, targets.build_ratio)})")
    many, bare = (
        median_seconds(lambda: replicate(case, replications), max(1, runs // 2)),
        median_seconds(lambda: bare_replicate(case, replications), max(1, runs // 2)),
    )
    print(f"  {replications:,} replications: {many:.3f} s, bare NumPy {bare:.3f} s, ratio {many / bare:.2f}", end="")
    print(f" ({_met(many, targets.replication_seconds)})")
    return ratio <= targets.build_ratio and many < targets.replication_seconds


def _met(value: float, limit: float) -> str:
    return f"target {limit:g} {'met' if value <= limit else 'MISSED'}"


def main() -> None:
    """Read the arguments and print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--data", type=Path, help="a table of indicators (iData) in place of the small simulated one")
    parser.add_argument("--meta", type=Path, help="its structure (iMeta)")
    arguments = parser.parse_args()
    small = simulated(50, 50, 8)
    if arguments.data:
        opened = open_indicators(arguments.data, arguments.meta, None)
        small = Case(arguments.data.name, opened.table, opened.tree)
        # Bare NumPy has no word for missing values: both get the means.
        values = small.table.values
        filled = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
        small = Case(small.name, small.table.with_values(filled), small.tree)
    # A small build is mostly fixed costs, for which there is no target.
    met = report(small, 1000, arguments.runs, Targets(math.inf, 0.3))
    met &= report(simulated(10_000, 50, 8), 1000, arguments.runs, Targets(3, 6))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB ({_met(peak, 1000)})")
    sys.exit(0 if met and peak < 1000 else 1)


if __name__ == "__main__":
    main()

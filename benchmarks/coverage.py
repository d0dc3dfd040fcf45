"""How often the intervals of shares hold the truth: ``python benchmarks/coverage.py [--samples 2000]``.

Populations with a known share are made up, samples drawn from them without replacement, and every sample goes through
the code that makes the estimates of studies. Prints one line per case, and exits with 1 where a case lies outside 93
to 97%.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.sampling.design import Lonely
from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import LevelName
from civiscope.tabulation.intervals import Interval
from civiscope.tabulation.row_sums import RowValues, cells_of_rows
from civiscope.tabulation.rows import RowWriter
from civiscope.tabulation.statistics import statistics_of
from civiscope.tabulation.variables import Measure, Variable

SHARES = (0.05, 0.2, 0.5)
LOWEST, HIGHEST = 0.93, 0.97
VARIABLE = Variable("item", "", "yes", Measure.SHARE, "o", "b", indicator=True)


@dataclass(frozen=True)
class Case:
    """``size`` rows of ``population``; with ``cluster`` above 1, whole clusters of so many rows."""

    size: int
    population: int
    cluster: int
    correlation: float


CASES = (
    Case(30, 1000, 1, 0.0),
    Case(65, 267, 1, 0.0),
    Case(400, 5000, 1, 0.0),
    Case(30, 1000, 2, 0.1),
    Case(65, 1300, 5, 0.05),
    Case(400, 10_000, 10, 0.05),
)


def population(case: Case, share: float, random: np.random.Generator) -> NDArray[np.float64]:
    """A population (clusters, rows of a cluster) with exactly the share, and about the correlation within clusters."""
    clusters = case.population // case.cluster
    if case.cluster == 1:
        values = np.zeros(case.population)
        values[: round(share * case.population)] = 1
        return random.permutation(values)[:, None]
    # Beta-binomial: the correlation within clusters is 1 / (a + b + 1).
    total = 1 / case.correlation - 1
    chances = random.beta(share * total, (1 - share) * total, clusters)
    values = (random.random((clusters, case.cluster)) < chances[:, None]).astype(np.float64)
    flat = values.ravel()
    surplus = int(flat.sum()) - round(share * flat.size)
    changed = random.choice(np.flatnonzero(flat == (1 if surplus > 0 else 0)), abs(surplus), replace=False)
    flat[changed] = 1 - flat[changed]
    return values


def covers(case: Case, values: NDArray[np.float64], interval: Interval, random: np.random.Generator) -> bool:
    """Whether the interval of one sample holds the population's share."""
    count = case.size // case.cluster
    sample = values[random.choice(len(values), count, replace=False)]
    rows = sample.size
    if case.cluster == 1:
        ancestors, of_rows, unit = np.zeros((1, 1), dtype=np.int64), np.array([rows]), np.zeros(rows, dtype=np.int64)
    else:
        ancestors = np.stack([np.zeros(count, dtype=np.int64), np.arange(count)])
        of_rows, unit = np.full(count, case.cluster), np.repeat(np.arange(count), case.cluster)
    stages = Stages(ancestors, of_rows, (np.array([float(len(values))]),), case.cluster == 1, Lonely.FAIL)
    found = RowValues([VARIABLE], sample.reshape(-1, 1), np.ones((rows, 1), dtype=bool), np.ones((rows, 1)))
    cells = cells_of_rows(stages, unit, np.ones(rows), [LevelName("", "")], [np.arange(rows)], found)
    row = RowWriter(cells, interval, 0.95).row(statistics_of(cells, [VARIABLE])[0], 0)
    return row.low is not None and row.high is not None and row.low <= values.mean() <= row.high


def main() -> int:
    """Print the coverage of every case; 1 where one lies outside the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=2000)
    parser.add_argument("--interval", type=Interval, default=Interval.WILSON)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    outside = 0
    print(f"{arguments.interval.value}, 95%, {arguments.samples} samples each, simulated populations")
    print("     n      N  cluster  share  covered")
    for case in CASES:
        for share in SHARES:
            random = np.random.default_rng([arguments.seed, case.size, case.cluster, round(share * 100)])
            values = population(case, share, random)
            held = np.mean([covers(case, values, arguments.interval, random) for _ in range(arguments.samples)])
            mark = "" if LOWEST <= held <= HIGHEST else "  outside"
            outside += bool(mark)
            print(f"{case.size:6d} {case.population:6d} {case.cluster:8d} {share:6.2f} {held:8.4f}{mark}", flush=True)
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main())

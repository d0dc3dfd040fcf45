"""The 2,000 runs of ASEM's full factorial: exact sensitivity indices, and estimates from samples of its runs."""

from __future__ import annotations

import csv
import json
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom

from civiscope.indices.uncertainty.factorial import exact_indices, full_factorial
from civiscope.indices.uncertainty.sobol import bootstrap_intervals, jansen_indices, sobol_design
from tests.architecture.house import ROOT

pytestmark = pytest.mark.reference

FOLDER = ROOT.parent / "shared" / "reference" / "coinr"
FACTORS = ("Winmax", "Normalisation", "Weights", "Aggregation")
COUNTS = (5, 2, 100, 2)
BASE = 4096
SEEDS = 20

Floats = NDArray[np.float64]


@cache
def runs() -> tuple[NDArray[np.int64], Floats]:
    """Level numbers from 0, and the mean absolute rank shift; skips the test where the folder is absent."""
    file = FOLDER / "asem_factorial_design_and_output.csv"
    if not file.exists():
        pytest.skip("the stored results of COINr are not beside the project (shared/reference/coinr)")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    design = np.array([[int(row[factor]) - 1 for factor in FACTORS] for row in rows])
    return design, np.array([float(row["mean_abs_rank_change"]) for row in rows])


@cache
def exact() -> tuple[Floats, Floats]:
    """The stored first-order and total indices."""
    stored = json.loads((FOLDER / "asem_factorial_sobol_exact.json").read_text(encoding="utf-8"))
    first, total = (np.array([stored[name][factor] for factor in FACTORS]) for name in ("Si", "STi"))
    return first, total


def sampled(base: int, seed: int) -> Floats:
    """Outputs (base x 6, 1) of a sample of the runs."""
    design, output = runs()
    grid = np.empty(COUNTS)
    grid[tuple(design.T)] = output
    return grid[tuple(sobol_design(COUNTS, base, seed).levels.T)][:, None]


def test_exact_indices_of_the_full_factorial() -> None:
    design, output = runs()
    assert sorted(map(tuple, design)) == list(map(tuple, full_factorial(COUNTS)))
    stored = json.loads((FOLDER / "asem_factorial_sobol_exact.json").read_text(encoding="utf-8"))
    found = exact_indices(design, output[:, None])
    first, total = exact()
    assert found.variance[0] == pytest.approx(stored["V_population"], rel=1e-9)
    assert found.mean[0] == pytest.approx(stored["mean_y"], rel=1e-9)
    assert found.first[:, 0] == pytest.approx(first, rel=1e-9)
    assert found.total[:, 0] == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_24576_sampled_runs_come_within_2_hundredths(seed: int) -> None:
    runs()
    first, total = exact()
    found = jansen_indices(sampled(BASE, seed), len(FACTORS))
    assert found.first[:, 0] == pytest.approx(first, abs=0.02)
    assert found.total[:, 0] == pytest.approx(total, abs=0.02)


def test_intervals_from_2400_runs_cover_the_exact_indices() -> None:
    """Each of the eight intervals as often as a level of 95 % lets expect of so many seeds."""
    runs()
    first, total = exact()
    covered = np.zeros(2 * len(FACTORS))
    for seed in range(SEEDS):
        found = bootstrap_intervals(sampled(400, seed), len(FACTORS), seed=seed)
        low = np.concatenate([found.first_low[:, 0], found.total_low[:, 0]])
        high = np.concatenate([found.first_high[:, 0], found.total_high[:, 0]])
        truth = np.concatenate([first, total])
        covered += (low <= truth) & (truth <= high)
    assert (covered >= binom.ppf(0.01, SEEDS, 0.95)).all()

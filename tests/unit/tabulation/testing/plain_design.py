"""A plain, slow reference: totals, shares and means of a sample and their covariances, straight from textbook formulas.

Totals vary between the clusters of strata (Cochran 1977, section 11.2, with his finite population correction):
sum over strata of (1 - n_h / N_h) n_h / (n_h - 1) * sum over clusters of outer products of deviations from the mean.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class PlainSample:
    """Rows with weights, the stratum and cluster of each, and how many clusters its stratum has in the population."""

    rows: Sequence[Row]
    weights: Floats
    strata: Sequence[str]
    clusters: Sequence[str]
    population: Sequence[float]

    @property
    def df(self) -> int:
        """Clusters less strata."""
        return len(set(zip(self.strata, self.clusters, strict=True))) - len(set(self.strata))

    def covariance_of_totals(self, values: Floats) -> Floats:
        """The covariance (q, q) of the weighted totals of values (n, q)."""
        found = np.zeros((values.shape[1], values.shape[1]))
        for stratum in sorted(set(self.strata)):
            inside = [place for place, name in enumerate(self.strata) if name == stratum]
            names = sorted({self.clusters[place] for place in inside})
            sums = np.zeros((len(names), values.shape[1]))
            for place in inside:
                sums[names.index(self.clusters[place])] += self.weights[place] * values[place]
            deviations = sums - sums.mean(axis=0)
            left = 1 - len(names) / self.population[inside[0]]
            found += left * len(names) / (len(names) - 1) * deviations.T @ deviations
        return found

    def cells(self, rows: str, columns: str) -> Floats:
        """Indicators (n, rc) of the cells of a table, row by row."""
        first, second = (sorted({row[name] for row in self.rows}) for name in (rows, columns))
        return np.array(
            [[float(row[rows] == a and row[columns] == b) for a in first for b in second] for row in self.rows]
        )

    def table(self, rows: str, columns: str) -> tuple[Floats, Floats]:
        """Totals (r, c) of the cells and their covariance (rc, rc)."""
        cells = self.cells(rows, columns)
        shape = tuple(len({row[name] for row in self.rows}) for name in (rows, columns))
        return (self.weights @ cells).reshape(shape), self.covariance_of_totals(cells)

    def shares(self, rows: str, columns: str) -> tuple[Floats, Floats]:
        """Shares (r, c) of the cells and their covariance (rc, rc), from linearised values (x - p) / N."""
        cells = self.cells(rows, columns)
        shape = tuple(len({row[name] for row in self.rows}) for name in (rows, columns))
        shares = self.weights @ cells / self.weights.sum()
        return shares.reshape(shape), self.covariance_of_totals((cells - shares) / self.weights.sum())

    def domain_means(self, item: str, domain: str) -> tuple[Floats, Floats]:
        """Means of an item in the levels of a domain, in the order of their names, and their covariance."""
        values = np.array([float(row[item]) for row in self.rows])
        levels = sorted({row[domain] for row in self.rows})
        inside = np.array([[float(row[domain] == level) for level in levels] for row in self.rows])
        sizes = self.weights @ inside
        means = (self.weights * values) @ inside / sizes
        return means, self.covariance_of_totals(inside * (values[:, None] - means) / sizes)


def read_sample(
    file: Path, weight: Callable[[Row], float], stratum: str = "", cluster: str = "", fpc: str = ""
) -> PlainSample:
    """A sample from a CSV file; without ``cluster`` every row is one, without ``fpc`` populations are endless."""
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    return PlainSample(
        rows,
        np.array([weight(row) for row in rows]),
        [row[stratum] if stratum else "" for row in rows],
        [row[cluster] if cluster else str(place) for place, row in enumerate(rows)],
        [float(row[fpc]) if fpc else float("inf") for row in rows],
    )

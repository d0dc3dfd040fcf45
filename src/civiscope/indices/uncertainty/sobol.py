"""Sensitivity indices from a sample of runs: Sobol' sequences, Jansen's estimators, bootstrap intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from civiscope.indices.uncertainty.factorial import ROUNDING, SensitivityIndices, centre, output_blocks

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MEMORY = 64_000_000
"""Bytes that the counts of one block of bootstrap replicates may take."""


@dataclass(frozen=True)
class SampledDesign:
    """Runs from which sensitivity indices are estimated (Saltelli et al. 2010).

    ``points`` (N (d + 2), d) are blocks of N = ``base`` runs each: A, B, then AB_1 to AB_d, where AB_i is A with its
    column i from B. A column holds the level numbers 0 .. count - 1 of a factor with a count, and numbers in [0, 1) of
    a continuous one (count None).
    """

    points: Floats
    counts: tuple[int | None, ...]
    base: int

    @cached_property
    def levels(self) -> Ints:
        """The points as level numbers; raises ValueError where a factor is continuous."""
        if None in self.counts:
            raise ValueError(f"a continuous factor has no levels: {self.counts}")
        return self.points.astype(np.int64)


@dataclass(frozen=True, slots=True)
class IndexIntervals:
    """Lower and upper limits (d, k) of first-order and total indices; NaN where the index is."""

    first_low: Floats
    first_high: Floats
    total_low: Floats
    total_high: Floats


def sobol_design(counts: Sequence[int | None], base: int, seed: int) -> SampledDesign:
    """A design of ``base`` (d + 2) runs over d factors, from a scrambled Sobol' sequence in 2d dimensions.

    The first ``base`` points are taken; a power of 2 spreads them best, and any number will do. Raises ValueError for a
    base below 2, a count below 1, or no factor.
    """
    dimensions = len(counts)
    if base < 2 or not dimensions or any(count is not None and count < 1 for count in counts):
        raise ValueError(f"a design needs factors with a level each, and a base of 2 runs: {list(counts)}, {base}")
    # SciPy loads its parts when they are first named: this one takes most of a second, and only new designs need it.
    sampler = scipy.stats.qmc.Sobol(2 * dimensions, scramble=True, rng=np.random.default_rng(seed))
    drawn = sampler.random_base2((base - 1).bit_length())[:base]
    for factor, count in enumerate(counts):
        if count is not None:
            pair = slice(2 * factor, 2 * factor + 2)
            drawn[:, pair] = np.minimum(np.floor(drawn[:, pair] * count), count - 1)
    # A factor's columns of A and B are neighbours in the sequence, where planes are filled most evenly: the errors of
    # first-order indices are smaller than with all columns of A before those of B.
    first, second = drawn[:, ::2], drawn[:, 1::2]
    blocks = [first, second]
    for factor in range(dimensions):
        mixed = first.copy()
        mixed[:, factor] = second[:, factor]
        blocks.append(mixed)
    return SampledDesign(np.concatenate(blocks), tuple(counts), base)


def jansen_indices(outputs: Floats, dimensions: int) -> SensitivityIndices:
    """Estimates of the indices of ``outputs`` (N (d + 2), k), whose rows are the runs of a SampledDesign.

    Jansen (1999, Computer Physics Communications 117; Saltelli et al. 2010, table 2, c and f): S_i = 1 - mean((y_B -
    y_ABi)^2) / (2 V), ST_i = mean((y_A - y_ABi)^2) / (2 V), with V the population variance of A and B together.
    Differences make both independent of the outputs' mean. ``variance`` and ``mean`` are those of A and B. An estimate
    may leave 0 to 1 by its sampling error. Raises ValueError where the number of rows is not a multiple of d + 2.
    """
    base = _base(outputs, dimensions)
    found = SensitivityIndices.empty(dimensions, outputs.shape[1])
    for columns in output_blocks(outputs.shape[1], 8 * len(outputs)):
        centred, means, varies = centre(outputs[:, columns])
        y_a, y_b, *mixed = np.split(centred, dimensions + 2)
        both = centred[: 2 * base]
        offset = both.mean(axis=0)
        variance = np.where(varies | np.isnan(means), both.var(axis=0), 0.0)
        found.mean[columns] = means + offset
        found.variance[columns] = variance
        doubled = 2 * _divisor(variance, varies)
        for factor, y_ab in enumerate(mixed):
            found.first[factor, columns] = 1 - ((y_b - y_ab) ** 2).mean(axis=0) / doubled
            found.total[factor, columns] = ((y_a - y_ab) ** 2).mean(axis=0) / doubled
    return found


def bootstrap_intervals(
    outputs: Floats, dimensions: int, replicates: int = 1000, level: float = 0.95, seed: int = 1
) -> IndexIntervals:
    """Percentile intervals of Jansen's estimates (Archer, Saltelli and Sobol' 1997): the N base rows are drawn again.

    A row brings its runs of A, B and all AB_i along. ``outputs`` as in jansen_indices; the same rows are drawn for all
    outputs. Points of a Sobol' sequence lie more evenly than random ones, so that the intervals rather cover more than
    ``level``. Replicates in which an output does not vary are left out of its quantiles. Raises ValueError for a number
    of rows that is not a multiple of d + 2, a level outside 0 to 1, or fewer than 2 replicates.
    """
    base = _base(outputs, dimensions)
    if not 0 < level < 1 or replicates < 2:
        raise ValueError(f"intervals need a level between 0 and 1 and 2 replicates: {level}, {replicates}")
    drawn = _draws(base, replicates, seed)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    found = np.full((2, 2, dimensions, outputs.shape[1]), np.nan)
    # Sums over rows (N, 2 + 2d) and over replicates (R, 2 + 2d), their ratios, and the quantiles' working copy.
    each = 8 * (2 + 2 * dimensions) * (2 * base + 3 * replicates)
    for columns in output_blocks(outputs.shape[1], each):
        centred, _, varies = centre(outputs[:, columns])
        if not varies.any():
            continue
        chosen = np.arange(columns.start, columns.stop)[varies]
        estimates = _replicated(centred[:, varies], dimensions, drawn)
        found[:, :, :, chosen] = np.moveaxis(_quantiles(estimates, tails), 0, 1)
    return IndexIntervals(found[0, 0], found[0, 1], found[1, 0], found[1, 1])


def _base(outputs: Floats, dimensions: int) -> int:
    if outputs.ndim != 2 or dimensions < 1 or not len(outputs) or len(outputs) % (dimensions + 2):
        raise ValueError(f"outputs must have a row for each of N ({dimensions} + 2) runs: {outputs.shape}")
    return len(outputs) // (dimensions + 2)


def _divisor(variance: Floats, varies: NDArray[np.bool_]) -> Floats:
    """Variances to divide by: NaN where there is none (an output may vary in the AB runs alone)."""
    return np.where(varies & (variance > 0), variance, np.nan)


def _draws(base: int, replicates: int, seed: int) -> NDArray[np.int16]:
    """How often each row is drawn in each replicate (replicates, base)."""
    random = np.random.default_rng(seed)
    counts = np.empty((replicates, base), dtype=np.int16)
    for replicate in range(replicates):
        counts[replicate] = np.bincount(random.integers(0, base, base), minlength=base)
    return counts


def _replicated(centred: Floats, dimensions: int, drawn: NDArray[np.int16]) -> Floats:
    """Estimates (2, R, d, k) of first-order and total indices in every replicate, by one product of matrices."""
    y_a, y_b, *mixed = np.split(centred, dimensions + 2)
    base, outputs = y_a.shape
    terms = [y_a + y_b, y_a**2 + y_b**2]
    terms += [(y_b - y_ab) ** 2 for y_ab in mixed] + [(y_a - y_ab) ** 2 for y_ab in mixed]
    stacked = np.concatenate(terms, axis=1)
    sums = np.concatenate([part @ stacked for part in _blocks_of(drawn)]).reshape(
        len(drawn), 2 + 2 * dimensions, outputs
    )
    squares = sums[:, 1] / (2 * base)
    variance = squares - (sums[:, 0] / (2 * base)) ** 2
    # Where the drawn rows are all alike, rounding is all that the difference of the two leaves.
    divisor = 2 * base * np.where(variance > ROUNDING * squares, variance, np.nan)[:, None]
    first = 1 - sums[:, 2 : 2 + dimensions] / divisor
    return np.stack([first, sums[:, 2 + dimensions :] / divisor])


def _blocks_of(drawn: NDArray[np.int16]) -> Iterator[Floats]:
    """Counts as numbers that matrices are multiplied with, a block of replicates at a time."""
    size = max(1, _MEMORY // (8 * drawn.shape[1]))
    for start in range(0, len(drawn), size):
        yield drawn[start : start + size].astype(np.float64)


def _quantiles(estimates: Floats, tails: Floats) -> Floats:
    """Quantiles (2, 2, d, k) of estimates (2, R, d, k) over the replicates that gave one; NaN where none did."""
    found = np.full((len(tails), 2, *estimates.shape[2:]), np.nan)
    given = np.isfinite(estimates[0, :, 0])
    every, some = given.all(axis=0), given.any(axis=0)
    found[..., every] = np.quantile(estimates[..., every], tails, axis=1)
    partly = some & ~every
    if partly.any():
        found[..., partly] = np.nanquantile(estimates[..., partly], tails, axis=1)
    return found

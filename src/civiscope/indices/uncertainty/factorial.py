"""Sensitivity indices of a full factorial: exact, since every combination of levels has been run once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDING = 64 * float(np.finfo(np.float64).eps)
"""Outputs whose range is below this share of their size do not vary: rounding alone explains such differences."""

_MEMORY = 64_000_000
"""Bytes that one block of outputs may take."""


@dataclass(frozen=True, slots=True)
class SensitivityIndices:
    """How much of the variance of k outputs d factors explain.

    ``first`` (d, k): S_i = V(E(Y | X_i)) / V(Y), the share that factor i explains alone. ``total`` (d, k):
    ST_i = 1 - V(E(Y | X_~i)) / V(Y), the share that it has a part in, interactions included. ``variance`` (k,) and
    ``mean`` (k,) are those of the outputs. Both indices are NaN for an output that does not vary (its variance is 0)
    and for one that has a missing or infinite value (as are its variance and mean).
    """

    first: Floats
    total: Floats
    variance: Floats
    mean: Floats

    @classmethod
    def empty(cls, dimensions: int, outputs: int) -> SensitivityIndices:
        """NaN throughout, to be filled in."""
        shape = (dimensions, outputs)
        return cls(np.full(shape, np.nan), np.full(shape, np.nan), np.full(outputs, np.nan), np.full(outputs, np.nan))


def full_factorial(counts: Sequence[int]) -> Ints:
    """All combinations of levels, (product of counts, d): levels count from 0, the last factor changes fastest.

    Raises ValueError where a factor has no level, or there is no factor.
    """
    if not counts or min(counts) < 1:
        raise ValueError(f"every factor needs a level, and there must be a factor: {list(counts)}")
    return np.indices(tuple(counts), dtype=np.int64).reshape(len(counts), -1).T.copy()


def exact_indices(design: Ints, outputs: Floats) -> SensitivityIndices:
    """Indices of ``outputs`` (runs, k) over a full factorial ``design`` (runs, d), its rows in any order.

    Levels of a factor are equally likely. S_i and ST_i as in Saltelli et al. (2010, equations 2 and 4), with
    population variances (division by the number of runs). ST_i is computed as E(V(Y | X_~i)) / V(Y), which is the same
    by the law of total variance, and exactly 0 for a factor without effect. Raises ValueError unless each combination
    of levels, which count from 0, is there once.
    """
    counts, places = _grid(design)
    if outputs.ndim != 2 or len(outputs) != len(design):
        raise ValueError(f"outputs must have one row for each of {len(design)} runs: {outputs.shape}")
    found = SensitivityIndices.empty(design.shape[1], outputs.shape[1])
    for columns in output_blocks(outputs.shape[1], 8 * len(outputs)):
        block = outputs[places, columns]
        centred, found.mean[columns], varies = centre(block)
        # A constant output's variance is 0 by definition, whatever rounding left of it.
        variance = np.where(varies | np.isnan(found.mean[columns]), (centred**2).mean(axis=0), 0.0)
        found.variance[columns] = variance
        grid = centred.reshape(*counts, -1)
        divisor = np.where(varies, variance, np.nan)
        axes = range(len(counts))
        for factor in axes:
            means = grid.mean(axis=tuple(axis for axis in axes if axis != factor))
            found.first[factor, columns] = (means**2).mean(axis=0) / divisor
            within = grid.var(axis=factor).reshape(-1, block.shape[1])
            found.total[factor, columns] = within.mean(axis=0) / divisor
    return found


def _grid(design: Ints) -> tuple[tuple[int, ...], NDArray[np.intp]]:
    """The number of levels of each factor, and which run stands at each place of the grid."""
    if design.ndim != 2 or not design.size or not np.issubdtype(design.dtype, np.integer):
        raise ValueError(f"a design is a table of level numbers: {design.shape}, {design.dtype}")
    counts = tuple(int(highest) + 1 for highest in design.max(axis=0))
    if design.min() < 0 or prod(counts) != len(design):
        raise ValueError(f"not a full factorial: {len(design)} runs, levels from {design.min()}, up to {counts} levels")
    order = np.ravel_multi_index(tuple(design.T), counts)
    places = np.argsort(order, kind="stable")
    if (order[places] != np.arange(len(design))).any():
        raise ValueError("not a full factorial: a combination of levels comes twice, another is missing")
    return counts, places


def output_blocks(outputs: int, bytes_each: int) -> Iterator[slice]:
    """Slices of the outputs that keep to the memory allowed, where each output takes ``bytes_each``."""
    size = max(1, _MEMORY // bytes_each)
    for start in range(0, outputs, size):
        yield slice(start, min(start + size, outputs))


def centre(outputs: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Outputs (runs, k) less their means, the means (k,), and which of them vary; NaN where one is not finite."""
    finite = np.isfinite(outputs).all(axis=0)
    known = np.where(finite, outputs, np.nan)
    means = known.mean(axis=0)
    spread = known.max(axis=0) - known.min(axis=0)
    varies = finite & (spread > ROUNDING * np.abs(known).max(axis=0))
    return known - means, means, varies

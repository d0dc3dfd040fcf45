"""Ranks of units over many runs: where a unit stands, how firmly, and which of two stands above the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.number[Any]]

_MEMORY = 64_000_000
"""Bytes that one block of units may take while its runs are summed up."""

_ROUNDING = 1e-9
"""More than rounding adds to a number of runs, and far less than a run."""


def mean_absolute_shift(ranks: Numbers, nominal: Numbers) -> Floats:
    """The mean absolute difference (R,) between ``ranks`` (R, n) and ``nominal`` (n,) over the units that have both.

    NaN for a run that ranked no unit. Saisana, Saltelli and Tarantola (2005) take the variance of this output apart.
    """
    differences = np.abs(np.asarray(ranks, dtype=np.float64) - nominal)
    known = ~np.isnan(differences)
    return _ratio(np.where(known, differences, 0).sum(axis=1), known.sum(axis=1))


def quantiles_over_runs(values: Numbers, shares: ArrayLike) -> Floats:
    """Quantiles (len(shares), n) of ``values`` (R, n) over the runs that gave one; NaN where none did.

    The quantile is the smallest value that the share of runs reaches (the inverse of the distribution function, type 1
    of Hyndman and Fan 1996): a rank or score that occurred, never one between two.
    """
    wanted = np.asarray(shares, dtype=np.float64)
    found = np.full((len(wanted), values.shape[1]), np.nan)
    for units in _unit_blocks(values):
        columns = np.ascontiguousarray(values[:, units].T, dtype=np.float64)
        given = (~np.isnan(columns)).sum(axis=1)
        columns.sort(axis=1)
        found[:, units] = _at_shares(columns, given, wanted)
    return found


def superiority_matrix(scores: Numbers) -> Floats:
    """How often (n, n) the unit of the row scores above that of the column in ``scores`` (R, n); a tie counts half.

    Runs that do not score both are left out. The diagonal is NaN, and so is a pair that no run scores.

    Takes n passes over the runs: meant for up to some hundred units.
    """
    units = scores.shape[1]
    found = np.full((units, units), np.nan)
    by_unit = np.ascontiguousarray(scores.T)
    for unit in range(units - 1):
        above, runs = _above(by_unit[unit + 1 :].T, by_unit[unit])
        found[unit, unit + 1 :] = _ratio(above, runs)
        found[unit + 1 :, unit] = 1 - found[unit, unit + 1 :]
    return found


def _unit_blocks(values: NDArray[Any]) -> Iterator[slice]:
    runs, units = values.shape
    size = max(1, _MEMORY // (8 * max(1, runs)))
    for start in range(0, units, size):
        yield slice(start, start + size)


def _at_shares(ordered: Numbers, given: Numbers, shares: Floats) -> Floats:
    """Quantiles (len(shares), n) of rows in ascending order, of which the first ``given`` values count."""
    # What rounding adds to share x runs must not push the place to the next run: 0.07 x 100 is the 7th.
    wanted = np.ceil(shares[:, None] * given - _ROUNDING).astype(np.int64) - 1
    places = np.clip(wanted, 0, np.maximum(given - 1, 0))
    places = np.minimum(places, max(ordered.shape[1] - 1, 0))
    if not ordered.shape[1]:
        return np.full(places.shape, np.nan)
    found = np.take_along_axis(ordered, places.T, axis=1).T.astype(np.float64)
    return np.where(given == 0, np.nan, found)


def _above(others: Numbers, own: Numbers) -> tuple[Floats, NDArray[np.int64]]:
    """In how many runs ``own`` (R,) is above each of ``others`` (R, m), a tie counting half; of how many with both."""
    own = own[:, None]
    above = (own > others).sum(axis=0) + 0.5 * (own == others).sum(axis=0)
    return above, (~(np.isnan(own) | np.isnan(others))).sum(axis=0)


def _ratio(sums: Numbers, counts: Numbers) -> Floats:
    """Sums by counts; NaN where nothing was counted."""
    return np.where(counts == 0, np.nan, sums / np.maximum(counts, 1)).astype(np.float64)

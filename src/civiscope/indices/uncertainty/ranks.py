"""Ranks of units over many runs: where a unit stands, how firmly, and which of two stands above the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.number[Any]]

_CACHED = 65_536
"""Scores that are ranked at a time: few enough to stay in the processor's cache between the steps."""

_MEMORY = 64_000_000
"""Bytes that one block of units may take while its runs are summed up."""

_ROUNDING = 1e-9
"""More than rounding adds to a number of runs, and far less than a run."""

NO_RANK = 0
"""What stands for a missing rank among whole numbers."""


@dataclass(frozen=True, slots=True)
class RankStatistics:
    """The ranks of n units over the runs that gave each one a rank; NaN for a unit that no run ranked.

    ``nominal`` (n,) are the ranks to compare with; ``mean``, ``median``, ``low`` and ``high`` (n,) those of the runs;
    ``same`` (n,) the share of runs in which the rank is the nominal one; ``runs`` (n,) the number of runs with a rank.
    ``shift`` is the mean absolute difference from the nominal rank over all runs and units that have both.
    """

    nominal: Floats
    mean: Floats
    median: Floats
    low: Floats
    high: Floats
    same: Floats
    runs: NDArray[np.int64]
    shift: float


def rank_descending(scores: ArrayLike) -> Floats:
    """Ranks of ``scores`` (..., n) along the last axis: 1 is the highest, ties take the lowest, NaN stays NaN."""
    values = np.asarray(scores, dtype=np.float64)
    units = values.shape[-1]
    found = np.empty_like(values)
    if not values.size:
        return found
    rows, out = values.reshape(-1, units), found.reshape(-1, units)
    size = max(1, _CACHED // units)
    for start in range(0, len(rows), size):
        _rank_block(rows[start : start + size], out[start : start + size])
    return found


def _rank_block(scores: Floats, out: Floats) -> None:
    """Write the ranks of ``scores`` (r, n) to ``out``: a score's rank is the place at which its ties begin."""
    turned = -scores
    order = np.argsort(turned, axis=-1)  # NaN goes to the end
    ordered = np.take_along_axis(turned, order, axis=-1)
    places = np.zeros(order.shape, dtype=np.int64)
    starts = ordered[:, 1:] != ordered[:, :-1]
    np.multiply(starts, np.arange(1, scores.shape[1]), out=places[:, 1:])
    np.maximum.accumulate(places, axis=-1, out=places)
    ranks = np.where(np.isnan(ordered), np.nan, places + 1)
    np.put_along_axis(out, order, ranks, axis=-1)


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


def superiority(scores: Numbers, a: int, b: int) -> float:
    """The share of runs in which unit ``a`` scores above unit ``b`` in ``scores`` (R, n); a tie counts half.

    Runs that do not score both are left out; NaN where none does.
    """
    above, runs = _above(np.asarray(scores)[:, [b]], np.asarray(scores)[:, a])
    return float(_ratio(above, runs)[0])


def superiority_matrix(scores: Numbers) -> Floats:
    """The matrix (n, n) of superiority: row a, column b says how often a stands above b. Its diagonal is NaN.

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


@dataclass
class RankAccumulator:
    """Ranks of many runs, taken in block by block and kept as whole numbers: 2 bytes each for up to 32,767 units.

    ``nominal`` (n,) are the scores of the index itself, ``size`` the number of runs to come. ``keep_scores`` keeps the
    scores too, in single precision.
    """

    nominal: Floats
    size: int
    keep_scores: bool = False
    ranks: NDArray[np.signedinteger[Any]] = field(init=False)
    scores: NDArray[np.float32] | None = field(init=False, default=None)
    _taken: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        units = len(self.nominal)
        kind = np.int16 if units <= np.iinfo(np.int16).max else np.int32
        self.ranks = np.full((self.size, units), NO_RANK, dtype=kind)
        self._taken = np.zeros(self.size, dtype=np.bool_)
        if self.keep_scores:
            self.scores = np.full((self.size, units), np.nan, dtype=np.float32)

    def add(self, scores: Floats, runs: NDArray[np.intp] | None = None) -> Floats:
        """Take in ``scores`` (r, n) of the run numbers ``runs`` (the next r if not given); returns their ranks (r, n).

        Raises ValueError for a run that is taken in already, comes twice, or is beyond ``size``.
        """
        if runs is None:
            start = int(self._taken.sum())
            runs = np.arange(start, start + len(scores))
        if len(runs) and (runs.min() < 0 or runs.max() >= self.size):
            raise ValueError(f"runs beyond the {self.size} expected: {runs.min()} to {runs.max()}")
        if len(np.unique(runs)) < len(runs) or self._taken[runs].any():
            raise ValueError(f"runs that are taken in already: {runs.min()} to {runs.max()}")
        ranks = rank_descending(scores)
        self.ranks[runs] = np.where(np.isnan(ranks), NO_RANK, ranks)
        if self.scores is not None:
            self.scores[runs] = scores
        self._taken[runs] = True
        return ranks

    def statistics(self, level: float = 0.9) -> RankStatistics:
        """Statistics over the runs taken in; the limits leave out the same share of runs at each end."""
        nominal = rank_descending(self.nominal)
        shares = np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
        units = len(nominal)
        quantiles = np.full((3, units), np.nan)
        sums, given, same, shifts = np.zeros(units), np.zeros(units, dtype=np.int64), np.zeros(units), np.zeros(units)
        for block in _unit_blocks(self.ranks):
            # Whole numbers are sorted faster than floats. The missing stand before the ranks.
            ranks = np.sort(np.ascontiguousarray(self.ranks[:, block][self._taken].T), axis=1, kind="stable")
            known = ranks != NO_RANK
            given[block] = known.sum(axis=1)
            sums[block] = ranks.sum(axis=1, dtype=np.int64)
            same[block] = (ranks == nominal[block, None]).sum(axis=1)
            shifts[block] = np.where(known, np.abs(ranks - nominal[block, None]), 0).sum(axis=1)
            quantiles[:, block] = _at_shares(ranks, given[block], shares, ranks.shape[1] - given[block])
        both = ~np.isnan(nominal) & (given > 0)
        shift = float(_ratio(np.array([shifts[both].sum()]), np.array([given[both].sum()]))[0])
        shared = np.where(np.isnan(nominal), np.nan, _ratio(same, given))
        low, median, high = quantiles
        return RankStatistics(nominal, _ratio(sums, given), median, low, high, shared, given, shift)

    def superiority(self, a: int, b: int) -> float:
        """The share of runs in which unit ``a`` ranks above unit ``b``; as `superiority`."""
        return float(superiority(self._turned([a, b]), 0, 1))

    def superiority_matrix(self) -> Floats:
        """How often each unit ranks above each other; as `superiority_matrix`."""
        return superiority_matrix(self._turned(list(range(len(self.nominal)))))

    def _turned(self, units: list[int]) -> NDArray[np.float32]:
        """Ranks as scores, of which the highest is the best."""
        ranks = self.ranks[:, units][self._taken]
        return np.where(ranks == NO_RANK, np.nan, -ranks).astype(np.float32)


def _unit_blocks(values: NDArray[Any]) -> Iterator[slice]:
    runs, units = values.shape
    size = max(1, _MEMORY // (8 * max(1, runs)))
    for start in range(0, units, size):
        yield slice(start, start + size)


def _at_shares(ordered: Numbers, given: Numbers, shares: Floats, skipped: Numbers | int = 0) -> Floats:
    """Quantiles (len(shares), n) of rows in ascending order, of which ``given`` values count, after ``skipped``."""
    # What rounding adds to share x runs must not push the place to the next run: 0.07 x 100 is the 7th.
    wanted = np.ceil(shares[:, None] * given - _ROUNDING).astype(np.int64) - 1
    places = np.clip(wanted, 0, np.maximum(given - 1, 0)) + skipped
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

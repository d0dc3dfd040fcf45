"""Imputation by the multivariate normal model: expectation and maximisation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]

_ROUNDS = 1000
_TOLERANCE = 1e-8
_UNITS_PER_INDICATOR = 3
_SINGULAR = 1e-10
"""Share of an indicator's variance that the others must leave unexplained for it to count as one of its own."""


def filled_by_expectation(values: Floats, weights: Floats | None = None, prior: float | None = None) -> Floats:
    """Missing values (n, p) replaced by their expectation given the unit's other values.

    Mean and covariance are the maximum likelihood estimates of the EM algorithm (Dempster, Laird and Rubin 1977; Little
    and Rubin 2002, section 11.2), ``weights`` (n,) being frequency weights. ``prior`` is the number of units that a
    ridge prior is worth (Schafer 1997, section 5.2.3): units in which indicators are not correlated. By default there
    is none with at least three times as many units as indicators. With fewer, covariances are near singular, and
    expectations from them miss by more than the plain mean does: the prior is then worth a unit per indicator.

    Columns without any value, and rows without any, stay missing. Columns are scaled first, so that units of
    measurement do not matter.
    """
    known = ~np.isnan(values)
    columns = np.flatnonzero(known.any(axis=0))
    rows = np.flatnonzero(known.any(axis=1))
    if known.all() or not len(columns):
        return values
    part, mask = values[np.ix_(rows, columns)], known[np.ix_(rows, columns)]
    own = np.ones(len(rows)) if weights is None else weights[rows]
    centre, spread = np.nanmean(part, axis=0), np.nanstd(part, axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    if prior is None:
        prior = 0.0 if own.sum() >= _UNITS_PER_INDICATOR * len(columns) else float(len(columns))
    completed = _converged(np.where(mask, (part - centre) / scale, 0.0), mask, own, prior)
    found = values.copy()
    found[np.ix_(rows, columns)] = np.where(mask, part, completed * scale + centre)
    return found


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Rows that lack the same indicators: the numbers of what is there, of what is absent, and of the rows."""

    there: Ints
    absent: Ints
    rows: Ints

    @property
    def cells(self) -> tuple[Ints, Ints]:
        """Where the absent values stand."""
        return self.rows[:, None], self.absent[None, :]

    @property
    def pairs(self) -> tuple[Ints, Ints]:
        """Where the covariances of what is absent stand."""
        return self.absent[:, None], self.absent[None, :]


def _gaps(known: Bools) -> list[_Gaps]:
    patterns, of_row = np.unique(known, axis=0, return_inverse=True)
    parts = [np.flatnonzero(of_row.ravel() == number) for number in range(len(patterns))]
    found = [
        _Gaps(np.flatnonzero(there), np.flatnonzero(~there), rows) for there, rows in zip(patterns, parts, strict=True)
    ]
    return [entry for entry in found if len(entry.absent)]


def _converged(values: Floats, known: Bools, weights: Floats, prior: float) -> Floats:
    """The completed matrix when mean and covariance no longer move; ``values`` are 0 where they are not known."""
    gaps = _gaps(known)
    mean, covariance = np.zeros(values.shape[1]), np.eye(values.shape[1])
    completed = values.copy()
    total = weights.sum()
    for _ in range(_ROUNDS):
        lost = _complete(completed, np.where(known, values - mean, 0.0), gaps, mean, covariance, weights)
        new_mean = (weights @ completed) / total
        centred = completed - new_mean
        squares = centred.T @ (centred * weights[:, None]) + lost
        # The prior leaves variances as they are, and draws correlations towards 0.
        new_covariance = (squares + prior / total * np.diag(np.diag(squares))) / (total + prior)
        moved = max(float(np.abs(new_mean - mean).max()), float(np.abs(new_covariance - covariance).max()))
        mean, covariance = new_mean, new_covariance
        if moved < _TOLERANCE:
            break
    return completed


def _complete(
    completed: Floats, centred: Floats, gaps: list[_Gaps], mean: Floats, covariance: Floats, weights: Floats
) -> Floats:
    """Fill the gaps of ``completed`` with expectations; returns the squares (p, p) that these lack, being no values.

    ``centred`` are the deviations of what is there from ``mean``, 0 where nothing is.
    """
    lost = np.zeros_like(covariance)
    precision = _inverse(covariance)
    pulled = centred if precision is None else centred @ precision
    for gap in gaps:
        if precision is not None:
            # Blocks of the inverse: few indicators are absent, so that little is left to be inverted.
            rest = np.asarray(np.linalg.inv(precision[gap.pairs]), dtype=np.float64)
            completed[gap.cells] = mean[gap.absent] - pulled[gap.cells] @ rest
        else:
            slopes, rest = _regression(covariance, gap)
            completed[gap.cells] = mean[gap.absent] + centred[np.ix_(gap.rows, gap.there)] @ slopes
        lost[gap.pairs] += weights[gap.rows].sum() * rest
    return lost


def _inverse(covariance: Floats) -> Floats | None:
    """The inverse of a covariance matrix; None where it is singular, or nearly so."""
    try:
        factor = np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        return None
    if np.diag(factor).min() ** 2 < _SINGULAR:
        return None
    return np.asarray(np.linalg.inv(covariance), dtype=np.float64)


def _regression(covariance: Floats, gap: _Gaps) -> tuple[Floats, Floats]:
    """Slopes (there, absent) of what is absent on what is there, and the covariance (absent, absent) that remains."""
    outer = covariance[np.ix_(gap.there, gap.absent)]
    inner = covariance[np.ix_(gap.there, gap.there)]
    # Of the slopes that fit collinear indicators equally well, the shortest.
    slopes = np.asarray(np.linalg.lstsq(inner, outer, rcond=_SINGULAR)[0], dtype=np.float64)
    return slopes, covariance[gap.pairs] - outer.T @ slopes

"""Imputation by the multivariate normal model: expectation and maximisation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

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


def _converged(values: Floats, known: Bools, weights: Floats, prior: float) -> Floats:
    """The completed matrix when mean and covariance no longer move; rows with the same gaps share one regression."""
    patterns, of_row = np.unique(known, axis=0, return_inverse=True)
    members = [np.flatnonzero(of_row.ravel() == number) for number in range(len(patterns))]
    gaps = [
        (np.flatnonzero(there), np.flatnonzero(~there), rows) for there, rows in zip(patterns, members, strict=True)
    ]
    gaps = [entry for entry in gaps if len(entry[1])]
    mean = np.zeros(values.shape[1])
    covariance = np.eye(values.shape[1])
    completed = values.copy()
    for _ in range(_ROUNDS):
        lost = np.zeros_like(covariance)
        precision = _inverse(covariance)
        for there, absent, rows in gaps:
            slopes, rest = _regression(covariance, precision, there, absent)
            completed[np.ix_(rows, absent)] = mean[absent] + (values[np.ix_(rows, there)] - mean[there]) @ slopes
            lost[np.ix_(absent, absent)] += weights[rows].sum() * rest
        total = weights.sum()
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


def _inverse(covariance: Floats) -> Floats | None:
    """The inverse of a covariance matrix; None where it is singular, or nearly so."""
    try:
        factor = np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        return None
    if np.diag(factor).min() ** 2 < _SINGULAR:
        return None
    return np.asarray(np.linalg.inv(covariance), dtype=np.float64)


def _regression(
    covariance: Floats, precision: Floats | None, there: NDArray[np.intp], absent: NDArray[np.intp]
) -> tuple[Floats, Floats]:
    """Slopes (there, absent) of what is absent on what is there, and the covariance (absent, absent) that remains."""
    if precision is not None:
        # Blocks of the inverse: few indicators are absent, so that little is left to be inverted.
        rest = np.asarray(np.linalg.inv(precision[np.ix_(absent, absent)]), dtype=np.float64)
        return -precision[np.ix_(there, absent)] @ rest, rest
    outer = covariance[np.ix_(there, absent)]
    # Of the slopes that fit collinear indicators equally well, the shortest.
    inner = covariance[np.ix_(there, there)]
    slopes = np.asarray(np.linalg.lstsq(inner, outer, rcond=_SINGULAR)[0], dtype=np.float64)
    return slopes, covariance[np.ix_(absent, absent)] - outer.T @ slopes

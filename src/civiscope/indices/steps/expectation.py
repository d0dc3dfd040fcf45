"""Imputation by the multivariate normal model: expectation and maximisation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDS = 1000
_TOLERANCE = 1e-8
_RIDGE = 1e-9
"""Added to the diagonal of the correlations, which may be singular where there are more indicators than units."""


def filled_by_expectation(values: Floats, weights: Floats | None = None) -> Floats:
    """Missing values (n, p) replaced by their expectation given the unit's other values.

    Mean and covariance are the maximum likelihood estimates of the EM algorithm (Dempster, Laird and Rubin 1977; Little
    and Rubin 2002, section 11.2), ``weights`` (n,) being frequency weights. Columns without any value, and rows without
    any, stay missing. Columns are scaled first, so that units of measurement do not matter.
    """
    known = ~np.isnan(values)
    columns = np.flatnonzero(known.any(axis=0))
    rows = np.flatnonzero(known.any(axis=1))
    if known.all() or not len(columns):
        return values
    part, mask = values[np.ix_(rows, columns)], known[np.ix_(rows, columns)]
    own = np.ones(len(rows)) if weights is None else weights[rows]
    centre = np.nanmean(part, axis=0)
    spread = np.nanstd(part, axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    scored = (part - centre) / scale
    completed = _converged(scored, mask, own)
    found = values.copy()
    found[np.ix_(rows, columns)] = np.where(mask, part, completed * scale + centre)
    return found


def _converged(values: Floats, known: NDArray[np.bool_], weights: Floats) -> Floats:
    patterns, of_row = np.unique(known, axis=0, return_inverse=True)
    members = [np.flatnonzero(of_row.ravel() == number) for number in range(len(patterns))]
    mean = np.zeros(values.shape[1])
    covariance = np.eye(values.shape[1])
    completed = np.where(known, values, 0.0)
    for _ in range(_ROUNDS):
        lost = np.zeros_like(covariance)
        for pattern, rows in zip(patterns, members, strict=True):
            if pattern.all():
                continue
            there, absent = np.flatnonzero(pattern), np.flatnonzero(~pattern)
            inner = covariance[np.ix_(there, there)]
            inner = inner + _RIDGE * np.eye(len(there))
            slopes = np.linalg.solve(inner, covariance[np.ix_(there, absent)])
            completed[np.ix_(rows, absent)] = mean[absent] + (values[np.ix_(rows, there)] - mean[there]) @ slopes
            rest = covariance[np.ix_(absent, absent)] - covariance[np.ix_(absent, there)] @ slopes
            lost[np.ix_(absent, absent)] += weights[rows].sum() * rest
        total = weights.sum()
        new_mean = (weights @ completed) / total
        centred = completed - new_mean
        new_covariance = (centred.T @ (centred * weights[:, None]) + lost) / total
        moved = max(float(np.abs(new_mean - mean).max()), float(np.abs(new_covariance - covariance).max()))
        mean, covariance = new_mean, new_covariance
        if moved < _TOLERANCE:
            break
    return completed

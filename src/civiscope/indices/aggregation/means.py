"""Weighted means of elements over many sets of weights at once; missing elements are left out, weights rescaled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem

Floats = NDArray[np.float64]


def arithmetic(values: Floats, weights: Floats) -> Floats:
    """sum(w x) / sum(w) over the c elements that are there: (r, n).

    ``values`` is (c, q, n) with q = 1 (the same values for all sets of weights) or q = r, ``weights`` is (r, c). A unit
    without any element, or whose elements have no weight, gets NaN.
    """
    missing = np.isnan(values)
    if not missing.any():
        totals = weights.sum(axis=1)
        whole: Floats = _sums(values, weights) / np.where(totals == 0, np.nan, totals)[:, None]
        return whole
    sums = _sums(np.where(missing, 0.0, values), weights)
    known = _sums((~missing).astype(np.float64), weights)
    found: Floats = sums / np.where(known == 0, np.nan, known)
    return found


def geometric(values: Floats, weights: Floats) -> Floats:
    """exp(sum(w ln x) / sum(w)), with shapes as in `arithmetic`; NaN where a value is not positive."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log(values)
    found: Floats = np.exp(arithmetic(logarithms, weights))
    return _without(found, values)


def harmonic(values: Floats, weights: Floats) -> Floats:
    """sum(w) / sum(w / x), with shapes as in `arithmetic`; NaN where a value is not positive."""
    with np.errstate(divide="ignore"):
        reciprocals = 1 / values
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 / arithmetic(reciprocals, weights)
    return _without(found, values)


def total(values: Floats, weights: Floats) -> Floats:
    """The arithmetic mean times the sum of all weights: points that add up, in proportion where some are missing."""
    points: Floats = arithmetic(values, weights) * weights.sum(axis=1)[:, None]
    return points


def check_positive(values: Floats, elements: tuple[str, ...], units: tuple[str, ...], method: str) -> None:
    """Raise UserError with the first value of each element that is not positive; ``values`` is (c, q, n)."""
    refused = values <= 0
    if not refused.any():
        return
    problems = []
    for place, element in enumerate(elements):
        if refused[place].any():
            _, unit = np.argwhere(refused[place])[0]
            value = f"{values[place][refused[place]][0]:g}"
            problems.append(
                problem("index-mean-not-positive", column=element, value=value, unit=units[unit], method=method)
            )
    raise UserError(*problems)


def _sums(values: Floats, weights: Floats) -> Floats:
    """sum over c of weights[r, c] * values[c, r, n]."""
    if values.shape[1] == 1:
        return weights @ values[:, 0, :]
    found: Floats = weights[:, 0, None] * values[0]
    for element in range(1, values.shape[0]):
        found += weights[:, element, None] * values[element]
    return found


def _without(found: Floats, values: Floats) -> Floats:
    """NaN for units with a value that is not positive: their mean is not defined."""
    refused = (values <= 0).any(axis=0)
    return np.where(refused, np.nan, found) if refused.any() else found

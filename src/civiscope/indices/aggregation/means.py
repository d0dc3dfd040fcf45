"""Weighted means of elements over many sets of weights at once; missing elements are left out, weights rescaled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem

Floats = NDArray[np.float64]

_ROUNDING = 1e-12
"""Weights whose sum is below this share of their size cancel out."""


def arithmetic(values: Floats, weights: Floats) -> Floats:
    """sum(w x) / sum(w) over the c elements that are there: (r, n).

    ``values`` is (c, q, n) with q = 1 (the same values for all sets of weights) or q = r, ``weights`` is (r, c). A unit
    without any element, or whose elements have no weight or weights that cancel out, gets NaN.
    """
    missing = np.isnan(values)
    if not missing.any():
        whole: Floats = _sums(values, weights) / _totals(weights, np.ones((values.shape[0], 1, 1)))
        return whole
    sums = _sums(np.where(missing, 0.0, values), weights)
    found: Floats = sums / _totals(weights, (~missing).astype(np.float64))
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


def _totals(weights: Floats, known: Floats) -> Floats:
    """Sums of the weights of what is known; NaN where there is none, or where weights of both signs cancel out."""
    totals = _sums(known, weights)
    if (weights >= 0).all():
        return np.where(totals == 0, np.nan, totals)
    # Dividing by what rounding leaves of a sum of loadings would give scores of 1e16.
    return np.where(np.abs(totals) > _ROUNDING * _sums(known, np.abs(weights)), totals, np.nan)


def _without(found: Floats, values: Floats) -> Floats:
    """NaN for units with a value that is not positive: their mean is not defined."""
    refused = (values <= 0).any(axis=0)
    return np.where(refused, np.nan, found) if refused.any() else found

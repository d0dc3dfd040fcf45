"""Skewness and excess kurtosis of columns, as spreadsheets and R's ``e1071`` (type 2) define them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def skewness(values: Floats, weights: Floats | None = None) -> Floats:
    """G1 (m,) of the columns of ``values`` (n, m): g1 sqrt(n (n - 1)) / (n - 2) (Joanes and Gill 1998).

    ``weights`` (n,) are frequency weights. NaN for columns with fewer than 3 values or without spread.
    """
    n, second, third, _ = _sums(values, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        biased = np.sqrt(n) * third / second**1.5
        found = biased * np.sqrt(n * (n - 1)) / (n - 2)
    return np.where((n < 3) | (second == 0), np.nan, found)


def excess_kurtosis(values: Floats, weights: Floats | None = None) -> Floats:
    """G2 (m,) of the columns of ``values`` (n, m): ((n + 1) g2 + 6) (n - 1) / ((n - 2) (n - 3)) (Joanes and Gill 1998).

    ``weights`` (n,) are frequency weights. NaN for columns with fewer than 4 values or without spread.
    """
    n, second, _, fourth = _sums(values, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        biased = n * fourth / second**2 - 3
        found = ((n + 1) * biased + 6) * (n - 1) / ((n - 2) * (n - 3))
    return np.where((n < 4) | (second == 0), np.nan, found)


def moments(values: Floats, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """Skewness and excess kurtosis (m,) in one pass; NaN as each of them."""
    n, second, third, fourth = _sums(values, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        skew = np.sqrt(n) * third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        kurtosis = ((n + 1) * (n * fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    flat = second == 0
    return np.where((n < 3) | flat, np.nan, skew), np.where((n < 4) | flat, np.nan, kurtosis)


def _sums(values: Floats, weights: Floats | None) -> tuple[Floats, Floats, Floats, Floats]:
    """Numbers of values and sums of the second, third and fourth powers of their deviations, by column."""
    if weights is None and not np.isnan(values).any():
        n = np.full(values.shape[1], float(len(values)))
        centred = values - values.mean(axis=0)
        square = centred * centred
        return n, square.sum(axis=0), np.einsum("ij,ij->j", square, centred), np.einsum("ij,ij->j", square, square)
    known = ~np.isnan(values)
    own = known * (1.0 if weights is None else weights[:, None])
    n = own.sum(axis=0)
    filled = np.where(known, values, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (own * filled).sum(axis=0) / n
    centred = np.where(known, values - mean, 0.0)
    square = centred * centred
    return n, (own * square).sum(axis=0), (own * square * centred).sum(axis=0), (own * square * square).sum(axis=0)

"""Skewness and excess kurtosis of columns, as spreadsheets and R's ``e1071`` (type 2) define them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDING = float(np.finfo(np.float64).eps)


def skewness(values: Floats, weights: Floats | None = None) -> Floats:
    """G1 (m,) of the columns of ``values`` (n, m): g1 sqrt(n (n - 1)) / (n - 2) (Joanes and Gill 1998).

    ``weights`` (n,) are frequency weights. NaN for columns with fewer than 3 values or without spread.
    """
    return _Sums.of(values, weights).skewness()


def excess_kurtosis(values: Floats, weights: Floats | None = None) -> Floats:
    """G2 (m,) of the columns of ``values`` (n, m): ((n + 1) g2 + 6) (n - 1) / ((n - 2) (n - 3)) (Joanes and Gill 1998).

    ``weights`` (n,) are frequency weights. NaN for columns with fewer than 4 values or without spread.
    """
    return _Sums.of(values, weights).excess_kurtosis()


def moments(values: Floats, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """Skewness and excess kurtosis (m,) in one pass; NaN as each of them."""
    sums = _Sums.of(values, weights)
    return sums.skewness(), sums.excess_kurtosis()


@dataclass(frozen=True, slots=True)
class _Sums:
    """Numbers of values, and sums of the second, third and fourth powers of their deviations, by column."""

    n: Floats
    second: Floats
    third: Floats
    fourth: Floats
    flat: NDArray[np.bool_]

    @classmethod
    def of(cls, values: Floats, weights: Floats | None) -> _Sums:
        known = ~np.isnan(values)
        plain = weights is None and len(values) > 0 and bool(known.all())
        own = known * (1.0 if weights is None else weights[:, None])
        n = own.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = values.mean(axis=0) if plain else (own * np.where(known, values, 0.0)).sum(axis=0) / n
        centred = np.where(own > 0, values - mean, 0.0)
        # Moments have no unit: in that of the largest deviation, no power of it is too large or too small.
        reach = np.abs(centred).max(axis=0, initial=0.0)
        centred /= np.where(reach > 0, reach, 1.0)
        square = centred * centred
        counted = square if plain else own * square
        second = counted.sum(axis=0)
        third, fourth = (np.einsum("ij,ij->j", counted, other) for other in (centred, square))
        # A mean of equal values is off by its rounding, which is no spread.
        flat = reach <= len(values) * _ROUNDING * np.abs(np.nan_to_num(mean))
        return cls(n, second, third, fourth, flat)

    def skewness(self) -> Floats:
        n = self.n
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.sqrt(n) * self.third / self.second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        return np.where((n < 3) | self.flat, np.nan, found)

    def excess_kurtosis(self) -> Floats:
        n = self.n
        with np.errstate(divide="ignore", invalid="ignore"):
            found = ((n + 1) * (n * self.fourth / self.second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
        return np.where((n < 4) | self.flat, np.nan, found)

"""Distances between weights before and after calibration (Deville and Särndal 1992, section 2.2 and table 1).

A distance decides the ratio F(u) of the weight after to the weight before, where u = x'λ. Each class gives F, its slope
F' and its primitive, which makes the calibration equations the minimum of a convex function of λ.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from civiscope.errors import UserError
from civiscope.errors.problem import problem

Floats = NDArray[np.float64]
Bounds = tuple[float, float]


class Distance(StrEnum):
    """The distances by name; linear with bounds is the truncated linear distance."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


class Curve(Protocol):
    """The ratio of weights as a function of u, for arrays (n,)."""

    def ratio(self, u: Floats) -> Floats:
        """F(u), with F(0) = 1."""
        ...

    def slope(self, u: Floats) -> Floats:
        """F'(u), with F'(0) = 1."""
        ...

    def primitive(self, u: Floats) -> Floats:
        """A function whose derivative is F."""
        ...


class Linear:
    """F(u) = 1 + u, cut off at the bounds (cases 1 and 7)."""

    def __init__(self, low: float = -np.inf, high: float = np.inf) -> None:
        self._least, self._most = low - 1, high - 1

    def ratio(self, u: Floats) -> Floats:
        """F(u)."""
        return 1 + np.clip(u, self._least, self._most)

    def slope(self, u: Floats) -> Floats:
        """1 within the bounds, 0 outside."""
        return ((u > self._least) & (u < self._most)).astype(np.float64)

    def primitive(self, u: Floats) -> Floats:
        """u + u² / 2 within the bounds, straight lines outside."""
        cut = np.clip(u, self._least, self._most)
        return cut + cut**2 / 2 + (1 + cut) * (u - cut)


class Exponential:
    """F(u) = exp(u): raking (case 2)."""

    def ratio(self, u: Floats) -> Floats:
        """F(u)."""
        return np.exp(u)

    def slope(self, u: Floats) -> Floats:
        """F'(u), which is F(u)."""
        return np.exp(u)

    def primitive(self, u: Floats) -> Floats:
        """exp(u)."""
        return np.exp(u)


class Logit:
    """F(u) = (L (U - 1) + U (1 - L) exp(Au)) / (U - 1 + (1 - L) exp(Au)), A = (U - L) / ((1 - L) (U - 1)) (case 6).

    Written as L + (U - L) expit(Au + log((1 - L) / (U - 1))), which does not overflow.
    """

    def __init__(self, low: float, high: float) -> None:
        self._low, self._width = low, high - low
        self._rate = (high - low) / ((1 - low) * (high - 1))
        self._shift = float(np.log1p(-low) - np.log(high - 1))

    def ratio(self, u: Floats) -> Floats:
        """F(u)."""
        return self._low + self._width * expit(self._rate * u + self._shift)

    def slope(self, u: Floats) -> Floats:
        """F'(u)."""
        inner = self._rate * u + self._shift
        return self._width * self._rate * expit(inner) * expit(-inner)

    def primitive(self, u: Floats) -> Floats:
        """L u + (U - L) / A log(1 + exp(Au + shift))."""
        return self._low * u + self._width / self._rate * np.logaddexp(0, self._rate * u + self._shift)


def curve(distance: Distance, bounds: Bounds | None) -> Curve:
    """The curve of a distance with bounds (lower, upper) on the ratio of weights, infinite for none.

    Raises UserError (calibration-bounds-invalid, calibration-bounds-missing, calibration-bounds-unused).
    """
    if bounds is not None and not bounds[0] < 1 < bounds[1]:
        raise UserError(problem("calibration-bounds-invalid", low=f"{bounds[0]:g}", high=f"{bounds[1]:g}"))
    if distance is Distance.LINEAR:
        return Linear() if bounds is None else Linear(*bounds)
    if distance is Distance.LOGIT:
        if bounds is None or not np.isfinite(bounds).all():
            raise UserError(problem("calibration-bounds-missing"))
        return Logit(*bounds)
    if bounds is not None:
        raise UserError(problem("calibration-bounds-unused", low=f"{bounds[0]:g}", high=f"{bounds[1]:g}"))
    return Exponential()

"""Tail of a weighted sum of chi-squares over a scaled chi-square: saddlepoint approximation.

Q = sum over i of w_i X_i, each X_i chi-square with 1 degree of freedom, is compared with x, or, where the weights come
with a scale that was estimated, with x Y / ddf, Y chi-square with ddf degrees of freedom. In both cases the question
is P(S > 0) of S = Q - x or S = Q - x Y / ddf, whose cumulant generating function is

    K(s) = -1/2 sum log(1 - 2 s w_i) - s x            without Y (ddf infinite),
    K(s) = -1/2 sum log(1 - 2 s w_i) - ddf/2 log(1 + 2 s x / ddf)    with Y.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import log1p, ndtr

Floats = NDArray[np.float64]
Complex = NDArray[np.complex128]

_TINY = 1e-14
"""Smallest distance from the ends of the interval in which a saddlepoint is looked for, as a share of its length."""

_NEAR_MEAN = 0.1
"""Standardised saddlepoints nearer to 0 than this lose digits of w in K, then the difference of much larger terms."""

_AT_MEAN = 1e-8
"""Standardised saddlepoints nearer to 0 than this lose digits in log(v / w) / w; its limit is taken instead."""


@dataclass(frozen=True, slots=True)
class Cumulants:
    """K and its derivatives: ``weights`` (k,) positive with a maximum of 1, ``x`` > 0 in the same units.

    ``copies`` chi-squares with 1 degree of freedom, each times x / ``ddf``, are subtracted; with infinite ``ddf`` x is.
    """

    weights: Floats
    x: float
    ddf: float
    copies: float

    @property
    def low(self) -> float:
        """The lower end of the interval in which K exists."""
        return -math.inf if math.isinf(self.ddf) else -self.ddf / (2 * self.x)

    @property
    def high(self) -> float:
        """The upper end of the interval in which K exists."""
        return 0.5 / float(self.weights.max())

    def value(self, s: Complex) -> Complex:
        """K at complex points s of shape (m,)."""
        # NumPy's log1p of complex numbers loses the digits that it is there to keep; SciPy's does not.
        first = -0.5 * log1p(-2 * np.multiply.outer(s, self.weights)).sum(axis=1)
        second = s * self.x if math.isinf(self.ddf) else self.copies / 2 * log1p(2 * s * self.x / self.ddf)
        found: Complex = first - second
        return found

    def slope(self, s: float) -> float:
        """K'(s) of a real s."""
        rate = self.x if math.isinf(self.ddf) else self.copies * self.x / (self.ddf + 2 * s * self.x)
        return float((self.weights / (1 - 2 * s * self.weights)).sum()) - rate

    def curvature(self, s: float) -> float:
        """K''(s) of a real s."""
        found = 2 * float(((self.weights / (1 - 2 * s * self.weights)) ** 2).sum())
        if not math.isinf(self.ddf):
            found += 2 * self.copies * (self.x / (self.ddf + 2 * s * self.x)) ** 2
        return found

    def skew(self) -> float:
        """K'''(0) / K''(0)^(3/2), the skewness of S."""
        third = 8 * float((self.weights**3).sum())
        if not math.isinf(self.ddf):
            third -= 8 * self.copies * (self.x / self.ddf) ** 3
        return third / math.sqrt(self.curvature(0.0)) ** 3


def cumulants_of(x: float, weights: Floats, ddf: float, copies: float | None = None) -> Cumulants:
    """Weights (k,) without zeros and scaled to a maximum of 1, with x in the same units.

    Raises ValueError for weights that are negative, not finite, or all 0, and for x or ddf that is not positive.
    """
    found = np.asarray(weights, dtype=np.float64)
    if found.size == 0 or not np.isfinite(found).all() or found.min() < 0 or found.max() <= 0:
        raise ValueError("weights must be finite, not negative and not all 0")
    if not (0 < x < math.inf and ddf > 0):
        raise ValueError("x and ddf must be positive, and x finite")
    largest = float(found.max())
    return Cumulants(found[found > 0] / largest, x / largest, ddf, ddf if copies is None else copies)


def saddlepoint_tail(x: float, weights: Floats, ddf: float = math.inf, copies: float | None = None) -> float:
    """P(sum of w_i X_i > x Y / ddf) (without Y where ``ddf`` is infinite), approximated; ``weights`` has shape (k,).

    Kuonen (1999, equation 3): 1 - Phi(w + log(v / w) / w) with w = sign(s) sqrt(-2 K(s)) and v = s sqrt(K''(s)) at the
    saddlepoint K'(s) = 0. At s = 0, where both vanish, the limit 1 - Phi(skewness / 6) is taken. ``copies`` is the
    number of chi-squares that make up Y, ddf unless it is given: R's ``pFsum`` rounds it down to a whole number.
    Raises ValueError as `cumulants_of` does. x of 0 or less gives 1.
    """
    if x <= 0:
        return 1.0
    k = cumulants_of(x, weights, ddf, copies)
    point = _saddlepoint(k)
    v = point * math.sqrt(k.curvature(point))
    if abs(v) < _AT_MEAN:
        return float(ndtr(-k.skew() / 6 - v))
    w = math.copysign(math.sqrt(_twice_depth(k, point, v)), point)
    return float(ndtr(-(w + math.log(v / w) / w)))


def _twice_depth(k: Cumulants, point: float, v: float) -> float:
    """-2 K at the saddlepoint; near the mean as the integral of 2 s K''(s) from 0, which is the same since K' is 0."""
    if abs(v) >= _NEAR_MEAN:
        return -2 * float(k.value(np.array([point], dtype=np.complex128)).real[0])
    nodes, weights = np.polynomial.legendre.leggauss(12)
    parts = (nodes + 1) / 2
    curvatures = np.array([k.curvature(float(part) * point) for part in parts])
    return float((weights * parts * curvatures).sum()) * point**2


def _saddlepoint(k: Cumulants) -> float:
    """The root of K', which rises from below 0 to above 0 on the interval in which K exists."""
    high = k.high
    low = k.low
    if math.isinf(low):
        # K'(s) < 0 as soon as every weight's part is below x / k.
        low = -float(k.weights.size) / k.x
    inside = _TINY * (high - low)
    if k.slope(low + inside) > 0:
        return low + inside
    if k.slope(high - inside) < 0:
        return high - inside
    return float(brentq(k.slope, low + inside, high - inside, xtol=1e-300, rtol=1e-14, maxiter=500))

"""Tail of a weighted sum of chi-squares over a scaled chi-square: exact, by numerical inversion.

Davies (1980) and Imhof (1961) integrate the characteristic function along the imaginary axis. The tail is then 1/2 plus
an integral, which leaves an absolute error of about 1e-16 times the number of terms and no correct digit of a tail of
1e-16. The same inversion formula holds on any path from below to above that crosses the real axis between 0 and the
first singularity 1 / (2 max w):

    P(S > 0) = 1 / (2 pi i) * integral of exp(K(s)) / s ds,

and where the path crosses at the saddlepoint of K(s) - log s the integrand has the size of the tail itself, so that its
relative accuracy does not depend on how small it is (Rice 1980, "Distribution of quadratic forms in normal random
variables: evaluation by numerical integration"). K is as in `civiscope.tabulation.testing.saddlepoint`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq

from civiscope.tabulation.testing.saddlepoint import Complex, Cumulants, Floats, cumulants_of

_ANGLE = 0.5
"""By how much (in radians) the path bends from the vertical to the right: without Y exp(-s x) then dies away."""

_AGREE = 1e-13
"""Two rules, the second with half the step of the first, that agree to this (relative) end the refinement."""

_NOTHING = 1e-18
"""Relative size of the integrand at which the path ends."""

_MOST_HALVINGS = 12

_LEAST_EXPONENT = -800.0
"""Below it the tail is 0 in double precision."""


def exact_tail(x: float, weights: Floats, ddf: float = math.inf) -> float:
    """P(sum of w_i X_i > x Y / ddf) (without Y where ``ddf`` is infinite), to a relative 1e-11 or better.

    ``weights`` (k,) are not negative; those of 0 play no part; ddf need not be a whole number. The path is half of a
    hyperbola (Weideman and Trefethen 2007) and the trapezoidal rule, whose error on such a path falls
    exponentially, is refined until two of them agree. Raises ValueError as `cumulants_of` does, and ArithmeticError
    where the rules do not come to agree. x of 0 or less gives 1.
    """
    if x <= 0:
        return 1.0
    k = cumulants_of(x, weights, ddf)
    centre = _crossing(k)
    width = 1 / math.sqrt(k.curvature(centre) + 1 / centre**2)
    start = float(_exponent(k, np.array([centre], dtype=np.complex128)).real[0])
    if start < _LEAST_EXPONENT:
        return 0.0
    sine, cosine = math.sin(_ANGLE), math.cos(_ANGLE)

    def integrand(u: Floats) -> Floats:
        path = centre + width * ((np.cosh(u) - 1) * sine + 1j * cosine * np.sinh(u))
        along = width * (np.sinh(u) * sine + 1j * cosine * np.cosh(u))
        # The lower half of the path is the mirror image of the upper one: only the imaginary part remains, twice.
        found: Floats = (np.exp(_exponent(k, path) - start) * along).imag / math.pi
        return found

    return min(math.exp(start) * _trapezoidal(integrand), 1.0)


def _exponent(k: Cumulants, s: Complex) -> Complex:
    return k.value(s) - np.log(s)


def _crossing(k: Cumulants) -> float:
    """Where K(s) - log s is least between 0 and the first singularity; its slope rises from minus to plus infinity."""

    def slope(s: float) -> float:
        return k.slope(s) - 1 / s

    low = high = k.high / 2
    while slope(low) > 0:
        low /= 4
    gap = k.high / 4
    while slope(high) < 0:
        high = k.high - gap
        gap /= 4
    # Any point near the least one will do.
    return low if low == high else float(brentq(slope, low, high, rtol=1e-6))


def _trapezoidal(integrand: Callable[[Floats], Floats]) -> float:
    """The integral from 0 to where nothing is left of an integrand that is even and analytic around the real axis."""
    least = _NOTHING * abs(float(integrand(np.zeros(1))[0]))
    end = 2.0
    while abs(float(integrand(np.full(1, end))[0])) > least:
        end *= 1.25
    count, step = 16, end / 16
    values = integrand(np.linspace(0.0, end, count + 1))
    found = step * (float(values.sum()) - float(values[0]) / 2)
    for _ in range(_MOST_HALVINGS):
        between = step * float(integrand(np.linspace(step / 2, end - step / 2, count)).sum())
        refined = (found + between) / 2
        if abs(refined - found) <= _AGREE * abs(refined):
            return refined
        found, count, step = refined, 2 * count, step / 2
    raise ArithmeticError("the integral of the tail did not settle")

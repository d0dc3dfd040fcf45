"""How representative the response is: the spread of response propensities, with indicators made of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from civiscope.sampling.weighting.propensity import propensities

Floats = NDArray[np.float64]

_REDUNDANT = 1e-10
"""A direction of the variables smaller than this, relative to the largest, follows from the others."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number with its standard error and interval, None where they are not known."""

    value: float
    se: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Representativeness:
    """Indicators of a response.

    ``raw`` is R = 1 - 2 S, S the standard deviation of the propensities; ``adjusted`` the same without the part of S
    that comes from estimating them. ``cv`` is S over the mean propensity, ``bias`` the greatest bias that the mean of
    a 0/1 characteristic can have if the propensities are right; both from the adjusted S. ``coefficients`` counts those
    of the model.
    """

    raw: Indicator
    adjusted: Indicator
    cv: Indicator
    bias: Indicator
    coefficients: int


def representativeness(responded: NDArray[np.bool_], variables: Floats, level: float) -> Representativeness:
    """Indicators of the response of all N cities that were asked, on ``variables`` (N, q).

    Propensities rho come from a logistic regression on the variables and a constant. With S**2 = sum of (rho - mean)**2
    / (N - 1), R = 1 - 2 S, CV = S / mean, and the bias of a mean is at most S S(y) / mean, where S(y) of a 0/1
    characteristic is at most 1/2 (Schouten, Cobben and Bethlehem 2009, sections 3 and 4). Estimated propensities spread
    more than true ones: on average by the mean of z' C z, with z = rho (1 - rho) x the gradient of a city's propensity
    and C the covariance of the coefficients, which is taken from S**2 (Shlomo, Skinner and Schouten 2012, section 3,
    where all units are asked, so that nothing comes from sampling). The variance of S**2 is 4 a' C a + 2 trace(BCBC), a
    the covariance of z and rho, B that of z (section 4), hence that of R is Var(S**2) / S**2, and that of CV is Var(R)
    / (4 mean**2) + CV**4 / N (de Heij, Schouten and Shlomo 2015, RISQ manual 2.1). Intervals are normal and end at 1.
    Raises UserError (response-separated) where the variables tell respondents and others apart.
    """
    rho = propensities(responded, variables, np.ones(len(responded)))
    # All that follows is the same in any basis of the model's space; an orthonormal one bears redundant variables.
    basis, sizes, _ = np.linalg.svd(np.column_stack([np.ones(len(rho)), variables]), full_matrices=False)
    x = basis[:, sizes > _REDUNDANT * sizes[0]]
    z = (rho * (1 - rho))[:, None] * x
    covariance = np.linalg.pinv(z.T @ x, rcond=_REDUNDANT, hermitian=True)
    mean, squared = float(rho.mean()), float(rho.var(ddof=1))
    inflation = float(np.einsum("ni,ij,nj->", z, covariance, z)) / len(rho)
    adjusted = math.sqrt(max(squared - inflation, 0.0))
    variance = _variance(rho, z, covariance)
    se = math.sqrt(variance / squared) if squared > 0 else None
    cv = adjusted / mean
    se_cv = None if se is None else math.sqrt(se**2 / (4 * mean**2) + cv**4 / len(rho))
    return Representativeness(
        _with_limits(1 - 2 * math.sqrt(squared), se, level),
        _with_limits(1 - 2 * adjusted, se, level),
        Indicator(cv, se_cv),
        Indicator(adjusted / (2 * mean)),
        x.shape[1],
    )


def _variance(rho: Floats, z: Floats, covariance: Floats) -> float:
    """The variance of S**2 by linearisation and the quadratic term of the coefficients' errors."""
    centred = z - z.mean(axis=0)
    linear = centred.T @ (rho - rho.mean()) / (len(rho) - 1)
    spread = centred.T @ centred / (len(rho) - 1) @ covariance
    return float(4 * linear @ covariance @ linear + 2 * np.trace(spread @ spread))


def _with_limits(value: float, se: float | None, level: float) -> Indicator:
    if se is None:
        return Indicator(value)
    half = float(ndtri((1 + level) / 2)) * se
    return Indicator(value, se, value - half, min(value + half, 1.0))

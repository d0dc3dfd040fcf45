"""The likelihood interval of a share as R's ``survey`` computes it: a profile, a spline, an interpolation.

R evaluates the signed root of the scaled deviance on a grid of logits, runs a cubic spline through it and interpolates
the spline linearly. The result differs from the exact solution in the fourth digit; it is computed in the same way here
so that numbers agree with those of the package that the field uses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr, ndtri, stdtrit, xlogy

_MOST_STEPS = 10
_STEPS_TO_LIMIT = 5
"""As in MASS's ``profile.glm``: a step is a fifth of the way to the farthest limit that is sought."""

_POINTS_PER_KNOT = 3
_TOLERANCE = 1e-8
_MOST_ITERATIONS = 25
"""As in R's ``glm.control``."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An intercept-only logistic regression as R's ``glm`` leaves it when it stops.

    ``share`` is the fitted share of the last iteration, ``previous`` that of the one before, whose weights R keeps;
    ``observed`` is the share itself, from which the fit differs by less than R's tolerance.
    ``information`` is the sum of the weights scaled to mean 1, ``answered`` the number of rows.
    """

    share: float
    previous: float
    observed: float
    information: float
    answered: int


def fit_share(share: float, named: NDArray[np.float64], rows: NDArray[np.float64], weights: NDArray[np.float64]) -> Fit:
    """Fit by iteratively reweighted least squares (McCullagh and Nelder 1989, section 2.5), from R's starting values.

    ``share`` lies strictly between 0 and 1; ``named`` and ``rows`` count, by group of rows of like weight, those with
    the characteristic and all; ``weights`` are the groups' mean weights, of any scale.
    """
    answered = float(rows.sum())
    scaled = weights * answered / float((weights * rows).sum())
    # R starts from (w y + 1/2) / (w + 1) for every row.
    for_yes, for_no = (scaled + 0.5) / (scaled + 1), 0.5 / (scaled + 1)
    information_yes = named * scaled * for_yes * (1 - for_yes)
    information_no = (rows - named) * scaled * for_no * (1 - for_no)
    working_yes = logit(for_yes) + 1 / for_yes
    working_no = logit(for_no) - 1 / (1 - for_no)
    total = float((information_yes + information_no).sum())
    beta = float((information_yes * working_yes + information_no * working_no).sum()) / total
    before = float(-2 * (named * scaled * np.log(for_yes) + (rows - named) * scaled * np.log1p(-for_no)).sum())
    previous = share
    fitted = float(expit(beta))
    for _ in range(_MOST_ITERATIONS):
        deviance = answered * _deviance(share, fitted)
        if abs(deviance - before) / (abs(deviance) + 0.1) < _TOLERANCE:
            break
        before, previous = deviance, fitted
        beta += (share - fitted) / (fitted * (1 - fitted))
        fitted = float(expit(beta))
    return Fit(fitted, previous, share, answered, round(answered))


def fit_replicates(start: float, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logits fitted to each replicate's share (R,), from the full sample's fitted share, as R's ``svyglm`` does.

    NaN where a replicate's share is 0, 1 or not known.
    """
    logits = np.full(len(shares), np.nan)
    for place in np.flatnonzero((shares > 0) & (shares < 1)):
        share, fitted = float(shares[place]), start
        before = _deviance(share, fitted)
        for _ in range(_MOST_ITERATIONS):
            beta = float(logit(fitted)) + (share - fitted) / (fitted * (1 - fitted))
            fitted = float(expit(beta))
            deviance = _deviance(share, fitted)
            if abs(deviance - before) / (abs(deviance) + 0.1) < _TOLERANCE:
                break
            before = deviance
        logits[place] = beta
    return logits


def _deviance(share: float, fitted: float) -> float:
    return -2 * float(xlogy(share, fitted) + xlogy(1 - share, 1 - fitted))


def profile_limits(fit: Fit, variance: float, df: int, level: float) -> tuple[float | None, float | None]:
    """Limits of a share strictly between 0 and 1 by the profile likelihood with Rao and Scott's (1984) correction.

    ``variance`` is the design's of the share, ``df`` its degrees of freedom. The dispersion of the quasi-binomial model
    is n / (n - 1). None where a limit lies outside the profile.
    """
    share, observed, information = fit.share, fit.observed, fit.information
    se = math.sqrt(variance) / (share * (1 - share))
    ratio = se * math.sqrt(information * fit.previous * (1 - fit.previous))
    tail = float(ndtr(stdtrit(df, (1 - level) / 2) * ratio))
    farthest = -float(stdtrit(max(fit.answered - 1, 1), tail / 4))
    cutoff = -float(ndtri(tail))
    if fit.answered < 2 or not math.isfinite(farthest) or not math.isfinite(cutoff):
        return None, None
    dispersion = fit.answered / (fit.answered - 1)
    step = farthest / _STEPS_TO_LIMIT * se
    centre = float(logit(share))

    def root(beta: float) -> float:
        # In logarithms, since far out the share itself is 0 or 1.
        divergence = observed * (math.log(share) + float(np.logaddexp(0, -beta)))
        divergence += (1 - observed) * (math.log1p(-share) + float(np.logaddexp(0, beta)))
        return math.sqrt(max(2 * information * divergence / dispersion, 0))

    points = {0.0: centre}
    for sign in (-1, 1):
        value = 0.0
        for number in range(1, _MOST_STEPS):
            if abs(value) >= farthest:
                break
            beta = centre + sign * number * step
            value = sign * root(beta)
            points[value] = beta
    values = np.array(sorted(points))
    betas = np.array([points[value] for value in values])
    grid = np.linspace(betas[0], betas[-1], _POINTS_PER_KNOT * len(betas))
    heights = forsythe_spline(betas, values, grid)
    low, high = np.interp([-cutoff, cutoff], heights, grid, left=math.nan, right=math.nan)
    return _share(low), _share(high)


def _share(beta: float) -> float | None:
    return None if math.isnan(beta) else float(expit(beta))


def forsythe_spline(x: NDArray[np.float64], y: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cubic spline through (x, y), four knots or more, at the places ``at`` within them.

    Its third derivatives at the ends are those of the cubics through the four knots there (Forsythe, Malcolm and Moler
    1977, section 4.4), R's rule "fmm"; SciPy's end rules are others.
    """
    n = len(x)
    h = np.diff(x)
    slopes = np.diff(y) / h
    matrix = np.zeros((n, n))
    right = np.zeros(n)
    for i in range(1, n - 1):
        matrix[i, i - 1], matrix[i, i], matrix[i, i + 1] = h[i - 1], 2 * (h[i - 1] + h[i]), h[i]
        right[i] = slopes[i] - slopes[i - 1]
    seconds = np.diff(slopes)
    first = seconds[1] / (x[3] - x[1]) - seconds[0] / (x[2] - x[0])
    last = seconds[-1] / (x[-1] - x[-3]) - seconds[-2] / (x[-2] - x[-4])
    matrix[0, 0], matrix[0, 1] = -h[0], h[0]
    right[0] = first * h[0] ** 2 / (x[3] - x[0])
    matrix[-1, -1], matrix[-1, -2] = -h[-1], h[-1]
    right[-1] = -last * h[-1] ** 2 / (x[-1] - x[-4])
    # A sixth of the second derivatives at the knots.
    curvature = np.linalg.solve(matrix, right)
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, n - 2)
    d = at - x[piece]
    linear = slopes[piece] - h[piece] * (curvature[piece + 1] + 2 * curvature[piece])
    cubic = (curvature[piece + 1] - curvature[piece]) / h[piece]
    result: NDArray[np.float64] = y[piece] + d * (linear + d * (3 * curvature[piece] + d * cubic))
    return result

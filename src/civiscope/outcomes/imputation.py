"""Multiple imputation of missing numbers, and the rules by which the results are put together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDS = 10
"""Rounds of the chain, where numbers of several columns are missing."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """An estimate from several completed data sets, with its variance, degrees of freedom and the share of the
    information that is missing."""

    estimate: float
    variance: float
    df: float
    missing_information: float


def pooled(estimates: Sequence[float], variances: Sequence[float], df: float) -> Pooled:
    """Put m results together: Rubin (1987, equations 3.1.2 to 3.1.5).

    The variance is the mean variance W plus (1 + 1/m) times the variance B between the estimates. ``df`` are the
    degrees of freedom that complete data would have; those of the result are Barnard and Rubin's (1999, equation 3).
    """
    m = len(estimates)
    estimate = math.fsum(estimates) / m
    within = math.fsum(variances) / m
    between = (1 + 1 / m) * math.fsum((value - estimate) ** 2 for value in estimates) / (m - 1)
    total = within + between
    share = between / total if total > 0 else 0.0
    observed = (df + 1) / (df + 3) * df * (1 - share)
    # With nothing missing the first term, (m - 1) / share**2, is infinite.
    return Pooled(estimate, total, 1 / (share**2 / (m - 1) + 1 / observed), share)


def imputed(columns: Floats, given: Floats, generator: np.random.Generator) -> Floats:
    """``columns`` (n, p) with each missing number drawn anew, given the other columns and ``given`` (n, q).

    Each column is regressed on all others and ``given`` (outcome and score belong there, or imputation would weaken
    their relation). Coefficients and variance are drawn from their posterior under a normal model and a flat prior,
    then the missing numbers from the model (Rubin 1987, section 5.3). Where several columns miss numbers this goes
    round in turns (van Buuren 2007). Columns that determine one another do no harm: only their common part is used.
    """
    missing = np.isnan(columns)
    filled = np.where(missing, np.nanmean(columns, axis=0), columns)
    incomplete = np.flatnonzero(missing.any(axis=0))
    for _ in range(_ROUNDS if len(incomplete) > 1 else 1):
        for place in incomplete:
            others = np.column_stack([np.ones(len(columns)), given, np.delete(filled, place, axis=1)])
            own = missing[:, place]
            filled[own, place] = _drawn(filled[~own, place], others[~own], others[own], generator)
    return filled


def _drawn(known: Floats, predictors: Floats, wanted: Floats, generator: np.random.Generator) -> Floats:
    """Draws for the rows ``wanted`` from the posterior of a regression of ``known`` on ``predictors``."""
    centre, scale = predictors.mean(axis=0), predictors.std(axis=0)
    centre[0], scale[0] = 0.0, 1.0
    scale[scale == 0] = 1.0
    left, singular, right = np.linalg.svd((predictors - centre) / scale, full_matrices=False)
    kept = singular > singular[0] * 1e-9
    left, singular, right = left[:, kept], singular[kept], right[kept]
    # In the coordinates of the singular vectors the coefficients are uncorrelated.
    rotated = left.T @ known
    residuals = known - left @ rotated
    df = len(known) - len(singular)
    deviation = math.sqrt(float(residuals @ residuals) / float(generator.chisquare(df)))
    coefficients = (rotated + deviation * generator.standard_normal(len(singular))) / singular
    expected = ((wanted - centre) / scale) @ right.T @ coefficients
    found: Floats = expected + deviation * generator.standard_normal(len(wanted))
    return found

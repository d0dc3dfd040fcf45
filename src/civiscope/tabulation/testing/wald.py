"""Wald tests: that several linear functions of estimates are 0."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, helmert
from scipy.special import chdtrc, fdtrc

Floats = NDArray[np.float64]

_SINGULAR = 1e-9
"""Eigenvalues of a correlation matrix below this share of the largest are rounding."""

NO_VARIANCE = "nothing varies: no test"
FEW_DEGREES = "too few degrees of freedom"
SINGULAR = "the covariance has rank {rank} of {size}: only so many combinations are tested"
CERTAIN = "a difference without sampling variance is not 0: it is certain, and not part of the test"


@dataclass(frozen=True, slots=True)
class QuadraticForm:
    """v' V**-1 v on the ``rank`` directions in which V varies.

    ``certain``: v is not 0 in a direction without variance.
    """

    value: float
    rank: int
    certain: bool


@dataclass(frozen=True, slots=True)
class WaldTest:
    """An F with ``rank`` and ``ddf`` degrees of freedom (a chi-square over its rank where ``ddf`` is infinite).

    ``size`` is the number of functions that were to be tested, ``rank`` how many of them vary independently. What
    cannot be told is None, and ``note`` says why.
    """

    f: float | None
    rank: int
    ddf: float
    p: float | None
    size: int
    note: str


def quadratic_form(values: Floats, covariance: Floats) -> QuadraticForm:
    """v' V**-1 v of values (q,) and their covariance (q, q), by the Moore-Penrose inverse of the correlations.

    Values are divided by their standard errors first, so that no unit and no rare category decides what is singular.
    """
    variances = np.diag(covariance)
    varies = variances > _SINGULAR**2 * float(variances.max(initial=0.0))
    certain = bool((np.abs(values[~varies]) > _SINGULAR * float(np.abs(values).max(initial=0.0))).any())
    if not varies.any():
        return QuadraticForm(0.0, 0, certain)
    errors = np.sqrt(variances[varies])
    scaled = values[varies] / errors
    eigenvalues, vectors = eigh(covariance[np.ix_(varies, varies)] / np.outer(errors, errors))
    kept = eigenvalues > _SINGULAR * float(eigenvalues[-1])
    along = vectors.T @ scaled
    beyond = float(np.abs(along[~kept]).max(initial=0.0))
    certain = certain or beyond > math.sqrt(_SINGULAR) * float(np.abs(along).max(initial=0.0))
    return QuadraticForm(float((along[kept] ** 2 / eigenvalues[kept]).sum()), int(kept.sum()), certain)


def wald_f(values: Floats, covariance: Floats, df: float, adjusted: bool = False) -> WaldTest:
    """Test that q functions of estimates, ``values`` (q,) with their ``covariance`` (q, q), are all 0.

    With W the quadratic form and q its rank: F = W / q with q and ``df`` degrees of freedom (Koch, Freeman and Freeman
    1975), or, ``adjusted`` for the estimate of the covariance from few clusters, F = W (df - q + 1) / (q df) with q and
    df - q + 1 (Fellegi 1980; Korn and Graubard 1990). With infinite ``df`` q F is chi-square. A singular covariance is
    handled by its rank, which ``note`` then tells.
    """
    form, size = quadratic_form(values, covariance), len(values)
    if form.rank == 0:
        return WaldTest(None, 0, df, None, size, _joined(NO_VARIANCE, CERTAIN if form.certain else ""))
    ddf = df - form.rank + 1 if adjusted and not math.isinf(df) else df
    note = _joined(
        SINGULAR.format(rank=form.rank, size=size) if form.rank < size else "", CERTAIN if form.certain else ""
    )
    if ddf < 1:
        return WaldTest(None, form.rank, ddf, None, size, _joined(FEW_DEGREES, note))
    f = form.value / form.rank * (1.0 if math.isinf(df) else ddf / df)
    p = float(chdtrc(form.rank, form.value) if math.isinf(df) else fdtrc(form.rank, ddf, f))
    return WaldTest(f, form.rank, ddf, p, size, note)


def equality(estimates: Floats, covariance: Floats, df: float, adjusted: bool = False) -> WaldTest:
    """Test that k estimates (k,), such as those of k domains, with covariance (k, k) are equal: `wald_f` of k - 1.

    R's ``regTermTest`` of a factor in ``svyglm`` is this test, not adjusted, with the design's degrees of freedom
    + 1 - k. Levels without an estimate (NaN) are left out. Raises ValueError with fewer than two that remain.
    """
    values, spread = _known(estimates, covariance)
    contrasts = helmert(len(values))
    return wald_f(contrasts @ values, contrasts @ spread @ contrasts.T, df, adjusted)


def _known(estimates: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    values, spread = np.asarray(estimates, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    if values.ndim != 1 or spread.shape != (len(values), len(values)):
        raise ValueError("k estimates have a covariance of k by k")
    known = np.isfinite(values)
    if known.sum() < 2:
        raise ValueError("two estimates or more can be compared")
    return values[known], spread[np.ix_(known, known)]


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)

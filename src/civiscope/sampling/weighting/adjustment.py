"""An adjusted weight vector, with what a variance must know of it: how to take residuals of linearised values.

An estimate from adjusted weights varies less (or more) than one from fixed weights, because the weights move with the
sample. Its variance is that of the design, applied to residuals instead of the linearised values themselves (Deville
and Särndal 1992, equation 3.4; Särndal, Swensson and Wretman 1992, result 6.6.1).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SWEEPS = 10
"""How often raking's residuals pass over all margins, as in R's ``survey``."""


class Projection(Protocol):
    """The way in which one adjustment takes residuals."""

    def residuals(self, scores: Floats) -> Floats:
        """Residuals (n, p) of scores (n, p): linearised values of n rows, each times its final weight."""
        ...


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Weights of n rows before and after an adjustment, both (n,), and its way of taking residuals.

    ``trimmed`` (n,) marks the rows that a limit held back; ``iterations`` counts sweeps or Newton steps.
    """

    method: str
    before: Floats
    weights: Floats
    projection: Projection
    trimmed: NDArray[np.bool_] | None = None
    iterations: int = 0

    @property
    def ratios(self) -> Floats:
        """Weights after over weights before, for the rows that had a weight."""
        counted = self.before != 0
        found: Floats = self.weights[counted] / self.before[counted]
        return found

    def residuals(self, scores: Floats) -> Floats:
        """What the variance routine of the design takes instead of ``scores`` (n, p).

        ``scores`` are w_i * z_i: linearised values times final weights, for all rows; rows outside a domain have the
        score 0, and a residual all the same. Rows without an adjusted weight add nothing to regressions.
        """
        return self.projection.residuals(np.asarray(scores, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Weights that the variance takes as fixed (trimming, weights that others adjusted)."""

    def residuals(self, scores: Floats) -> Floats:
        """The scores (n, p) themselves."""
        return scores


@dataclass(frozen=True, slots=True)
class PostStrata:
    """Deviations from the post-strata's means, which are weighted with the weights ``before`` (n,).

    ``levels`` (n,) numbers the post-strata from 0, -1 for rows outside all of them (Holt and Smith 1979; Valliant 1993,
    equation 2.6).
    """

    levels: Ints
    before: Floats
    after: Floats

    def residuals(self, scores: Floats) -> Floats:
        """Scores (n, p) minus the weighted mean of their post-stratum, times the row's weight."""
        sums = sums_by_level(self.levels, _over(scores, self.after) * self.before[:, None])
        means = _over(sums, sums_by_level(self.levels, self.before[:, None])[:, 0])
        return scores - means[self.levels] * self.after[:, None]


@dataclass(frozen=True, slots=True)
class Sweeps:
    """Deviations from the means of each margin in turn, swept over all margins ten times.

    ``margins`` holds, for each margin, the levels (n,) and the weights (n,) after its last step. As in R's ``survey``
    (svyrecvar) the means are over rows, not weighted; they stand for the regression on all margins that raking implies
    (Deville, Särndal and Sautory 1993, section 3).
    """

    margins: tuple[tuple[Ints, Floats], ...]

    def residuals(self, scores: Floats) -> Floats:
        """Residuals (n, p) of scores (n, p)."""
        left = scores
        for _ in range(_SWEEPS):
            for levels, after in self.margins:
                sums = sums_by_level(levels, _over(left, after))
                means = _over(sums, sums_by_level(levels, (after != 0).astype(np.float64)[:, None])[:, 0])
                left = left - means[levels] * after[:, None]
        return left


@dataclass(frozen=True, slots=True)
class Regression:
    """Residuals of the regression on the auxiliary variables, weighted with the weights before calibration.

    ``basis`` (n, q) is an orthonormal basis of the auxiliary variables times the root of the weights before; ``scale``
    (n,) is the root of the weights before times the ratio of calibration (Deville and Särndal 1992, equation 3.4; the
    same weights as in R's svyrecvar).
    """

    basis: Floats
    scale: Floats

    def residuals(self, scores: Floats) -> Floats:
        """Residuals (n, p) of scores (n, p)."""
        values = _over(scores, self.scale)
        return (values - self.basis @ (self.basis.T @ values)) * self.scale[:, None]


@dataclass(frozen=True, slots=True)
class ResponseClasses:
    """Linearised values of weights that respondents of a class took over from those who did not respond.

    ``before`` and ``after`` (n,) cover all sampled rows; ``after`` is 0 for those that did not respond. A class's mean
    z̄ over respondents is a ratio, and so the row contributes after * (z - z̄) + before * z̄ (Särndal and Lundström 2005,
    section 11.4, with classes as the auxiliary vector; Lohr 2010, section 9.1). Needs every sampled row.
    """

    levels: Ints
    before: Floats
    after: Floats

    def residuals(self, scores: Floats) -> Floats:
        """Linearised contributions (n, p) of scores (n, p)."""
        sums = sums_by_level(self.levels, scores)
        means = _over(sums, sums_by_level(self.levels, self.after[:, None])[:, 0])
        return scores + means[self.levels] * (self.before - self.after)[:, None]


@dataclass(frozen=True, slots=True)
class Chain:
    """Adjustments that followed one another, in the order in which they were made.

    By the chain rule of linearisation the last adjustment's residuals are taken first: they are the values whose
    weighted total the adjustment before it estimates. ``first_to_last`` takes them in the other order, as R's
    ``survey`` does; then a total that the last adjustment fixed keeps a variance that it does not have.
    """

    projections: tuple[Projection, ...]
    first_to_last: bool = False

    def residuals(self, scores: Floats) -> Floats:
        """Residuals (n, p) of scores (n, p)."""
        ordered = self.projections if self.first_to_last else reversed(self.projections)
        for projection in ordered:
            scores = projection.residuals(scores)
        return scores


def in_sequence(adjustments: Sequence[Adjustment], *, first_to_last: bool = False) -> Adjustment:
    """One adjustment that stands for several; each must start from the weights that the one before it gave.

    ``first_to_last`` orders the residuals as R's ``survey`` does, see `Chain`. Raises ValueError for adjustments that
    do not follow one another, or none.
    """
    if not adjustments:
        raise ValueError("a sequence needs one adjustment or more")
    for earlier, later in itertools.pairwise(adjustments):
        if not np.array_equal(earlier.weights, later.before):
            raise ValueError(f"{later.method} does not start from the weights that {earlier.method} gave")
    marks = [step.trimmed for step in adjustments if step.trimmed is not None]
    return Adjustment(
        method=", ".join(step.method for step in adjustments),
        before=adjustments[0].before,
        weights=adjustments[-1].weights,
        projection=Chain(tuple(step.projection for step in adjustments), first_to_last),
        trimmed=np.logical_or.reduce(marks) if marks else None,
        iterations=sum(step.iterations for step in adjustments),
    )


def sums_by_level(levels: Ints, values: Floats) -> Floats:
    """Sums of rows of ``values`` (n, p) by level (n,), shape (k, p); rows of level -1 count nowhere."""
    count = int(levels.max(initial=-1)) + 1
    columns = [np.bincount(levels + 1, column, minlength=count + 1)[1:] for column in values.T]
    return np.column_stack(columns) if columns else np.zeros((count, 0))


def _over(values: Floats, divisors: Floats) -> Floats:
    """Rows of values (n, p) over divisors (n,); 0 where the divisor is 0, as such rows carry no weight."""
    divisor = divisors[:, None]
    return np.divide(values, divisor, out=np.zeros(values.shape), where=divisor != 0)

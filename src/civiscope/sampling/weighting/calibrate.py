"""Calibration: weights as close as possible to those before that reach the totals of auxiliary variables.

Deville, J.-C. and Särndal, C.-E. (1992), Calibration estimators in survey sampling, Journal of the American Statistical
Association 87, 376-382.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import UserError
from civiscope.errors.problem import Problem, problem
from civiscope.sampling.weighting.adjustment import Adjustment, Regression
from civiscope.sampling.weighting.auxiliaries import Auxiliaries, independent
from civiscope.sampling.weighting.base_weights import checked
from civiscope.sampling.weighting.distances import Bounds, Curve, Distance, curve
from civiscope.sampling.weighting.reach import least_bounds, reachable_with_positive_weights

Floats = NDArray[np.float64]

_STEPS = 200
_HALVINGS = 40
_CLOSE = 1e-14
"""Newton steps end at this misfit, relative to a total's size, or where rounding lets it shrink no more."""


@dataclass(frozen=True, slots=True)
class _Equations:
    """The calibration equations in the coordinates of an orthonormal basis, in which their first Hessian is 1.

    ``basis`` (n, q) spans the auxiliary variables times ``root`` (n,), the root of the weights; ``triangle`` (q, q)
    turns the basis into them; ``totals`` (q,) and ``sizes`` (q,) are the population totals and their scales.
    """

    basis: Floats
    root: Floats
    triangle: Floats
    totals: Floats
    sizes: Floats
    curve: Curve

    def arguments(self, multipliers: Floats) -> Floats:
        """u = x'λ, shape (n,); 0 in rows without weight."""
        return np.divide(self.basis @ multipliers, self.root, out=np.zeros(len(self.root)), where=self.root > 0)

    def misfit(self, u: Floats) -> Floats:
        """Population totals minus those of the weights at u, shape (q,), in the coordinates of the basis."""
        reached: Floats = self.basis.T @ (self.root * self.curve.ratio(u))
        return self._target - reached

    def objective(self, multipliers: Floats, u: Floats) -> float:
        """The convex function whose minimum solves the equations: its gradient is minus the misfit."""
        return float(np.sum(self.root**2 * self.curve.primitive(u)) - self._target @ multipliers)

    def step(self, u: Floats, misfit: Floats) -> Floats:
        """Newton's step; a trace of the identity keeps it finite where bounds hold nearly all rows."""
        hessian = (self.basis * self.curve.slope(u)[:, None]).T @ self.basis
        return np.asarray(np.linalg.solve(hessian + 1e-13 * np.eye(len(hessian)), misfit), dtype=np.float64)

    def relative(self, misfit: Floats) -> Floats:
        """The misfit (q,) of the totals themselves, relative to their sizes."""
        found: Floats = np.abs(self.triangle.T @ misfit) / self.sizes
        return found

    @property
    def _target(self) -> Floats:
        return np.asarray(np.linalg.solve(self.triangle.T, self.totals), dtype=np.float64)


def calibrate(
    weights: ArrayLike,
    auxiliaries: Auxiliaries,
    *,
    distance: Distance = Distance.LINEAR,
    bounds: Bounds | None = None,
    tolerance: float = 1e-10,
) -> Adjustment:
    """Calibrate the weights (n,) to the totals of the auxiliary variables.

    ``bounds`` are those of the ratio of weights after to before; they must enclose 1. Variables that follow from those
    before them are dropped. Totals are reached to ``tolerance``, relative to the larger of the total and the weighted
    sum of absolute values. Raises UserError (weight-*, auxiliary-missing, auxiliary-totals-contradict,
    calibration-bounds-*, calibration-out-of-reach, calibration-not-positive, calibration-not-converged).
    """
    before = checked(weights)
    shape = curve(distance, bounds)
    used = independent(before, auxiliaries)
    root = np.sqrt(before)
    basis, triangle = np.linalg.qr(used.values * root[:, None])
    sizes = np.maximum(np.abs(used.totals), before @ np.abs(used.values))
    equations = _Equations(basis, root, triangle, used.totals, sizes, shape)
    with np.errstate(over="ignore", invalid="ignore"):
        ratios, misfits, steps = _solve(equations)
    if not (np.isfinite(misfits).all() and np.max(misfits, initial=0) <= tolerance):
        raise UserError(_failure(before, used, misfits, steps, distance, bounds))
    after = before * ratios
    if not (ratios[before > 0] > 0).all():
        # The linearised value of a row whose weight became 0 is not known from its score: it leaves the regression.
        basis = np.linalg.qr(used.values * (root * (after != 0))[:, None])[0]
    return Adjustment(f"calibration ({distance})", before, after, Regression(basis, root * ratios), iterations=steps)


def _solve(equations: _Equations) -> tuple[Floats, Floats, int]:
    """Ratios (n,), relative misfits (q,) and the number of steps of a damped Newton iteration."""
    multipliers = np.zeros(len(equations.totals))
    u = equations.arguments(multipliers)
    misfit = equations.misfit(u)
    steps = 0
    while steps < _STEPS:
        worst = float(np.max(equations.relative(misfit), initial=0))
        if worst <= _CLOSE:
            break
        direction = equations.step(u, misfit)
        found = _along(equations, multipliers, u, misfit, direction)
        if found is None:
            break
        multipliers, u, misfit = found
        steps += 1
    return equations.curve.ratio(u), equations.relative(misfit), steps


def _along(
    equations: _Equations, multipliers: Floats, u: Floats, misfit: Floats, direction: Floats
) -> tuple[Floats, Floats, Floats] | None:
    """Multipliers, u and misfit after a step that was halved until it helps; None where none does.

    A step helps if it lowers the objective enough (Armijo 1966) or, near the solution where the objective's digits are
    used up, if it brings the totals closer by a quarter.
    """
    objective = equations.objective(multipliers, u)
    worst = float(np.max(equations.relative(misfit)))
    gain = float(misfit @ direction)
    length = 1.0
    for _ in range(_HALVINGS):
        tried = multipliers + length * direction
        new_u = equations.arguments(tried)
        new_misfit = equations.misfit(new_u)
        if np.isfinite(new_misfit).all():
            lowered = objective - equations.objective(tried, new_u)
            closer = float(np.max(equations.relative(new_misfit))) < 0.75 * worst
            if closer or (lowered >= 1e-4 * length * gain and lowered > 1e-12 * abs(objective)):
                return tried, new_u, new_misfit
        length /= 2
    return None


def _failure(
    weights: Floats, used: Auxiliaries, misfits: Floats, steps: int, distance: Distance, bounds: Bounds | None
) -> Problem:
    """Why the equations were not solved: out of reach within bounds or with positive weights, else no convergence."""
    if bounds is not None:
        needed = least_bounds(weights, used, bounds)
        if needed is not None and needed != bounds:
            low, high, lower, upper = (f"{bound:.4g}".replace("inf", "infinity") for bound in (*bounds, *needed))
            return problem("calibration-out-of-reach", low=low, high=high, lower=lower, upper=upper)
    if distance is Distance.RAKING and not reachable_with_positive_weights(weights, used):
        return problem("calibration-not-positive")
    worst = int(np.argmax(np.where(np.isfinite(misfits), misfits, np.inf)))
    return problem(
        "calibration-not-converged", variable=used.names[worst], count=steps, value=f"{float(misfits[worst]):.2g}"
    )

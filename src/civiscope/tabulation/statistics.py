"""Estimates with their design-based variances from sums over cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.tabulation.cells import Cells
from civiscope.tabulation.profile import Fit, fit_share
from civiscope.tabulation.variables import Measure, Power, Variable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_EPSILON = 8 * float(np.finfo(np.float64).eps)
"""What rounding leaves of a difference of sums that are equal, as a share of them."""

_NOISE = 1e-13
"""The same for sums of squares."""

_AT_ONCE = 64
"""Variables whose cells are laid out in memory together."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A variable in every level; all arrays have the shape (levels,), NaN where nothing can be told.

    ``n`` and ``base`` count the rows behind numerator and denominator, ``weighted_base`` their weights; ``deff`` is
    the design effect, the variance over that of a simple random sample of as many rows; ``spread`` the variance that
    the weights alone would give a share of p, over p (1 - p).
    """

    variable: Variable
    estimate: Floats
    variance: Floats
    n: Ints
    base: Ints
    weighted_base: Floats
    deff: Floats
    spread: Floats
    logit_variance: Floats | None = None
    """That of log(p / (1 - p)), where it was estimated by itself and not by the delta method."""


def statistics_of(cells: Cells, variables: Sequence[Variable]) -> list[Statistic]:
    """The statistics of all variables, in their order."""
    found: list[Statistic] = []
    for first in range(0, len(variables), _AT_ONCE):
        found += _statistics(cells, variables[first : first + _AT_ONCE])
    return found


def linearised(cells: Cells, variables: Sequence[Variable]) -> tuple[Floats, Floats, Floats | None]:
    """Estimates (levels, p), and per cell the sums of linearised values and of their squares, both (m, p).

    With w the weight, u the value, x the denominator and X the level's sum of w x, the linearised value of a row is
    w (u - R x) / X for a ratio R, which means and shares are (Woodruff 1971; Särndal, Swensson and Wretman 1992, 5.6),
    and w u for a total. Squares are None where rows are not sampling units.
    """
    sums = _Sums(cells, variables)
    total = np.array([variable.measure is Measure.TOTAL for variable in variables])
    centre = np.array([variable.centre for variable in variables])
    with np.errstate(divide="ignore", invalid="ignore"):
        size = cells.by_level(sums(1, 0, 1))
        above = cells.by_level(sums(1, 1, 0))
        centred = above / size
        parts = np.where(total, above, centred), np.where(total, centre * size, centre)
        estimate = _without_noise(parts[0] + parts[1], np.abs(parts[0]) + np.abs(parts[1]), _EPSILON)
        of_cell = np.where(total, -centre, centred)[cells.level]
        scale = np.where(total, 1.0, 1 / size)[cells.level]
        values, means = sums(1, 1, 0), of_cell * sums(1, 0, 1)
        scores = _without_noise(values - means, np.abs(values) + np.abs(means), _EPSILON) * scale
        if not cells.stages.elements:
            return estimate, scores, None
        first, second, third = sums(2, 2, 0), 2 * of_cell * sums(2, 1, 1), of_cell**2 * sums(2, 0, 2)
        squares = _without_noise(first - second + third, first + np.abs(second) + third, _NOISE)
        return estimate, scores, squares * scale**2


def linearised_variance(cells: Cells, variables: Sequence[Variable]) -> tuple[Floats, Floats, Floats | None]:
    """As `linearised`, for the variance of the values: sum of w (u - mean)**2 / X, times n / (n - 1).

    Linearised as the mean of squared deviations, as R's ``svyvar`` does.
    """
    sums = _Sums(cells, variables)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = cells.by_level(sums(1, 0, 1))
        mean = cells.by_level(sums(1, 1, 0)) / size
        count = np.stack([cells.total(variable.base_count) for variable in variables], axis=1)
        factor = count / (count - 1)
        m = mean[cells.level]
        first, second, third = sums(1, 2, 0), 2 * m * sums(1, 1, 0), m**2 * sums(1, 0, 1)
        deviations = _without_noise(first - second + third, first + np.abs(second) + third, _NOISE)
        spread = cells.by_level(deviations) / size
        s, scale = spread[cells.level], (factor / size)[cells.level]
        expected = s * sums(1, 0, 1)
        scores = _without_noise(deviations - expected, deviations + expected, _NOISE) * scale
        if not cells.stages.elements:
            return spread * factor, scores, None
        rest = m**2 - s
        parts = (
            sums(2, 4, 0),
            -4 * m * sums(2, 3, 0),
            (4 * m**2 + 2 * rest) * sums(2, 2, 0),
            -4 * m * rest * sums(2, 1, 1),
            rest**2 * sums(2, 0, 2),
        )
        magnitude = np.sum([np.abs(part) for part in parts], axis=0)
        squares = _without_noise(np.sum(parts, axis=0), magnitude, _NOISE)
        return spread * factor, scores, squares * scale**2


class _Sums:
    """Looks up the sums of several variables at once, as arrays of the shape (m, p)."""

    def __init__(self, cells: Cells, variables: Sequence[Variable]) -> None:
        self._cells = cells
        self._variables = variables

    def __call__(self, weight: int, value: int, denominator: int) -> Floats:
        power: Power = (weight, value, denominator)
        return np.stack([self._cells.sums[variable.sum_name(power)] for variable in self._variables], axis=1)


def _statistics(cells: Cells, variables: Sequence[Variable]) -> list[Statistic]:
    of_spread = variables[0].measure is Measure.VARIANCE
    estimate, scores, squares = (linearised_variance if of_spread else linearised)(cells, variables)
    known = _finite(scores), None if squares is None else _finite(squares)
    variance = cells.stages.variances(cells.level, cells.unit, *known, len(cells.levels))
    base = np.stack([cells.total(variable.base_count) for variable in variables], axis=1)
    n = np.stack([cells.total(variable.n) for variable in variables], axis=1)
    sums = _Sums(cells, variables)
    size = cells.by_level(sums(1, 0, 1))
    factors = cells.stages.first_stage_factors()[cells.unit][:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = cells.by_level(factors * sums(2, 0, 2)) / size**2
        effects = _design_effects(cells, variables, variance, base, size)
    variance = np.where(base > 0, variance, np.nan)
    return [
        Statistic(
            variable,
            np.where(base[:, place] > 0, estimate[:, place], np.nan),
            variance[:, place],
            n[:, place].astype(np.int64),
            base[:, place].astype(np.int64),
            size[:, place],
            effects[:, place],
            spread[:, place],
        )
        for place, variable in enumerate(variables)
    ]


def _without_noise(values: Floats, magnitude: Floats, share: float) -> Floats:
    """Values with 0 for what lies within rounding: below ``share`` of the ``magnitude`` of what was subtracted."""
    found: Floats = np.where(np.isfinite(magnitude) & (np.abs(values) <= share * magnitude), 0.0, values)
    return found


def _finite(values: Floats) -> Floats:
    """0 for what cannot be told: a level without weight, or the variance of a single value."""
    return np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)


def unsampled(cells: Cells, base: Floats, size: Floats) -> Floats:
    """1 - n / N of the simple random sample that a design effect compares with; shape of ``base`` and ``size``.

    N is the weights' sum ``size``. Where weights do not reach the number of rows ``base`` or are all 1, n / N is
    that of the whole sample by the design's population sizes; without any the reference is drawn with replacement.
    """
    rows, population = cells.stages.rows.sum(), cells.stages.rows @ cells.stages.fpc_weights()
    otherwise = 1 - rows / population if population > rows else 1.0
    return np.where(size > base * (1 + 1e-9), 1 - base / size, otherwise)


def _design_effects(
    cells: Cells, variables: Sequence[Variable], variance: Floats, base: Floats, size: Floats
) -> Floats:
    """Variance over that of a simple random sample of the same rows (Kish 1965, section 8.2), shape (levels, p).

    NaN for ratios and variances, of which it is not defined here; see `unsampled` for the population.
    """
    if variables[0].measure in (Measure.RATIO, Measure.VARIANCE):
        return np.full(variance.shape, np.nan)
    sums = _Sums(cells, variables)
    mean = cells.by_level(sums(1, 1, 0)) / size
    # The sum of w u**2 about the mean; u was centred before.
    raw = cells.by_level(sums(1, 2, 0))
    squares = _without_noise(raw - size * mean**2, raw, _NOISE)
    dispersion = squares / size * base / (base - 1)
    reference = dispersion * unsampled(cells, base, size) / base
    total = np.array([variable.measure is Measure.TOTAL for variable in variables])
    reference = np.where(total, reference * size**2, reference)
    effects: Floats = np.where(reference > 0, variance / reference, np.nan)
    return effects


def fit_of(cells: Cells, statistic: Statistic, level: int) -> Fit | None:
    """The logistic regression of a share in a level; None where the share is 0 or 1."""
    share = float(statistic.estimate[level])
    if not 0 < share < 1:
        return None
    variable = statistic.variable
    first, last = np.searchsorted(cells.level, [level, level + 1])
    rows = cells.sums[variable.base_count][first:last].astype(np.float64)
    kept = rows > 0
    weights = cells.sums[variable.sum_name((1, 0, 1))][first:last][kept] / rows[kept]
    return fit_share(share, cells.sums[variable.n][first:last][kept].astype(np.float64), rows[kept], weights)

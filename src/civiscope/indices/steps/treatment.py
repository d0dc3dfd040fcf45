"""Treatment of outliers, one indicator at a time: winsorisation first, then a transformation where that is not enough.

An indicator has outliers where its skewness is at least 2 in absolute value and its excess kurtosis at least 3.5
(OECD/JRC Handbook 2008, step 3; the rule of the Global Innovation Index). Results are those of COINr 1.1.14, with two
exceptions: its log_GII returns its input unchanged, and it stops with an error where winsorising would leave all units
the same value. Here winsorisation ends before that, and the transformation follows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.rules import Rule
from civiscope.indices.steps.moments import moments
from civiscope.indices.steps.transformation import BOX_COX, TRANSFORMATIONS, transformed

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

WINSORISE = "winsorise"
TREATMENTS = {
    WINSORISE: "pull the outermost values in, up to a number of points, then transform what still has outliers",
    **TRANSFORMATIONS,
    "none": "no treatment",
}


@dataclass(frozen=True)
class Treated:
    """Treated columns (n, m) and what was done to each of them.

    ``winsorised_high`` and ``winsorised_low`` (n, m) mark the values that were pulled in and stayed so, ``transformed``
    (m,) names the transformation ("" without one). ``skewness`` and ``kurtosis`` (3, m) are those before, after
    winsorising and in the end; ``passed`` (m,) tells which columns have no outliers in the end.
    """

    values: Floats
    winsorised_high: Bools
    winsorised_low: Bools
    transformed: NDArray[np.str_]
    skewness: Floats
    kurtosis: Floats
    passed: Bools


@dataclass(frozen=True, slots=True)
class _Request:
    """A rule, read: points to winsorise, the transformation ("none" for no), limits and options."""

    points: float
    transformation: str
    exponent: float | None
    skew: float
    kurtosis: float
    force: bool
    combine: bool

    def passes(self, skew: Floats, kurtosis: Floats) -> Bools:
        """Which columns have no outliers; those without moments are left alone."""
        with np.errstate(invalid="ignore"):
            return np.asarray(~((np.abs(skew) >= self.skew) & (kurtosis >= self.kurtosis)), dtype=np.bool_)


def treat(
    values: Floats, rule: Rule, codes: tuple[str, ...], weights: Floats | None = None, *, strict: bool = True
) -> Treated:
    """Treat the columns of ``values`` (n, m); ``weights`` (n,) are frequency weights of moments and points.

    ``winsorise:5:log_ct`` winsorises up to 5 points (``all``: without limit) and takes the logarithm of the original
    values where that does not help; options are ``skew``, ``kurt`` (limits), ``force=yes`` (winsorise whatever the
    moments), ``combine=yes`` (transform the winsorised values), ``lambda``. Other rules transform without winsorising,
    with ``force=yes`` whatever the moments. Columns of fewer than 4 values, or without variance, are left alone.
    Raises UserError where a transformation cannot take a column's values; with ``strict`` off these are missing.
    """
    request = _request(rule)
    before = moments(values, weights)
    found = values.copy()
    high, low = np.zeros(values.shape, dtype=np.bool_), np.zeros(values.shape, dtype=np.bool_)
    names = np.full(len(codes), "", dtype=object)
    with_moments = ~np.isnan(before[1])
    todo = np.flatnonzero((~request.passes(*before) | request.force) & with_moments)
    if request.points > 0 and len(todo):
        found[:, todo], high[:, todo], low[:, todo] = _winsorised(values[:, todo], request, weights)
    after = _renewed(before, found, todo, weights)
    failing = np.flatnonzero(~request.passes(*after))
    if request.force and request.points == 0:
        failing = todo
    if request.transformation != "none" and len(failing):
        source = found if request.combine else values
        chosen = tuple(codes[place] for place in failing)
        found[:, failing] = transformed(
            source[:, failing], request.transformation, chosen, request.exponent, strict=strict
        )
        names[failing] = request.transformation
        if not request.combine:
            high[:, failing] = low[:, failing] = False
    end = _renewed(after, found, failing, weights)
    skewness, kurtosis = (np.stack([before[moment], after[moment], end[moment]]) for moment in (0, 1))
    return Treated(found, high, low, names.astype(np.str_), skewness, kurtosis, request.passes(*end))


def _renewed(
    known: tuple[Floats, Floats], values: Floats, changed: NDArray[np.intp], weights: Floats | None
) -> tuple[Floats, Floats]:
    """Moments of all columns, of which only some have changed."""
    skew, kurtosis = known[0].copy(), known[1].copy()
    if len(changed):
        skew[changed], kurtosis[changed] = moments(values[:, changed], weights)
    return skew, kurtosis


def _request(rule: Rule) -> _Request:
    if rule.name == "none":
        rule.allow(0)
        return _Request(0, "none", None, np.inf, np.inf, False, False)
    options = ["skew", "kurt", "force"]
    points, transformation = 0.0, rule.name
    if rule.name == WINSORISE:
        points = np.inf if rule.values[:1] == ("all",) else rule.number(0, 5, low=0)
        transformation = rule.values[1] if len(rule.values) > 1 else "log_ct"
        options.append("combine")
        allowed = (*TRANSFORMATIONS, "none")
        if transformation not in allowed:
            raise rule.refused(transformation, f"one of {', '.join(allowed)}")
    if transformation == BOX_COX:
        options.append("lambda")
    rule.allow({WINSORISE: 2, BOX_COX: 1}.get(rule.name, 0), *options)
    return _Request(
        points,
        transformation,
        _exponent(rule),
        rule.option_number("skew", 2.0, low=0),
        rule.option_number("kurt", 3.5),
        rule.flag("force"),
        rule.flag("combine"),
    )


def _exponent(rule: Rule) -> float | None:
    """The exponent of Box and Cox, by its option or as the value of ``boxcox``; None for the most likely one."""
    if rule.options.get("lambda", "best") != "best":
        return rule.option_number("lambda", 0.0)
    if rule.name == BOX_COX and rule.values[:1] not in ((), ("best",)):
        return rule.number(0, 0.0)
    return None


def _winsorised(values: Floats, request: _Request, weights: Floats | None) -> tuple[Floats, Bools, Bools]:
    """Pull in the outermost values until a column passes or the points are used up, all columns in step.

    Ties move together, and a point that was pulled in counts with those that it now equals: the count is that of the
    values at the upper end after the last step there, plus the same for the lower end, as COINr counts.
    """
    found = values.copy()
    high, low = np.zeros(values.shape, dtype=np.bool_), np.zeros(values.shape, dtype=np.bool_)
    active = np.arange(values.shape[1])
    while len(active):
        part = found[:, active]
        upward = moments(part, weights)[0] >= 0
        missing = np.isnan(part)
        # A column with low outliers is turned upside down, so that all are pulled in from above.
        turned = np.where(upward, part, -part)
        top = np.where(missing, -np.inf, turned).max(axis=0)
        bottom = np.where(missing, np.inf, turned).min(axis=0)
        at_top = turned == top
        below = np.where(at_top | missing, -np.inf, turned).max(axis=0)
        # One more step would leave two values only to make them one: nothing would tell the units apart.
        ended = ~(below > bottom)
        pulled = at_top & ~ended
        part = np.where(pulled, np.where(upward, below, -below), part)
        found[:, active] = part
        high[:, active] = np.where(upward & ~ended, pulled, high[:, active])
        low[:, active] = np.where(~upward & ~ended, pulled, low[:, active])
        used = _points(high[:, active], weights) + _points(low[:, active], weights)
        passed = request.passes(*moments(part, weights)) & (not request.force)
        active = active[~(passed | (used >= request.points) | ended)]
    return found, high, low


def _points(marked: Bools, weights: Floats | None) -> Floats:
    """How many points are marked in each column, to the nearest: replicate weights are seldom whole numbers."""
    found: Floats = marked.sum(axis=0) if weights is None else np.rint(weights @ marked)
    return found

"""Treatment of outliers, one indicator at a time: winsorisation first, then a transformation where that is not enough.

An indicator has outliers where its skewness is at least 2 in absolute value and its excess kurtosis at least 3.5
(OECD/JRC Handbook 2008, step 3; the rule of the Global Innovation Index). Results are those of COINr 1.1.14, but for
its log_GII, which returns its input unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from civiscope.errors import UserError, problem
from civiscope.indices.rules import Rule
from civiscope.indices.steps.moments import moments

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

TREATMENTS = {
    "winsorise": "pull the outermost values in, up to a number of points, then transform what still has outliers",
    "log_ct": "ln(x - min + 0.01 (max - min))",
    "log_ct_orig": "ln(x - min + 1)",
    "log_gii": "ln((max - 1) (x - min) / (max - min) + 1)",
    "log": "ln(x), of values above 0",
    "boxcox": "Box-Cox with a given or the most likely lambda, after a shift to a minimum of 1",
    "none": "no treatment",
}
_TRANSFORMATIONS = ("log_ct", "log_ct_orig", "log_gii", "log", "boxcox", "none")


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
class _Limits:
    skew: float
    kurtosis: float

    def pass_(self, skew: Floats, kurtosis: Floats) -> Bools:
        """Which columns have no outliers; those without moments are left alone."""
        with np.errstate(invalid="ignore"):
            return np.asarray(~((np.abs(skew) >= self.skew) & (kurtosis >= self.kurtosis)), dtype=np.bool_)


def treat(values: Floats, rule: Rule, codes: tuple[str, ...], weights: Floats | None = None) -> Treated:
    """Treat the columns of ``values`` (n, m); ``weights`` (n,) are frequency weights of the moments.

    ``winsorise:5:log_ct`` winsorises up to 5 points (``all``: without limit) and takes the logarithm of the original
    values where that does not help; options are ``skew``, ``kurt`` (limits), ``force=yes`` (winsorise whatever the
    moments), ``combine=yes`` (transform the winsorised values), ``lambda``. Other rules transform without winsorising.
    Raises UserError where a transformation cannot take a column's values.
    """
    rule.allow(2, "skew", "kurt", "force", "combine", "lambda")
    limits = _Limits(rule.option_number("skew", 2.0, low=0), rule.option_number("kurt", 3.5))
    most, transformation = _request(rule)
    skew, kurtosis = moments(values, weights)
    passed = limits.pass_(skew, kurtosis)
    high, low = np.zeros(values.shape, dtype=np.bool_), np.zeros(values.shape, dtype=np.bool_)
    if rule.name == "none":
        return _result(values, high, low, [""] * len(codes), [(skew, kurtosis)] * 3, passed)
    found = values.copy()
    todo = np.flatnonzero(~passed | rule.flag("force"))
    if most > 0 and len(todo):
        part, part_high, part_low = _winsorised(values[:, todo], most, limits, weights, force=rule.flag("force"))
        found[:, todo], high[:, todo], low[:, todo] = part, part_high, part_low
    skew_after, kurtosis_after = moments(found, weights)
    failing = np.flatnonzero(~limits.pass_(skew_after, kurtosis_after))
    names = [""] * len(codes)
    if transformation != "none" and len(failing):
        source = found if rule.flag("combine") else values
        found[:, failing] = _transformed(source[:, failing], transformation, rule, [codes[place] for place in failing])
        for place in failing:
            names[place] = transformation
        if not rule.flag("combine"):
            high[:, failing] = low[:, failing] = False
    skew_end, kurtosis_end = moments(found, weights)
    stages = [(skew, kurtosis), (skew_after, kurtosis_after), (skew_end, kurtosis_end)]
    return _result(found, high, low, names, stages, limits.pass_(skew_end, kurtosis_end))


def _result(
    values: Floats, high: Bools, low: Bools, names: list[str], stages: list[tuple[Floats, Floats]], passed: Bools
) -> Treated:
    skewness = np.stack([skew for skew, _ in stages])
    kurtosis = np.stack([kurtosis for _, kurtosis in stages])
    return Treated(values, high, low, np.array(names), skewness, kurtosis, passed)


def _request(rule: Rule) -> tuple[float, str]:
    """The most points to winsorise and the transformation that follows."""
    if rule.name != "winsorise":
        if rule.name == "boxcox" or not rule.values:
            return 0, rule.name
        raise rule.refused(rule.values[0], "no values")
    most = np.inf if rule.values[:1] == ("all",) else rule.number(0, 5, low=0)
    transformation = rule.values[1] if len(rule.values) > 1 else "log_ct"
    if transformation not in _TRANSFORMATIONS:
        raise rule.refused(transformation, f"one of {', '.join(_TRANSFORMATIONS)}")
    return most, transformation


def _winsorised(
    values: Floats, most: float, limits: _Limits, weights: Floats | None, *, force: bool
) -> tuple[Floats, Bools, Bools]:
    """Pull in the outermost values until a column passes or ``most`` points are reached, all columns in step.

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
        turned = np.where(missing, -np.inf, np.where(upward, part, -part))
        top = turned.max(axis=0)
        at_top = turned == top
        below = np.where(at_top, -np.inf, turned).max(axis=0)
        flat = ~np.isfinite(below)
        pulled = at_top & ~flat
        part = np.where(pulled, np.where(upward, below, -below), part)
        found[:, active] = part
        high[:, active] = np.where(upward & ~flat, pulled, high[:, active])
        low[:, active] = np.where(~upward & ~flat, pulled, low[:, active])
        count = high[:, active].sum(axis=0) + low[:, active].sum(axis=0)
        passed = limits.pass_(*moments(part, weights)) & (not force)
        active = active[~(passed | (count >= most) | flat)]
    return found, high, low


def _transformed(values: Floats, name: str, rule: Rule, codes: list[str]) -> Floats:
    least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    if name == "boxcox":
        return _boxcox(values - least + 1, _lambda(rule))
    _check_range(name, least, most, codes)
    if name == "log_ct":
        shifted = values - least + 0.01 * (most - least)
    elif name == "log_ct_orig":
        shifted = values - least + 1
    elif name == "log":
        shifted = values
    else:
        shifted = (most - 1) * (values - least) / (most - least) + 1
    found: Floats = np.log(shifted)
    return found


def _check_range(name: str, least: Floats, most: Floats, codes: list[str]) -> None:
    """Raise UserError for columns that a transformation cannot take; log_gii turns one upside down that stays below 1."""
    extremes, limit, wanted = {
        "log": (least, 0.0, "values above 0"),
        "log_gii": (most, 1.0, "a highest value above 1"),
    }.get(name, (least, -np.inf, ""))
    refused = [
        problem("index-transformation", column=code, value=f"{value:g}", rule=name, wanted=wanted)
        for code, value in zip(codes, extremes.tolist(), strict=True)
        if value <= limit
    ]
    if refused:
        raise UserError(*refused)


def _lambda(rule: Rule) -> float | None:
    """The exponent of Box and Cox; None for the most likely one."""
    text = rule.options.get("lambda", rule.values[0] if rule.name == "boxcox" and rule.values else "best")
    if text == "best":
        return None
    return rule.number(0, 0.0) if "lambda" not in rule.options else rule.option_number("lambda", 0.0)


def _boxcox(values: Floats, exponent: float | None) -> Floats:
    """(x**lambda - 1) / lambda, ln x for 0 (Box and Cox 1964), of values of at least 1."""
    if exponent is not None:
        return np.log(values) if exponent == 0 else (values**exponent - 1) / exponent
    found = np.full_like(values, np.nan)
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        sample = values[known, column]
        found[known, column] = _boxcox(sample[:, None], _likeliest(sample))[:, 0]
    return found


def _likeliest(sample: Floats) -> float:
    """The lambda that maximises the likelihood: (lambda - 1) sum(ln x) - n / 2 ln(variance of the transformed)."""
    logarithms = float(np.log(sample).sum())

    def loss(exponent: float) -> float:
        variance = float(_boxcox(sample[:, None], exponent).var())
        return len(sample) / 2 * float(np.log(variance)) - (exponent - 1) * logarithms

    return float(optimize.minimize_scalar(loss, bounds=(-5.0, 5.0), method="bounded").x)

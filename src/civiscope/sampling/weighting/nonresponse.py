"""Adjusting for non-response: respondents take over the weights of the units of their class that did not respond."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import UserError
from civiscope.errors.problem import problem
from civiscope.sampling.weighting.adjustment import Adjustment, ResponseClasses, sums_by_level
from civiscope.sampling.weighting.base_weights import checked
from civiscope.sampling.weighting.propensity import propensities

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_DIGITS = 12
"""Propensities of rows with the same values differ in their last digits by how the machine adds; these are cut."""


def adjust_by_classes(
    weights: ArrayLike, responded: NDArray[np.bool_], name: str, classes: Sequence[str | None]
) -> Adjustment:
    """Weighting classes: a respondent's weight times the class's sum over all sampled over that over respondents.

    ``weights`` (n,) and ``responded`` (n,) cover every sampled row; ``classes`` holds n values of the variable
    ``name``. Rows that did not respond get the weight 0 (Oh and Scheuren 1983; Lohr 2010, section 8.5.1). Raises
    UserError (weight-*, nobody-responded, margin-value-missing, class-without-respondent).
    """
    before = checked(weights)
    missing = sum(value is None and weight > 0 for value, weight in zip(classes, before, strict=True))
    if missing:
        raise UserError(problem("margin-value-missing", variable=name, count=missing))
    labels = sorted({value for value in classes if value is not None})
    number = {label: index for index, label in enumerate(labels)}
    levels = np.array([-1 if value is None else number[value] for value in classes], dtype=np.int64)
    return _adjusted(before, responded, levels, labels)


def adjust_by_propensity(
    weights: ArrayLike,
    responded: NDArray[np.bool_],
    names: Sequence[str],
    frame: ArrayLike,
    *,
    classes: int = 5,
    weighted: bool = False,
) -> Adjustment:
    """Weighting classes by quantiles of the estimated propensity to respond.

    ``frame`` (n, q) holds the variables ``names`` of every sampled row. The logistic regression is not weighted unless
    ``weighted`` says so (Little and Vartivarian 2003). Classes are cut at the quantiles 1/classes, 2/classes, ... of
    the propensities, a value at the cut belonging to the lower class; equal propensities stay together, so that there
    can be fewer classes (Rosenbaum and Rubin 1984; Valliant, Dever and Kreuter 2013, section 13.5). Raises UserError
    (weight-*, nobody-responded, classes-too-few, auxiliary-missing, response-separated, class-without-respondent).
    """
    if classes < 2:
        raise UserError(problem("classes-too-few", value=classes))
    before = checked(weights)
    counted = before > 0
    _check_somebody_responded(responded & counted)
    values = np.asarray(frame, dtype=np.float64)
    missing = (~np.isfinite(values[counted])).sum(axis=0)
    if missing.any():
        raise UserError(
            *(
                problem("auxiliary-missing", variable=name, count=int(count))
                for name, count in zip(names, missing, strict=True)
                if count
            )
        )
    answered = responded[counted]
    fit_weights = before[counted] if weighted else np.ones(len(answered))
    # If everybody responded there is nothing to model, and one class that changes no weight.
    found = np.ones(len(answered)) if answered.all() else propensities(answered, values[counted], fit_weights)
    levels = np.full(len(before), -1, dtype=np.int64)
    levels[counted] = quantile_classes(found, classes)
    labels = [f"propensity class {number + 1}" for number in range(int(levels.max()) + 1)]
    return _adjusted(before, responded, levels, labels)


def quantile_classes(values: Floats, classes: int) -> Ints:
    """Numbers (n,) of the classes, from 0, between the quantiles of the values (n,); empty classes are not counted.

    Quantiles are linear interpolations of order statistics (definition 7 of Hyndman and Fan 1996).
    """
    rounded = np.array([float(f"{value:.{_DIGITS}g}") for value in values])
    cuts = np.quantile(rounded, np.arange(1, classes) / classes)
    found = np.searchsorted(cuts, rounded, side="left")
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def _check_somebody_responded(responded: NDArray[np.bool_]) -> None:
    if not responded.any():
        raise UserError(problem("nobody-responded"))


def _adjusted(before: Floats, responded: NDArray[np.bool_], levels: Ints, labels: Sequence[str]) -> Adjustment:
    """The weights of respondents, times their class's factor."""
    answered = np.where(responded, before, 0.0)
    _check_somebody_responded(answered > 0)
    sampled, found = sums_by_level(levels, np.column_stack([before, answered])).T
    units = np.bincount(levels + 1, before > 0, minlength=len(sampled) + 1)[1:]
    problems = [
        problem("class-without-respondent", value=labels[number], count=int(units[number]))
        for number in np.flatnonzero((sampled > 0) & (found == 0)).tolist()
    ]
    if problems:
        raise UserError(*problems)
    factors = np.divide(sampled, found, out=np.ones(len(sampled)), where=found > 0)
    after = answered * np.append(factors, 1.0)[levels]
    return Adjustment("non-response", before, after, ResponseClasses(levels, before, after))

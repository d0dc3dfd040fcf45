"""Imputation: values that are missing are filled from others (OECD/JRC Handbook 2008, step 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.rules import Rule
from civiscope.indices.steps.counts import whole_number
from civiscope.indices.steps.expectation import filled_by_expectation
from civiscope.indices.steps.neighbours import filled_by_neighbours
from civiscope.indices.steps.panel import filled_from_panel

Floats = NDArray[np.float64]

_ROUNDING = 1e-12
"""Relative difference within which a sum of weights is half of their total."""

IMPUTATIONS = {
    "mean": "the mean of the indicator",
    "median": "the median of the indicator",
    "group_mean": "the mean of the unit's group",
    "group_median": "the median of the unit's group",
    "knn": "the mean of the k nearest units",
    "em": "the expectation given the unit's other indicators, by a multivariate normal model",
    "panel": "the unit's value in another wave: latest, linear or constant",
    "none": "no imputation",
}


@dataclass(frozen=True, slots=True)
class _Rows:
    """One wave: row numbers, and the group of each of them ("" without one)."""

    numbers: NDArray[np.intp]
    groups: tuple[str, ...]


def impute(
    values: Floats,
    rule: Rule,
    *,
    units: tuple[str, ...],
    waves: tuple[str, ...],
    groups: Mapping[str, tuple[str, ...]],
    codes: tuple[str, ...],
    weights: Floats | None = None,
    strict: bool = True,
) -> Floats:
    """Values (n, p) with missing ones filled; what cannot be filled stays missing.

    Means, medians, neighbours and expectations are taken within each wave; ``panel`` takes other waves of the unit.
    Units without a group, and groups without a value, are not filled. ``weights`` (n,) are frequency weights. Raises
    UserError for an unknown group, for values that the rule cannot take, and for an indicator without any value, which
    with ``strict`` off stays missing.
    """
    if rule.name == "none":
        rule.allow(0)
        return values
    if rule.name == "panel":
        return filled_from_panel(values, rule, units, waves)
    empty = np.isnan(values).all(axis=0)
    if strict and empty.any():
        raise UserError(*(problem("index-indicator-empty", column=codes[place]) for place in np.flatnonzero(empty)))
    found = values.copy()
    for rows in _by_wave(waves, _groups(rule, groups, len(values))):
        own = None if weights is None else weights[rows.numbers]
        found[rows.numbers] = _filled(values[rows.numbers], rule, rows.groups, own)
    return found


def _filled(values: Floats, rule: Rule, groups: tuple[str, ...], weights: Floats | None) -> Floats:
    if rule.name == "knn":
        return filled_by_neighbours(values, whole_number(rule.allow(1), 0, 5), weights)
    if rule.name == "em":
        rule.allow(0, "prior")
        prior = rule.option_number("prior", 0.0, low=0) if "prior" in rule.options else None
        return filled_by_expectation(values, weights, prior)
    centre = _mean if rule.name.endswith("mean") else _median
    if rule.name in ("mean", "median"):
        rule.allow(0)
        return _with_centres(values, centre, weights)
    found = values.copy()
    members = np.array(groups, dtype=object)
    for group in sorted(set(groups) - {""}):
        rows = np.flatnonzero(members == group)
        own = None if weights is None else weights[rows]
        found[rows] = _with_centres(values[rows], centre, own)
    return found


def _groups(rule: Rule, groups: Mapping[str, tuple[str, ...]], size: int) -> tuple[str, ...]:
    if not rule.name.startswith("group_"):
        return ("",) * size
    name = rule.allow(1).values[0] if rule.values else ""
    if name not in groups:
        raise rule.refused(name, f"a grouping column: {', '.join(groups) or 'the table has none'}")
    return groups[name]


def _by_wave(waves: tuple[str, ...], groups: tuple[str, ...]) -> list[_Rows]:
    of_row = np.array(waves, dtype=object)
    parts = [np.flatnonzero(of_row == wave) for wave in dict.fromkeys(waves)]
    return [_Rows(part, tuple(groups[row] for row in part)) for part in parts]


Centre = Callable[[Floats, Floats], Floats]


def _with_centres(values: Floats, centre: Centre, weights: Floats | None) -> Floats:
    missing = np.isnan(values)
    columns = np.flatnonzero(missing.any(axis=0))
    if not len(columns):
        return values
    own = np.ones(len(values)) if weights is None else weights
    found = values.copy()
    found[:, columns] = np.where(missing[:, columns], centre(values[:, columns], own), values[:, columns])
    return found


def _mean(values: Floats, weights: Floats) -> Floats:
    known = ~np.isnan(values) * weights[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = (known * np.nan_to_num(values)).sum(axis=0) / known.sum(axis=0)
        return found


def _median(values: Floats, weights: Floats) -> Floats:
    """Weighted medians: the value at which half of the weight is reached, the middle of two where it is so exactly."""
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    reached = np.cumsum(np.where(np.isnan(ordered), 0.0, weights[order]), axis=0)
    half = reached[-1] / 2
    # The first rows at which half of the weight is reached, and at which it is surpassed: missing values come last.
    rows = ((reached < half * (1 - _ROUNDING)).sum(axis=0), (reached <= half * (1 + _ROUNDING)).sum(axis=0))
    lower, upper = (np.take_along_axis(ordered, np.minimum(row, len(values) - 1)[None], axis=0)[0] for row in rows)
    found: Floats = (lower + upper) / 2
    return found

"""Margins: the known population totals of the categories of a variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError
from civiscope.errors.problem import Problem, problem
from civiscope.errors.suggestions import did_you_mean
from civiscope.sampling.weighting.adjustment import sums_by_level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_AGREE = 1e-9
"""Margins agree if their sums differ by less than this, relative to them: more than rounding, less than a person."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A variable of n rows with k categories and their population totals.

    ``levels`` (n,) numbers the category of each row from 0, -1 where the value is missing; ``totals`` has shape (k,).
    """

    name: str
    labels: tuple[str, ...]
    levels: Ints
    totals: Floats

    def sums(self, weights: Floats) -> Floats:
        """Sums of the weights (n,) by category, shape (k,)."""
        found = np.zeros(len(self.labels))
        sums = sums_by_level(self.levels, weights[:, None])[:, 0]
        found[: len(sums)] = sums
        return found


def margin(name: str, values: Sequence[str | None], totals: Mapping[str, float]) -> Margin:
    """Tie the values of n rows (None where missing) to population totals by category.

    Raises UserError (margin-category-unknown, margin-total-invalid), all problems together.
    """
    labels = tuple(totals)
    number = {label: index for index, label in enumerate(labels)}
    unknown = Counter(value for value in values if value is not None and value not in number)
    problems: list[Problem] = [
        problem(
            "margin-category-unknown",
            variable=name,
            value=value,
            count=count,
            categories=", ".join(labels),
            similar=did_you_mean(value, labels),
        )
        for value, count in unknown.items()
    ]
    problems += [
        problem("margin-total-invalid", variable=name, value=label, total=f"{total:.10g}")
        for label, total in totals.items()
        if not (np.isfinite(total) and total >= 0)
    ]
    if problems:
        raise UserError(*problems)
    levels = np.array([-1 if value is None else number[value] for value in values], dtype=np.int64)
    return Margin(name, labels, levels, np.array([totals[label] for label in labels], dtype=np.float64))


def crossed(columns: Sequence[Sequence[str | None]], separator: str = " × ") -> list[str | None]:
    """The combinations of several columns' values, row by row; None where one of them is missing."""
    return [None if None in row else separator.join(str(value) for value in row) for row in zip(*columns, strict=True)]


def reachable(weights: Floats, found: Margin, *, partial: bool = False) -> Margin:
    """The margin without categories that have neither rows nor a total, checked against the rows' weights (n,).

    ``partial`` also leaves out categories that have a total but no rows of positive weight. Raises UserError
    (margin-value-missing, margin-category-empty, margin-total-invalid), all problems together.
    """
    problems: list[Problem] = []
    missing = int(((found.levels < 0) & (weights > 0)).sum())
    if missing:
        problems.append(problem("margin-value-missing", variable=found.name, count=missing))
    present = found.sums(weights) > 0
    for label, total, here in zip(found.labels, found.totals, present, strict=True):
        if here and total == 0:
            problems.append(problem("margin-total-invalid", variable=found.name, value=label, total="0"))
        if not here and total > 0 and not partial:
            problems.append(problem("margin-category-empty", variable=found.name, value=label))
    if problems:
        raise UserError(*problems)
    renumbered = np.append(np.where(present, np.cumsum(present) - 1, -1), -1)
    return replace(
        found,
        labels=tuple(label for label, here in zip(found.labels, present, strict=True) if here),
        levels=renumbered[found.levels],
        totals=found.totals[present],
    )


def agreeing(margins: Sequence[Margin]) -> list[Margin]:
    """The margins, scaled to the very sum of the first where they differ by rounding.

    Raises UserError (margins-missing, margins-disagree).
    """
    if not margins:
        raise UserError(problem("margins-missing"))
    first = margins[0]
    whole = first.totals.sum()
    problems = [
        problem(
            "margins-disagree",
            variable=first.name,
            value=f"{whole:.10g}",
            other=other.name,
            total=f"{other.totals.sum():.10g}",
        )
        for other in margins[1:]
        if abs(other.totals.sum() - whole) > _AGREE * whole
    ]
    if problems:
        raise UserError(*problems)
    return [replace(each, totals=each.totals * (whole / each.totals.sum())) for each in margins]

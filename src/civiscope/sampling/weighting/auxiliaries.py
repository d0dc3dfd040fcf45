"""Auxiliary variables of calibration: numbers of every row with known population totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import UserError
from civiscope.errors.problem import problem
from civiscope.sampling.weighting.margins import Margin, agreeing, reachable

Floats = NDArray[np.float64]

_REDUNDANT = 1e-7
"""A column is redundant if its part outside the columns before it is smaller than this, relative to it, as in R."""

_CONTRADICTION = 1e-8
"""How far, relative to the size of its terms, the total of a redundant column may be from what the others imply."""


@dataclass(frozen=True, slots=True)
class Auxiliaries:
    """Values (n, q) of q auxiliary variables with their names and population totals (q,)."""

    names: tuple[str, ...]
    values: Floats
    totals: Floats


def auxiliaries(names: Sequence[str], values: ArrayLike, totals: ArrayLike) -> Auxiliaries:
    """Tie q columns of numbers (n, q), NaN where missing, to their population totals (q,).

    Without a column of ones, or categories that sum to one, the size of the population is left open. Raises UserError
    (auxiliary-total-invalid) and ValueError where the shapes do not fit.
    """
    found = Auxiliaries(
        tuple(names), np.asarray(values, dtype=np.float64), np.asarray(totals, dtype=np.float64).reshape(-1)
    )
    if found.values.ndim != 2 or not len(found.names) == found.values.shape[1] == len(found.totals):
        raise ValueError("names, columns and totals of auxiliary variables must be equally many")
    problems = [
        problem("auxiliary-total-invalid", variable=name, value=str(total))
        for name, total in zip(found.names, found.totals, strict=True)
        if not np.isfinite(total)
    ]
    if problems:
        raise UserError(*problems)
    return found


def with_margins(
    weights: Floats, margins: Sequence[Margin], numbers: Auxiliaries | None = None, *, partial: bool = False
) -> Auxiliaries:
    """One column of zeros and ones for every category of the margins, followed by the columns of ``numbers``.

    Categories of several margins are redundant by one each; calibration drops what is redundant. Raises UserError
    (margins-missing, margins-disagree, margin-*), see `margins`.
    """
    kept = agreeing([reachable(weights, each, partial=partial) for each in margins])
    names = [f"{each.name} = {label}" for each in kept for label in each.labels]
    columns = [(each.levels[:, None] == np.arange(len(each.labels))).astype(np.float64) for each in kept]
    totals = [each.totals for each in kept]
    if numbers is not None:
        names += numbers.names
        columns.append(numbers.values)
        totals.append(numbers.totals)
    return Auxiliaries(tuple(names), np.hstack(columns), np.concatenate(totals))


def independent(weights: Floats, found: Auxiliaries) -> Auxiliaries:
    """The variables that do not follow from those before them, checked, with 0 in rows without weight.

    Raises UserError: auxiliary-missing for values that are not finite in rows of positive weight,
    auxiliary-totals-contradict for a redundant variable whose total does not follow from those before it.
    """
    counted = weights > 0
    missing = (~np.isfinite(found.values) & counted[:, None]).sum(axis=0)
    if missing.any():
        raise UserError(
            *(
                problem("auxiliary-missing", variable=name, count=int(count))
                for name, count in zip(found.names, missing, strict=True)
                if count
            )
        )
    values = np.where(counted[:, None], found.values, 0.0)
    kept = independent_columns(values * np.sqrt(weights)[:, None])
    _check_redundant(weights, values, found, kept)
    return replace(
        found, names=tuple(found.names[column] for column in kept), values=values[:, kept], totals=found.totals[kept]
    )


def independent_columns(values: Floats) -> list[int]:
    """Numbers of the columns of (n, q) that are not, nearly, combinations of the columns before them.

    A column stays if the part of it that is orthogonal to those kept is at least 1e-7 of it (the limited pivoting of
    R's qr; here by Gram-Schmidt, made twice for orthogonality to the last digits: Björck 1996, section 2.4.5).
    """
    basis = np.empty((values.shape[0], 0))
    kept: list[int] = []
    for number, column in enumerate(values.T):
        length = float(np.linalg.norm(column))
        if length == 0:
            continue
        rest = column / length
        for _ in range(2):
            rest = rest - basis @ (basis.T @ rest)
        size = float(np.linalg.norm(rest))
        if size >= _REDUNDANT:
            basis = np.column_stack([basis, rest / size])
            kept.append(number)
    return kept


def _check_redundant(weights: Floats, values: Floats, found: Auxiliaries, kept: list[int]) -> None:
    """Raise UserError for totals of redundant columns that contradict those of the columns kept."""
    redundant = [column for column in range(len(found.names)) if column not in kept]
    if not redundant:
        return
    root = np.sqrt(weights)[:, None]
    coefficients, *_ = np.linalg.lstsq(values[:, kept] * root, values[:, redundant] * root)
    terms = coefficients * found.totals[kept, None]
    implied = terms.sum(axis=0)
    sizes = np.maximum(np.abs(found.totals[redundant]), np.abs(terms).sum(axis=0))
    problems = [
        problem(
            "auxiliary-totals-contradict",
            variable=found.names[column],
            value=f"{found.totals[column]:.10g}",
            implied=f"{follows:.10g}",
        )
        for column, follows, size in zip(redundant, implied, sizes, strict=True)
        if abs(found.totals[column] - follows) > _CONTRADICTION * size
    ]
    if problems:
        raise UserError(*problems)

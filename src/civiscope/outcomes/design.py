"""The data of one regression, and whether it can be fitted: problems here are the user's and are told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import Problem, problem
from civiscope.outcomes.linear import leverage_of

Floats = NDArray[np.float64]

INTERCEPT = "intercept"
_DEPENDENT = 1e-9
"""A column whose part that earlier ones do not explain is below this share of its length follows from them."""
_ALONE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Design:
    """An outcome (n,) and predictors (n, k) of n cities: intercept, score, controls; ``terms`` name the columns.

    ``values`` is in the unit of the table.
    """

    cities: tuple[str, ...]
    values: Floats
    predictors: Floats
    terms: tuple[str, ...]
    is_number: tuple[bool, ...]


def design(
    cities: Sequence[str],
    values: Floats,
    scores: Floats,
    predictor: str,
    controls: Floats,
    terms: Sequence[str],
    is_number: Sequence[bool],
    *,
    by_number: bool = True,
) -> Design:
    """The design with an intercept, the score under the name ``predictor``, and controls (n, p).

    ``by_number`` says whether the score is a number, not one of two groups.
    """
    predictors = np.column_stack([np.ones(len(values)), scores, controls])
    return Design(tuple(cities), values, predictors, (INTERCEPT, predictor, *terms), (False, by_number, *is_number))


def refusal(made: Design, model: str, outcome: str, place: dict[str, Any]) -> Problem | None:
    """Why the regression cannot be fitted, with its ``place`` (file and line); None where it can."""
    n, k = int(made.predictors.shape[0]), int(made.predictors.shape[1])
    words: dict[str, Any] = {**place, "value": model, "outcome": outcome, "count": n}
    if n < k + 2:
        # One degree of freedom more than a fit needs: influence is judged with a city left out.
        return problem("outcome-model-thin", **words, coefficients=k)
    if np.ptp(made.values) == 0:
        return problem("outcome-constant", **words)
    for column, term in enumerate(made.terms[1:], start=1):
        if np.ptp(made.predictors[:, column]) == 0:
            code = "outcome-score-constant" if column == 1 else "outcome-control-constant"
            return problem(code, **words, name=term)
    if (dependent := _dependent(made.predictors)) is not None:
        return problem("outcome-controls-collinear", **words, name=made.terms[dependent])
    leverage = leverage_of(made.predictors)
    if leverage.max() > _ALONE:
        city = made.cities[int(leverage.argmax())]
        return problem("outcome-city-alone", **words, city=city)
    return None


def _dependent(predictors: Floats) -> int | None:
    """The first column that follows from those before it."""
    basis = np.empty((len(predictors), 0))
    for place in range(predictors.shape[1]):
        column = predictors[:, place]
        if place:
            column = column - column.mean()
        left = column - basis @ (basis.T @ column)
        left = left - basis @ (basis.T @ left)
        length = float(np.linalg.norm(left))
        if length <= _DEPENDENT * float(np.linalg.norm(column)):
            return place
        basis = np.column_stack([basis, left / length])
    return None

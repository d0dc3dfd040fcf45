"""Weights from pairwise comparisons: the analytic hierarchy process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem

Floats = NDArray[np.float64]

LIMIT = 0.1
"""The greatest consistency ratio with which comparisons count as consistent (Saaty 1980)."""

_RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random comparisons of 1 to 15 elements (Saaty 1980, table 1-4)."""

_RECIPROCAL = 0.05


@dataclass(frozen=True)
class HierarchyWeights:
    """Weights (c,) that sum to 1, the consistency ratio, and the greatest eigenvalue of the comparisons."""

    weights: Floats
    consistency_ratio: float
    eigenvalue: float


def hierarchy_weights(matrix: Floats, codes: Sequence[str], place: str = "") -> HierarchyWeights:
    """The principal eigenvector of comparisons (c, c): how many times the row's element outweighs the column's.

    The consistency ratio is (l - c) / (c - 1), with l the greatest eigenvalue, over the mean of the same of random
    comparisons; of more than 15 elements that of 15. Saaty (1980), chapter 3; OECD/JRC Handbook (2008), step 6.7.

    Raises UserError where the comparisons are not above 0, not reciprocal (within 5 per cent: 0.13 for 1/8), or too
    inconsistent (ratio above `LIMIT`); it names the comparison that fits least.
    """
    _check(matrix, codes, place)
    # 0.33 beside 3 is meant to be 1/3: the two halves of the matrix are brought together before anything else.
    matrix = np.sqrt(matrix / matrix.T)
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    eigenvalue = float(values[largest].real)
    vector = np.abs(vectors[:, largest].real)
    weights = vector / vector.sum()
    ratio = _ratio(eigenvalue, len(matrix))
    if ratio > LIMIT:
        row, column = _worst(matrix, weights)
        raise UserError(
            problem(
                "index-comparisons-inconsistent",
                column=place,
                value=f"{ratio:.2f}",
                limit=LIMIT,
                pair=f"{codes[row]} with {codes[column]} ({matrix[row, column]:g})",
                fitting=f"{weights[row] / weights[column]:.2g}",
            )
        )
    return HierarchyWeights(weights, ratio, eigenvalue)


def _ratio(eigenvalue: float, count: int) -> float:
    if count < 3:
        return 0.0
    random = _RANDOM_INDEX[min(count, len(_RANDOM_INDEX)) - 1]
    return max(0.0, eigenvalue - count) / (count - 1) / random


def _worst(matrix: Floats, weights: Floats) -> tuple[int, int]:
    """The comparison that lies farthest from the ratio of the weights."""
    misfit = np.abs(np.log(matrix) - np.log(weights[:, None] / weights[None, :]))
    row, column = np.unravel_index(int(np.argmax(np.triu(misfit, 1))), misfit.shape)
    return int(row), int(column)


def _check(matrix: Floats, codes: Sequence[str], place: str) -> None:
    problems = []
    for row in range(len(matrix)):
        for column in range(row, len(matrix)):
            value, back = matrix[row, column], matrix[column, row]
            if not (value > 0 and back > 0 and abs(value * back - 1) < _RECIPROCAL):
                shown = f"{value:g} and {back:g}"
                pair = f"{codes[row]} and {codes[column]}"
                problems.append(problem("index-comparison", column=place, value=shown, pair=pair))
    if problems:
        raise UserError(*problems)

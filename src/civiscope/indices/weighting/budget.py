"""Weights from the points that experts give: budget allocation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem

Floats = NDArray[np.float64]


def budget_weights(points: Floats, budget: float = 100.0, place: str = "") -> Floats:
    """Weights (c,) that sum to 1: the mean share of each element in the points (experts, c) of the experts.

    Every expert distributes the same ``budget`` (OECD/JRC Handbook 2008, step 6.5). Raises UserError where there is no
    expert, and for each who spent more or less, or gave negative points.
    """
    if not len(points):
        raise UserError(problem("index-budget-empty", column=place))
    problems = [
        problem("index-budget", column=place, value=f"{row.sum():g}", expert=number, budget=f"{budget:g}")
        for number, row in enumerate(points, start=1)
        if not ((row >= 0).all() and abs(row.sum() - budget) <= 1e-6 * budget)
    ]
    if problems:
        raise UserError(*problems)
    shares: Floats = points.mean(axis=0) / budget
    return shares

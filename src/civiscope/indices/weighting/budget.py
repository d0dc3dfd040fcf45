"""Weights from the points that experts give: budget allocation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem

Floats = NDArray[np.float64]


def budget_weights(points: Floats, budget: float = 100.0, place: str = "") -> Floats:
    """Weights (c,) that sum to 1: the mean share of each element in the points (experts, c) of the experts.

    Every expert distributes the same ``budget`` (OECD/JRC Handbook 2008, step 6). Raises UserError for an expert who
    spent more or less, or gave negative points.
    """
    problems = [
        problem("index-budget", column=place, value=f"{row.sum():g}", expert=number, budget=f"{budget:g}")
        for number, row in enumerate(points, start=1)
        if np.isnan(row).any() or (row < 0).any() or abs(row.sum() - budget) > 1e-6 * budget
    ]
    if problems:
        raise UserError(*problems)
    shares: Floats = points.mean(axis=0) / budget
    return shares

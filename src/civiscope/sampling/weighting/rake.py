"""Raking: weights that reach the totals of several margins, one after the other until all hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import UserError
from civiscope.errors.problem import problem
from civiscope.sampling.weighting.adjustment import Adjustment, Sweeps
from civiscope.sampling.weighting.base_weights import checked
from civiscope.sampling.weighting.margins import Margin, agreeing, reachable

Floats = NDArray[np.float64]


def rake(
    weights: ArrayLike,
    margins: Sequence[Margin],
    *,
    partial: bool = False,
    tolerance: float = 1e-10,
    sweeps: int = 1000,
) -> Adjustment:
    """Fit the weights (n,) to all margins by iterative proportional fitting (Deming and Stephan 1940).

    Sweeps end once every category's sum is within ``tolerance`` of its total, relative to it. ``partial`` leaves out
    categories without rows; the margins must agree without them. Raises UserError (weight-*, margins-missing,
    margins-disagree, margin-*, raking-not-converged).
    """
    before = checked(weights)
    kept = agreeing([reachable(before, each, partial=partial) for each in margins])
    after = before
    steps: list[Floats] = []
    for sweep in range(1, sweeps + 1):
        steps = []
        for each in kept:
            sums = each.sums(after)
            # A category can lose its weight on the way, where margins cannot be reached together: it stays at 0.
            factors = np.divide(each.totals, sums, out=np.zeros(len(sums)), where=sums > 0)
            after = after * np.append(factors, 1.0)[each.levels]
            steps.append(after)
        misfits = [float(np.max(np.abs(each.sums(after) - each.totals) / each.totals)) for each in kept]
        if max(misfits) <= tolerance:
            projection = Sweeps(tuple((each.levels, step) for each, step in zip(kept, steps, strict=True)))
            return Adjustment("raking", before, after, projection, iterations=sweep)
    worst = int(np.argmax(misfits))
    raise UserError(
        problem("raking-not-converged", variable=kept[worst].name, count=sweeps, value=f"{misfits[worst]:.2g}")
    )

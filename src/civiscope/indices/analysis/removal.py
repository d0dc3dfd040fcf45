"""The effect of dropping an element: how far the ranks would move without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from civiscope.indices.analysis.correlations import correlation_matrix

Floats = NDArray[np.float64]
Rescore = Callable[[frozenset[str]], Floats]
"""From the codes that are dropped to the scores (n,) without them; ValueError where nothing would be left."""

NOTHING_LEFT = "nothing would be left of the index"
FEW_UNITS = "fewer than 3 units have a score without it"


@dataclass(frozen=True, slots=True)
class RemovalEffect:
    """What dropping ``element`` does to the ranks of the ``n`` units that have a score with and without it.

    ``mean_shift`` and ``max_shift`` are of the absolute differences of ranks, ``correlation`` is Pearson's between the
    scores and ``rank_correlation`` Spearman's; NaN where a ``note`` says why.
    """

    element: str
    n: int
    mean_shift: float
    max_shift: float
    correlation: float
    rank_correlation: float
    note: str = ""


def removal_effects(elements: Sequence[str], rescore: Rescore) -> tuple[RemovalEffect, ...]:
    """The effect of dropping each element alone, in the order given; ``rescore`` is called once more for the whole.

    Rank 1 is the highest score, ties take the lowest number; both ranks are among the units that are scored both times.
    """
    nominal = rescore(frozenset())
    return tuple(_effect(element, nominal, rescore) for element in elements)


def _effect(element: str, nominal: Floats, rescore: Rescore) -> RemovalEffect:
    nan = float("nan")
    try:
        scores = rescore(frozenset((element,)))
    except ValueError:
        return RemovalEffect(element, 0, nan, nan, nan, nan, NOTHING_LEFT)
    shared = ~np.isnan(nominal) & ~np.isnan(scores)
    n = int(shared.sum())
    if n < 3:
        return RemovalEffect(element, n, nan, nan, nan, nan, FEW_UNITS)
    before, after = nominal[shared], scores[shared]
    shift = np.abs(scipy.stats.rankdata(-before, "min") - scipy.stats.rankdata(-after, "min"))
    pair = before[:, None], after[:, None]
    return RemovalEffect(
        element,
        n,
        float(shift.mean()),
        float(shift.max()),
        float(correlation_matrix(*pair).correlations[0, 0]),
        float(correlation_matrix(*pair, method="spearman").correlations[0, 0]),
    )

"""Screening: which units have data enough to be scored."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

SCREENINGS = {
    "available": "keep units of which at least this share of the indicators is there",
    "nonzero": "keep units of which at least this share of the values that are there is not 0",
    "none": "keep all units",
}


def screened(values: Floats, rule: Rule) -> NDArray[np.bool_]:
    """Which of the n units are kept; ``values`` is (n, p).

    ``available:0.67`` (two thirds where no share is named) or ``nonzero:0.05``, as in COINr's Screen. Raises UserError
    where no unit is left.
    """
    known = ~np.isnan(values)
    if rule.name == "none":
        return np.ones(len(values), dtype=np.bool_)
    if rule.name == "available":
        kept = known.mean(axis=1) >= rule.allow(1).number(0, 2 / 3, 0, 1)
    else:
        count = known.sum(axis=1)
        nonzero = (known & (values != 0)).sum(axis=1) / np.where(count == 0, np.nan, count)
        kept = nonzero >= rule.allow(1).number(0, 0.05, 0, 1)
    if not kept.any():
        raise UserError(problem("index-screened-all", column=rule.place, value=rule))
    return np.asarray(kept, dtype=np.bool_)

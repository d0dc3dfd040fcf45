"""The Mazziotta-Pareto index: a mean with a penalty for elements that are out of balance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.rules import Rule

Floats = NDArray[np.float64]

_ROUNDING = 1e-26
"""A variance below this share of the squared mean comes from the arithmetic."""

_WANTED = "means above 0: normalise to a range above 0, such as zscore_population:100:10"


def mazziotta_pareto(values: Floats, weights: Floats, rule: Rule) -> Floats:
    """M - S cv (n,) of the elements (n, c), with M their mean, S their standard deviation (divisor c) and cv = S / M.

    Mazziotta and Pareto (2013), on elements normalised with ``zscore_population:100:10``; their adjusted index (2016)
    is the same on goalposts at 70 and 130. With ``mazziotta_pareto:positive`` the penalty is added: for an index in
    which more is worse; ``sample=yes`` takes the divisor c - 1, as some programs do. Mean and deviation are weighted
    where weights differ, over the elements that are there.
    """
    sample = rule.allow(1, "sample").flag("sample")
    word = rule.values[0] if rule.values else "negative"
    if word not in ("negative", "positive"):
        raise rule.refused(word, "negative or positive")
    known = ~np.isnan(values)
    own = known * weights
    with np.errstate(divide="ignore", invalid="ignore"):
        total = own.sum(axis=1)
        filled = np.where(known, values, 0.0)
        mean = (own * filled).sum(axis=1) / total
        variance = (own * np.where(known, values - mean[:, None], 0.0) ** 2).sum(axis=1) / total
        if sample:
            count = known.sum(axis=1)
            variance = np.where(count > 1, variance * count / (count - 1), 0.0)
        unequal = variance > _ROUNDING * mean**2
        if (unequal & (mean <= 0)).any():
            raise rule.unsuited(float(mean[unequal & (mean <= 0)][0]), _WANTED)
        penalty = np.where(unequal, variance / mean, variance * 0)
    found: Floats = mean + penalty if word == "positive" else mean - penalty
    return found

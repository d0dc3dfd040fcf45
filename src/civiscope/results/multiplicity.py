"""p-values of several tests that are read together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Correction(StrEnum):
    """``holm`` keeps the chance of a single false alarm, ``bh`` the expected share of false alarms."""

    HOLM = "holm"
    BH = "bh"
    NONE = "none"


def adjusted(p_values: Sequence[float | None], correction: Correction) -> list[float | None]:
    """Adjusted p-values in the same order; those that are None or NaN stay so and do not count in the family.

    Holm (1979): the i-th smallest of m times m - i + 1, made non-decreasing. Benjamini and Hochberg (1995): the i-th
    smallest times m / i, made non-decreasing from the largest down. Both at most 1.
    """
    known = [place for place, value in enumerate(p_values) if value is not None and not math.isnan(value)]
    values = np.array([p_values[place] for place in known], dtype=np.float64)
    order = np.argsort(values, kind="stable")
    count = len(values)
    ranked = values[order]
    if correction is Correction.HOLM:
        ranked = np.maximum.accumulate(ranked * (count - np.arange(count)))
    elif correction is Correction.BH:
        ranked = np.minimum.accumulate((ranked * (count / (np.arange(count) + 1)))[::-1])[::-1]
    found: list[float | None] = list(p_values)
    for place, value in zip(order, np.minimum(ranked, 1.0), strict=True):
        found[known[place]] = float(value)
    return found

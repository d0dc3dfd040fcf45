"""Numbers of rows: what is missing is None there, and NaN in arrays."""

from __future__ import annotations

import math


def number_or_none(value: float) -> float | None:
    """The number, None for one that is missing."""
    return None if math.isnan(value) else float(value)


def whole_or_none(value: float) -> int | None:
    """The whole number, None for one that is missing."""
    return None if math.isnan(value) else int(value)

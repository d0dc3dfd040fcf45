"""What is known of the columns of a matrix of indicators, apart from their values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Facts:
    """Codes, directions (-1 where less is better), targets and goalposts of m columns; NaN where there is none."""

    codes: tuple[str, ...]
    direction: Floats
    target: Floats
    low: Floats
    high: Floats

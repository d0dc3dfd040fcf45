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

    def tiled(self, times: int) -> Facts:
        """The facts of ``times`` copies of the columns, side by side: how replications are laid out."""
        return Facts(
            self.codes * times,
            np.tile(self.direction, times),
            np.tile(self.target, times),
            np.tile(self.low, times),
            np.tile(self.high, times),
        )

    def chosen(self, columns: NDArray[np.intp]) -> Facts:
        """The facts of some of the columns."""
        return Facts(
            tuple(self.codes[column] for column in columns),
            self.direction[columns],
            self.target[columns],
            self.low[columns],
            self.high[columns],
        )

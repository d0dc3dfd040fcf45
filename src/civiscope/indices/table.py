"""A table of indicators: one row per unit (and wave), one column of numbers per indicator."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """n rows of units and p columns of indicators.

    ``units``, ``names`` and ``waves`` have n entries; a wave is "" where there is only one. ``values`` is (n, p), NaN
    where a value is missing. ``groups`` are grouping columns ("" where a unit has no group), ``denominators`` columns
    of numbers. ``row_weights`` (n,) are frequency weights that sum to n, None where every row counts once: replicate
    weights run through the steps in this way.
    """

    units: tuple[str, ...]
    names: tuple[str, ...]
    waves: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    denominators: dict[str, Floats] = field(default_factory=dict)
    row_weights: Floats | None = None

    def with_values(self, values: Floats) -> IndicatorTable:
        """The same rows and columns with other values."""
        return replace(self, values=values)

    def rows(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> IndicatorTable:
        """Some of the rows, by mask or number; row weights are scaled to their sum again."""
        chosen = np.flatnonzero(kept) if kept.dtype == np.bool_ else kept
        weights = None if self.row_weights is None else self.row_weights[chosen]
        if weights is not None and weights.sum() > 0:
            weights = weights * (len(weights) / weights.sum())

        def pick(entries: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(entries[row] for row in chosen)

        return IndicatorTable(
            pick(self.units),
            pick(self.names),
            pick(self.waves),
            self.indicators,
            self.values[chosen],
            {name: pick(entries) for name, entries in self.groups.items()},
            {name: entries[chosen] for name, entries in self.denominators.items()},
            weights,
        )

    def columns(self, codes: tuple[str, ...]) -> IndicatorTable:
        """The indicators of these codes, in this order; raises KeyError for one that is not there."""
        place = {code: number for number, code in enumerate(self.indicators)}
        return replace(self, indicators=codes, values=self.values[:, [place[code] for code in codes]])

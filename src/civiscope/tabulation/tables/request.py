"""What is asked of a table: items, domains, a measure, an interval."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.errors import UserError, problem
from civiscope.tabulation.intervals import LEVEL, Interval
from civiscope.tabulation.variables import Measure

CROSSED = " & "
"""Joins the names of crossed domains, and of their levels."""


@dataclass(frozen=True, slots=True)
class Request:
    """Items and domains are columns of the table.

    With several ``by`` there are estimates by each of them and by all of them crossed; an entry such as ``a & b`` asks
    for that crossing alone. An item of a ratio reads ``numerator/denominator``; two items are taken so as well.
    """

    items: tuple[str, ...]
    by: tuple[str, ...] = ()
    measure: Measure = Measure.SHARE
    quantiles: tuple[float, ...] = (0.5,)
    interval: Interval = Interval.WILSON
    level: float = LEVEL

    def __post_init__(self) -> None:
        if not self.items:
            raise UserError(problem("items-missing"))
        if not 0 < self.level < 1:
            raise UserError(problem("level-out-of-range", value=self.level))
        if self.measure is Measure.QUANTILE and not self.quantiles:
            raise UserError(problem("quantiles-missing"))
        for probability in self.quantiles:
            if not 0 < probability < 1:
                raise UserError(problem("quantile-out-of-range", value=probability))

    def groupings(self) -> tuple[tuple[str, ...], ...]:
        """The domains, each as the columns that are crossed in it; the empty one, all rows, comes first."""
        asked = [tuple(part.strip() for part in entry.split(CROSSED)) for entry in self.by]
        found: dict[tuple[str, ...], None] = {(): None, **dict.fromkeys(asked)}
        single = [columns[0] for columns in asked if len(columns) == 1]
        if len(single) > 1:
            found[tuple(dict.fromkeys(single))] = None
        return tuple(found)

    @property
    def by_columns(self) -> tuple[str, ...]:
        """Every column that takes part in a domain, once."""
        return tuple(dict.fromkeys(column for columns in self.groupings() for column in columns))

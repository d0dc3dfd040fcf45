"""What is estimated: the items of a request as variables, and the sums that each of them needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is estimated of an item."""

    SHARE = "share"
    MEAN = "mean"
    TOTAL = "total"
    RATIO = "ratio"
    QUANTILE = "quantile"
    VARIANCE = "variance"
    RESIDENTS = "residents"


Power = tuple[int, int, int]
"""Powers of the weight, of the value and of the denominator in a sum over rows."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One number to be estimated in every level.

    Every row that counts has a value u and a denominator x, which is 1 except for ratios; other rows have neither.
    ``prefix`` names the variable's sums. ``indicator`` says that u is 0 or 1, so that its powers are itself;
    ``centre`` has been subtracted from u before it was squared. ``shown`` is the measure's name in results, where it is
    not that of the formula.
    """

    item: str
    row: str
    option: str
    measure: Measure
    prefix: str
    base: str
    indicator: bool = False
    centre: float = 0.0
    shown: str = ""
    others: tuple[str, ...] = ()
    """Where not empty: the prefixes of the item's other options. Its sums are then what these leave of the base."""

    def sum_name(self, power: Power) -> str:
        """The name of sum(w**a u**b x**c) over the rows of a cell; equal sums have one name."""
        weight, value, denominator = self.canonical(power)
        source = self.prefix if value or self.measure is Measure.RATIO else self.base
        return f"{source}|{weight}{value}{denominator}"

    def canonical(self, power: Power) -> Power:
        """The lowest powers with the same sum, given that indicators and denominators of 0 and 1 do not change."""
        weight, value, denominator = power
        if self.indicator:
            value = min(value, 1)
        if self.measure is not Measure.RATIO:
            denominator = 0 if value else min(denominator, 1)
        return weight, value, denominator

    @property
    def n(self) -> str:
        """The name of the count of rows behind the numerator: those that named the option, else all that count."""
        return f"{self.prefix}|n" if self.option else self.base_count

    @property
    def base_count(self) -> str:
        """The name of the count of rows behind the denominator."""
        return f"{self.base}|n"

    def powers(self, elements: bool) -> list[Power]:
        """The powers whose sums the estimate, its variance and its design effect need.

        ``elements``: rows are sampling units themselves, so that squares are needed.
        """
        first: list[Power] = [(1, 0, 1), (1, 1, 0)]
        if self.measure in (Measure.MEAN, Measure.TOTAL, Measure.VARIANCE):
            first.append((1, 2, 0))
        if elements:
            first += [(2, 0, 2), (2, 1, 1), (2, 2, 0)]
            if self.measure is Measure.VARIANCE:
                first += [(2, 3, 0), (2, 4, 0)]
        else:
            # The weights alone, for the spread of a share of 0 or 1.
            first.append((2, 0, 2))
        return first

"""The axis of a number: linear, or logarithmic where few large cities would press all others together."""

from __future__ import annotations

import math
from dataclasses import dataclass

SKEWED = 12
"""A logarithmic axis is used from this ratio of the largest value to the median on."""
MOST_UNIT_BINS = 24
"""Whole numbers get a bar each up to this range."""
BINS = 16
"""About so many bars otherwise."""
CLOSE_TICKS = 6
"""About so many ticks on an axis without bars."""
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """From ``low`` to ``high`` in the item's unit; ``edges`` bound the bars of a histogram, ``ticks`` are labelled."""

    low: float
    high: float
    ticks: tuple[float, ...]
    edges: tuple[float, ...]
    logarithmic: bool

    def place(self, value: float) -> float:
        """Where a value stands, from 0 (the axis' beginning) to 1; values beyond an end stand at the end."""
        inside = min(max(value, self.low), self.high)
        if self.logarithmic:
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)


def number_axis(values: list[float], marks: list[float], whole: bool) -> NumberAxis:
    """An axis that holds all values (may be none) and ``marks`` (means, medians and the ends of their intervals).

    ``whole`` numbers within a short range stand in the middle of a bar of their own.
    """
    ordered = sorted(values)
    shown = [*values, *marks]
    if ordered and ordered[0] > 0 and ordered[-1] > SKEWED * ordered[len(ordered) // 2]:
        return _logarithmic(ordered[0], max(shown))
    if ordered and whole and max(shown) - min(shown) <= MOST_UNIT_BINS:
        return _unit_bins(min(shown), max(shown))
    low, high = min(0.0, *shown), max(0.0, *shown)
    step = _nice((high - low) / BINS) if high > low else 1.0
    first, last = math.floor(low / step), max(math.ceil(high / step), 1)
    # Twelve digits hide what binary fractions add to 0.1 + 0.2.
    edges = tuple(float(f"{step * position:.12g}") for position in range(first, last + 1))
    every = max(1, math.ceil((last - first) / MOST_TICKS))
    ticks = tuple(edge for edge, position in zip(edges, range(first, last + 1), strict=True) if position % every == 0)
    return NumberAxis(edges[0], edges[-1], ticks, edges, logarithmic=False)


def close_axis(values: tuple[float, ...]) -> NumberAxis:
    """A linear axis that reaches from the lowest value to the highest, wherever 0 is; ``values`` must not be empty."""
    low, high = min(values), max(values)
    step = _nice((high - low) / CLOSE_TICKS) if high > low else max(_nice(abs(low) / 10), 1.0) if low else 1.0
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    edges = tuple(float(f"{step * position:.12g}") for position in range(first, last + 1))
    return NumberAxis(edges[0], edges[-1], edges, edges, logarithmic=False)


def _unit_bins(least: float, most: float) -> NumberAxis:
    """Bars around whole numbers, so that a value stands in the middle of its bar."""
    first, last = math.floor(least), math.ceil(most)
    edges = tuple(position - 0.5 for position in range(first, last + 2))
    every = max(1, math.ceil((last - first + 1) / 12))
    return NumberAxis(edges[0], edges[-1], tuple(float(value) for value in range(first, last + 1, every)), edges, False)


def _logarithmic(least: float, most: float) -> NumberAxis:
    """Edges at 1, 2 and 5 times powers of ten; ticks at the powers."""
    edges = [
        factor * 10.0**power
        for power in range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
        for factor in (1, 2, 5)
    ]
    first = max(position for position, edge in enumerate(edges) if edge <= least * (1 + 1e-9))
    last = min(position for position, edge in enumerate(edges) if edge >= most * (1 - 1e-9))
    kept = tuple(edges[first : max(last, first + 1) + 1])
    powers = tuple(edge for edge in kept if math.isclose(math.log10(edge), round(math.log10(edge)), abs_tol=1e-9))
    return NumberAxis(kept[0], kept[-1], powers if len(powers) > 1 else kept, kept, logarithmic=True)


def _nice(step: float) -> float:
    """The next step of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return float(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-9)))


def histogram(values: tuple[float, ...], axis: NumberAxis) -> list[tuple[float, float, int]]:
    """Bars as (from, to, number of cities): an edge belongs to the bar that it begins, the last one to the last bar."""
    counts = [0] * (len(axis.edges) - 1)
    for value in values:
        counts[min(sum(edge <= value for edge in axis.edges[1:]), len(counts) - 1)] += 1
    return list(zip(axis.edges[:-1], axis.edges[1:], counts, strict=True))

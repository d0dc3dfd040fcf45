"""All orders of a few units with the greatest support, and the one nearest to their mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ENUMERABLE = 18
"""Units up to which all orders of greatest support are found: time and memory double with every unit."""

_LEVEL = 1e-6
"""Sums of squared distances from mean places that differ by less are equal."""


@dataclass(frozen=True)
class _Layer:
    """Ways to add one ``unit`` (t,) to the set ``source`` (t,) of those before it; sets are numbers, a bit per unit."""

    unit: NDArray[np.intp]
    source: NDArray[np.intp]
    target: NDArray[np.intp]


def nearest_order(margins: Integers, sizes: Integers) -> Floats:
    """Places (m,) by margins (m, m) in whole numbers, antisymmetric; a unit that stands for ``sizes`` takes their mean.

    Of all orders of greatest support those are taken whose places lie nearest to the mean places of all of them (least
    squares). Mostly that is one. Of several the mean places are returned, so that units between which nothing decides
    share theirs, if one of the orders agrees with them, else the order that agrees with them the longest, if the
    data tell it from others. Dynamic programming over all 2**m sets of units (Held and Karp 1962).
    """
    taken = _subset_sums(sizes[:, None])[0]

    def places(layers: list[_Layer]) -> list[Floats]:
        return [taken[layer.source] + (sizes[layer.unit] + 1) / 2 for layer in layers]

    count = len(margins)
    layers = _optimal_layers(margins)
    means = _mean_places(layers, places(layers), count)
    nearest = _nearest(
        layers,
        [sizes[layer.unit] * (own - means[layer.unit]) ** 2 for layer, own in zip(layers, places(layers), strict=True)],
        count,
    )
    means = _mean_places(nearest, places(nearest), count)
    if _agrees(nearest, means):
        return means
    return _followed(nearest, places(nearest), means, kinds(margins))


def kinds(margins: Integers) -> NDArray[np.intp]:
    """Numbers (m,) of kinds of units, which do not depend on the order of the rows; those of one kind are alike.

    By the sums of their margins, then by the margins over units of each kind, again and again (colour refinement).
    """
    _, found = np.unique(-margins.sum(axis=1), return_inverse=True)
    while True:
        # A margin and the kind of the other unit, as one number.
        pairs = margins * len(margins) + found[None, :]
        described = np.concatenate([found[:, None], np.sort(pairs, axis=1)], axis=1)
        _, finer = np.unique(described, axis=0, return_inverse=True)
        if finer.max() == found.max():
            return finer
        found = finer


def _optimal_layers(margins: Integers) -> list[_Layer]:
    """The ways to add units, one layer per place, that belong to orders of greatest support."""
    count = len(margins)
    sets = _sets_by_size(count)
    gain = _Gain(margins)
    best = np.full(1 << count, np.iinfo(np.int64).min, dtype=np.int64)
    best[0] = 0
    for targets in sets[1:]:
        for unit in range(count):
            chosen = targets[(targets >> unit) & 1 == 1]
            sources = chosen ^ (1 << unit)
            best[chosen] = np.maximum(best[chosen], best[sources] + gain.of(unit, sources))
    layers = []
    reached = np.array([(1 << count) - 1])
    for _ in range(count):
        parts = []
        for unit in range(count):
            chosen = reached[(reached >> unit) & 1 == 1]
            sources = chosen ^ (1 << unit)
            tight = best[sources] + gain.of(unit, sources) == best[chosen]
            parts.append(_Layer(np.full(int(tight.sum()), unit), sources[tight], chosen[tight]))
        layers.append(_joined(parts))
        reached = np.unique(layers[-1].source)
    return layers[::-1]


def _nearest(layers: list[_Layer], distances: list[Floats], count: int) -> list[_Layer]:
    """Those of the ways that belong to the orders with the least sum of distances."""
    least = np.full(1 << count, np.inf)
    least[0] = 0.0
    for layer, distance in zip(layers, distances, strict=True):
        np.minimum.at(least, layer.target, least[layer.source] + distance)
    kept = []
    reached = np.array([(1 << count) - 1])
    for layer, distance in zip(layers[::-1], distances[::-1], strict=True):
        tight = (least[layer.source] + distance < least[layer.target] + _LEVEL) & np.isin(layer.target, reached)
        kept.append(_Layer(layer.unit[tight], layer.source[tight], layer.target[tight]))
        reached = np.unique(kept[-1].source)
    return kept[::-1]


def _mean_places(layers: list[_Layer], places: list[Floats], count: int) -> Floats:
    """Mean place (count,) of each unit over all orders that the layers hold."""
    before, after = np.zeros(1 << count), np.zeros(1 << count)
    before[0] = after[-1] = 1.0
    for layer in layers:
        np.add.at(before, layer.target, before[layer.source])
    for layer in layers[::-1]:
        np.add.at(after, layer.source, after[layer.target])
    sums = np.zeros(count)
    for layer, own in zip(layers, places, strict=True):
        np.add.at(sums, layer.unit, own * before[layer.source] * after[layer.target])
    # Numbers of orders can exceed what doubles hold exactly; rounding keeps equal places equal.
    means: Floats = (sums / before[-1]).round(9)
    return means


def _agrees(layers: list[_Layer], means: Floats) -> bool:
    """Whether one of the orders that the layers hold never puts a unit before one of a lower mean place."""
    reached = np.zeros(1)
    units = np.arange(len(means))
    for layer in layers:
        outside = (layer.source[:, None] >> units) & 1 == 0
        lowest = np.where(outside, means, np.inf).min(axis=1)
        agreeing = (means[layer.unit] <= lowest) & np.isin(layer.source, reached)
        reached = layer.target[agreeing]
    return len(reached) > 0


def _followed(layers: list[_Layer], places: list[Floats], means: Floats, kind: NDArray[np.intp]) -> Floats:
    """Places (m,) in one of the orders: at each place, of the units that can follow, that of the lowest mean.

    Where two such units are alike in everything, the means themselves.
    """
    found = np.zeros(len(means))
    current = 0
    for layer, own in zip(layers, places, strict=True):
        ways = np.flatnonzero(layer.source == current)
        keys = [(means[layer.unit[way]], kind[layer.unit[way]]) for way in ways]
        if keys.count(min(keys)) > 1:
            return means
        way = ways[keys.index(min(keys))]
        found[layer.unit[way]] = own[way]
        current = int(layer.target[way])
    return found


def _joined(parts: list[_Layer]) -> _Layer:
    return _Layer(
        np.concatenate([part.unit for part in parts]),
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.target for part in parts]),
    )


def _sets_by_size(count: int) -> list[NDArray[np.intp]]:
    sizes = np.bitwise_count(np.arange(1 << count))
    ordered = np.argsort(sizes, kind="stable")
    return np.split(ordered, np.cumsum(np.bincount(sizes))[:-1])


class _Gain:
    """Support that a unit adds after a set: the sum of the set's margins over it, from sums of the set's two halves."""

    def __init__(self, margins: Integers) -> None:
        self.half = len(margins) // 2
        self.low = _subset_sums(margins[: self.half])
        self.high = _subset_sums(margins[self.half :])

    def of(self, unit: int, sets: NDArray[np.intp]) -> Integers:
        found: Integers = self.low[unit, sets & ((1 << self.half) - 1)] + self.high[unit, sets >> self.half]
        return found


def _subset_sums(rows: Integers) -> Integers:
    """Sums (m, 2**k) over all sets of the k rows (k, m)."""
    sums = np.zeros((rows.shape[1], 1), dtype=np.int64)
    for row in rows:
        sums = np.concatenate([sums, sums + row[:, None]], axis=1)
    return sums

"""What each indicator counts for in an index, and what it contributes to each unit's score."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.tree import IndexTree

Floats = NDArray[np.float64]
AggregateNode = Callable[[str, Floats], Floats]
"""From the code of a node and the scores (n, c) of its c elements to the node's scores (n,); NaN is missing."""

EXACT = 10
"""Up to so many elements of a node all combinations are looked at; beyond, orders are drawn by chance."""

DRAWS = 200
"""Orders that are drawn, each together with its reverse."""

STILL = 1e-9
"""A difference below this share of a node's largest value is none: dividing by it would leave rounding only."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """Scores taken apart: ``base`` (n,) plus the sum of ``parts`` (n, p) over the indicators is the score.

    ``base`` is the score of a unit that has the baseline in every indicator it has a value of. A missing indicator
    contributes 0; a unit without a score has NaN throughout.
    """

    indicators: tuple[str, ...]
    base: Floats
    parts: Floats

    @property
    def scores(self) -> Floats:
        """The scores (n,) that were taken apart."""
        found: Floats = self.base + self.parts.sum(axis=1)
        return found

    def of_node(self, tree: IndexTree, code: str) -> Floats:
        """What a node contributes to the index (n,): the sum of what the indicators below it do."""
        below = set(tree.indicators_under(code))
        columns = [place for place, indicator in enumerate(self.indicators) if indicator in below]
        found: Floats = self.parts[:, columns].sum(axis=1)
        return found


def effective_weights(tree: IndexTree, weights: Mapping[str, float]) -> dict[str, float]:
    """The share of the whole that each node's weight comes to: the product of its shares among siblings, up the tree.

    ``weights`` has every node but the top, which gets 1; the shares of all indicators sum to 1. Raises UserError where
    the elements of a node have no weight together.
    """
    found = {tree.root: 1.0}
    for code in reversed(tree.aggregates):
        elements = tree.children(code)
        total = math.fsum(weights[element] for element in elements)
        if not total:
            raise UserError(problem("index-weights-zero", value=code))
        found |= {element: weights[element] / total * found[code] for element in elements}
    return {node.code: found[node.code] for node in tree.nodes}


def contributions(
    values: Floats,
    tree: IndexTree,
    aggregate_node: AggregateNode,
    *,
    node: str = "",
    linear: Collection[str] = (),
    comparing: Collection[str] = (),
    baseline: Floats | None = None,
    seed: int = 0,
) -> Contributions:
    """Take every unit's score of the index (or of another ``node``) apart into indicators; the parts add up to it.

    ``values`` (n, p) are the normalised indicators in the order of the tree. ``linear`` names the nodes that are
    weighted sums of their elements; ``comparing`` those whose method compares the units with each other (Copeland,
    Condorcet, benefit of the doubt). ``baseline`` (p,) is what each indicator is measured from: without one it is 0
    where all nodes are linear (an indicator's part is then its rescaled effective weight times its value, and the base
    is 0), else the mean of all units.

    At each node that is not linear an element's part is its Shapley value (Shapley, 1953): the mean, over all orders of
    the elements, of what the node's score changes when the element goes from the baseline to its value. It is passed on
    to what the element is made of in proportion to the parts there, so that the parts add up at every level (the chain
    rule of Shrikumar, Greenside and Kundaje, 2017, Learning important features through propagating activation
    differences). Below a node of a ``comparing`` method, which moves in steps, the proportion is that of all units
    together, and the rest is spread by the size of the parts. With more than 10 elements the orders are drawn by
    chance, with ``seed``; the parts add up all the same.
    """
    node = node or tree.root
    below = tree.indicators_under(node)
    inside = [code for code in tree.aggregates if code == node or node in tree.ancestors(code)]
    if baseline is None:
        baseline = np.zeros(values.shape[1]) if set(inside) <= set(linear) else _means(values)
    starts = np.where(np.isnan(values), np.nan, baseline)
    game = _Game(aggregate_node, np.random.default_rng(seed))
    columns = {code: place for place, code in enumerate(tree.indicators)}
    taken = {code: _leaf(values[:, columns[code]], starts[:, columns[code]]) for code in below}
    for code in inside:
        elements = [taken[element] for element in tree.children(code)]
        taken[code] = game.node(code, elements, linear=code in linear, comparing=code in comparing)
    top = taken[node]
    parts = np.zeros(values.shape)
    parts[:, [columns[code] for code in below]] = top.parts
    parts[np.isnan(top.scores)] = np.nan
    return Contributions(tree.indicators, top.starts, parts)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A node's ``scores`` (n,), what they are from the baseline, ``starts`` (n,), and the ``parts`` (n, k) between."""

    scores: Floats
    starts: Floats
    parts: Floats


@dataclass(frozen=True, slots=True)
class _Game:
    aggregate_node: AggregateNode
    generator: np.random.Generator

    def node(self, code: str, elements: list[_Taken], *, linear: bool, comparing: bool) -> _Taken:
        """A node taken apart into what its elements are made of."""
        own = np.stack([element.scores for element in elements], axis=1)
        start = np.stack([element.starts for element in elements], axis=1)
        change = np.where(np.isnan(own), 0.0, own - start)
        if linear:
            rates = self._slopes(code, own)
            shares = rates * change
        else:
            shares = self._shapley(code, own, start)
            rates = _rates(shares, change, own, comparing=comparing)
        parts = [
            _passed_on(element.parts, shares[:, place], rates[:, place], change[:, place])
            for place, element in enumerate(elements)
        ]
        scores, starts = self.aggregate_node(code, own), self.aggregate_node(code, start)
        unknown = np.isnan(scores) | np.isnan(starts)
        scores, starts = np.where(unknown, np.nan, scores), np.where(unknown, np.nan, starts)
        return _Taken(scores, starts, np.concatenate(parts, axis=1))

    def _slopes(self, code: str, own: Floats) -> Floats:
        """What each element counts for in a weighted sum (n, c): the score when it is 1 and the others are 0."""
        missing = np.isnan(own)
        found = np.zeros(own.shape)
        for place in range(own.shape[1]):
            single = np.zeros(own.shape)
            single[:, place] = 1.0
            found[:, place] = self.aggregate_node(code, np.where(missing, np.nan, single))
        return np.where(missing, 0.0, found)

    def _shapley(self, code: str, own: Floats, start: Floats) -> Floats:
        if own.shape[1] <= EXACT:
            return self._all_coalitions(code, own, start)
        return self._drawn_orders(code, own, start)

    def _all_coalitions(self, code: str, own: Floats, start: Floats) -> Floats:
        """Shapley values (n, c) from the scores of all 2^c coalitions of elements that have left the baseline."""
        count = own.shape[1]
        coalitions = np.arange(2**count)
        inside = (coalitions[:, None] >> np.arange(count)) & 1 == 1
        worth = np.stack([self.aggregate_node(code, np.where(members, own, start)) for members in inside])
        chance = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
        found = np.empty(own.shape)
        for place in range(count):
            without = coalitions[~inside[:, place]]
            gains = worth[without + 2**place] - worth[without]
            found[:, place] = chance[inside[without].sum(axis=1)] @ gains
        return found

    def _drawn_orders(self, code: str, own: Floats, start: Floats) -> Floats:
        """Shapley values (n, c) estimated from orders drawn by chance and their reverses."""
        found = np.zeros(own.shape)
        for _ in range(DRAWS):
            order = self.generator.permutation(own.shape[1])
            for turned in (order, order[::-1]):
                current = start.copy()
                before = self.aggregate_node(code, current)
                for place in turned:
                    current[:, place] = own[:, place]
                    after = self.aggregate_node(code, current)
                    found[:, place] += after - before
                    before = after
        return found / (2 * DRAWS)


def _leaf(values: Floats, starts: Floats) -> _Taken:
    return _Taken(values, starts, np.where(np.isnan(values), 0.0, values - starts)[:, None])


def _rates(shares: Floats, change: Floats, own: Floats, *, comparing: bool) -> Floats:
    """By how much an element's share of the node's score changes with the element (n, c).

    Each unit has its own rate, unless it does not differ from the baseline, or a method that moves in steps would
    divide a whole step by a hair's breadth: then the rate is the one of all units together, by least squares.
    """
    told = np.where(np.isnan(shares), 0.0, shares)
    squares = (change**2).sum(axis=0)
    common = (told * change).sum(axis=0) / np.where(squares > 0, squares, 1.0)
    largest = np.max(np.abs(own), axis=0, initial=0.0, where=~np.isnan(own))
    alone = (np.abs(change) > STILL * largest) & (not comparing)
    return np.where(alone, shares / np.where(alone, change, 1.0), common)


def _passed_on(parts: Floats, share: Floats, rate: Floats, change: Floats) -> Floats:
    """An element's share of its node's score (n,), spread over the parts (n, k) of the element."""
    known = np.where(np.isnan(parts), 0.0, parts)
    rest = share - rate * change
    size = np.abs(known)
    total = size.sum(axis=1)
    spread = np.where(total[:, None] > 0, size / np.where(total > 0, total, 1.0)[:, None], 1 / parts.shape[1])
    return rate[:, None] * known + rest[:, None] * spread


def _means(values: Floats) -> Floats:
    """Means of the columns over what is there; 0 for a column without values."""
    known = ~np.isnan(values)
    found: Floats = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return found

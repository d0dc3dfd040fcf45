"""The structure of an index: a tree of nodes over indicators."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from civiscope.errors import Problem, UserError, problem
from civiscope.indices.facts import Facts


@dataclass(frozen=True, slots=True)
class Node:
    """One element of an index: an indicator (level 1) or an aggregate of the elements that name it as ``parent``.

    ``direction`` is -1 where less is better. ``low`` and ``high`` are goalposts, ``target`` a value to reach, NaN
    where there is none. ``minimum`` is the least share of an aggregate's elements that must be available; ``aggregate``
    a rule of its own ("": the rule of its level).
    """

    code: str
    label: str = ""
    level: int = 1
    parent: str = ""
    weight: float = 1.0
    direction: int = 1
    unit: str = ""
    target: float = math.nan
    denominator: str = ""
    low: float = math.nan
    high: float = math.nan
    minimum: float = 0.0
    aggregate: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: the file, the line in it, and the column or path."""

    file: str = ""
    line: int | None = None
    column: str = ""


@dataclass(frozen=True)
class IndexTree:
    """Nodes in the order of their definition; made by `make`, which checks them."""

    nodes: tuple[Node, ...]

    @staticmethod
    def make(nodes: Sequence[Node], places: Mapping[int, Place] | None = None, file: str = "") -> IndexTree:
        """The tree of these nodes; ``places`` gives the place of each by its number.

        Raises UserError with every fault: codes that are used twice (two parents), unknown parents, nodes without
        elements, circles, several tops, directions and weights that cannot be.
        """
        problems = _Checks(nodes, places or {}, file).problems()
        if problems:
            raise UserError(*problems)
        return IndexTree(tuple(nodes))

    @cached_property
    def by_code(self) -> dict[str, Node]:
        """The nodes by code."""
        return {node.code: node for node in self.nodes}

    def node(self, code: str) -> Node:
        """The node of that code; raises KeyError."""
        return self.by_code[code]

    @cached_property
    def root(self) -> str:
        """The code of the index itself."""
        return next(node.code for node in self.nodes if not node.parent)

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes:
            if node.parent:
                found[node.parent].append(node.code)
        return {code: tuple(codes) for code, codes in found.items()}

    def children(self, code: str) -> tuple[str, ...]:
        """The elements of a node, in the order of their definition; () for an indicator."""
        return self._children.get(code, ())

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The codes of the indicators."""
        return tuple(node.code for node in self.nodes if node.code not in self._children)

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """The codes of the aggregates, elements before what they are part of."""
        depth = {code: len(self.ancestors(code)) for code in self._children}
        return tuple(sorted(self._children, key=lambda code: -depth[code]))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The nodes above, nearest first."""
        found = []
        while parent := self.by_code[code].parent:
            found.append(parent)
            code = parent
        return tuple(found)

    def indicators_under(self, code: str) -> tuple[str, ...]:
        """The indicators below a node, or the indicator itself."""
        if code not in self._children:
            return (code,)
        return tuple(found for child in self._children[code] for found in self.indicators_under(child))

    @cached_property
    def levels(self) -> dict[str, int]:
        """Heights above the indicators: 1 for an indicator, for an aggregate one more than its highest element."""
        found = dict.fromkeys(self.indicators, 1)
        for code in self.aggregates:
            found[code] = 1 + max(found[child] for child in self._children[code])
        return found

    @cached_property
    def depth(self) -> int:
        """The number of levels, that of the indicators included."""
        return self.levels[self.root]

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weights that the definition gives, of every node but the top."""
        return {node.code: node.weight for node in self.nodes if node.parent}

    @cached_property
    def facts(self) -> Facts:
        """Directions, targets and goalposts of the indicators."""
        nodes = [self.by_code[code] for code in self.indicators]
        return Facts(
            self.indicators,
            np.array([float(node.direction) for node in nodes]),
            np.array([node.target for node in nodes]),
            np.array([node.low for node in nodes]),
            np.array([node.high for node in nodes]),
        )

    def without(self, dropped: frozenset[str]) -> IndexTree:
        """The tree without these nodes, what is below them, and aggregates that are left without elements.

        Raises ValueError where nothing is left.
        """
        kept = [
            node
            for node in self.nodes
            if node.code not in dropped and not dropped.intersection(self.ancestors(node.code))
        ]
        while True:
            parents = {node.parent for node in kept}
            smaller = [node for node in kept if node.code in parents or node.code in self.indicators]
            if len(smaller) == len(kept):
                break
            kept = smaller
        if not any(not node.parent for node in kept):
            raise ValueError("no indicator is left")
        return IndexTree(tuple(kept))


@dataclass(frozen=True, slots=True)
class _Checks:
    nodes: Sequence[Node]
    places: Mapping[int, Place]
    file: str

    def problems(self) -> list[Problem]:
        if not self.nodes:
            return [problem("index-empty", file=self.file)]
        found = [entry for number, node in enumerate(self.nodes) for entry in self._of_node(number, node)]
        codes = {node.code for node in self.nodes}
        parents = {node.parent for node in self.nodes if node.parent}
        for number, node in enumerate(self.nodes):
            if node.parent and node.parent not in codes:
                found.append(self._at(number, "index-parent-unknown", value=node.parent, node=node.code))
            if node.level > 1 and node.code not in parents:
                found.append(self._at(number, "index-node-childless", value=node.code))
            if node.level == 1 and node.code in parents:
                found.append(self._at(number, "index-indicator-parent", value=node.code))
        found += self._repeated()
        return found or [*self._tops(), *self._weights()]

    def _of_node(self, number: int, node: Node) -> list[Problem]:
        found = []
        if node.direction not in (1, -1):
            found.append(self._at(number, "index-direction", value=node.direction, node=node.code))
        if not math.isfinite(node.weight) or node.weight < 0:
            found.append(self._at(number, "index-weight", value=node.weight, node=node.code))
        if not math.isnan(node.low) and not math.isnan(node.high) and not node.low < node.high:
            found.append(self._at(number, "index-goalposts", value=f"{node.low:g}, {node.high:g}", node=node.code))
        return found

    def _repeated(self) -> list[Problem]:
        counts = Counter(node.code for node in self.nodes)
        found = []
        for code, count in counts.items():
            if count > 1:
                named = [(number, node.parent) for number, node in enumerate(self.nodes) if node.code == code]
                parents = sorted({parent for _, parent in named if parent})
                places = ["as the index itself"] * any(not parent for _, parent in named)
                places += [f"under {' and '.join(parents)}"] if parents else []
                where = f", {' and '.join(places)}" if len({parent for _, parent in named}) > 1 else ""
                found.append(self._at(named[1][0], "index-node-twice", value=code, where=where))
        return found

    def _tops(self) -> list[Problem]:
        tops = [number for number, node in enumerate(self.nodes) if not node.parent]
        parent_of = {node.code: node.parent for node in self.nodes}
        for number, node in enumerate(self.nodes):
            seen, code = [node.code], node.parent
            while code and code not in seen:
                seen.append(code)
                code = parent_of[code]
            # An element below a circle is not part of itself: the circle's own first element is told.
            if code == node.code:
                return [self._at(number, "index-circle", value=code, circle=" < ".join([*seen, code]))]
        if len(tops) > 1:
            codes = " and ".join(self.nodes[number].code for number in tops[:2])
            return [self._at(tops[1], "index-tops", value=codes)]
        return (
            [self._at(tops[0], "index-node-childless", value=self.nodes[tops[0]].code)] if len(self.nodes) < 2 else []
        )

    def _weights(self) -> list[Problem]:
        sums: dict[str, float] = defaultdict(float)
        for node in self.nodes:
            if node.parent:
                sums[node.parent] += node.weight
        return [
            self._at(number, "index-weights-zero", value=node.code)
            for number, node in enumerate(self.nodes)
            if sums.get(node.code, 1.0) == 0
        ]

    def _at(self, number: int, code: str, **words: object) -> Problem:
        place = self.places.get(number, Place(self.file))
        return problem(code, file=place.file, line=place.line, column=place.column, **words)  # type: ignore[arg-type]

"""The equations that the cells of a table fulfil, and how far one equation alone narrows a suppressed cell down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.disclosure.tables import ALL, CountTable
from civiscope.study.definition import DisclosureRules

_COST_OF_ALL = 100.0
"""A row of all cities is the last that a reader should lose."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """An equation: the counts of ``cells``, each times its sign, sum to a constant that the reader knows.

    A relation between parts reads parent - children = 0; the options of a part (``of_options``) sum to its base.
    """

    cells: tuple[int, ...]
    signs: tuple[int, ...]
    of_options: bool


class CellSystem:
    """The cells of one table with their equations; a cell's number is option x number of parts + part.

    ``values`` are the counts, ``caps`` the bases (the most that a count can be), ``hidden`` the cells of which nothing
    is published, ``primary`` those that the rules forbid to publish (``forbidden`` adds some), ``costs`` what hiding a
    cell costs the reader.
    """

    def __init__(
        self,
        table: CountTable,
        hidden: NDArray[np.bool_],
        rules: DisclosureRules,
        forbidden: NDArray[np.bool_] | None = None,
    ) -> None:
        primary = primary_cells(table, rules)
        if forbidden is not None:
            primary |= forbidden
        self.counted = table.counted
        self.exhaustive = table.exhaustive
        self.atoms = table.atoms
        self.minimum_base = rules.minimum_base
        self.step = max(1, rules.minimum_cell)
        width = len(table.parts)
        bases = table.bases
        self.values: list[int] = table.counts.ravel().tolist()
        self.caps: list[int] = np.tile(bases, len(table.options)).tolist()
        self.primary: list[bool] = primary.ravel().tolist()
        self.remainder: list[bool] = np.tile(~table.published, len(table.options)).tolist()
        self.hidden: list[bool] = (hidden | ~table.published | primary).ravel().tolist()
        most = max(1, int(bases.max(initial=1)))
        per_part = [_COST_OF_ALL if part.key == ALL else 1.0 + part.base / most for part in table.parts]
        self.costs = per_part * len(table.options)
        self.constraints = _constraints(table)
        self.of_cell: list[list[int]] = [[] for _ in self.values]
        for number, constraint in enumerate(self.constraints):
            for cell in constraint.cells:
                self.of_cell[cell].append(number)
        self.shape = (len(table.options), width)
        self._wholes = _containing_parts(table)

    def need(self, cell: int) -> int:
        """How many steps wide the range of a hidden cell must be for the reader; 0 where it may be known.

        A remainder that is not small may be known. So may a cell within a larger published set in which none or all
        named the option: the rules let those be published, whatever they tell of the set's parts.
        """
        if self.remainder[cell] and not self.primary[cell]:
            return 0
        if self._told_by_unanimity(cell):
            return 0
        return min(self.step, self.caps[cell]) if self.counted else 1

    def _told_by_unanimity(self, cell: int) -> bool:
        if not self.counted:
            return False
        option, part = divmod(cell, self.shape[1])
        wholes = (option * self.shape[1] + whole for whole in self._wholes[part])
        return any(not self.hidden[whole] and self.values[whole] in (0, self.caps[whole]) for whole in wholes)

    def hidden_of(self, constraint: Constraint) -> list[tuple[int, int]]:
        """The hidden cells of an equation, each with its sign."""
        return [pair for pair in zip(constraint.cells, constraint.signs, strict=True) if self.hidden[pair[0]]]

    def visible_of(self, constraint: Constraint) -> list[tuple[int, int]]:
        """The published cells of an equation, each with its sign."""
        return [pair for pair in zip(constraint.cells, constraint.signs, strict=True) if not self.hidden[pair[0]]]

    def widths(self, unknown: Sequence[tuple[int, int]]) -> list[float]:
        """The width of the range of each of the ``unknown`` cells (with signs) of one equation, by it alone.

        With the sum K of the signed values and 0 <= x_j <= b_j, s_i x_i lies between K - max and K - min of the sum
        of the others (bounds of Buzzigoli and Giusti, 1999, for one margin).
        """
        if not self.counted:
            return [math.inf if len(unknown) > 1 else 0.0] * len(unknown)
        values, caps = self.values, self.caps
        total = sum(sign * values[cell] for cell, sign in unknown)
        most = sum(caps[cell] for cell, sign in unknown if sign > 0)
        least = -sum(caps[cell] for cell, sign in unknown if sign < 0)
        found = []
        for cell, sign in unknown:
            cap = caps[cell]
            if sign > 0:
                low, high = total - (most - cap), total - least
            else:
                low, high = least + cap - total, most - total
            found.append(float(min(cap, high) - max(0, low)))
        return found

    def union_lacks(self, constraint: Constraint) -> int:
        """How many cities the hidden parts of a relation lack to the minimum base, counted together.

        Their sum is what the published rows tell, so that it is held to the rule for published rows.
        """
        if constraint.of_options or self.hidden[constraint.cells[0]]:
            return 0
        bases = [self.caps[cell] for cell in constraint.cells[1:] if self.hidden[cell]]
        if not any(base < self.minimum_base for base in bases) or self._told_by_unanimity(constraint.cells[1]):
            return 0
        return max(0, self.minimum_base - sum(bases))


def primary_cells(table: CountTable, rules: DisclosureRules) -> NDArray[np.bool_]:
    """Shape (options, parts): the cells that the rules forbid to publish, remainders included.

    A cell is forbidden where its base is below the minimum, and where fewer cities than the minimum cell, but at least
    one, named the option, or did not name it.
    """
    bases = table.bases[np.newaxis, :]
    found: NDArray[np.bool_] = np.broadcast_to((bases > 0) & (bases < rules.minimum_base), table.counts.shape).copy()
    if table.counted:
        for counts in (table.counts, bases - table.counts):
            found |= (counts > 0) & (counts < rules.minimum_cell)
    return found


def _containing_parts(table: CountTable) -> list[set[int]]:
    """For each part, the published parts that contain it."""
    found: list[set[int]] = [set() for _ in table.parts]
    for relation in table.relations:
        for child in relation.children:
            found[child].add(relation.parent)
    # Once more, for what contains the containing ones: all cities, at the latest.
    return [parents.union(*(found[parent] for parent in parents)) - {part} for part, parents in enumerate(found)]


def _constraints(table: CountTable) -> list[Constraint]:
    width = len(table.parts)
    found = [
        Constraint(
            cells=tuple(option * width + part for part in (relation.parent, *relation.children)),
            signs=(1, *(-1 for _ in relation.children)),
            of_options=False,
        )
        for relation in table.relations
        for option in range(len(table.options))
    ]
    if table.exhaustive:
        ones = (1,) * len(table.options)
        found += [
            Constraint(tuple(range(part, len(table.options) * width, width)), ones, of_options=True)
            for part in range(width)
        ]
    return found

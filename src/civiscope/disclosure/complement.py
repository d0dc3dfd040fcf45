"""Complementary suppression: which further cells must go, so that no suppressed one can be computed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from civiscope.disclosure.constraints import CellSystem, Constraint
from civiscope.disclosure.ranges import Exposure, Known, cheapest_release, exposures
from civiscope.disclosure.tables import CountTable
from civiscope.study.definition import DisclosureRules


def suppressed_cells(
    table: CountTable,
    rules: DisclosureRules,
    hidden: NDArray[np.bool_],
    forbidden: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Shape (options, parts): the cells that may not be published.

    ``hidden`` are those that stay away in any case, ``forbidden`` those that must not be computed either, besides the
    ones that the ``rules`` find in the table's counts.

    Starts with the cells that the rules forbid, and hides in each equation the cheapest further cells until every
    hidden cell keeps the range that it needs in each equation by itself (the iterated search of the hypercube method,
    Giessing and Repsilber, 2002, with equations in place of cubes). Then all equations are looked at together, by
    linear programming; where they still tell too much of a cell, one more cell goes and the search is repeated. It
    ends, because with every cell hidden nothing is told.
    """
    system = CellSystem(table, hidden, rules, forbidden)
    if any(system.primary):
        _close(system, range(len(system.constraints)))
        known: Known = {}
        while found := exposures(system, known):
            for exposure in found:
                _protect(system, exposure)
    return np.array(system.hidden, dtype=np.bool_).reshape(system.shape)


def _protect(system: CellSystem, exposure: Exposure) -> None:
    """Hide cells that keep an exposed one from being known."""
    cells = cheapest_release(exposure, system.costs) if exposure.block.published else []
    touched = _hide(system, cells) if cells else _hide_one_near(system, exposure.block.targets[exposure.place])
    # Where all equations are looked at together anyway, the further cells need no range of their own.
    _close(system, touched, only_unions=bool(cells))


def _hide(system: CellSystem, cells: Iterable[int]) -> list[int]:
    """Hide cells; returns their equations."""
    touched = []
    for cell in cells:
        system.hidden[cell] = True
        touched += system.of_cell[cell]
    return touched


def _close(system: CellSystem, constraints: Iterable[int], only_unions: bool = False) -> None:
    """Hide cells until no single equation tells too much or, with ``only_unions``, too much of hidden parts together.

    The equations of every cell that goes are looked at again.
    """
    waiting = deque(constraints)
    queued = set(waiting)
    while waiting:
        number = waiting.popleft()
        queued.discard(number)
        while (cell := _cell_to_hide(system, system.constraints[number], only_unions)) is not None:
            system.hidden[cell] = True
            for touched in system.of_cell[cell]:
                if touched not in queued:
                    queued.add(touched)
                    waiting.append(touched)


def _cell_to_hide(system: CellSystem, constraint: Constraint, only_unions: bool) -> int | None:
    """The published cell of an equation that goes next; None where the equation tells nothing that it must not."""
    hidden = system.hidden_of(constraint)
    if not hidden:
        return None
    visible = system.visible_of(constraint)
    lacking = system.union_lacks(constraint)
    if lacking:
        children = [cell for cell, sign in visible if sign < 0]
        enough = [cell for cell in children if system.caps[cell] >= lacking]
        if enough:
            return min(enough, key=lambda cell: (system.costs[cell], cell))
        if children:
            return max(children, key=lambda cell: (system.caps[cell], -cell))
    if only_unions:
        return None
    needs = [system.need(cell) for cell, _ in hidden]
    if not any(needs):
        return None
    short = _shortfall(system, hidden, needs)
    if short <= 0 or not visible:
        return None
    left = {cell: _shortfall(system, [*hidden, (cell, sign)], [*needs, 0]) for cell, sign in visible}
    enough = [cell for cell, still in left.items() if still <= 0]
    if enough:
        return min(enough, key=lambda cell: (system.costs[cell], system.values[cell], cell))
    return min(left, key=lambda cell: (left[cell], system.costs[cell], cell))


def _shortfall(system: CellSystem, unknown: list[tuple[int, int]], needs: list[int]) -> float:
    """How much the ranges of the ``unknown`` cells lack together to what they need."""
    return sum(max(0.0, need - width) for need, width in zip(needs, system.widths(unknown), strict=True))


def _hide_one_near(system: CellSystem, cell: int) -> list[int]:
    """Hide the cheapest published cell that shares an equation with ``cell`` or, failing that, with its neighbours.

    Returns the equations of the cell that went.
    """
    seen, ring = {cell}, [cell]
    while ring:
        near = {other for one in ring for number in system.of_cell[one] for other in system.constraints[number].cells}
        visible = [other for other in near if not system.hidden[other]]
        if visible:
            # A count of nought gives little room: it goes last.
            chosen = min(visible, key=lambda other: (system.values[other] == 0, system.costs[other], other))
            return _hide(system, [chosen])
        ring = sorted(near - seen)
        seen |= near
    raise RuntimeError("a cell is exposed though nothing of its table is published")

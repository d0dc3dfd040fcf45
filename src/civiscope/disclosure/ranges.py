"""What all equations together tell of suppressed cells: their ranges, by linear programming."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csc_array

from civiscope.disclosure.blocks import Block, Key, blocks
from civiscope.disclosure.constraints import CellSystem

_TOLERANCE = 1e-6

_MOVES_TOGETHER = 6
"""Solutions that are sought for all cells of a block at once, before each cell is asked about alone."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """A target of a block (by its place there) that lies for certain between ``low`` and ``high``: too close."""

    block: Block
    place: int
    low: float
    high: float


Known = dict[Key, Exposure | None]
"""Blocks that were looked at, each with an exposed cell if it has one."""


def exposures(system: CellSystem, known: Known) -> list[Exposure]:
    """Of each block a forbidden cell whose range, by all equations together, is narrower than it needs.

    The range is that of linear programming, and at least two whole counts must lie in it. For means, whose sums no
    count bounds, a cell is exposed where the equations determine it. ``known`` is kept from call to call, so that
    blocks that did not change are not looked at again.
    """
    every = blocks(system)
    new = [block for block in every if block.key not in known]
    if not system.counted:
        known.update({block.key: _first_determined(block) for block in new})
    elif new:
        known.update(zip((block.key for block in new), _first_narrow(new), strict=True))
    found = (known[block.key] for block in every)
    return [exposure for exposure in found if exposure is not None]


def cheapest_release(exposure: Exposure, costs: Sequence[float]) -> list[int]:
    """Published cells that, hidden, give an exposed cell the range that it needs; ``costs`` by cell.

    The table is sought in which the cell lies beyond its range and the published counts differ least from the true
    ones, weighted by their costs: those that differ are to be hidden (the relaxation of Fischetti and Salazar, 2000,
    of cell suppression, for one protection level). Of the ways up and down the cheaper is taken.
    """
    block, need = exposure.block, exposure.block.needs[exposure.place]
    goes = block.sums_to[exposure.place]
    ways = []
    for limits in ((exposure.low + need, np.inf), (-np.inf, exposure.high - need)):
        solution = _nearest_table(block, goes, limits, costs)
        if solution is not None:
            ways.append(solution)
    if not ways:
        return []
    _, differing = min(ways, key=lambda way: way[0])
    return differing


def _nearest_table(
    block: Block, goes: NDArray[np.float64], limits: tuple[float, float], costs: Sequence[float]
) -> tuple[float, list[int]] | None:
    """The cost and the differing published cells of the nearest table in which ``goes`` keeps the ``limits``."""
    unknowns, free = block.matrix.shape[1], len(block.published)
    # Behind the unknowns stand how far each published count lies above its true value, and how far below.
    above = np.vstack([np.eye(free), np.zeros((len(block.matrix) - free, free))])
    sums = block.matrix @ block.values
    weights = np.array([costs[cell] for cell in block.published])
    solution = milp(
        np.concatenate([np.zeros(unknowns), weights, weights]),
        integrality=np.concatenate([np.ones(unknowns), np.zeros(2 * free)]).astype(np.int64),
        bounds=Bounds(0, np.concatenate([block.caps, np.full(2 * free, np.inf)])),
        constraints=[
            LinearConstraint(csc_array(np.hstack([block.matrix, -above, above])), sums, sums),
            LinearConstraint(np.concatenate([goes, np.zeros(2 * free)])[np.newaxis, :], *limits),
        ],
    )
    if solution.x is None:
        return None
    apart = solution.x[unknowns : unknowns + free] + solution.x[unknowns + free :]
    return float(solution.fun), [cell for cell, far in zip(block.published, apart, strict=True) if far > _TOLERANCE]


def _first_determined(block: Block) -> Exposure | None:
    """A cell in which no two solutions of the equations differ: the null space does not move it."""
    _, singular, right = np.linalg.svd(block.matrix)
    null_space = right[int(np.count_nonzero(singular > _TOLERANCE)) :]
    moved = np.abs(null_space @ block.sums_to.T).sum(axis=0)
    values = block.sums_to @ block.values
    return next(
        (Exposure(block, place, values[place], values[place]) for place, move in enumerate(moved) if move < _TOLERANCE),
        None,
    )


def _first_narrow(several: Sequence[Block]) -> list[Exposure | None]:
    """Of each block a cell whose least and greatest possible counts lie too close together.

    Blocks share no unknown, so that one solution answers a question about each of them.
    """
    problem = Problem(several)
    inquiries: dict[int, Inquiry] = {}
    start = 0
    for number, block in enumerate(several):
        inquiries[number] = _inquiry(problem, block, start)
        start += len(block.targets)
    found: list[Exposure | None] = [None] * len(several)
    while inquiries:
        directions: dict[int, float] = {}
        for number, inquiry in list(inquiries.items()):
            try:
                directions.update(next(inquiry))
            except StopIteration as end:
                found[number] = end.value
                del inquiries[number]
        if directions:
            problem.push(directions)
    return found


Inquiry = Generator[dict[int, float], None, Exposure | None]
"""Asks, one after the other, how far cells can go; ends with the cell that is exposed, if one is."""


def _inquiry(problem: Problem, block: Block, start: int) -> Inquiry:
    """Ask about the targets of one block, whose first has the position ``start`` in the problem."""
    for turn in range(_MOVES_TOGETHER):
        narrow = [start + place for place, need in enumerate(block.needs) if problem.is_narrow(start + place, need)]
        if len(narrow) > 1:
            # Half of them up and half of them down, another half each time: one solution widens many ranges.
            yield {position: 1.0 if (place >> turn // 2) + turn & 1 else -1.0 for place, position in enumerate(narrow)}
    for place, need in enumerate(block.needs):
        position = start + place
        for sign in (1.0, -1.0):
            if problem.is_narrow(position, need):
                yield {position: sign}
        if problem.is_narrow(position, need):
            return Exposure(block, place, *problem.range(position))
    return None


class Problem:
    """The possible tables of several blocks: every one that was found widens the ranges of all their targets.

    Targets have positions from 0, block by block.
    """

    def __init__(self, several: Sequence[Block]) -> None:
        self._blocks = several
        self._together = _joined(several)
        self._unknowns = np.cumsum([0, *(len(block.values) for block in several)])
        self._targets = np.cumsum([0, *(len(block.targets) for block in several)])
        self._low = np.concatenate([block.sums_to @ block.values for block in several])
        self._high = self._low.copy()
        self._least = self._low.copy()
        self._most = self._low.copy()

    def range(self, position: int) -> tuple[float, float]:
        """The least and the greatest possible count of a target that were found."""
        return float(self._low[position]), float(self._high[position])

    def is_narrow(self, position: int, need: int) -> bool:
        """Whether the possible counts that were found lie closer than ``need``, or the whole ones do not differ."""
        width = self._high[position] - self._low[position]
        return bool(width < need - _TOLERANCE or self._most[position] - self._least[position] < 1)

    def push(self, directions: Mapping[int, float]) -> None:
        """Look for the possible table that goes farthest: each target up (1) or down (-1), their counts added.

        A block that is asked about a single target is answered exactly.
        """
        signs = np.zeros(len(self._low))
        signs[list(directions)] = list(directions.values())
        solution = self._together.farthest(signs, whole=False)
        if solution is None:
            return
        for number, block in enumerate(self._blocks):
            targets = slice(self._targets[number], self._targets[number + 1])
            asked = np.flatnonzero(signs[targets])
            if not len(asked):
                continue
            found = solution[self._unknowns[number] : self._unknowns[number + 1]]
            self._widen(block, targets, found)
            is_settled = self._most[targets][asked[0]] - self._least[targets][asked[0]] >= 1
            if len(asked) == 1 and not is_settled and not _is_whole(found):
                # Cities are whole: a corner of the relaxed problem that halves some is no possible table.
                exact = _joined([block]).farthest(signs[targets], whole=True)
                if exact is not None:
                    self._widen(block, targets, np.rint(exact))

    def _widen(self, block: Block, targets: slice, found: NDArray[np.float64]) -> None:
        counts = block.sums_to @ found
        self._low[targets] = np.minimum(self._low[targets], counts)
        self._high[targets] = np.maximum(self._high[targets], counts)
        if _is_whole(found):
            self._least[targets] = np.minimum(self._least[targets], np.rint(counts))
            self._most[targets] = np.maximum(self._most[targets], np.rint(counts))


def _is_whole(found: NDArray[np.float64]) -> bool:
    return bool(np.abs(found - np.rint(found)).max(initial=0.0) < _TOLERANCE)


@dataclass(frozen=True, slots=True)
class Equations:
    """Equations of unknowns: ``matrix`` times the unknowns is ``sums``, each lies between 0 and its cap."""

    matrix: Any
    sums: NDArray[np.float64]
    caps: NDArray[np.float64]
    sums_to: Any

    def farthest(self, signs: NDArray[np.float64], whole: bool) -> NDArray[np.float64] | None:
        """The unknowns that add most to the targets, times their ``signs``; ``whole`` asks for whole numbers."""
        return milp(
            -(signs @ self.sums_to),
            integrality=np.full(len(self.caps), int(whole), dtype=np.int64),
            bounds=Bounds(0, self.caps),
            constraints=LinearConstraint(self.matrix, self.sums, self.sums),
            options={"presolve": whole},
        ).x


def _joined(several: Sequence[Block]) -> Equations:
    return Equations(
        matrix=block_diag([block.matrix for block in several], format="csc"),
        sums=np.concatenate([block.matrix @ block.values for block in several]),
        caps=np.concatenate([block.caps for block in several]),
        sums_to=block_diag([block.sums_to for block in several], format="csr"),
    )

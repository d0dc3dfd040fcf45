"""The linear ordering problem for more units than can be enumerated: a programme with cuts, and a local search."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Places = NDArray[np.intp]

BRANCHED = 40
"""Units up to which branch and bound goes on where the linear programme alone does not decide: it can take minutes."""

_ROUNDS = 100
_CUTS = 4000
_NODES = 10
_TOLERANCE = 1e-6


def ordered_by_programme(margins: Integers) -> tuple[Places, bool]:
    """Row numbers (m,) of margins (m, m) in an order of great support, and whether none has more for certain.

    x_jk is 1 where j stands before k; 0 <= x_ij + x_jk - x_ik <= 1 forbids circles of three, and is added where a
    solution breaks it (Groetschel, Juenger and Reinelt 1984). Where the last solution is not whole, branch and bound
    goes on with up to `BRANCHED` units, within a fixed number of nodes, so that the result depends on the data alone;
    failing that, a local search starts from the order that the solution suggests.
    """
    whole = False
    cuts: NDArray[np.intp] = np.empty((0, 3), dtype=np.intp)
    suggested = margins.sum(axis=1).astype(np.float64)
    for _ in range(_ROUNDS):
        found = _solved(margins, cuts, whole=whole)
        if found is None:
            break
        suggested = found.sum(axis=1)
        broken = _broken(found)
        if len(broken):
            cuts = np.concatenate([cuts, broken])
        elif np.abs(found - found.round()).max() < _TOLERANCE:
            return np.argsort(-suggested.round(), kind="stable"), True
        elif whole or len(margins) > BRANCHED:
            break
        else:
            whole = True
    return _improved(margins, np.argsort(-suggested, kind="stable")), False


def ordered_by_search(margins: Integers) -> Places:
    """Row numbers (m,) in the best order that moving one unit at a time finds; others may have more support.

    It starts from the order of the sums of margins and from that of the numbers of units beaten.
    """
    starts = (margins.sum(axis=1), np.sign(margins).sum(axis=1))
    orders = [_improved(margins, np.argsort(-start, kind="stable")) for start in starts]
    return max(orders, key=lambda order: int(np.triu(margins[np.ix_(order, order)], 1).sum()))


def _solved(margins: Integers, cuts: NDArray[np.intp], *, whole: bool) -> Floats | None:
    """The matrix (m, m) of x_jk, x_kj = 1 - x_jk, that gains most under the cuts; None where there is no solution."""
    size = len(margins)
    first, second = np.triu_indices(size, 1)
    place = np.zeros((size, size), dtype=np.intp)
    place[first, second] = np.arange(len(first))
    gains = margins[first, second] / max(int(np.abs(margins).max()), 1)
    constraints = []
    if len(cuts):
        i, j, k = cuts.T
        columns = np.stack([place[i, j], place[j, k], place[i, k]], axis=1).ravel()
        entries = np.tile([1.0, 1.0, -1.0], len(cuts))
        rows = np.repeat(np.arange(len(cuts)), 3)
        matrix = sparse.csr_array((entries, (rows, columns)), shape=(len(cuts), len(first)))
        constraints.append(optimize.LinearConstraint(matrix, 0, 1))
    solved = optimize.milp(
        -gains,
        constraints=constraints,
        integrality=np.full(len(first), int(whole)),
        bounds=optimize.Bounds(0, 1),
        options={"node_limit": _NODES, "mip_rel_gap": 0.0} if whole else {},
    )
    if solved.status != 0:
        return None
    found = np.zeros((size, size))
    found[first, second] = solved.x
    found[second, first] = 1 - solved.x
    return found


def _broken(found: Floats) -> NDArray[np.intp]:
    """Triples (t, 3) i < j < k whose circle of three is not forbidden yet, the worst first, at most _CUTS."""
    size = len(found)
    # x_ij + x_jk - x_ik for all triples at once.
    sums = found[:, :, None] + found[None, :, :] - found[:, None, :]
    excess = np.maximum(sums - 1, -sums)
    i, j, k = np.ogrid[:size, :size, :size]
    broken = np.argwhere((excess > _TOLERANCE) & (i < j) & (j < k))
    worst = np.argsort(-excess[tuple(broken.T)], kind="stable")
    return broken[worst[:_CUTS]]


def _improved(margins: Integers, order: Places) -> Places:
    """Move one unit at a time to where it gains most, until nothing is gained."""
    moved = True
    while moved:
        moved = False
        for unit in order.copy():
            place = int(np.flatnonzero(order == unit)[0])
            rest = np.delete(order, place)
            # Gain of standing before the unit at each place of the rest, summed from the end of the list.
            gains = np.concatenate([np.cumsum(margins[unit, rest][::-1])[::-1], [0]])
            best = int(np.argmax(gains))
            if gains[best] > gains[place]:
                order = np.insert(rest, best, unit)
                moved = True
    return order

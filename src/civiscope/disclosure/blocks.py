"""What a reader does not know of a table, as blocks of unknowns with the equations between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.disclosure.constraints import CellSystem
from civiscope.disclosure.tables import Atoms

Key = tuple[tuple[int, ...], bytes]


@dataclass(frozen=True, slots=True)
class Block:
    """Unknown counts that no equation ties to others outside.

    ``matrix`` has shape (equations, unknowns), ``values`` and ``caps`` (unknowns,): the true counts, and the most that
    each can be. ``targets`` are the forbidden cells, ``needs`` how wide the range of each must be, and ``sums_to``, of
    shape (targets, unknowns), tells which unknowns add up to each. The first equations are those of the ``published``
    cells, where the unknowns are atoms; there are none where they are cells. ``key`` tells blocks of a table apart,
    and one from what it is after more cells were hidden.
    """

    key: Key
    matrix: NDArray[np.float64]
    values: NDArray[np.float64]
    caps: NDArray[np.float64]
    targets: tuple[int, ...]
    needs: tuple[int, ...]
    sums_to: NDArray[np.float64]
    published: tuple[int, ...] = ()


def blocks(system: CellSystem) -> list[Block]:
    """The blocks of a table that have forbidden cells, and equations that were not looked at one by one.

    Where it is known who answered, the unknowns are how many cities of each atom named an option; else they are the
    hidden cells themselves.
    """
    found = _of_atoms(system, system.atoms) if system.atoms is not None else _of_cells(system)
    return [block for block in found if block.targets and (block.published or len(block.matrix) > 1)]


def _of_atoms(system: CellSystem, atoms: Atoms) -> Iterator[Block]:
    """One block per option; one of all options, where each city chose one of them."""
    options, parts = system.shape
    every = tuple(range(options))
    for chosen in [every] if system.exhaustive else [(option,) for option in every]:
        cells = [option * parts + part for option in chosen for part in range(parts)]
        targets = [(cell, need) for cell in cells if system.primary[cell] and (need := system.need(cell))]
        if not targets:
            continue
        visible = [cell for cell in cells if not system.hidden[cell]]
        # Atoms that differ in no part that is published or asked about are one.
        asked = sorted({cell % parts for cell in [*visible, *(cell for cell, _ in targets)]})
        merged = _merged(atoms, asked)
        width = len(merged.sizes)
        first = {option: place * width for place, option in enumerate(chosen)}

        def row(
            cell: int, inside: NDArray[np.bool_] = merged.inside, first: dict[int, int] = first
        ) -> NDArray[np.float64]:
            option, part = divmod(cell, parts)
            found = np.zeros(len(first) * inside.shape[1])
            found[first[option] : first[option] + inside.shape[1]] = inside[part]
            return found

        equations = [row(cell) for cell in visible]
        if system.exhaustive:
            equations += list(np.tile(np.eye(width), len(chosen)))
        yield Block(
            key=(chosen, bytes(system.hidden[cell] for cell in cells)),
            matrix=np.array(equations).reshape(len(equations), len(chosen) * width),
            values=merged.counts[list(chosen)].ravel().astype(np.float64),
            caps=np.tile(merged.sizes, len(chosen)).astype(np.float64),
            targets=tuple(cell for cell, _ in targets),
            needs=tuple(need for _, need in targets),
            sums_to=np.array([row(cell) for cell, _ in targets]),
            published=tuple(visible),
        )


def _merged(atoms: Atoms, parts: Sequence[int]) -> Atoms:
    """The atoms as far as they differ in some of the parts."""
    kinds, first, of_atom = np.unique(atoms.inside[list(parts)], axis=1, return_index=True, return_inverse=True)
    gathered = np.zeros((len(atoms.sizes), kinds.shape[1]), dtype=np.int64)
    gathered[np.arange(len(atoms.sizes)), of_atom] = 1
    return Atoms(atoms.inside[:, first], atoms.sizes @ gathered, atoms.counts @ gathered)


def _of_cells(system: CellSystem) -> Iterator[Block]:
    """The hidden cells that no chain of single equations determines, those together that hang together."""
    equations = _open_equations(system)
    leader: dict[int, int] = {}

    def root(cell: int) -> int:
        while leader.setdefault(cell, cell) != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for equation in equations:
        first = root(equation[0][0])
        for cell, _ in equation[1:]:
            leader[root(cell)] = first
    grouped: dict[int, list[list[tuple[int, int]]]] = defaultdict(list)
    for equation in equations:
        grouped[root(equation[0][0])].append(equation)
    for several in grouped.values():
        yield _block(system, several)


def _block(system: CellSystem, equations: Sequence[Sequence[tuple[int, int]]]) -> Block:
    cells = sorted({cell for equation in equations for cell, _ in equation})
    place = {cell: index for index, cell in enumerate(cells)}
    matrix = np.zeros((len(equations), len(cells)))
    for row, equation in enumerate(equations):
        for cell, sign in equation:
            matrix[row, place[cell]] = sign
    targets = [(cell, need) for cell in cells if system.primary[cell] and (need := system.need(cell))]
    return Block(
        key=(tuple(cells), matrix.tobytes()),
        matrix=matrix,
        values=np.array([system.values[cell] for cell in cells], dtype=np.float64),
        caps=np.array([system.caps[cell] for cell in cells], dtype=np.float64),
        targets=tuple(cell for cell, _ in targets),
        needs=tuple(need for _, need in targets),
        sums_to=np.eye(len(cells))[[place[cell] for cell, _ in targets]],
    )


def _open_equations(system: CellSystem) -> list[list[tuple[int, int]]]:
    """The equations with their unknown cells, after those that a single equation determines have become known."""
    unknown = [system.hidden_of(constraint) for constraint in system.constraints]
    waiting = [number for number, pairs in enumerate(unknown) if len(pairs) == 1]
    while waiting:
        pairs = unknown[waiting.pop()]
        if len(pairs) != 1:
            continue
        cell = pairs[0][0]
        for number in system.of_cell[cell]:
            unknown[number] = [pair for pair in unknown[number] if pair[0] != cell]
            if len(unknown[number]) == 1:
                waiting.append(number)
    return [pairs for pairs in unknown if pairs]

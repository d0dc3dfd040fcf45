"""Sums over the finest groups of a design by level of a domain: all that estimates and their variances need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.sampling.stages import Stages

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LevelName:
    """A level of a domain; both empty for all rows together."""

    domain: str
    level: str


@dataclass(frozen=True, slots=True)
class Cells:
    """One cell per level and finest group of the design that has rows in it, sorted by level and group.

    ``level`` and ``unit`` (m,) number the level and the group, ``rows`` (m,) counts the rows, ``positive`` those of
    positive weight. ``sums`` holds the sums over each cell's rows by name, each (m,): powers of the weight times powers
    of an item's value, as `civiscope.tabulation.variables` names them.
    """

    stages: Stages
    levels: tuple[LevelName, ...]
    level: Ints
    unit: Ints
    rows: Ints
    positive: Ints
    sums: dict[str, Floats]

    def by_level(self, values: Floats) -> Floats:
        """Sums of cells' values (m,) or (m, p) by level: (levels,) or (levels, p)."""
        found = np.zeros((len(self.levels), *values.shape[1:]))
        if len(self.level):
            starts = starts_of(self.level)
            found[self.level[starts]] = np.add.reduceat(values, starts, axis=0)
        return found

    def total(self, name: str) -> Floats:
        """A sum by level, shape (levels,)."""
        return self.by_level(self.sums[name])

    @property
    def degrees_of_freedom(self) -> Ints:
        """Shape (levels,): those of the design among the rows of each level."""
        return self.stages.degrees_of_freedom(self.level, self.unit, self.positive, len(self.levels))


def starts_of(*keys: Ints) -> Ints:
    """The positions at which sorted keys change, the first included."""
    changes = np.zeros(len(keys[0]), dtype=bool)
    changes[:1] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changes)


def merged(levels: list[Ints], unit: Ints, values: Floats) -> tuple[Ints, Ints, Floats]:
    """Cells that share level and unit added up, sorted by both.

    ``values`` (m, p) belong to m rows of a result, ``unit`` (m,) numbers their groups; each of ``levels`` (m,) gives
    every row a level once more, or a negative number for none.
    """
    rows = np.tile(np.arange(len(unit)), len(levels))
    level = np.concatenate(levels)
    kept = np.flatnonzero(level >= 0)
    order = kept[np.lexsort((unit[rows[kept]], level[kept]))]
    level, rows = level[order], rows[order]
    starts = starts_of(level, unit[rows])
    added = values[rows]
    if len(starts) < len(rows):
        added = np.add.reduceat(added, starts, axis=0)
    return level[starts], unit[rows[starts]], added

"""A reader who knows who answered and which levels every city has, and takes what is published apart.

Written from the definition of the tables, and not from the code that protects them: one unknown per option and kind of
city, one equation per published count, whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

Cell = tuple[str, str, str]
"""Option, domain, level; domain and level are empty for all cities."""


@dataclass(frozen=True)
class Reader:
    """``levels`` gives the level by domain of each city that answered, ``published`` the counts of published cells.

    ``exclusive`` tells that each city chose exactly one of the ``options``.
    """

    levels: Mapping[str, Mapping[str, str]]
    options: Sequence[str]
    exclusive: bool
    published: Mapping[Cell, int]

    def range(self, cell: Cell) -> tuple[float, float]:
        """The least and the greatest count that a cell can have, as far as the reader knows; cities may be halved."""
        return self._extreme(cell, 1.0, whole=False), -self._extreme(cell, -1.0, whole=False)

    def is_determined(self, cell: Cell) -> bool:
        """Whether all possible tables of whole cities have the same count in a cell."""
        return self._extreme(cell, 1.0, whole=True) == -self._extreme(cell, -1.0, whole=True)

    def size(self, domain: str, level: str) -> int:
        """How many cities of the level answered."""
        return sum(not domain or has.get(domain) == level for has in self.levels.values())

    def _extreme(self, cell: Cell, sign: float, whole: bool) -> float:
        used = tuple(self.options) if self.exclusive else (cell[0],)
        known, sizes = self._known(used)
        best = milp(sign * self._row(cell, used), integrality=int(whole), bounds=Bounds(0, sizes), constraints=known)
        assert best.status == 0, best.message
        return round(float(best.fun), 6)

    @cached_property
    def _kinds(self) -> dict[tuple[tuple[str, str], ...], int]:
        """How many cities have which levels."""
        return Counter(tuple(sorted(has.items())) for has in self.levels.values())

    def _row(self, cell: Cell, used: Sequence[str]) -> NDArray[np.float64]:
        option, domain, level = cell
        inside = [float(not domain or (domain, level) in kind) for kind in self._kinds]
        return np.concatenate([np.array(inside) * (name == option) for name in used])

    def _known(self, used: tuple[str, ...]) -> tuple[LinearConstraint, NDArray[np.float64]]:
        """The equations of some options, and how large each unknown can be."""
        if used not in self._equations:
            rows = [self._row(of, used) for of in self.published if of[0] in used]
            sums = [float(count) for of, count in self.published.items() if of[0] in used]
            if self.exclusive:
                rows += list(np.tile(np.eye(len(self._kinds)), len(used)))
                sums += [float(size) for size in self._kinds.values()]
            matrix = np.array(rows).reshape(len(rows), len(used) * len(self._kinds))
            sizes = np.array([*self._kinds.values()] * len(used), dtype=float)
            self._equations[used] = LinearConstraint(csc_array(matrix), sums, sums), sizes
        return self._equations[used]

    @cached_property
    def _equations(self) -> dict[tuple[str, ...], tuple[LinearConstraint, NDArray[np.float64]]]:
        return {}

"""Change between waves: how much of a change in a score comes from each indicator.

Scores of different waves can be compared where nothing that makes them depends on the wave: normalisation on fixed
goalposts, or over the rows of all waves together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import UserError, problem
from civiscope.indices.build import BuiltIndex

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Decomposition:
    """The change of units that are in both waves: scores (u,) before and after, and ``parts`` (u, p) by indicator.

    The parts and the ``rest`` (u,) of a unit add up to the change of its score. Where contributions are measured from
    a baseline, the rest is what comes from values that are missing in one of the waves: without them the baseline's own
    score is another. It is 0 where nothing is missing, and where all nodes are weighted sums.
    """

    units: tuple[str, ...]
    before: Floats
    after: Floats
    indicators: tuple[str, ...]
    parts: Floats

    @property
    def rest(self) -> Floats:
        """What no indicator's part explains (u,)."""
        found: Floats = self.after - self.before - self.parts.sum(axis=1)
        return found


def decompose(built: BuiltIndex, contributions: Floats, wave_before: str, wave_after: str) -> Decomposition:
    """Decompose the change of the index from one wave to another, for units with a score in both.

    ``contributions`` (n, p) are those of the indicators to the index, which add up to its score
    (`civiscope.indices.analysis.contributions`). Raises UserError where a wave has no rows.
    """
    waves = list(dict.fromkeys(built.table.waves))
    for wave in (wave_before, wave_after):
        if wave not in waves:
            raise UserError(problem("wave-unknown", value=wave, waves=", ".join(waves)))
    scores = built.scores[built.tree.root]
    rows = {
        wave: {unit: row for row, unit in enumerate(built.table.units) if built.table.waves[row] == wave}
        for wave in (wave_before, wave_after)
    }
    both = [
        unit
        for unit, row in rows[wave_before].items()
        if unit in rows[wave_after] and not np.isnan(scores[row] + scores[rows[wave_after][unit]])
    ]
    first = np.array([rows[wave_before][unit] for unit in both], dtype=np.intp)
    second = np.array([rows[wave_after][unit] for unit in both], dtype=np.intp)
    parts = np.nan_to_num(contributions[second]) - np.nan_to_num(contributions[first])
    return Decomposition(tuple(both), scores[first], scores[second], built.tree.indicators, parts)

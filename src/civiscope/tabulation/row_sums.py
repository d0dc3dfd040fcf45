"""Cells from rows in memory: for a study's answers and for replicate weights, in the rows' fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.sampling.stages import Stages
from civiscope.tabulation.cells import Cells, LevelName, starts_of
from civiscope.tabulation.variables import Power, Variable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RowValues:
    """Variables of n rows.

    ``values`` (n, V) holds u, ``counted`` (n, V) whether the row counts (u is 0 elsewhere), ``denominators`` (n, V)
    the x of ratios, the same as ``counted`` for all else.
    """

    variables: Sequence[Variable]
    values: Floats
    counted: NDArray[np.bool_]
    denominators: Floats


def cells_of_rows(
    stages: Stages,
    unit: Ints,
    weights: Floats,
    levels: Sequence[LevelName],
    members: Sequence[Ints],
    found: RowValues,
) -> Cells:
    """Sums by level and group.

    ``unit`` (n,) numbers each row's group of the design, ``weights`` (n,) its weight; ``members`` holds the rows of
    each level, which may overlap.
    """
    blocks = [_sums(rows[np.argsort(unit[rows], kind="stable")], unit, weights, found, stages) for rows in members]
    sizes = [len(units) for units, _, _, _ in blocks]
    names = list(blocks[0][3]) if blocks else []
    return Cells(
        stages,
        tuple(levels),
        np.repeat(np.arange(len(blocks)), sizes),
        np.concatenate([units for units, _, _, _ in blocks]),
        np.concatenate([rows for _, rows, _, _ in blocks]),
        np.concatenate([positive for _, _, positive, _ in blocks]),
        {name: np.concatenate([sums[name] for _, _, _, sums in blocks]) for name in names},
    )


def _sums(
    rows: Ints, unit: Ints, weights: Floats, found: RowValues, stages: Stages
) -> tuple[Ints, Ints, Ints, dict[str, Floats]]:
    """Groups, rows, rows of positive weight and sums of the cells of one level; ``rows`` are sorted by group."""
    of_rows, w = unit[rows], weights[rows]
    starts = starts_of(of_rows)
    u, x, d = found.values[rows], found.counted[rows].astype(np.float64), found.denominators[rows]
    sums: dict[str, Floats] = {}
    named = np.add.reduceat(x * (u != 0), starts, axis=0)
    counted = np.add.reduceat(x, starts, axis=0)
    for place, variable in enumerate(found.variables):
        sums[variable.base_count] = counted[:, place]
        if variable.option:
            sums[variable.n] = named[:, place]
    powers: dict[Power, list[int]] = {}
    for place, variable in enumerate(found.variables):
        for power in dict.fromkeys(map(variable.canonical, variable.powers(stages.elements))):
            powers.setdefault(power, []).append(place)
    for power, places in powers.items():
        a, b, c = power
        parts = (w[:, None] ** a) * u[:, places] ** b * d[:, places] ** c * x[:, places]
        added = np.add.reduceat(parts, starts, axis=0)
        for number, place in enumerate(places):
            sums[found.variables[place].sum_name(power)] = added[:, number]
    ends = np.append(starts[1:], len(rows))
    positive = np.add.reduceat((w > 0).astype(np.int64), starts)
    return of_rows[starts], ends - starts, positive, sums

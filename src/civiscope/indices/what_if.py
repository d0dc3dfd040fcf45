"""What if: scores with other answers, and which single answers would change a unit's score most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.indices.build import BuiltIndex, build_index
from civiscope.indices.sampling_error import is_fixed

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """Other values of the unit in a ``row`` of the built table: ``values`` by indicator, as before any step."""

    row: int
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change would do: the score of the node before and after, and the rank after among the others as they are.

    NaN where there is no score.
    """

    before: float
    after: float
    rank_before: float
    rank_after: float


def what_if(built: BuiltIndex, changes: Sequence[Change], node: str = "") -> list[Outcome]:
    """The effect of each change by itself on a node (the index where empty); all other units keep their answers.

    Everything is computed again with the changed values: extremes, ranks and weights from the data move with them.
    Raises KeyError for an indicator that the index lacks.
    """
    node = node or built.tree.root
    nominal = built.scores[node]
    after = (
        _fixed(built, changes, node)
        if is_fixed(built.recipe, built.tree)
        else [_again(built, entry, node) for entry in changes]
    )
    found = []
    for entry, (score, others) in zip(changes, after, strict=True):
        rows = built.rows_of_wave[built.table.waves[entry.row]]
        rank = _rank(score, others[rows[rows != entry.row]])
        before = float(nominal[entry.row])
        found.append(Outcome(before, score, float(built.ranks[node][entry.row]), rank))
    return found


def _fixed(built: BuiltIndex, changes: Sequence[Change], node: str) -> list[tuple[float, Floats]]:
    """All changes as further rows of one table: a unit's scores depend on its own values alone."""
    if not changes:
        return []
    table = built.prepared.raw.rows(np.array([entry.row for entry in changes]))
    values = table.values.copy()
    place = {code: number for number, code in enumerate(built.tree.indicators)}
    for number, entry in enumerate(changes):
        for code, value in entry.values.items():
            values[number, place[code]] = value
    scores = build_index(table.with_values(values), built.tree, built.recipe, strict=False).scores[node]
    return [(float(score), built.scores[node]) for score in scores]


def _again(built: BuiltIndex, change: Change, node: str) -> tuple[float, Floats]:
    """One change through the whole pipeline; units that are then screened out have no score."""
    raw = built.prepared.raw
    values = raw.values.copy()
    place = {code: number for number, code in enumerate(built.tree.indicators)}
    for code, value in change.values.items():
        values[change.row, place[code]] = value
    again = build_index(raw.with_values(values), built.tree, built.recipe, strict=False)
    scores = np.full(len(raw.units), np.nan)
    scores[again.prepared.rows] = again.scores[node]
    return float(scores[change.row]), scores


def _rank(score: float, others: Floats) -> float:
    """1 plus the number of others with a higher score."""
    return float("nan") if np.isnan(score) else 1.0 + float((others > score).sum())

"""What is linked to outcomes: the scores of an index, or the two groups of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from civiscope.answers.answerset import NAMED, NOT_NAMED, AnswerSet
from civiscope.results.scores import Score
from civiscope.study.outcomes_definition import OutcomeComparison

FIRST, OTHER = "first", "other"
"""The groups of a comparison."""


@dataclass(frozen=True, slots=True)
class WaveScores:
    """The scores of an index in one wave, and the classes, by city."""

    scores: dict[str, float]
    classes: dict[str, str]


def scores_by_wave(
    rows: Iterable[Score], withheld: Mapping[tuple[str, str], frozenset[str]]
) -> dict[tuple[str, str], WaveScores]:
    """The scores of indices themselves by (wave, index), without the cities that are ``withheld`` there."""
    found: dict[tuple[str, str], WaveScores] = {}
    for row in rows:
        key = (row.wave, row.index)
        if row.node == row.index and row.score is not None and row.city not in withheld.get(key, ()):
            entry = found.setdefault(key, WaveScores({}, {}))
            entry.scores[row.city] = row.score
            entry.classes[row.city] = row.class_
    return found


def groups_by_score(comparison: OutcomeComparison, scored: WaveScores) -> dict[str, str]:
    """The group of each scored city: by class, by a limit, or above and up to the median of these cities."""
    if comparison.classes:
        return {city: FIRST if name in comparison.classes else OTHER for city, name in scored.classes.items() if name}
    limit = comparison.at_least
    if limit is None:
        middle = median(scored.scores.values())
        return {city: FIRST if score > middle else OTHER for city, score in scored.scores.items()}
    return {city: FIRST if score >= limit else OTHER for city, score in scored.scores.items()}


def groups_by_answer(
    comparison: OutcomeComparison, answers: AnswerSet, wave: str, withheld: frozenset[str]
) -> dict[str, str]:
    """The group of each city that answered, without those ``withheld``.

    Who named one of ``high`` is in the first group, a list that is cut off included. In the other one is of whom it is
    known that they named none of these and, where ``low`` is given, who named one of those.
    """
    found: dict[str, str] = {}
    for (of_wave, _), block in answers.blocks.items():
        column = block.columns.get((comparison.item or "", comparison.row or ""))
        if of_wave != wave or column is None:
            continue
        high = np.isin(column.options, comparison.high)
        first = (column.ticks[:, high] == NAMED).any(axis=1)
        other = column.answered & (column.ticks[:, high] == NOT_NAMED).all(axis=1)
        if comparison.low:
            other &= (column.ticks[:, np.isin(column.options, comparison.low)] == NAMED).any(axis=1)
        for city, is_first, is_other in zip(block.cities, first, other, strict=True):
            if (is_first or is_other) and city not in withheld:
                found.setdefault(city, FIRST if is_first else OTHER)
    return found

"""Indicators from answers: points, numbers of options, yes or no, numbers, checklists.

Missing stays missing: an answer that is not known, not given, "don't know" or "not applicable" is never scored as no.
A list that is cut off counts as far as what it names is enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, NOT_NAMED, AnswerBlock, Column
from civiscope.indices.table import IndicatorTable
from civiscope.results.answers import Status
from civiscope.study.index_definition import IndexDefinition, IndexElement, Scoring
from civiscope.study.questionnaire import LIST_KINDS, NUMBER_KINDS, OTHER, Item, Kind

Floats = NDArray[np.float64]
Variable = tuple[str, str]

LEAST_SHARE_OF_ROWS = 0.5
"""The share of a grid's rows that a mean needs; the tolerance of the comparison is that of halves, which are exact."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Another answer to one question, and what each indicator would be with it, where it differs.

    ``option`` is the option that would be chosen (of a list: ticked as well), empty for a ``number``.
    """

    item: str
    row: str
    option: str
    number: float | None
    values: dict[str, float]


def scored(definition: IndexDefinition, blocks: Mapping[str, AnswerBlock]) -> IndicatorTable:
    """One row per respondent of each wave, in the order of ``blocks`` (by wave), one column per indicator.

    Raises KeyError for an item, row or option that the questionnaire lacks; `check_index` finds those before.
    """
    elements = _indicators(definition)
    values = [np.column_stack([score_values(block, score) for _, score in elements]) for block in blocks.values()]
    cities = tuple(city for block in blocks.values() for city in block.cities)
    return IndicatorTable(
        units=cities,
        names=cities,
        waves=tuple(wave for wave, block in blocks.items() for _ in block.cities),
        indicators=tuple(element.code for element, _ in elements),
        values=np.concatenate(values) if values else np.empty((0, len(elements))),
    )


def answers_behind(definition: IndexDefinition) -> dict[str, tuple[Variable, ...]]:
    """The answers that each indicator is made of, as (item, row), by the indicator's code."""
    return {element.code: score.variables for element, score in _indicators(definition)}


def answer_changes(definition: IndexDefinition, block: AnswerBlock, respondent: int) -> list[AnswerChange]:
    """Every single other answer of a respondent (by number) that would change an indicator.

    Of a choice each other option; of a list one more option, where it is known not to be named now; of a number the
    better goalpost, where the definition gives goalposts. Answers that are missing are left out, because what is not
    known cannot be said to change; so is what routing would ask then or no longer ask.
    """
    used = dict.fromkeys(variable for variables in answers_behind(definition).values() for variable in variables)
    candidates = [
        candidate
        for variable in used
        if block.columns[variable].status[respondent] in (Status.ANSWERED, Status.INCOMPLETE)
        for candidate in _candidates(definition, block.columns[variable], variable, respondent)
    ]
    if not candidates:
        return []
    # The last copy keeps the answers as they are.
    copies = block.copies(respondent, len(candidates) + 1, used)
    for place, candidate in enumerate(candidates):
        _answer(copies.columns[candidate.item, candidate.row], place, candidate)
    then = scored(definition, {"": copies})
    now = then.values[-1]
    found = []
    for candidate, values in zip(candidates, then.values[:-1], strict=True):
        changed = ~np.isnan(values) & (values != now)
        named = {code: float(value) for code, value in zip(then.indicators, values, strict=True)}
        if changed.any():
            differing = {code: named[code] for code, differs in zip(then.indicators, changed, strict=True) if differs}
            found.append(replace(candidate, values=differing))
    return found


def score_values(block: AnswerBlock, score: Scoring) -> Floats:
    """The values (n,) that a scoring gives the n respondents; NaN where there is none."""
    columns = [block.columns[variable] for variable in score.variables]
    if score.checklist:
        options = [entry.options for entry in score.checklist for _ in entry.variables]
        parts = [_any_of(column, wanted) for column, wanted in zip(columns, options, strict=True)]
        values = np.sum(parts, axis=0)
    else:
        values = _put_together(np.stack([_one(column, score) for column in columns]), score)
    if score.not_asked is not None:
        unasked = np.all([column.status == Status.NOT_ASKED for column in columns], axis=0)
        values = np.where(unasked, score.not_asked, values)
    return np.asarray(values, dtype=np.float64)


def _indicators(definition: IndexDefinition) -> list[tuple[IndexElement, Scoring]]:
    return [(element, element.score) for element, _ in definition.indicators() if element.score is not None]


def _put_together(parts: Floats, score: Scoring) -> Floats:
    """The mean or the sum over rows of a grid; ``parts`` is (rows, n)."""
    if score.combine == "sum" or len(parts) == 1:
        return np.asarray(parts.sum(axis=0))
    known = ~np.isnan(parts)
    count = known.sum(axis=0)
    total = np.where(known, parts, 0.0).sum(axis=0)
    return np.where(count >= LEAST_SHARE_OF_ROWS * len(parts), total / np.maximum(count, 1), np.nan)


def _one(column: Column, score: Scoring) -> Floats:
    if score.points is not None:
        return _points(column, score.points)
    if score.count is not None:
        options = [code for code in column.options if code != OTHER] if score.count == "all" else score.count
        return _count(column, tuple(options), score.cap)
    if score.any_of is not None:
        return _any_of(column, score.any_of)
    return column.numbers.astype(np.float64)


def _points(column: Column, points: Mapping[str, float]) -> Floats:
    found = np.full(len(column.status), np.nan)
    for option, value in points.items():
        found[column.ticks[:, column.options.index(option)] == NAMED] = value
    return found


def _count(column: Column, options: tuple[str, ...], cap: int | None) -> Floats:
    named = (_ticks(column, options) == NAMED).sum(axis=1)
    most = len(options) if cap is None else min(cap, len(options))
    # What a list that is cut off does not name is unknown: its number is known only where it cannot rise any more.
    known = (column.status == Status.ANSWERED) | (column.answered & (named >= most))
    return np.where(known, np.minimum(named, most), np.nan)


def _any_of(column: Column, options: tuple[str, ...]) -> Floats:
    named = (_ticks(column, options) == NAMED).any(axis=1)
    return np.where(named, 1.0, np.where(column.status == Status.ANSWERED, 0.0, np.nan))


def _ticks(column: Column, options: tuple[str, ...]) -> NDArray[np.int8]:
    return column.ticks[:, [column.options.index(option) for option in options]]


def _candidates(definition: IndexDefinition, column: Column, variable: Variable, respondent: int) -> list[AnswerChange]:
    """Other answers to one question, whether or not they change anything."""
    item, row = variable
    if column.item.kind in NUMBER_KINDS:
        goalposts = dict.fromkeys(
            _goalpost(element) for element, score in _indicators(definition) if variable in score.variables
        )
        return [AnswerChange(item, row, "", number, {}) for number in goalposts if number is not None]
    ticks = zip(column.options, column.ticks[respondent].tolist(), strict=True)
    free = [option for option, tick in ticks if tick == NOT_NAMED and not (option == OTHER and column.item.other)]
    return [AnswerChange(item, row, option, None, {}) for option in free]


def _goalpost(element: IndexElement) -> float | None:
    """The goalpost with the best score."""
    return element.high if element.direction == 1 else element.low


def _answer(column: Column, place: int, change: AnswerChange) -> None:
    """Write the other answer into a row of a column whose arrays are its own."""
    if change.number is not None:
        column.numbers[place] = change.number
        return
    if _has_one_answer(column.item):
        column.ticks[place] = NOT_NAMED
    column.ticks[place, column.options.index(change.option)] = NAMED


def _has_one_answer(item: Item) -> bool:
    return item.kind not in LIST_KINDS and item.kind is not Kind.RANKING

"""Indicators with other answers, several at once: what somebody supposes a respondent to have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from civiscope.answers.answerset import NAMED, NOT_NAMED, UNKNOWN, AnswerBlock, Column
from civiscope.indices.scoring import scored
from civiscope.results.answers import Status
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.questionnaire import LIST_KINDS, Item, Kind


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """Another answer to a question: an ``option`` that is named (or, of a list, no longer named), or a ``number``."""

    item: str
    row: str
    option: str = ""
    is_named: bool = True
    number: float | None = None

    def __str__(self) -> str:
        if self.number is not None:
            return f"{self.number:g}"
        return self.option if self.is_named else f"-{self.option}"


def values_with(
    definition: IndexDefinition, block: AnswerBlock, respondent: int, answers: Sequence[OtherAnswer]
) -> dict[str, float]:
    """The indicators of a respondent (by number) that differ with other answers, by code; NaN where then missing.

    A question that was not answered counts as answered then; a list as incomplete until each of its
    options is named or not: what is not said of it is not known.
    """
    now = scored(definition, {"": block}).values[respondent]
    own = block.copies(respondent, 1, block.columns)
    for answer in answers:
        column = own.columns[answer.item, answer.row]
        own.columns[answer.item, answer.row] = _with_answer(column, answer)
    then = scored(definition, {"": own})
    pairs = zip(then.indicators, then.values[0].tolist(), now.tolist(), strict=True)
    return {code: after for code, after, before in pairs if after != before and not np.isnan([after, before]).all()}


def takes_several(item: Item) -> bool:
    """Whether an answer to the item may name several options."""
    return item.kind in LIST_KINDS or item.kind is Kind.RANKING


def _with_answer(column: Column, answer: OtherAnswer) -> Column:
    """A column of one respondent with another answer; its arrays are changed."""
    status = column.status
    if answer.number is not None:
        column.numbers[0] = answer.number
        status = np.full_like(status, Status.ANSWERED)
    elif takes_several(column.item):
        column.ticks[0, column.options.index(answer.option)] = NAMED if answer.is_named else NOT_NAMED
        is_complete = bool((column.ticks[0] != UNKNOWN).all())
        if is_complete or not column.answered[0]:
            status = np.full_like(status, Status.ANSWERED if is_complete else Status.INCOMPLETE)
    else:
        column.ticks[0] = NOT_NAMED
        column.ticks[0, column.options.index(answer.option)] = NAMED
        status = np.full_like(status, Status.ANSWERED)
    return replace(column, status=status)

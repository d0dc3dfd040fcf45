"""Other answers of a city, and the score that it would have with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from civiscope.answers.answerset import NAMED, AnswerBlock, Column
from civiscope.indices.build import class_of
from civiscope.indices.scoring import AnswerChange, answer_changes
from civiscope.indices.what_if import Change, Outcome, what_if
from civiscope.results.scores import Improvement
from civiscope.study.questionnaire import NUMBER_KINDS
from civiscope.workflows.absent import whole_or_none
from civiscope.workflows.study_index import StudyIndex

LEAST_GAIN = 1e-9
"""A smaller difference of two scores comes from the order in which numbers were added."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """A respondent of an index: its number in its block, and its row in the built index."""

    found: StudyIndex
    block: AnswerBlock
    respondent: int
    row: int

    @property
    def city(self) -> str:
        """The code of the city."""
        return self.block.cities[self.respondent]

    def now(self, item: str, row: str) -> str:
        """What it answers now, as `answer_in_words` says it."""
        return answer_in_words(self.block.columns[item, row], self.respondent)


def answerers(found: StudyIndex, wave: str) -> Iterator[Answerer]:
    """The respondents of a wave that the index has a row of: all that were not screened out."""
    block, rows = found.blocks[wave], found.places[wave]
    position = {int(row): place for place, row in enumerate(found.built.prepared.rows)}
    for respondent in range(block.size):
        place = position.get(rows.start + respondent)
        if place is not None:
            yield Answerer(found, block, respondent, place)


def single_changes(answerers: Sequence[Answerer]) -> list[list[tuple[AnswerChange, Outcome]]]:
    """By respondent of one index every single other answer that would change an indicator, with what it would do."""
    candidates = [
        answer_changes(answerer.found.definition, answerer.block, answerer.respondent) for answerer in answerers
    ]
    changes = [
        Change(answerer.row, candidate.values)
        for answerer, own in zip(answerers, candidates, strict=True)
        for candidate in own
    ]
    # All at once: where scores do not depend on one another, many changes cost little more than one.
    outcomes = iter(what_if(answerers[0].found.built, changes)) if answerers else iter(())
    return [[(candidate, next(outcomes)) for candidate in own] for own in candidates]


def improvements(answerers: Sequence[Answerer], most: int) -> Iterator[Improvement]:
    """The single other answers that would raise each city's score most: the best one to each of ``most`` questions."""
    for answerer, changes in zip(answerers, single_changes(answerers), strict=True):
        told = [
            _improvement(answerer, change, outcome)
            for change, outcome in changes
            if outcome.after > outcome.before + LEAST_GAIN
        ]
        first: dict[tuple[str, str], Improvement] = {}
        for row in sorted(told, key=lambda row: (-row.gain, row.item, row.row, row.option)):
            first.setdefault((row.item, row.row), row)
        yield from list(first.values())[:most]


def answer_in_words(column: Column, respondent: int) -> str:
    """The codes of the options that a respondent names, joined by spaces, or its number; empty where there is none."""
    if column.item.kind in NUMBER_KINDS:
        number = float(column.numbers[respondent])
        return "" if np.isnan(number) else f"{number:g}"
    ticks = zip(column.options, column.ticks[respondent].tolist(), strict=True)
    return " ".join(option for option, tick in ticks if tick == NAMED)


def option_in_words(change: AnswerChange) -> str:
    """The option that a change would name, or its number."""
    return change.option if change.number is None else f"{change.number:g}"


def _improvement(answerer: Answerer, change: AnswerChange, outcome: Outcome) -> Improvement:
    classes = answerer.found.built.recipe.classes
    return Improvement(
        wave=answerer.block.wave,
        index=answerer.found.built.tree.root,
        city=answerer.city,
        item=change.item,
        row=change.row,
        option=option_in_words(change),
        now=answerer.now(change.item, change.row),
        score_now=outcome.before,
        score_then=outcome.after,
        gain=outcome.after - outcome.before,
        class_now=class_of(outcome.before, classes),
        class_then=class_of(outcome.after, classes),
        rank_then=whole_or_none(outcome.rank_after),
    )

"""What a city answered in an earlier wave of the study, as the study folder has it, for the questions of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.answers.answerset import NAMED, AnswerBlock, AnswerSet, Column
from civiscope.answers.cells import SEPARATOR
from civiscope.answers.coding import read_answers
from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
from civiscope.study.loading import Study
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, NUMBER_KINDS, OTHER, Item, Kind, Questionnaire
from civiscope.web.collection.rules.given import NONE, Cells

_TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONGTEXT})
_READ: list[tuple[Study, AnswerSet]] = []
"""The answers of the study that was asked for last."""


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer of an earlier wave, in the words of today's question."""

    wave: str
    cells: Cells


def earlier_answers(study: Study, wave: str, questionnaire: Questionnaire, city: str) -> dict[str, EarlierAnswer]:
    """The newest answer that a city gave before ``wave`` to each question of today, by item.

    A question of an earlier wave is the same where it has the same concept, or in the same questionnaire the same code.
    Whole answers only: a grid of which a row, or a list of which an option, has no counterpart today is left out, and
    so is a list that was cut off.
    """
    found: dict[str, EarlierAnswer] = {}
    for block in _blocks_before(study, wave):
        if city not in block.cities:
            continue
        respondent = block.cities.index(city)
        earlier = study.questionnaires[block.questionnaire]
        for item in questionnaire.items.values():
            before = _counterpart(questionnaire, item, earlier)
            if before is None or item.code in found:
                continue
            cells = _cells(questionnaire, item, _columns(earlier, before, block), before, respondent)
            if cells:
                found[item.code] = EarlierAnswer(block.wave, cells)
    return found


def _blocks_before(study: Study, wave: str) -> list[AnswerBlock]:
    """The answers of closed waves before this one, the newest first; the study's files are read once."""
    answers = next((found for read, found in _READ if read is study), None)
    if answers is None:
        # What is wrong with the files of a closed wave is told by `civiscope check`; here only what is sound is used.
        answers, _ = read_answers(study, ProblemLog())
        _READ[:] = [(study, answers)]
    waves = {entry.id: entry for entry in study.definition.waves}
    here = waves.get(wave)
    closed = [
        entry.id
        for entry in sorted(waves.values(), key=lambda entry: entry.date, reverse=True)
        if entry.status == "closed" and (here is None or entry.date < here.date)
    ]
    return [block for name in closed for block in answers.blocks.values() if block.wave == name]


def _counterpart(questionnaire: Questionnaire, item: Item, earlier: Questionnaire) -> Item | None:
    """The question that was the same then; None where there is none, or it asked for another kind of answer."""
    if item.concept:
        found = next((entry for entry in earlier.items.values() if entry.concept == item.concept), None)
    else:
        found = earlier.items.get(item.code) if earlier.id == questionnaire.id else None
    if found is None or not found.has_unit_of(item):
        return None
    alike = found.kind is item.kind or (
        {found.kind, item.kind} <= NUMBER_KINDS or {found.kind, item.kind} <= _TEXT_KINDS
    )
    return found if alike else None


def _columns(earlier: Questionnaire, before: Item, block: AnswerBlock) -> dict[str, Column]:
    """The columns of a question of an earlier wave by its rows; those that the answers have."""
    codes = [row.code for row in earlier.rows_of(before)] if before.kind in GRID_KINDS else [""]
    return {code: block.columns[before.code, code] for code in codes if (before.code, code) in block.columns}


def _cells(
    questionnaire: Questionnaire, item: Item, columns: Mapping[str, Column], before: Item, respondent: int
) -> Cells | None:
    """The cells of today's question; None where any part of the answer has no counterpart."""
    rows = [row.code for row in questionnaire.rows_of(item)] if item.kind in GRID_KINDS else [""]
    cells: Cells = {}
    for row, column in columns.items():
        if column.status[respondent] != Status.ANSWERED:
            continue
        cell = _cell(questionnaire, item, before, column, respondent) if row in rows else None
        if cell is None:
            return None
        cells[row] = cell
    return cells


def _cell(questionnaire: Questionnaire, item: Item, before: Item, column: Column, respondent: int) -> str | None:
    if item.kind in NUMBER_KINDS:
        number = float(column.numbers[respondent])
        if number.is_integer():
            return str(int(number))
        return repr(number) if item.kind is Kind.DECIMAL else None
    text = column.texts[respondent] if column.texts else ""
    if not column.options:
        return text or None
    return _choice(questionnaire, item, before, column, respondent, text)


def _choice(
    questionnaire: Questionnaire, item: Item, before: Item, column: Column, respondent: int, own_words: str
) -> str | None:
    """The options of today; an option that is gone stands as the one that its recode names, if that exists."""
    known = {option.code for option in questionnaire.options_of(item)}
    named = [option for place, option in enumerate(column.options) if column.ticks[respondent, place] == NAMED]
    if item.kind is Kind.RANKING:
        ranks = {option: int(column.ranks[respondent, place]) for place, option in enumerate(column.options)}
        named.sort(key=lambda option: ranks[option])
    today = [option if option in known else before.recode.get(option, "") for option in named]
    if not all(option in known for option in today):
        return None
    is_list = item.kind in LIST_KINDS or item.kind is Kind.RANKING
    words = own_words.replace(SEPARATOR, ",") if is_list else own_words
    parts = [
        f"other: {words}" if option == OTHER and item.other and words else option for option in dict.fromkeys(today)
    ]
    if not parts:
        return NONE if item.kind in LIST_KINDS else None
    return SEPARATOR.join(parts)

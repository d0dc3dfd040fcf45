"""An AnswerSet as long tables: what answers, respondents look like in a release."""

from __future__ import annotations

from collections.abc import Iterator

from civiscope.answers.answerset import NAMED, UNKNOWN, AnswerBlock, AnswerSet, Column
from civiscope.results.answers import Answer, Respondent, Status
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, OTHER, Kind


def answer_rows(answers: AnswerSet) -> list[Answer]:
    """Every answer as rows of results/answers, by wave, questionnaire, city, item and row in their own orders."""
    return [
        row
        for block in answers.blocks.values()
        for index in range(block.size)
        for (_, row_code), column in block.columns.items()
        for row in _rows(block, index, row_code, column)
    ]


def respondent_rows(answers: AnswerSet) -> list[Respondent]:
    """One row per respondent."""
    return [
        Respondent(block.wave, block.questionnaire, city, answered_in, source)
        for block in answers.blocks.values()
        for city, answered_in, source in zip(block.cities, block.answered_in, block.sources, strict=True)
    ]


def _rows(block: AnswerBlock, index: int, row_code: str, column: Column) -> Iterator[Answer]:
    status = Status(int(column.status[index]))
    for option, value, state in _values(column, index, status):
        yield Answer(
            wave=block.wave,
            questionnaire=block.questionnaire,
            city=block.cities[index],
            item=column.item.code,
            row=row_code,
            option=option,
            value=value,
            status=state.label,
        )


def _values(column: Column, index: int, status: Status) -> Iterator[tuple[str, str, Status]]:
    """Triples of option, value and status of one answer."""
    kind = column.item.kind
    if status not in (Status.ANSWERED, Status.INCOMPLETE):
        yield "", "", status
    elif kind in LIST_KINDS:
        yield from _list_values(column, index)
    elif kind in CHOICE_KINDS:
        for position, option in enumerate(column.options):
            if column.ticks[index, position] == NAMED:
                rank = str(int(column.ranks[index, position])) if kind is Kind.RANKING else ""
                yield option, column.texts[index] if option == OTHER and not rank else rank, status
    elif kind in NUMBER_KINDS:
        number = float(column.numbers[index])
        yield "", str(int(number)) if number.is_integer() else repr(number), status
    else:
        yield "", column.texts[index], status


def _list_values(column: Column, index: int) -> Iterator[tuple[str, str, Status]]:
    for position, option in enumerate(column.options):
        state = column.ticks[index, position]
        if state == UNKNOWN:
            yield option, "", Status.INCOMPLETE
        elif state == NAMED:
            own_words = column.texts[index] if option == OTHER else ""
            yield option, own_words or "yes", Status.ANSWERED
        else:
            yield option, "no", Status.ANSWERED

"""Other answers in words, as a command takes them: ITEM=OPTION, ITEM.ROW=OPTION, ITEM=NUMBER."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from civiscope.answers.answerset import AnswerBlock
from civiscope.errors import Problem, UserError, did_you_mean, problem
from civiscope.indices.other_answers import OtherAnswer, takes_several
from civiscope.indices.scoring import Variable
from civiscope.study.expressions import parse_expression
from civiscope.study.numbers import classify_number
from civiscope.study.questionnaire import NUMBER_KINDS, Item

PLACE = "--answer"


def parse_answers(texts: Sequence[str], block: AnswerBlock, scored: Collection[Variable]) -> list[OtherAnswer]:
    """The answers that ``texts`` name; ``scored`` are the variables of which the index is made.

    Of a list ``+option`` (or ``option``) names one more and ``-option`` one fewer. Raises UserError with everything
    that is wrong: unknown items, rows and options, answers that the index does not score, numbers that are none, and
    two answers to a question that takes one.
    """
    found: list[OtherAnswer] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            answer = _parsed(text, block, scored)
        except UserError as failure:
            problems += failure.problems
            continue
        if any(_conflicts(answer, other, block) for other in found):
            problems.append(problem("answer-twice", column=PLACE, value=text, item=answer.item))
        found.append(answer)
    if problems:
        raise UserError(*problems)
    return found


def _parsed(text: str, block: AnswerBlock, scored: Collection[Variable]) -> OtherAnswer:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name or not value:
        raise UserError(problem("answer-form", column=PLACE, value=text))
    code, _, row = name.partition(".")
    items = {column.item.code: column.item for column in block.columns.values()}
    if code not in items:
        words: dict[str, Any] = {"questionnaire": block.questionnaire, "known": ", ".join(items)}
        similar = did_you_mean(code, items)
        raise UserError(problem("study-item-unknown", column=PLACE, value=code, similar=similar, **words))
    item = items[code]
    rows = [own for other, own in block.columns if other == code and own]
    if (code, row) not in block.columns:
        wanted = f"one of its rows, as {code}.{rows[0]}: {', '.join(rows)}" if rows else f"{code} alone: it is no grid"
        similar = did_you_mean(row, rows)
        raise UserError(problem("answer-row", column=PLACE, value=row, item=code, similar=similar, wanted=wanted))
    if (code, row) not in scored:
        listed = ", ".join(".".join(part for part in variable if part) for variable in scored)
        raise UserError(problem("answer-unscored", column=PLACE, value=name, known=listed))
    if item.kind in NUMBER_KINDS:
        number, _ = classify_number(value)
        if number is None:
            raise UserError(problem("answer-number", column=PLACE, value=value, item=code))
        _check_constraint(item, value)
        return OtherAnswer(code, row, number=number)
    return _choice(value, block, code, row)


def _check_constraint(item: Item, value: str) -> None:
    """Raise UserError for a number that the questionnaire does not take, as far as the number alone decides."""
    if item.constraint is None:
        return
    constraint = parse_expression(item.constraint)
    if not constraint.references and not constraint.evaluate({}, value):
        raise UserError(problem("answer-constraint", column=PLACE, value=value, item=item.code, wanted=item.constraint))


def _choice(value: str, block: AnswerBlock, code: str, row: str) -> OtherAnswer:
    column = block.columns[code, row]
    sign = value[0] if value[0] in "+-" else ""
    option = value.removeprefix(sign)
    if option not in column.options:
        words: dict[str, Any] = {"what": "option", "other": code, "allowed": ", ".join(column.options)}
        similar = did_you_mean(option, column.options)
        raise UserError(problem("index-option-unknown", column=PLACE, value=option, similar=similar, **words))
    if sign and not takes_several(column.item):
        raise UserError(problem("answer-sign", column=PLACE, value=value, item=code))
    return OtherAnswer(code, row, option, sign != "-")


def _conflicts(answer: OtherAnswer, other: OtherAnswer, block: AnswerBlock) -> bool:
    """Whether two answers to the same question cannot both be given."""
    if (answer.item, answer.row) != (other.item, other.row):
        return False
    several = takes_several(block.columns[answer.item, answer.row].item)
    return not several or answer.option == other.option

"""Routing and constraints of one respondent's answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from civiscope.answers.cells import Coded, Place
from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
from civiscope.study.expressions import Expression, parse_expression
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Item, Questionnaire

Row = dict[tuple[str, str], Coded]
"""One respondent's answers by (item, row)."""

_GIVEN = (Status.ANSWERED, Status.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class _Rule:
    item: Item
    variables: tuple[tuple[str, str], ...]
    relevant: Expression | None
    constraint: Expression | None


class Routing:
    """The routing, constraints and required items of a questionnaire, ready to be applied to many respondents.

    Items in ``broken`` are left out: the errors of their definitions are reported elsewhere.
    """

    def __init__(self, questionnaire: Questionnaire, language: str, broken: Collection[str] = ()) -> None:
        variables: dict[str, list[tuple[str, str]]] = {}
        for item, row in questionnaire.variables():
            variables.setdefault(item.code, []).append((item.code, row))
        self.language = language
        self.rules = [
            _Rule(
                item,
                tuple(variables[item.code]),
                parse_expression(item.relevant) if item.relevant else None,
                parse_expression(item.constraint) if item.constraint else None,
            )
            for item in questionnaire.items.values()
            if item.code not in broken and (item.relevant or item.constraint or item.required)
        ]

    def apply(self, row: Row, place: Place, log: ProblemLog) -> None:
        """Mark what was not asked, in place, and log answers that routing or constraints do not allow.

        Where an answer that decides is itself missing, it cannot be told whether the item was asked: its own kind of
        missing stays.
        """
        values = {_name(key): _as_text(coded) for key, coded in row.items()}
        for rule in self.rules:
            asked = rule.relevant is None or self._is_asked(rule, row, values, place, log)
            for key in rule.variables:
                coded = row.get(key)
                if coded is None or not asked:
                    continue
                here = replace(place, column=_name(key))
                if rule.item.required and coded.status is Status.NOT_ANSWERED:
                    log.add("required-missing", **here.words(rule.item.code, ""), action="left missing")
                if rule.constraint is not None and coded.status in _GIVEN:
                    self._check_constraint(rule, coded, values, here, log)

    def _is_asked(self, rule: _Rule, row: Row, values: dict[str, str], place: Place, log: ProblemLog) -> bool:
        assert rule.relevant is not None
        relevant = rule.relevant.evaluate(values)
        undecided = not relevant and any(_is_unknown(row, reference) for reference in rule.relevant.references)
        for key in rule.variables:
            coded = row.get(key)
            if coded is None:
                continue
            here = replace(place, column=_name(key))
            if relevant and coded.status is Status.NOT_ASKED:
                words = here.words(rule.item.code, "(not asked)")
                log.add("not-asked-though-relevant", **words, condition=rule.item.relevant)
            elif not relevant and not undecided:
                if coded.status in _GIVEN:
                    words = here.words(rule.item.code, _as_text(coded))
                    log.add("answered-though-not-asked", **words, condition=rule.item.relevant)
                row[key] = Coded(Status.NOT_ASKED)
                values[_name(key)] = ""
        return relevant

    def _check_constraint(
        self, rule: _Rule, coded: Coded, values: dict[str, str], place: Place, log: ProblemLog
    ) -> None:
        assert rule.constraint is not None
        here = _as_text(coded)
        if rule.constraint.evaluate(values, here):
            return
        message = rule.item.constraint_message
        reason = in_language(message, self.language, self.language) if message else str(rule.item.constraint)
        log.add(
            "constraint-violated", **place.words(rule.item.code, here), reason=reason, action="kept as it was answered"
        )


def _name(variable: tuple[str, str]) -> str:
    """How expressions refer to a variable."""
    item, row_code = variable
    return f"{item}.{row_code}" if row_code else item


def _is_unknown(row: Row, reference: str) -> bool:
    """Whether the answer that an expression refers to is missing for another reason than routing, or cut off."""
    item, _, row_code = reference.partition(".")
    coded = row.get((item, row_code))
    return coded is None or coded.status not in (Status.ANSWERED, Status.NOT_ASKED)


def _as_text(coded: Coded) -> str:
    if coded.status not in _GIVEN:
        return ""
    if coded.codes:
        return " ".join(coded.codes)
    if coded.number is not None:
        return str(int(coded.number)) if coded.number == int(coded.number) else repr(coded.number)
    return coded.text

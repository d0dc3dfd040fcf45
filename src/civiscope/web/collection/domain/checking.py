"""What a city's answers mean: coded, routed and checked by the same code as files of answers are.

One `Checker` per questionnaire is kept, because its expressions are compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from civiscope.answers.cells import CellCoder, Coded, Place
from civiscope.answers.recodes import Recodes
from civiscope.answers.routing import Routing, Row
from civiscope.errors import Problem, ProblemLog
from civiscope.results.answers import Status
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.rules.given import Cells
from civiscope.web.studies.domain.instruments import questionnaire_of


@dataclass(frozen=True)
class Checked:
    """A city's answers, coded: ``asked`` holds the items that its answers lead to, ``given`` those of them that have an
    answer (a kind of missing that was chosen counts), ``problems`` what is wrong with them, by item."""

    row: Row
    asked: frozenset[str]
    given: frozenset[str]
    problems: Mapping[str, tuple[Problem, ...]]

    def missing(self, questionnaire: Questionnaire) -> list[str]:
        """The required items that are asked and not answered, in their order."""
        return [
            code
            for code, item in questionnaire.items.items()
            if item.required and code in self.asked and code not in self.given
        ]


class Checker:
    """Codes, routes and checks the answers to one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self._routing = Routing(questionnaire, language)
        recodes = Recodes("")
        self._coders = {
            (item.code, row): CellCoder(questionnaire, item, recodes, Status.NOT_ANSWERED)
            for item, row in questionnaire.variables()
        }

    def check(self, answers: Mapping[str, Cells]) -> Checked:
        """Check the answers: cells by row, by item."""
        log = ProblemLog()
        row: Row = {}
        for (item, code), coder in self._coders.items():
            place = Place("", 0, f"{item}.{code}" if code else item, "")
            row[item, code] = coder.code(answers.get(item, {}).get(code, ""), False, place, log)
        self._routing.apply(row, Place("", 0, "", ""), log)
        asked = frozenset(item for (item, _), coded in row.items() if coded.status is not Status.NOT_ASKED)
        problems: dict[str, list[Problem]] = {}
        for entry in (*log.errors, *log.findings):
            # What is required and missing is told by `missing`, what was led around is kept aside in silence.
            if entry.code not in ("required-missing", "answered-though-not-asked"):
                problems.setdefault(entry.item, []).append(entry)
        return Checked(row, asked, _given(row), {item: tuple(found) for item, found in problems.items()})


@lru_cache(maxsize=64)
def checker_of(instrument: int, version: int, language: str) -> Checker:
    """The checker of an instrument's version; messages of constraints come in the language."""
    return Checker(questionnaire_of(instrument, version), language)


def _given(row: Row) -> frozenset[str]:
    """Items of which every variable has an answer, a chosen kind of missing included."""
    items: dict[str, bool] = {}
    for (item, _), coded in row.items():
        items[item] = items.get(item, True) and _is_given(coded)
    return frozenset(item for item, given in items.items() if given)


def _is_given(coded: Coded) -> bool:
    return coded.status not in (Status.NOT_ANSWERED, Status.NOT_ASKED)

"""How many cities answered what, and what is missing why: of whole questions and of single variables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from civiscope.release.model import CityAnswer, Release
from civiscope.report.figures.tables import ALL_CITIES
from civiscope.results.answers import Status
from civiscope.web.explorer.domain.question_index import Place
from civiscope.web.explorer.domain.shelf import Edition

Variable = tuple[str, str, str, str]
"""(wave, questionnaire, item, row)"""


@dataclass(frozen=True)
class Counts:
    """``answered`` of the ``cities`` that took part, incomplete lists included.

    ``missing`` counts the others by kind; with the incomplete lists among them, which are answers as well. It is empty
    where single answers are not published.
    """

    answered: int
    cities: int
    missing: dict[Status, int]


@dataclass(frozen=True)
class CoverageIndex:
    """Cities by status, of every variable and of every question as a whole (under the row None)."""

    variables: dict[Variable, Counter[Status]]
    questions: dict[tuple[str, str, str], Counter[Status]]
    respondents: Counter[tuple[str, str]]
    release: Release

    def of_item(self, wave: str, place: Place) -> Counts | None:
        """The counts of a question; None where nobody was asked or nothing may be said."""
        return self._counts(wave, place, self.questions.get((wave, *place.key)), "")

    def of_variable(self, wave: str, place: Place, row: str) -> Counts | None:
        """The counts of one variable of a question, as `of_item`."""
        return self._counts(wave, place, self.variables.get((wave, *place.key, row)), row)

    def _counts(self, wave: str, place: Place, counted: Counter[Status] | None, row: str) -> Counts | None:
        cities = self.respondents[wave, place.questionnaire.id]
        if counted:
            missing: dict[Status, int] = {
                status: count for status, count in sorted(counted.items()) if count and status is not Status.ANSWERED
            }
            return Counts(counted[Status.ANSWERED] + counted[Status.INCOMPLETE], cities, missing)
        # Where single answers are not published, the base of an estimate says how many there are.
        key = (wave, *place.key, row, "", ALL_CITIES)
        bases = [cell.base for cell in self.release.tables.get(key, ()) if cell.base is not None]
        return Counts(max(bases), cities, {}) if bases else None


@lru_cache(maxsize=16)
def coverage(edition: Edition) -> CoverageIndex:
    """The counts of an edition, made in one pass over its answers."""
    release = edition.release
    variables: dict[Variable, Counter[Status]] = {}
    questions: dict[tuple[str, str, str], Counter[Status]] = {}
    for (wave, questionnaire, _city), answers in release.answers_by_city.items():
        whole: dict[str, Status] = {}
        for (item, row), answer in answers.items():
            variables.setdefault((wave, questionnaire, item, row), Counter())[answer.status] += 1
            whole[item] = _better(whole.get(item), answer)
        for item, status in whole.items():
            questions.setdefault((wave, questionnaire, item), Counter())[status] += 1
    respondents = Counter((entry.wave, entry.questionnaire) for entry in release.respondents)
    return CoverageIndex(variables, questions, respondents, release)


def _better(so_far: Status | None, answer: CityAnswer) -> Status:
    """The status of a grid by those of its rows: answered where any row is."""
    if so_far is None or (answer.is_known and so_far is not Status.ANSWERED):
        return answer.status
    return so_far

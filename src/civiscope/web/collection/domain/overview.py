"""A case at a glance: its sections with progress, who answers them, what is still missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max

from civiscope.study.questionnaire import Item, Section
from civiscope.web.collection.domain.cases import CaseInHand
from civiscope.web.collection.domain.section_state import CaseAnswers, answers_with_check
from civiscope.web.collection.models import ENTERED, Answer, Assignment, Case, Comment


@dataclass(frozen=True)
class SectionProgress:
    """How far a section is."""

    section: Section
    number: int
    asked: int
    answered: int
    missing: int
    wrong: int
    unconfirmed: int
    comments: int
    assignment: Assignment | None
    last: Answer | None
    given: list[tuple[Item, Answer]]

    @property
    def is_complete(self) -> bool:
        """Whether everything that is asked was answered."""
        return self.asked == self.answered


@dataclass(frozen=True)
class MissingItem:
    """A question that still needs somebody: a required one without an answer, or an answer to be confirmed."""

    section: Section
    item: Item
    number: str


@dataclass(frozen=True)
class Overview:
    """The case as its overview shows it."""

    sections: list[SectionProgress]
    missing: list[MissingItem]
    unconfirmed: list[MissingItem]
    asked: int
    answered: int

    @property
    def percent(self) -> int:
        """Answered questions of those asked, rounded down."""
        return 100 * self.answered // self.asked if self.asked else 100


def overview_of(open_case: CaseInHand, language: str) -> Overview:
    """The overview of a case, in a few queries however many sections there are."""
    case, questionnaire = open_case.case, open_case.questionnaire
    state = answers_with_check(case, language)
    assignments = {found.section: found for found in case.assignments.select_related("contact__person", "done_by")}
    comments = Counter(dict(Comment.objects.filter(case=case).values_list("item").annotate(count=Count("id"))))
    needed = frozenset(state.checked.missing(questionnaire))
    waiting = frozenset(code for code, answer in state.answers.items() if not answer.confirmed) & state.checked.asked
    sections = []
    for number, section in enumerate(questionnaire.sections, start=1):
        sections.append(_progress(section, number, state, needed, waiting, comments, assignments.get(section.code)))
    asked, answered = sum(found.asked for found in sections), sum(found.answered for found in sections)
    return Overview(sections, _those(needed, open_case), _those(waiting, open_case), asked, answered)


def entered_for(case: Case) -> list[tuple[str, int, dt.datetime]]:
    """What staff entered for the city and stands: the way, how many answers, and when the last was saved."""
    found = case.answers.filter(origin__in=ENTERED).values_list("origin")
    return list(found.annotate(count=Count("id"), last=Max("saved_at")).order_by("origin"))


def _those(codes: frozenset[str], open_case: CaseInHand) -> list[MissingItem]:
    """The questions of these codes, in their order, with their places."""
    return [
        MissingItem(section, item, f"{number}.{place}")
        for number, section in enumerate(open_case.questionnaire.sections, start=1)
        for place, item in enumerate(section.items, start=1)
        if item.code in codes
    ]


def _progress(
    section: Section,
    number: int,
    state: CaseAnswers,
    needed: frozenset[str],
    waiting: frozenset[str],
    comments: Counter[str],
    assignment: Assignment | None,
) -> SectionProgress:
    codes = {item.code for item in section.items}
    asked = codes & state.checked.asked
    given = [(item, state.answers[item.code]) for item in section.items if item.code in state.answers]
    saved = [answer for _, answer in given if not answer.waits]
    return SectionProgress(
        section=section,
        number=number,
        asked=len(asked),
        answered=len(asked & state.checked.given - waiting),
        missing=len(codes & needed),
        wrong=len(asked & state.checked.problems.keys()),
        unconfirmed=len(codes & waiting),
        comments=sum(comments[code] for code in codes),
        assignment=assignment,
        last=max(saved, key=lambda answer: answer.saved_at, default=None),
        given=given,
    )

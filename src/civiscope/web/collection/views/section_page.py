"""The page of a section, and one question of it alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import LIST_KINDS, Item, Section
from civiscope.web.collection.domain.cases import CaseInHand, OpenCase
from civiscope.web.collection.domain.prefilling import waiting_of
from civiscope.web.collection.domain.reopening import can_ask_reopening
from civiscope.web.collection.domain.section_state import (
    CaseAnswers,
    answers_with_check,
    comments_by_item,
    consents_by_item,
)
from civiscope.web.collection.domain.writer_words import closed_words, name_of, saved_words
from civiscope.web.collection.forms.answer_words import answer_words, text_of, wave_title
from civiscope.web.collection.forms.messages import messages_of
from civiscope.web.collection.forms.question import Conflict, Question, question_of
from civiscope.web.collection.models import Answer, Comment, Origin
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import Cells, decoded
from civiscope.web.common.identity import identity
from civiscope.web.common.page import known, language_of, render


@dataclass(frozen=True)
class Standing:
    """An answer that was sent and not saved: its cells, its version, and the other answer that stands there."""

    cells: Cells
    base: int
    current: Answer | None


@dataclass(frozen=True)
class _Shown:
    """What all questions of a page have in common."""

    open_case: CaseInHand
    state: CaseAnswers
    comments: Mapping[str, list[Comment]]
    consents: Mapping[str, str]
    waiting: Mapping[str, str]
    language: str


def section_page(
    request: HttpRequest,
    open_case: CaseInHand,
    section: Section,
    standing: Mapping[str, Standing] | None = None,
    *,
    closed: bool = False,
    unsaid: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page; ``standing`` holds what was sent and not saved, ``unsaid`` the comments that came with it."""
    language, sections = language_of(request), open_case.questionnaire.sections
    shown = _shown(open_case, [item.code for item in section.items], language)
    questions = [_question(shown, item, (standing or {}).get(item.code)) for item in section.items]
    place = sections.index(section)
    return render(
        request,
        "collection/section.html",
        status,
        title=text_of(section.title, language),
        intro=text_of(section.intro, language) if section.intro else "",
        open_case=open_case,
        case=open_case.case,
        number=open_case.case.pk,
        city=open_case.city.name,
        section=section,
        place=place + 1,
        count=len(sections),
        following=sections[place + 1].code if place + 1 < len(sections) else "",
        previous=sections[place - 1].code if place else "",
        questions=questions,
        waiting=[f"{found.code}:{found.version}" for found in questions if found.earlier_wave and not found.hidden],
        earlier_wave=next((found.earlier_wave for found in questions if found.earlier_wave), ""),
        wrong=[found for found in questions if found.messages and not found.hidden],
        conflicts=[found for found in questions if found.conflict],
        closed=closed_words(open_case.writer, language) if closed else "",
        answering=open_case.case.takes_answers,
        unsaid=unsaid if closed else (),
        reopens=_may_ask_reopening(open_case),
        state=say(f"collect_state_{CaseState(open_case.case.state)}", language),
        saved=request.GET.get("saved") == "1" and not standing,
        assignment=open_case.case.assignments.filter(section=section.code).select_related("contact__person").first(),
        now=timezone.now().isoformat(),
        zone=identity().zone.key,
    )


def _may_ask_reopening(open_case: CaseInHand) -> bool:
    """Whether the page, which is open to reading only, leads to the request for reopening."""
    if open_case.case.takes_answers or not isinstance(open_case, OpenCase):
        return False
    return can_ask_reopening(open_case.case, open_case.actors)


def question_fragment(
    request: HttpRequest, open_case: CaseInHand, item: str, standing: Standing | None = None
) -> HttpResponse:
    """One question without the page around it."""
    return HttpResponse(question_html(request, open_case, item, standing), headers={"Cache-Control": "no-store"})


def question_html(request: HttpRequest, open_case: CaseInHand, item: str, standing: Standing | None = None) -> str:
    """One question as HTML."""
    language = language_of(request)
    shown = _shown(open_case, [item], language)
    question = _question(shown, open_case.questionnaire.items[item], standing)
    words = known(
        request,
        q=question,
        number=open_case.case.pk,
        case=open_case.case,
        open_case=open_case,
        answering=open_case.case.takes_answers,
    )
    return render_to_string("collection/parts/question.html", words, request=request)


def _shown(open_case: CaseInHand, items: list[str], language: str) -> _Shown:
    case = open_case.case
    consents = consents_by_item(case) if open_case.questionnaire.consent_choice else {}
    state = answers_with_check(case, language)
    earlier = {code for code, answer in state.answers.items() if answer.origin == Origin.PREFILL}
    waiting: dict[str, str] = {}
    if any(not state.answers[code].confirmed for code in earlier):
        waiting = {code: wave_title(wave, language) for code, (_, wave) in waiting_of(case).items() if code in earlier}
    return _Shown(open_case, state, comments_by_item(case, items), consents, waiting, language)


def _question(shown: _Shown, item: Item, standing: Standing | None) -> Question:
    answer = shown.state.answers.get(item.code)
    cells = standing.cells if standing is not None else shown.state.cells(item.code)
    version = 0 if answer is None else answer.version
    problems = () if standing is not None else shown.state.checked.problems.get(item.code, ())
    return question_of(
        shown.open_case.questionnaire,
        item,
        shown.language,
        cells,
        number=_number(shown.open_case, item),
        chosen_consent=shown.consents.get(item.code, ""),
        version=standing.base if standing is not None else version,
        hidden=item.code not in shown.state.checked.asked and standing is None,
        messages=messages_of(problems, item, shown.language),
        saved="" if answer is None or answer.waits else saved_words(answer, shown.language),
        at=None if answer is None or answer.waits else answer.saved_at,
        earlier_wave=shown.waiting.get(item.code, ""),
        was_mapped=answer is not None and answer.origin == Origin.MAPPED and not answer.confirmed,
        conflict=_conflict(shown, item, standing),
        comments=shown.comments.get(item.code, []),
    )


def _conflict(shown: _Shown, item: Item, standing: Standing | None) -> Conflict | None:
    if standing is None or standing.current is None:
        return None
    current, questionnaire = standing.current, shown.open_case.questionnaire
    return Conflict(
        version=current.version,
        by=name_of(current, shown.language),
        at=current.saved_at,
        mine=answer_words(questionnaire, item, standing.cells, shown.language),
        theirs=answer_words(questionnaire, item, decoded(current.value), shown.language),
        can_be_joined=item.kind in LIST_KINDS,
    )


def _number(open_case: CaseInHand, item: Item) -> str:
    for place, section in enumerate(open_case.questionnaire.sections, start=1):
        for number, found in enumerate(section.items, start=1):
            if found.code == item.code:
                return f"{place}.{number}"
    return ""

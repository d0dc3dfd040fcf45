"""The questionnaires of whoever is signed in, and a case at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civiscope.report.words.phrases import language_name, say
from civiscope.web.collection.domain.cases import OpenCase, case_for, cases_of, contacts_of
from civiscope.web.collection.domain.colleagues import may_take_off
from civiscope.web.collection.domain.overview import MissingItem, Overview, SectionProgress, entered_for, overview_of
from civiscope.web.collection.domain.replies import has_replied
from civiscope.web.collection.domain.reply_periods import period_of, takes_replies
from civiscope.web.collection.forms.answer_words import text_of, wave_title
from civiscope.web.collection.forms.invitation import InvitationForm, read_invitation
from civiscope.web.collection.models import Answer, Case
from civiscope.web.collection.rules.case_states import ANSWERING, Actor, CaseState
from civiscope.web.common.page import language_of, languages, render
from civiscope.web.studies.models import Contact


@dataclass(frozen=True)
class _Row:
    """A section of the overview with its texts."""

    progress: SectionProgress
    title: str
    given: list[tuple[str, str, Answer]]


@require_http_methods(["GET", "HEAD"])
def my_cases(request: HttpRequest) -> HttpResponse:
    """All questionnaires of whoever is signed in."""
    language = language_of(request)
    opened = cases_of(request.person)  # type: ignore[attr-defined]
    cases = [
        {
            "case": entry.case,
            "city": entry.city.name,
            "title": text_of(entry.questionnaire.title, language),
            "wave": wave_title(entry.case.instrument.fieldwork.wave, language),
            "state": say(f"collect_state_{_state(entry.case)}", language),
            "deadline": _deadline(entry.case),
            "reply_until": _reply_until(entry.case),
        }
        for entry in opened
    ]
    return render(
        request,
        "collection/my_cases.html",
        title=say("collect_my_cases", language),
        cases=cases,
        unread=any(entry.contact.notice_read_at is None for entry in opened),
    )


@require_http_methods(["GET", "HEAD"])
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The overview of a case."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    return overview_page(request, open_case, None)


def overview_page(
    request: HttpRequest, open_case: OpenCase, form: InvitationForm | None, status: int = 200
) -> HttpResponse:
    """The overview, with the form of an invitation as it was sent."""
    language = language_of(request)
    overview = overview_of(open_case, language)
    actors = open_case.actors
    return render(
        request,
        "collection/case.html",
        status,
        title=text_of(open_case.questionnaire.title, language),
        open_case=open_case,
        case=open_case.case,
        city=open_case.city.name,
        wave=wave_title(open_case.case.instrument.fieldwork.wave, language),
        deadline=_deadline(open_case.case),
        intro=text_of(open_case.questionnaire.intro, language) if open_case.questionnaire.intro else "",
        state=say(f"collect_state_{_state(open_case.case)}", language),
        next_step=say(f"collect_next_{_next_step(overview, open_case)}", language),
        reply_until=_reply_until(open_case.case),
        overview=overview,
        go_on=_go_on(overview) if open_case.case.takes_answers else "",
        entered=entered_for(open_case.case),
        rows=[_row(found, language) for found in overview.sections],
        missing=_listed(overview.missing, language),
        unconfirmed=_listed(overview.unconfirmed, language),
        contacts=[
            (found, Actor.LEAD in actors and may_take_off(found))
            for found in contacts_of(open_case.case).select_related("person").order_by("id")
        ],
        removed=_removed(request, open_case) if Actor.LEAD in actors else "",
        unread=open_case.contact.notice_read_at is None,
        contact=open_case.contact,
        leads=Actor.LEAD in actors,
        actors=sorted(actors),
        answering=open_case.case.takes_answers,
        # A form that was sent and shown again has an address that nothing can be got from.
        language_page=reverse("case", kwargs={"number": open_case.case.pk}),
        form=form or read_invitation({}, language),
        sent=form is not None,
        choices=[(code, language_name(code)) for code in languages()],
        parts=[Contact.Part.COLLEAGUE.value, Contact.Part.SIGNATORY.value],
    )


def _removed(request: HttpRequest, open_case: OpenCase) -> str:
    """The name of the colleague who was just taken off; "" where nobody was."""
    number = request.GET.get("removed", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return ""
    case = open_case.case
    there = Contact.objects.filter(instrument=case.instrument_id, city=case.city, removed_at__isnull=False)
    found = there.select_related("person").filter(pk=number).first()
    return "" if found is None else found.person.name


def _deadline(case: Case) -> dt.date | None:
    """Until when to answer; None once there is nothing to answer any more."""
    return (case.extended_to or case.instrument.fieldwork.deadline) if case.takes_answers else None


def _state(case: Case) -> str:
    """The end of the phrase that says where the case stands for its city."""
    if case.state in ANSWERING and not case.takes_answers:
        return "closed"
    if case.state == CaseState.QUERIED and not _has_queries(case):
        return "reopened"
    return case.state


def _next_step(overview: Overview, open_case: OpenCase) -> str:
    """The end of the phrase that says what is to be done next."""
    case, state = open_case.case, _state(open_case.case)
    if state == CaseState.DRAFT:
        if overview.missing or overview.unconfirmed:
            return "answer"
        return "complete_lead" if Actor.LEAD in open_case.actors else "complete"
    if state == CaseState.APPROVED and period_of(case) is not None:
        return "replied" if has_replied(case) else "reply" if takes_replies(case) else "reply_over"
    return state


def _has_queries(case: Case) -> bool:
    """Whether the programme team waits for an answer to a question."""
    return case.queries.filter(sent_at__isnull=False, settled_at__isnull=True).exists()


def _reply_until(case: Case) -> dt.date | None:
    """Until when the city can still say whether its snapshot is right; None where it has, or cannot now."""
    period = period_of(case) if takes_replies(case) else None
    return None if period is None or has_replied(case) else period.until


def _go_on(overview: Overview) -> str:
    """The first section that still needs somebody before the answers can be signed; "" where none does.

    Answers outside of what a question allows may stand with an explanation, and do not count.
    """
    needing = {found.section.code for found in (*overview.missing, *overview.unconfirmed)}
    return next((found.section.code for found in overview.sections if found.section.code in needing), "")


def _listed(items: list[MissingItem], language: str) -> list[tuple[MissingItem, str, str]]:
    return [(found, found.number, text_of(found.item.short or found.item.label, language)) for found in items]


def _row(found: SectionProgress, language: str) -> _Row:
    given = [(item.code, text_of(item.short or item.label, language), answer) for item, answer in found.given]
    return _Row(found, text_of(found.section.title, language), given)

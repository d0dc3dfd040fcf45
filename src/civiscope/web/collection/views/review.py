"""The review desk: the list of cases that were handed in, a case with its queries, approval, requests to reopen."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.study.questionnaire import Questionnaire
from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.cases import answers_of, contacts_of, version_of
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.content import submitted
from civiscope.web.collection.domain.history import changed_since, corrections_of, entered_of, last_wave
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.domain.reopening import DecidedAlreadyError, decline_reopening, grant_reopening
from civiscope.web.collection.domain.review_lists import counts_by_state, review_page
from civiscope.web.collection.domain.reviewing import (
    OPEN_TO_REVIEW,
    EmptyTextError,
    NothingToSendError,
    UnsettledError,
    approve,
    approve_many,
    drop_query,
    note_query,
    send_queries,
    settle_query,
)
from civiscope.web.collection.domain.steps import StepNotAllowedError, WaveClosedError
from civiscope.web.collection.domain.versions import StudyNotReadableError, changed_instruments
from civiscope.web.collection.forms.answer_words import answer_words, text_of
from civiscope.web.collection.forms.audit_filter import read_number
from civiscope.web.collection.forms.messages import messages_of
from civiscope.web.collection.forms.signed_answers import ShownAnswer, shown_sections
from civiscope.web.collection.models import Answer, Case, Query, Reopening, Revision, SignOff
from civiscope.web.collection.rules.case_states import HANDED_IN, Actor, CaseState, Step, state_after
from civiscope.web.collection.rules.given import Cells
from civiscope.web.common.page import language_of, render
from civiscope.web.common.rules.access import REVIEWERS, Role
from civiscope.web.studies.domain.instruments import questionnaire_of

NOT_NOW = "The case is at another stage by now; nothing was done. Look at it again."
WAVE_CLOSED = (
    "The wave is closed, so that cities can change nothing; nothing was done. Open it again on its settings before you "
    "give answers back."
)
LONGEST_TEXT = "Write a text of at most 5000 characters."
STATE_WORDS = {
    CaseState.DRAFT: "Being answered",
    CaseState.CONTRIBUTED: "Answered by colleagues",
    CaseState.IN_REVIEW: "With the city's lead",
    CaseState.SUBMITTED: "Handed in",
    CaseState.QUERIED: "Back with the city",
    CaseState.AMENDED: "Handed in anew",
    CaseState.APPROVED: "Approved",
    CaseState.PUBLISHED: "Published",
}


@dataclass(frozen=True)
class ReviewedAnswer:
    """An answer on the desk with everything that belongs to it."""

    shown: ShownAnswer
    asked: bool
    problems: list[str]
    comments: list[object]
    evidence: list[object]
    queries: list[Query]
    corrections: list[Revision]
    entered: Answer | None
    before: list[str] | None
    last_wave: list[str] | None


@require_http_methods(["GET", "HEAD"])
def review_list(request: HttpRequest) -> HttpResponse:
    """The cases that were handed in."""
    state = request.GET.get("state", "")
    if state and state not in HANDED_IN:
        raise Http404(state)
    counts, text = counts_by_state(), request.GET.get("q", "").strip()[:120]
    rows, found = review_page(state, text, read_number(request.GET.get("page", "")) or 1)
    kept = urlencode([(name, word) for name, word in (("state", state), ("q", text)) if word])
    try:
        changed, broken = changed_instruments(), False
    except StudyNotReadableError:
        changed, broken = [], True
    return render(
        request,
        "collection/desk/review_list.html",
        title="Review",
        rows=[(row, STATE_WORDS[CaseState(row.case.state)]) for row in rows],
        found=found,
        q=text,
        kept=kept,
        states=[(code, STATE_WORDS[code], counts.get(code, 0)) for code in CaseState if code in HANDED_IN],
        state=state,
        total=sum(counts.values()),
        reviewing=reviewing(request),
        changed=changed,
        broken=broken,
    )


@require_http_methods(["GET", "HEAD"])
def review_case(request: HttpRequest, number: int) -> HttpResponse:
    """A case with all its answers."""
    return case_page(request, reviewed_case(number))


@require_POST
def approve_cases(request: HttpRequest) -> HttpResponse:
    """Approve many at once."""
    sent = [text for text in request.POST.getlist("case") if text.isascii() and text.isdecimal() and len(text) < 19]
    chosen = [int(text) for text in sent[:2000]]
    approved, left = approve_many(chosen, staff_of(request))
    if not chosen:
        messages.warning(request, "Nothing was approved: no case was ticked.")
    elif left:
        messages.warning(
            request, f"{len(approved)} approved. {len(left)} left as they are: they have open queries or moved on."
        )
    else:
        messages.success(request, f"{len(approved)} approved.")
    return HttpResponseRedirect(reverse("review_list"), status=303)


@require_POST
def approve_case(request: HttpRequest, number: int) -> HttpResponse:
    """Approve one."""
    case = reviewed_case(number)
    try:
        approve(case.pk, staff_of(request))
    except UnsettledError as failed:
        told = (
            "1 query is open. Settle or drop it"
            if failed.count == 1
            else f"{failed.count} queries are open. Settle or drop them"
        )
        messages.error(request, f"Not approved: {told} first.")
    except StepNotAllowedError:
        messages.error(request, NOT_NOW)
    else:
        messages.success(request, f"The answers of {city_name(case)} are approved.")
    return back_to(number)


@require_POST
def query(request: HttpRequest, number: int) -> HttpResponse:
    """Write a query down, to be sent with others."""
    case, item = reviewed_case(number), request.POST.get("item", "")
    try:
        note_query(case.pk, item, request.POST.get("text", ""), staff_of(request))
    except EmptyTextError:
        return case_page(request, case, 400, wrong=item or "whole", typed=request.POST.get("text", ""))
    except KeyError as failed:
        raise Http404(item) from failed
    except StepNotAllowedError:
        messages.error(request, NOT_NOW)
    return back_to(number, item)


@require_POST
def query_step(request: HttpRequest, number: int, query: int, what: str) -> HttpResponse:
    """Settle a query, or drop one that was not sent."""
    case = reviewed_case(number)
    taken = (settle_query if what == "settle" else drop_query)(case.pk, query, staff_of(request))
    if not taken:
        # In another tab, or by a colleague.
        messages.error(request, "The query was sent, settled or dropped meanwhile; nothing was done.")
    return back_to(number, request.POST.get("item", ""))


@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Send all queries that wait."""
    case = reviewed_case(number)
    try:
        count = send_queries(case.pk, staff_of(request))
    except NothingToSendError:
        messages.warning(request, "Nothing was sent: no query waits.")
    except WaveClosedError:
        messages.error(request, WAVE_CLOSED)
    except StepNotAllowedError:
        messages.error(request, NOT_NOW)
    else:
        told = "1 query was sent" if count == 1 else f"{count} queries were sent"
        messages.success(request, f"{told} to {city_name(case)} in one mail; the city can change its answers.")
    return back_to(number)


@require_POST
def reopening(request: HttpRequest, number: int, reopening: int) -> HttpResponse:
    """Grant a request to reopen, or decline it with a reason."""
    case, text = reviewed_case(number), request.POST.get("decision", "")
    decide = grant_reopening if request.POST.get("what") == "grant" else decline_reopening
    try:
        decide(case.pk, reopening, text, staff_of(request))
    except EmptyTextError:
        return case_page(request, case, 400, wrong="decision", typed=text)
    except Reopening.DoesNotExist as failed:
        raise Http404(f"reopening {reopening}") from failed
    except WaveClosedError:
        messages.error(request, WAVE_CLOSED)
    except (DecidedAlreadyError, StepNotAllowedError):
        messages.error(request, NOT_NOW)
    else:
        messages.success(request, "Decided. The city was told by mail.")
    return back_to(number)


def reviewed_case(number: int) -> Case:
    """A case by its number; raises Http404."""
    return get_object_or_404(Case.objects.select_related("instrument__fieldwork"), pk=number)


def staff_of(request: HttpRequest) -> User:
    """Whoever is signed in; the gate has let only staff in."""
    assert isinstance(request.user, User)
    return request.user


def reviewing(request: HttpRequest) -> bool:
    """Whether whoever is signed in may review, or only read."""
    return Role(staff_of(request).role) in REVIEWERS.roles


def back_to(number: int, item: str = "") -> HttpResponse:
    """The way back to the case, to a question of it."""
    address = reverse("review_case", kwargs={"number": number})
    return HttpResponseRedirect(f"{address}#{item}" if item.isidentifier() else address, status=303)


def case_page(request: HttpRequest, case: Case, status: int = 200, *, wrong: str = "", typed: str = "") -> HttpResponse:
    """The page of a case; ``wrong`` names the form whose text was not usable."""
    language = language_of(request)
    version = version_of(case)
    questionnaire = questionnaire_of(case.instrument_id, version)
    queries = list(case.queries.select_related("staff", "replied_by").order_by("id"))
    staff = frozenset({Actor.STAFF})
    signed = list(case.sign_offs.order_by("number"))
    return render(
        request,
        "collection/desk/review_case.html",
        status,
        title=city_name(case),
        case=case,
        state=STATE_WORDS[CaseState(case.state)],
        questionnaire=text_of(questionnaire.title, language),
        version=version,
        sections=_sections(case, questionnaire, version, queries, signed, language),
        sign_offs=signed,
        whole=[found for found in queries if not found.item],
        unsent=[found for found in queries if found.sent_at is None],
        unsettled=[found for found in queries if found.settled_at is None],
        reopenings=list(case.reopenings.select_related("person", "staff").order_by("-id")),
        contacts=list(contacts_of(case).select_related("person").order_by("id")),
        reviewing=reviewing(request),
        open=case.state in OPEN_TO_REVIEW,
        can_approve=state_after(Step.APPROVE, CaseState(case.state), staff) is not None,
        with_city=case.state == CaseState.QUERIED,
        wave_closed=case.instrument.fieldwork.is_closed,
        wrong=wrong,
        typed=typed,
    )


def _sections(
    case: Case,
    questionnaire: Questionnaire,
    version: int,
    queries: list[Query],
    signed: list[SignOff],
    language: str,
) -> list[tuple[str, str, list[ReviewedAnswer]]]:
    kept = answers_of(case)
    checked = checker_of(case.instrument_id, version, language).check(kept)
    counted = submitted(questionnaire, checked.row)
    # What cannot be read is shown as it was given, beside what is wrong with it.
    shown = {code: counted.get(code) or (kept.get(code, {}) if code in checked.asked else {}) for code in kept}
    changed = changed_since(signed[-2], signed[-1]) if len(signed) > 1 else {}
    earlier, corrections, entered = last_wave(case), corrections_of(case), entered_of(case)
    comments, evidence = _by_item(case.comments.select_related("person", "staff")), _by_item(case.evidence.all())

    def words(code: str, cells: Cells) -> list[str]:
        return answer_words(questionnaire, questionnaire.items[code], cells, language)

    def reviewed(entry: ShownAnswer) -> ReviewedAnswer:
        code = entry.code
        wave = words(code, earlier[code]) if code in earlier else None
        return ReviewedAnswer(
            entry,
            code in checked.asked,
            messages_of(checked.problems.get(code, ()), entry.item, language),
            comments.get(code, []),
            evidence.get(code, []),
            [found for found in queries if found.item == code],
            corrections.get(code, []),
            entered.get(code),
            words(code, changed[code][0]) if code in changed else None,
            wave if wave is not None and wave != list(entry.lines) else None,
        )

    return [
        (section.code, section.title, [reviewed(entry) for entry in section.answers])
        for section in shown_sections(questionnaire, shown, language)
    ]


def _by_item(entries) -> dict[str, list[object]]:  # type: ignore[no-untyped-def]
    found: dict[str, list[object]] = {}
    for entry in entries.order_by("id"):
        found.setdefault(entry.item, []).append(entry)
    return found

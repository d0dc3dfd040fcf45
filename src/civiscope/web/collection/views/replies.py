"""The right of reply: the page on which a city replies, and the desk's page of all replies."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civiscope.report.words.phrases import say
from civiscope.web.collection.domain.case_pages import page_of_cases
from civiscope.web.collection.domain.cases import case_for
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.domain.previews import ready_preview
from civiscope.web.collection.domain.replies import (
    ReplyClosedError,
    add_reply,
    confirmed_among,
    kinds_for,
    lead_back,
    open_replies,
    replying_cases,
)
from civiscope.web.collection.domain.reply_periods import period_of, takes_replies
from civiscope.web.collection.domain.steps import StepNotAllowedError, WaveClosedError
from civiscope.web.collection.forms.audit_filter import read_number
from civiscope.web.collection.forms.replies import GivenReply, read_day, read_question, read_reply
from civiscope.web.collection.models import Reply, ReplyPeriod
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.views.review import WAVE_CLOSED
from civiscope.web.common.page import language_of, render
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.models import Fieldwork


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """The page on which a city says whether its snapshot is right."""
    opened = case_for(request.person, number)  # type: ignore[attr-defined]
    allowed = kinds_for(opened)
    given, status = GivenReply("", ""), 200
    if request.method == "POST":
        given = read_reply(request.POST, allowed)
        if not given.problems:
            try:
                add_reply(opened, Reply.Kind(given.kind), given.text)
            except ReplyClosedError:
                given.problems["kind"] = "reply_closed"
            else:
                messages.success(request, say("reply_kept", language_of(request)))
                return HttpResponseRedirect(reverse("reply", kwargs={"number": number}))
        status = 400
    return render(
        request,
        "collection/reply.html",
        status,
        open=opened,
        period=period_of(opened.case),
        takes_replies=takes_replies(opened.case),
        kinds=[(kind.value, f"reply_kind_{kind.value}") for kind in allowed],
        given=given,
        ready=ready_preview(opened.case),
        earlier=[
            (entry, f"reply_said_{entry.kind}")
            for entry in opened.case.replies.select_related("person", "query").order_by("-pk")
        ],
    )


@require_GET
def replies(request: HttpRequest, number: int) -> HttpResponse:
    """All replies of a fieldwork, and who has not replied."""
    page = read_number(request.GET.get("page", "")) or 1
    return _replies_page(request, get_object_or_404(Fieldwork, pk=number), request.GET.get("q", "").strip()[:120], page)


@require_POST
def replies_open(request: HttpRequest, number: int) -> HttpResponse:
    """Open the period, or move its end."""
    fieldwork = get_object_or_404(Fieldwork, pk=number)
    day, wrong = read_day(request.POST)
    if day is None:
        return _replies_page(request, fieldwork, status=400, wrong=wrong, typed=request.POST.get("until", ""))
    told = open_replies(fieldwork, day, request.user)  # type: ignore[arg-type]
    messages.success(request, f"Replies are open until {day:%d %B %Y}; {told} contacts of approved cities are told.")
    return HttpResponseRedirect(reverse("replies", kwargs={"number": number}))


@require_POST
def reply_lead_back(request: HttpRequest, number: int) -> HttpResponse:
    """Make a reply a query to the city."""
    found = get_object_or_404(Reply.objects.select_related("case__instrument__fieldwork"), pk=number)
    fieldwork = found.case.instrument.fieldwork
    text, wrong = read_question(request.POST)
    if not wrong:
        try:
            lead_back(found, text, request.user)  # type: ignore[arg-type]
        except WaveClosedError:
            wrong = WAVE_CLOSED
        except (StepNotAllowedError, ReplyClosedError):
            wrong = "These answers cannot be sent back: they were sent back already, or are published."
    if wrong:
        # The page of the city that it is about, wherever in the list that stands.
        return _replies_page(request, fieldwork, found.case.city, status=400, wrong=wrong, wrong_reply=found.pk)
    messages.success(request, f"{city_name(found.case)} can change its answers again; its contacts are told.")
    return HttpResponseRedirect(reverse("replies", kwargs={"number": fieldwork.pk}))


def _replies_page(
    request: HttpRequest, fieldwork: Fieldwork, text: str = "", page: int = 1, *, status: int = 200, **words: object
) -> HttpResponse:
    cases = replying_cases(fieldwork)
    found = page_of_cases(cases.order_by("city", "pk"), text, page)
    shown = cases.filter(pk__in=found.numbers).select_related("instrument").order_by("city", "pk")
    confirmed = confirmed_among(cases)
    rows = [
        {
            "case": case,
            "name": city_name(case),
            "replies": sorted(case.replies.all(), key=lambda entry: entry.pk),
            "confirmed": case.pk in confirmed,
            "can_go_back": case.state != CaseState.PUBLISHED,
        }
        for case in shown.prefetch_related("replies__query", "replies__person")
    ]
    role = Role(request.user.role)  # type: ignore[union-attr]
    return render(
        request,
        "collection/desk/replies.html",
        status,
        title=f"Replies before publication, wave {fieldwork.wave}",
        fieldwork=fieldwork,
        period=ReplyPeriod.objects.filter(fieldwork=fieldwork).first(),
        rows=rows,
        found=found,
        q=text,
        kept=urlencode({"q": text}) if text else "",
        total=cases.count(),
        confirmed=len(confirmed),
        may_open=role in (Role.OWNER, Role.EDITOR),
        may_lead_back=role in (Role.OWNER, Role.REVIEWER),
        **words,
    )

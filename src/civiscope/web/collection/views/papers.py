"""The whole questionnaire to read and print, for cities and for the programme team."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from civiscope.web.collection.domain.cases import case_for
from civiscope.web.collection.domain.papers import paper_html, paper_of, paper_pdf
from civiscope.web.common.page import language_of, render
from civiscope.web.studies.models import Instrument


@require_http_methods(["GET", "HEAD"])
def questionnaire_page(request: HttpRequest, number: int) -> HttpResponse:
    """The questionnaire of a case as a page."""
    case = case_for(request.person, number).case  # type: ignore[attr-defined]
    return _page(request, case.instrument, case.extended_to or case.instrument.fieldwork.deadline, number)


@require_http_methods(["GET", "HEAD"])
def questionnaire_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The questionnaire of a case as PDF."""
    case = case_for(request.person, number).case  # type: ignore[attr-defined]
    return _pdf(request, case.instrument, case.extended_to or case.instrument.fieldwork.deadline)


@require_http_methods(["GET", "HEAD"])
def desk_questionnaire_page(request: HttpRequest, instrument: int) -> HttpResponse:
    """The questionnaire of an instrument as a page, for staff."""
    found = get_object_or_404(Instrument.objects.select_related("fieldwork"), pk=instrument)
    return _page(request, found, found.fieldwork.deadline, None)


@require_http_methods(["GET", "HEAD"])
def desk_questionnaire_pdf(request: HttpRequest, instrument: int) -> HttpResponse:
    """The questionnaire of an instrument as PDF, for staff."""
    found = get_object_or_404(Instrument.objects.select_related("fieldwork"), pk=instrument)
    return _pdf(request, found, found.fieldwork.deadline)


def _page(request: HttpRequest, instrument: Instrument, deadline: dt.date | None, case: int | None) -> HttpResponse:
    document = paper_of(instrument, language_of(request), deadline)
    # The writer of documents escapes every text.
    return render(
        request,
        "collection/paper.html",
        title=document.title,
        fragment=mark_safe(paper_html(document)),
        case=case,
        instrument=instrument,
    )


def _pdf(request: HttpRequest, instrument: Instrument, deadline: dt.date | None) -> HttpResponse:
    language = language_of(request)
    content = paper_pdf(paper_of(instrument, language, deadline))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{instrument.questionnaire}-{language}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer

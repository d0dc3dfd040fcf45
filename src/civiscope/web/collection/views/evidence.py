"""Evidence of an answer: the page that lists and adds it, the files, removing it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.report.words.phrases import say
from civiscope.web.collection.domain.cases import OpenCase, case_for
from civiscope.web.collection.domain.evidence import (
    MOST_OF_A_CASE,
    MOST_OF_A_FILE,
    EvidenceError,
    add_file,
    add_link,
    evidence_of,
    kind_of_file,
    may_remove,
    path_of,
    remove,
    saved_name,
    takes_evidence,
)
from civiscope.web.collection.forms.answer_words import text_of
from civiscope.web.collection.forms.evidence import EvidenceForm, read_evidence, shown_host
from civiscope.web.collection.models import Evidence
from civiscope.web.collection.rules.file_kinds import MEDIA_TYPES
from civiscope.web.common.page import language_of, render
from civiscope.web.common.views.failures import failure


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, number: int, item: str) -> HttpResponse:
    """The evidence of one question; a POST adds a link or a file."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    if item not in open_case.questionnaire.items:
        raise Http404(item)
    if request.method == "POST":
        return _add(request, open_case, item)
    return _page(request, open_case, item, EvidenceForm())


@require_http_methods(["GET", "HEAD"])
def evidence_file(request: HttpRequest, number: int, evidence: int) -> HttpResponseBase:
    """A file of the city's own case."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    return sent_file(Evidence.objects.select_related("case").filter(case=open_case.case, pk=evidence).first())


@require_http_methods(["GET", "HEAD"])
def desk_evidence_file(request: HttpRequest, evidence: int) -> HttpResponseBase:
    """A file of any case, for the programme team."""
    return sent_file(Evidence.objects.select_related("case").filter(pk=evidence).first())


@require_POST
def remove_evidence(request: HttpRequest, number: int, evidence: int) -> HttpResponse:
    """Remove a link or a file."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    found = Evidence.objects.select_related("case").filter(case=open_case.case, pk=evidence).first()
    if found is None:
        raise Http404
    if not may_remove(open_case, found):
        return failure(request, "own_evidence", 403)
    if not takes_evidence(open_case.case):
        return _page(request, open_case, found.item, EvidenceForm(error="closed"), 409)
    item = found.item
    remove(found, open_case.contact.person.actor)
    return _back(number, item)


def sent_file(found: Evidence | None) -> HttpResponseBase:
    """A file to be saved, never shown inside a page; Http404 for a link, and for a file that is gone."""
    path = None if found is None else path_of(found)
    if found is None or path is None or not path.is_file():
        raise Http404
    answer = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=saved_name(found),
        content_type=MEDIA_TYPES[kind_of_file(found)],
    )
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer


def _add(request: HttpRequest, open_case: OpenCase, item: str) -> HttpResponse:
    upload: Any = request.FILES.get("file")
    form = read_evidence(request.POST, has_file=isinstance(upload, UploadedFile))
    if form.error:
        return _page(request, open_case, item, form, 400)
    person = open_case.contact.person
    try:
        if form.url:
            add_link(open_case.case, item, person, form.title or shown_host(form.url), form.url)
        else:
            add_file(open_case.case, item, person, form.title, upload)
    except EvidenceError as refused:
        field = "url" if form.url else "file"
        status = {"closed": 409, "disk": 507, "large": 413}.get(refused.reason, 400)
        return _page(request, open_case, item, EvidenceForm(form.title, form.url, field, refused.reason), status)
    return _back(open_case.case.pk, item)


def _page(request: HttpRequest, open_case: OpenCase, item: str, form: EvidenceForm, status: int = 200) -> HttpResponse:
    language = language_of(request)
    entry = open_case.questionnaire.items[item]
    section = next(part for part in open_case.questionnaire.sections if entry in part.items)
    words = {"file": MOST_OF_A_FILE // 1_000_000, "case": MOST_OF_A_CASE // 1_000_000}
    return render(
        request,
        "collection/evidence.html",
        status,
        title=say("evidence_title", language),
        question=text_of(entry.label, language),
        city=open_case.city.name,
        number=open_case.case.pk,
        item=item,
        section=section.code,
        pieces=[
            (found, shown_host(found.url), max(1, round(found.size / 1_000)), may_remove(open_case, found))
            for found in evidence_of(open_case.case, item)
        ],
        answering=takes_evidence(open_case.case),
        form=form,
        error=say(f"evidence_refused_{form.error}", language, **words) if form.error else "",
        kinds=say("evidence_kinds", language, **words),
    )


def _back(number: int, item: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("case_evidence", kwargs={"number": number, "item": item}), status=303)

"""Answering away from the pages: the workbook down and up, and confirming what an earlier wave answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.report.words.phrases import say
from civiscope.web.collection.domain.cases import CaseInHand, case_for
from civiscope.web.collection.domain.prefilling import confirm, waiting_of
from civiscope.web.collection.domain.saving import CaseClosedError
from civiscope.web.collection.domain.workbook_import import (
    Change,
    ChangedMeanwhileError,
    changes_in,
    examine,
    save_changes,
    seal_changes,
)
from civiscope.web.collection.domain.workbook_making import workbook_of
from civiscope.web.collection.domain.workbook_reading import open_workbook
from civiscope.web.collection.domain.writers import Writer, workbook_writer
from civiscope.web.collection.forms.addresses import address_of
from civiscope.web.collection.forms.workbook_form import choices_in, versions_in, workbook_in
from civiscope.web.collection.models import Origin
from civiscope.web.collection.rules.workbook_package import RefusedFileError
from civiscope.web.collection.views.hands import case_in_hand, way_named
from civiscope.web.common.page import language_of, render

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD"])
def offline(request: HttpRequest, number: int, way: str | None = None) -> HttpResponse:
    """The ways to answer offline."""
    return _offline(request, _opened(request, number, way))


@require_http_methods(["GET", "HEAD"])
def workbook(request: HttpRequest, number: int, way: str | None = None) -> HttpResponse:
    """The workbook with the answers as they stand."""
    opened, language = _opened(request, number, way), language_of(request)
    answer = HttpResponse(workbook_of(opened.case, language), content_type=XLSX)
    name = f"{opened.case.instrument.questionnaire}-{opened.case.city}-{language}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def check_workbook(request: HttpRequest, number: int, way: str | None = None) -> HttpResponse:
    """What a workbook that was sent in would change, or what is wrong with it; nothing is saved."""
    opened, language = _opened(request, number, way), language_of(request)
    if not opened.case.takes_answers:
        return _offline(request, opened, 409)
    try:
        found = examine(opened.case, open_workbook(workbook_in(request)), language)
    except RefusedFileError as refused:
        return _refused(request, opened, refused)
    if found.problems:
        return render(
            request,
            "collection/workbook_problems.html",
            422,
            title=say("offline_problem_title", language),
            open_case=opened,
            problems=found.problems,
        )
    return _changes(request, opened, found.changes)


@require_POST
def save_workbook(request: HttpRequest, number: int, way: str | None = None) -> HttpResponse:
    """Save what was shown, all of it or nothing."""
    opened, language = _opened(request, number, way), language_of(request)
    sealed, chosen = request.POST.get("changes", ""), choices_in(request.POST)
    if not opened.case.takes_answers:
        return _offline(request, opened, 409)
    try:
        count = save_changes(opened.case, sealed, chosen, _sender(opened), language)
    except RefusedFileError as refused:
        return _refused(request, opened, refused)
    except KeyError:
        changes = changes_in(opened.case, sealed, language)
        return _changes(request, opened, changes, 422, chosen=chosen)
    except ChangedMeanwhileError as meanwhile:
        return _changes(request, opened, meanwhile.changes, 409, again=True)
    except CaseClosedError:
        return _offline(request, opened, 409)
    messages.success(request, say("offline_saved", language, count=count))
    return redirect(address_of(number, opened.writer, "offline"))


@require_POST
def confirm_answers(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm answers of an earlier wave: those that are named as ITEM:VERSION, one or all of a section."""
    opened, language = case_for(request.person, number), language_of(request)  # type: ignore[attr-defined]
    wanted = versions_in(request.POST.getlist("confirm"))
    section = request.POST.get("confirm_section", "")
    if section:
        waiting = waiting_of(opened.case)
        wanted = versions_in([entry for entry in section.split(" ") if entry.rpartition(":")[0] in waiting])
    try:
        count = confirm(opened.case, wanted, opened.writer) if opened.case.takes_answers else 0
    except CaseClosedError:
        count = 0
    if count:
        messages.success(request, say("offline_prefill_confirmed", language, count=count))
    if count < len(wanted):
        messages.warning(request, say("offline_prefill_changed", language))
    return _back(request, number)


def _opened(request: HttpRequest, number: int, way: str | None) -> CaseInHand:
    # What was told by telephone or on paper came in no workbook.
    if way is not None and way_named(way) is not Origin.MAILED:
        raise Http404(way)
    return case_in_hand(request, number, way)


def _sender(opened: CaseInHand) -> Writer:
    """Who sends the workbook in: someone of the city by itself, or staff to whom it was mailed."""
    person = opened.writer.person
    return opened.writer if person is None else workbook_writer(person)


def _offline(request: HttpRequest, opened: CaseInHand, status: int = 200, error: str = "") -> HttpResponse:
    return render(
        request,
        "collection/offline.html",
        status,
        title=say("enter_workbook_title" if opened.writer.is_entering else "offline_title", language_of(request)),
        open_case=opened,
        answering=opened.case.takes_answers,
        error=error,
    )


def _refused(request: HttpRequest, opened: CaseInHand, refused: RefusedFileError) -> HttpResponse:
    return _offline(request, opened, 422, say(refused.phrase, language_of(request), **refused.words))


def _changes(
    request: HttpRequest,
    opened: CaseInHand,
    changes: tuple[Change, ...],
    status: int = 200,
    *,
    again: bool = False,
    chosen: dict[str, bool] | None = None,
) -> HttpResponse:
    conflicts = [
        {
            "change": change,
            "here": chosen is not None and chosen.get(change.item) is False,
            "taken": bool(chosen and chosen.get(change.item)),
            "open": chosen is not None and change.item not in chosen,
        }
        for change in changes
        if change.conflict
    ]
    return render(
        request,
        "collection/workbook_changes.html",
        status,
        title=say("offline_changes_title", language_of(request)),
        open_case=opened,
        plain=[change for change in changes if not change.conflict],
        conflicts=conflicts,
        undecided=[entry for entry in conflicts if entry["open"]],
        sealed=seal_changes(opened.case, changes) if changes else "",
        again=again,
    )


def _back(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """To the page that the button stood on, where that is one of ours."""
    place = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    known = url_has_allowed_host_and_scheme(place, allowed_hosts=hosts, require_https=request.is_secure())
    return HttpResponseRedirect(place if known else reverse("case", args=[number]))

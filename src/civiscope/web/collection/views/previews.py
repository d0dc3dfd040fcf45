"""The preview of a city's snapshot: asked for, made in the background, read as the pages of a release are; by the city
and by the programme team."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civiscope.report.words.phrases import language_name, say
from civiscope.web.collection.domain.cases import case_for
from civiscope.web.collection.domain.previews import (
    ask_preview,
    files_of,
    is_older_than_answers,
    latest_preview,
    ready_preview,
)
from civiscope.web.collection.domain.reply_periods import period_of, takes_replies
from civiscope.web.collection.models import Case, Preview
from civiscope.web.collection.views.desk_page import city_name, desk_page, staff_of
from civiscope.web.collection.views.review import reviewed_case
from civiscope.web.common.page import language_of, render
from civiscope.web.common.rules.access import WORKING, Role
from civiscope.web.studies.domain.opened import study

MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}
DESK_TOLD = {
    "busy": "The draft is being prepared.",
    "failed_nothing": "Nothing has been answered yet that a snapshot could show.",
    "failed_time": "It took too long. Try again later.",
    "failed_problem": "The log of the service tells the reason.",
    "documents": "The draft",
    "older": "Answers have been saved since.",
}
"""What the programme team is told of a draft; a city is told the phrases ``preview_*``."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_BUSY = (Preview.State.WAITING, Preview.State.MAKING)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """The page of the preview; a POST asks for a new one."""
    opened = case_for(request.person, number)  # type: ignore[attr-defined]
    at = reverse("preview", kwargs={"number": number})
    if request.method == "POST":
        ask_preview(opened.case, request.person.actor)  # type: ignore[attr-defined]
        return HttpResponseRedirect(at)
    language = language_of(request)
    told = {key: say(f"preview_{key}", language) for key in DESK_TOLD}
    words = _standing(opened.case, "preview_file", told)
    return render(request, "collection/preview.html", open=opened, at=at, ask_at=at, **words)


@require_GET
def preview_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A page or PDF of the newest preview."""
    return _file(case_for(request.person, number).case, name)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD"])
def desk_preview(request: HttpRequest, number: int) -> HttpResponse:
    """The preview of a city, for the programme team: the same that the city sees."""
    case, at = reviewed_case(number), reverse("desk_preview", kwargs={"number": number})
    asks = Role(staff_of(request).role) in WORKING.roles
    return desk_page(
        request,
        "preview.html",
        f"Draft of the snapshot, {city_name(case.city)}",
        here="cities",
        fieldwork=case.instrument.fieldwork,
        case=case,
        city=city_name(case.city),
        at=at,
        ask_at=reverse("desk_preview_ask", kwargs={"number": number}) if asks else "",
        **_standing(case, "desk_preview_file", DESK_TOLD),
    )


@require_POST
def desk_preview_ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a new preview of a city."""
    ask_preview(reviewed_case(number), staff_of(request).actor)
    return HttpResponseRedirect(reverse("desk_preview", kwargs={"number": number}))


@require_GET
def desk_preview_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A page or PDF of the newest preview of a city, for the programme team."""
    return _file(reviewed_case(number), name)


def _standing(case: Case, file_view: str, told: Mapping[str, str]) -> dict[str, Any]:
    """How far the preview of a case is, its documents at the addresses of ``file_view``, and what its reader is told
    (as `DESK_TOLD`)."""
    latest, ready = latest_preview(case), ready_preview(case)
    return {
        "latest": latest,
        "ready": ready,
        "is_busy": latest is not None and latest.state in _BUSY,
        "has_failed": latest is not None and latest.state == Preview.State.FAILED,
        "told": told,
        "failed": told.get(f"failed_{latest.failure}", told["failed_problem"]) if latest is not None else "",
        "is_older": ready is not None and is_older_than_answers(ready),
        "documents": _documents(case, set() if ready is None else set(files_of(ready)), file_view),
        "replies": takes_replies(case),
        "period": period_of(case),
    }


def _file(case: Case, name: str) -> HttpResponse:
    ready = ready_preview(case)
    path = None if ready is None else files_of(ready).get(name)
    if path is None:
        raise Http404
    content = path.read_bytes()
    ending = path.suffix.removeprefix(".")
    answer = HttpResponse(content, content_type=MEDIA[ending])
    answer["Cache-Control"] = "no-store"
    policy = _POLICY.search(content[:4000].decode(errors="ignore")) if ending == "html" else None
    if policy is not None:
        # The page's own rule allows its one style sheet, by its hash, and nothing else.
        answer["Content-Security-Policy"] = f"{policy[1]}; frame-ancestors 'none'"
    return answer


def _documents(case: Case, names: set[str], file_view: str) -> list[tuple[str, str, str, str]]:
    """Language, its own name, and the addresses of the page and the PDF, for each language of the study."""
    definition = study().definition
    found = []
    for language in definition.languages:
        stem = case.city if language == definition.source_language else f"{case.city}.{language}"
        files = [f"{stem}.html", f"{stem}.pdf"]
        if set(files) <= names:
            page, pdf = (reverse(file_view, kwargs={"number": case.pk, "name": name}) for name in files)
            found.append((language, language_name(language), page, pdf))
    return found

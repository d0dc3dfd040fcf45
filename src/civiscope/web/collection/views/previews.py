"""A city's preview of its snapshot: asked for, made in the background, read as the pages of a release are."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from civiscope.report.words.phrases import language_name
from civiscope.web.collection.domain.cases import case_for
from civiscope.web.collection.domain.previews import (
    ask_preview,
    files_of,
    is_older_than_answers,
    latest_preview,
    ready_preview,
)
from civiscope.web.collection.domain.replies import period_of, takes_replies
from civiscope.web.collection.models import Preview
from civiscope.web.common.page import render
from civiscope.web.studies.domain.opened import study

MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_BUSY = (Preview.State.WAITING, Preview.State.MAKING)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """The page of the preview; a POST asks for a new one."""
    opened = case_for(request.person, number)  # type: ignore[attr-defined]
    if request.method == "POST":
        ask_preview(opened.case, request.person.actor)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("preview", kwargs={"number": number}))
    latest, ready = latest_preview(opened.case), ready_preview(opened.case)
    files = {} if ready is None else files_of(ready)
    return render(
        request,
        "collection/preview.html",
        open=opened,
        latest=latest,
        ready=ready,
        is_busy=latest is not None and latest.state in _BUSY,
        has_failed=latest is not None and latest.state == Preview.State.FAILED,
        is_older=ready is not None and is_older_than_answers(ready),
        documents=_documents(opened.case.city, set(files)),
        replies=takes_replies(opened.case),
        period=period_of(opened.case),
    )


@require_GET
def preview_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A page or PDF of the newest preview."""
    opened = case_for(request.person, number)  # type: ignore[attr-defined]
    ready = ready_preview(opened.case)
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


def _documents(city: str, names: set[str]) -> list[tuple[str, str, str, str]]:
    """Language, its own name, and the names of the page and the PDF, for each language of the study."""
    definition = study().definition
    found = []
    for language in definition.languages:
        stem = city if language == definition.source_language else f"{city}.{language}"
        if {f"{stem}.html", f"{stem}.pdf"} <= names:
            found.append((language, language_name(language), f"{stem}.html", f"{stem}.pdf"))
    return found

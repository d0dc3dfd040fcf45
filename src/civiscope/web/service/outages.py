"""Requests that fail because the database or the disk does: 503, in words, with nothing said to be saved.

The page asks the database for nothing. Whoever sends the same answer again loses nothing: where it was saved after
all, saving it once more counts as saved.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from civiscope.report.words.phrases import say
from civiscope.web.common.page import known, language_of

RETRY_AFTER = "10"
"""Seconds."""


def outage(request: HttpRequest, kind: str) -> HttpResponse:
    """503, for a script or for a reader."""
    language = language_of(request)
    title, text = say(f"service_{kind}_title", language), say(f"service_{kind}_text", language)
    if "application/json" in request.headers.get("Accept", ""):
        answer: HttpResponse = JsonResponse({"saved": False, "reason": f"{title}. {text}"}, status=503)
    else:
        # Who is signed in would be asked of the database.
        request.user = None  # type: ignore[assignment]
        page = render_to_string("common/failure.html", known(request, title=title, text=text))
        answer = HttpResponse(page, status=503)
    answer["Cache-Control"] = "no-store"
    answer["Retry-After"] = RETRY_AFTER
    return answer

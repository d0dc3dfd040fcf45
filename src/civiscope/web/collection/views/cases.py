"""A city's questionnaire: the overview of its sections, a section with its questions, saving an answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from civiscope.web.collection.domain.cases import cases_of
from civiscope.web.common.page import render


@require_http_methods(["GET", "HEAD"])
def my_cases(request: HttpRequest) -> HttpResponse:
    """All questionnaires of whoever is signed in."""
    return render(request, "collection/my_cases.html", title="", cases=cases_of(request.person))  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD"])
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The overview."""
    raise NotImplementedError


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """A section."""
    raise NotImplementedError

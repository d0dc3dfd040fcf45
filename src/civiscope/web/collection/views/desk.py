"""The desk of the programme team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from civiscope.web.common.page import render


@require_http_methods(["GET", "HEAD"])
def desk(request: HttpRequest) -> HttpResponse:
    """The front page of the desk."""
    return render(request, "collection/desk/home.html", title="Programme desk")

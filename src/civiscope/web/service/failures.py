"""Which page says that a request cannot be answered: the explorer's for its readers, the service's for all others."""

from __future__ import annotations

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from civiscope.web.common.outages import outage_of
from civiscope.web.common.page import render
from civiscope.web.common.views.failures import failure
from civiscope.web.explorer.domain.shelf import has_shelf
from civiscope.web.explorer.views import failures as explorer
from civiscope.web.service.outages import outage
from civiscope.web.service.rooms import is_of_the_service


def _is_for_readers(request: HttpRequest) -> bool:
    return has_shelf() and not is_of_the_service(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    if _is_for_readers(request):
        return explorer.bad_request(request, exception)
    if isinstance(exception, DisallowedHost):
        return failure(request, "host", 400)
    return failure(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return failure(request, "role", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if _is_for_readers(request):
        return explorer.not_found(request, exception)
    return failure(request, "not_found", 404)


def defect(request: HttpRequest) -> HttpResponse:
    """500: a defect of Civiscope; 503 where the database or the disk failed, which Django does not tell apart."""
    kind = outage_of(sys.exception())
    if kind is not None:
        return outage(request, kind)
    return explorer.defect(request) if _is_for_readers(request) else failure(request, "defect", 500)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: staff who sign in too often; allauth asks for it by the name ``handler429``."""
    return render(request, "429.html", 429)

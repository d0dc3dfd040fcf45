"""How every request was answered: counted for the metrics, and one line of the log for those of the service.

A line tells when, which address by its pattern (the token of a personal link is never in it), the status, how long it
took and what kind of reader asked; no names, and nothing that was sent.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from civiscope.web.common.counting import count_request
from civiscope.web.service.environment import given
from civiscope.web.service.rooms import is_of_the_service
from civiscope.web.service.turns import ARRIVED

UNKNOWN = "(unknown)"
EXPLORER = "explorer"
_LOG = logging.getLogger("civiscope.requests")


class Measuring:
    """Measures all that stands behind it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer
        self._as_json = given("CIVISCOPE_LOG") == "json"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        began = request.META.get(ARRIVED) or time.perf_counter()
        response = self._answer(request)
        seconds = time.perf_counter() - began
        if not is_of_the_service(request):
            count_request(EXPLORER, response.status_code, seconds)
            return response
        match = request.resolver_match
        count_request(match.view_name if match else UNKNOWN, response.status_code, seconds)
        _LOG.info(self._line(request, f"/{match.route}" if match else UNKNOWN, response.status_code, seconds))
        return response

    def _line(self, request: HttpRequest, path: str, status: int, seconds: float) -> str:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        method = request.method if request.method in METHODS else "OTHER"
        if not self._as_json:
            return f"{now} {method} {path} {status} {1000 * seconds:.1f} ms {actor_kind(request)}"
        words = {"time": now, "method": method, "path": path, "status": status}
        return json.dumps({**words, "ms": round(1000 * seconds, 1), "actor": actor_kind(request)})


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def actor_kind(request: HttpRequest) -> str:
    """Who asked, as far as the request has found out already: a contact, staff, or nobody who is known."""
    if getattr(request, "person", None) is not None:
        return "contact"
    # The user is looked up only where someone needs it; the log is not a reason.
    user = getattr(request, "_cached_user", None)
    return "staff" if user is not None and user.is_authenticated else "nobody"

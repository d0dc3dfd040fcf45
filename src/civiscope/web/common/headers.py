"""What a browser may do with an answer of the service."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of all pages: nothing inline, nothing evaluated, nothing from elsewhere."""


class SecurityHeaders:
    """Says what a browser may do with an answer. Figures may be embedded in other people's pages, nothing else may."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, with the headers."""
        response = self._answer(request)
        may_be_embedded = getattr(response, "may_be_embedded", False)
        ancestors = "*" if may_be_embedded else "'none'"
        response.setdefault("Content-Security-Policy", f"{POLICY}; frame-ancestors {ancestors}")
        for name, text in headers_of_all().items():
            response[name] = text
        response.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response


def headers_of_all() -> dict[str, str]:
    """What is told with pages and with the files of releases alike, which never come by Django."""
    told = {"X-Content-Type-Options": "nosniff"}
    return told | ({"Strict-Transport-Security": "max-age=31536000"} if settings.SECURE_COOKIES else {})

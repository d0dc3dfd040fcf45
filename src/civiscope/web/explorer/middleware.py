"""What happens to every request: its address is taken apart, and the answer says what a browser may do with it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from civiscope.web.explorer.addresses import HOME
from civiscope.web.explorer.domain.shelf import Edition, shown
from civiscope.web.explorer.reader import Reader

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of all pages: nothing inline, nothing evaluated, nothing from elsewhere."""

_RELEASE = re.compile(r"releases/(?P<release>[a-z0-9-]+)/(?P<rest>.*)", re.DOTALL)
_LANGUAGE = re.compile(r"(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)/(?P<rest>.*)", re.DOTALL)


class Addresses:
    """Takes ``releases/ID/`` and ``LANGUAGE/`` off the address: urls.py knows neither.

    The views find both in ``request.reader``.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request from the release and in the language that its address names."""
        shelf = shown()
        edition, above, rest = shelf.newest, 0, request.path_info.lstrip("/")
        unknown = False
        if named := _RELEASE.fullmatch(rest):
            found = shelf.edition(named["release"])
            unknown = found is None
            edition, above, rest = found or edition, 2 if found else 0, named["rest"] if found else rest
        language, rest = _language(edition, rest)
        page = rest or HOME
        request.reader = Reader(edition, language, page, above)  # type: ignore[attr-defined]
        request.path_info = f"/{page}"
        if unknown:
            request.path_info = "/releases/unknown"
        response = self._answer(request)
        if request.GET:
            # Whatever readers type would fill the memory for finished pages, which is for those that all ask for.
            patch_cache_control(response, private=True)
        return response


def _language(edition: Edition, rest: str) -> tuple[str, str]:
    """The language that an address begins with, and what follows it."""
    named = _LANGUAGE.fullmatch(rest)
    if named and named["language"] in edition.languages and named["language"] != edition.source_language:
        return named["language"], named["rest"]
    return edition.source_language, rest


class SecurityHeaders:
    """Says what a browser may do with an answer. Figures may be embedded in other people's pages, nothing else may."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, with the headers."""
        response = self._answer(request)
        may_be_embedded = getattr(response, "may_be_embedded", False)
        ancestors = "*" if may_be_embedded else "'none'"
        response["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {ancestors}"
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

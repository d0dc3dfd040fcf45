"""What happens to every request of a reader: its address is taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from civiscope.web.explorer.addresses import HOME
from civiscope.web.explorer.domain.shelf import Edition, shown
from civiscope.web.explorer.reader import Reader

Answer = Callable[[HttpRequest], HttpResponse]

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

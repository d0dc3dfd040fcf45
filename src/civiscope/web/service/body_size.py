"""How much a request may bring. Of what is larger nothing is kept, so that it fills neither memory nor disk.

Everything that the service takes (evidence, workbooks, lists of contacts) fits into `MOST`. A request that does not
tell its size is refused as well: Django reads no body without one, and browsers always tell it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from civiscope.web.common.views.failures import failure

MOST = 12_000_000
"""Bytes: a file of 10 MB with the form around it."""
MOST_UNREAD = 32_000_000
"""Bytes: of requests up to this size that are refused, the rest is read and forgotten; it is more than the proxies of
docs/deployment.md let through. Larger ones are refused by their announcement."""
_PIECE = 1 << 16


class BodySize:
    """Answers 413 to requests that are too large, 411 to those that do not tell their size."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        answer = _refusal(request) or self._answer(request)
        _read_rest(request)
        return answer


def _refusal(request: HttpRequest) -> HttpResponse | None:
    told = _told(request)
    if not told and request.META.get("HTTP_TRANSFER_ENCODING"):
        return failure(request, "no_length", 411)
    if told and not (told.isascii() and told.isdecimal()):
        return failure(request, "bad_request", 400)
    return failure(request, "too_large", 413) if _is_more(told, MOST) else None


def _told(request: HttpRequest) -> str:
    """The size that the request tells of itself."""
    return request.META.get("CONTENT_LENGTH") or ""


def _is_more(told: str, most: int) -> bool:
    """Of a number that is too long to be read it is known that it is too large."""
    return len(told) > len(str(most)) or (told.isdecimal() and int(told) > most)


def _read_rest(request: HttpRequest) -> None:
    """Take in what was sent and nobody read. The server would close the connection upon it, and a proxy that is still
    sending then shows a page of its own (502) in place of the answer."""
    if _is_more(_told(request), MOST_UNREAD):
        return
    with suppress(UnreadablePostError):
        while request.read(_PIECE):
            pass

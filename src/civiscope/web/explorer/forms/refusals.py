"""What an address names and the release does not have, in a sentence for whoever typed it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import BadRequest
from django.http import QueryDict

from civiscope.errors.suggestions import nearest
from civiscope.report.words.phrases import say

LONGEST_SHOWN = 60


def unknown(key: str, language: str, value: str, known: Iterable[str], **words: str) -> BadRequest:
    """The refusal: the phrase ``key`` with the ``value`` (shortened), and the nearest of what is ``known``."""
    near = nearest(value[:LONGEST_SHOWN], known)
    shown = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
    said = say(key, language, value=shown, **words)
    return BadRequest(f"{said} {say('site_did_you_mean', language, name=near)}" if near else said)


def require_names(parameters: QueryDict, known: Iterable[str], language: str) -> None:
    """Refuse a parameter that the page does not know; marks that other sites hang on shared links are left alone."""
    names = list(known)
    for name in parameters:
        if name not in names and not (name.startswith("utm_") or name.endswith("clid")):
            raise unknown("cities_unknown_filter", language, name, names)

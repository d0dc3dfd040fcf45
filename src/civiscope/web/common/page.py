"""Filling a template of the service: what every page knows besides its own words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

from civiscope.report.words.phrases import direction_of, language_name, said_in
from civiscope.web.common.identity import identity

LANGUAGE_COOKIE = "civiscope_language"


def language_of(request: HttpRequest) -> str:
    """The language in which a page is shown: that of the address (``?lang=``), else of the cookie, else of the person
    who reads or whose link was opened (``link_language``), else the study's source language; only `languages` count."""
    known = languages()
    person = getattr(request, "person", None)
    reader = getattr(person, "language", None) or getattr(request, "link_language", None)
    asked = (request.GET.get("lang"), request.COOKIES.get(LANGUAGE_COOKIE), reader)
    return next((language for language in asked if language in known), identity().languages[0])


def languages() -> list[str]:
    """The languages that are offered: those of the study, since its questionnaires are written in no other.

    Where Civiscope has no phrases of its own in one of them, `say` gives English ones around the questions.
    """
    return list(identity().languages)


def render(request: HttpRequest, template: str, status: int = 200, **words: Any) -> HttpResponse:
    """The page as an answer."""
    language = language_of(request)
    answer = HttpResponse(render_to_string(template, known(request, **words), request=request), status=status)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "same-origin"
    if request.GET.get("lang") == language:
        answer.set_cookie(
            LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True, secure=settings.SECURE_COOKIES
        )
    return answer


def known(request: HttpRequest, **words: Any) -> dict[str, Any]:
    """The words of the frame, with those of the page.

    ``spoken`` is the attribute that marks the study's own texts where the frame around them is in another language.
    """
    language, shown = language_of(request), identity()
    here = words.get("language", language)
    return {
        "language": language,
        "frame_language": said_in(here),
        "spoken": "" if said_in(here) == here else format_html(' lang="{}"', here),
        "direction": direction_of(language),
        "study": shown.name_in(language),
        "simulated": shown.simulated,
        "publisher": shown.publisher,
        "contact_address": shown.contact,
        "languages": [(code, language_name(code), code == language) for code in languages()],
        "person": getattr(request, "person", None),
        "staff": request.user if getattr(request, "user", None) and request.user.is_authenticated else None,
        **words,
    }

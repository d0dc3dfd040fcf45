"""Signing in by personal link and one-time code.

Opening the link changes nothing (mail filters open links too): the code is sent when its reader asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civiscope.report.words.phrases import say
from civiscope.web.accounts.domain.links import (
    CODE_LASTS,
    DEVICE_LASTS,
    TooManyCodesError,
    close_device,
    link_address,
    make_code,
    open_device,
    person_of_device,
    person_of_link,
)
from civiscope.web.accounts.models import Person
from civiscope.web.common.client import client_of
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.domain.windows import Window
from civiscope.web.common.identity import identity
from civiscope.web.common.page import language_of, render
from civiscope.web.common.views.failures import failure

DEVICE_COOKIE = "civiscope_device"
LOST = Window("lost", most=20, seconds=3600)
"""How often one address of the network may ask for lost links."""
LOST_OF_ONE = Window("lost-of-one", most=3, seconds=3600)
"""How often a link is sent anew to one person, whoever asks for it."""


def untold(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view, whose address no other request names: it has the token in it, and web servers write the Referer of
    whatever a page brings along into their logs."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        answered = view(request, token)
        # Not none at all: browsers would then leave out the Origin by which forms are known to be ours.
        answered["Referrer-Policy"] = "strict-origin"
        return answered

    return answer


@untold
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a personal link opens: a device that is known goes on, another one asks for a code."""
    person = _opening(request, token)
    if person is None:
        return failure(request, "dead_link", 404, back=reverse("link_lost"), way="service_link_lost_title")
    if request.method == "POST":
        return _send_code(request, person, token)
    known = person_of_device(request.COOKIES.get(DEVICE_COOKIE, ""))
    if known is not None and known.pk == person.pk:
        return HttpResponseRedirect(reverse("my_cases"))
    return render(
        request, "accounts/link.html", title=_say(request, "link_title"), owner=person, masked=_masked(person)
    )


@untold
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, token: str) -> HttpResponse:
    """The page on which the code is entered."""
    person = _opening(request, token)
    if person is None:
        return failure(request, "dead_link", 404, back=reverse("link_lost"), way="service_link_lost_title")
    words: dict[str, Any] = {"title": _say(request, "code_title"), "token": token, "masked": _masked(person)}
    if request.method != "POST":
        return render(request, "accounts/code.html", **words)
    key = open_device(person, request.POST.get("code", ""))
    if key is None:
        return render(request, "accounts/code.html", 400, wrong=True, **words)
    answer = HttpResponseRedirect(reverse("my_cases"))
    answer.set_cookie(
        DEVICE_COOKIE,
        key,
        max_age=int(DEVICE_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Sends a link anew to someone who names their address; the page says the same whether the address is known."""
    title = _say(request, "link_lost_title")
    if request.method != "POST":
        return render(request, "accounts/lost.html", title=title)
    if not LOST.count(client_of(request)):
        return failure(request, "too_often", 429)
    email = request.POST.get("email", "").strip().lower()
    person = Person.objects.filter(email=email, revoked_at__isnull=True).exclude(email="").first()
    if person is not None and LOST_OF_ONE.count(str(person.pk)):
        send_link(person)
    return render(request, "accounts/lost.html", title=title, sent=True)


@require_http_methods(["POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forgets this device."""
    close_device(request.COOKIES.get(DEVICE_COOKIE, ""))
    answer = render(request, "accounts/out.html", title=_say(request, "out_title"))
    answer.delete_cookie(DEVICE_COOKIE)
    return answer


def send_link(person: Person) -> None:
    """Mail a person their link."""
    words = {"name": person.name, "study": identity().name_in(person.language), "link": link_address(person)}
    subject, body = (say(f"mail_link_{part}", person.language, **words) for part in ("subject", "body"))
    queue_mail("link", person.actor, person.email, subject, body)


def _send_code(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    try:
        with transaction.atomic():
            made = make_code(person)
            words = {"code": made, "minutes": int(CODE_LASTS.total_seconds() // 60)}
            words["study"] = identity().name_in(person.language)
            subject, body = (say(f"mail_code_{part}", person.language, **words) for part in ("subject", "body"))
            queue_mail("code", person.actor, person.email, subject, body)
    except TooManyCodesError:
        return failure(request, "too_often", 429)
    return HttpResponseRedirect(reverse("link_code", kwargs={"token": token}))


def _opening(request: HttpRequest, token: str) -> Person | None:
    """Whose link is opened; the page then speaks the language of the mail in which the link stood."""
    person = person_of_link(token)
    if person is not None:
        request.link_language = person.language  # type: ignore[attr-defined]
    return person


def _masked(person: Person) -> str:
    """An address of which the reader recognises their own, and learns no other."""
    name, _, domain = person.email.partition("@")
    # A word joiner: browsers break lines after the dots.
    return f"{name[:1]}…\u2060@{domain}"


def _say(request: HttpRequest, key: str) -> str:
    return say(f"service_{key}", language_of(request))

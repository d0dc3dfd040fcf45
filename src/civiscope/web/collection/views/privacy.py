"""Personal data: the notice, and what a person sees, takes away, corrects and has erased of their own."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.report.words.phrases import language_name, say
from civiscope.web.accounts.domain.links import person_of_device
from civiscope.web.accounts.models import Person
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.domain.cases import case_for
from civiscope.web.collection.domain.erasure import erase
from civiscope.web.collection.domain.own_data import correct, leads_alone, own_data
from civiscope.web.collection.domain.privacy import has_read, mark_read, notice_in
from civiscope.web.collection.forms.answer_words import text_of, wave_title
from civiscope.web.collection.forms.own_data import OwnDataForm, read_own_data
from civiscope.web.common.page import language_of, languages, render
from civiscope.web.studies.domain.opened import study

KINDS = ("contact", "link", "mail", "answers", "evidence", "signature", "log", "address")
"""Kinds of data; the notice tells of each the phrases ``protect_KIND_what``, ``_why`` and ``_until``."""


@require_http_methods(["GET", "HEAD"])
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice, for everyone: it is read before anybody signs in."""
    person = person_of_device(request.COOKIES.get(DEVICE_COOKIE, ""))
    request.person = person  # type: ignore[attr-defined]
    language = language_of(request)
    try:
        notice = notice_in(language)
    except LookupError as failure:
        raise Http404 from failure
    rows = [
        [say(f"protect_{kind}_{part}", language, count=notice.keep_days) for part in ("what", "why", "until")]
        for kind in KINDS
    ]
    return render(
        request,
        "collection/privacy.html",
        title=say("protect_notice_title", language),
        notice=notice,
        rows=rows,
        unread=person is not None and not has_read(person),
    )


@require_POST
def privacy_read(request: HttpRequest) -> HttpResponse:
    """Note that the person has read the notice, and go back to the case ``back``, or to all of theirs."""
    person: Person = request.person  # type: ignore[attr-defined]
    mark_read(person)
    back = request.POST.get("back", "")
    if back.isascii() and back.isdecimal() and len(back) < 19:
        return HttpResponseRedirect(reverse("case", kwargs={"number": case_for(person, int(back)).case.pk}), status=303)
    return HttpResponseRedirect(reverse("my_cases"), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept about the person who is signed in; a POST corrects name and language."""
    person: Person = request.person  # type: ignore[attr-defined]
    form = OwnDataForm(person.name, person.language, {})
    if request.method == "POST":
        form = read_own_data(request.POST, languages())
        if not form.errors:
            correct(person, form.name, form.language)
            return HttpResponseRedirect(f"{reverse('my_data')}?saved=1", status=303)
    kept, language = own_data(person), language_of(request)
    return render(
        request,
        "collection/my_data.html",
        400 if form.errors else 200,
        title=say("protect_title", language),
        email=person.email,
        form=form,
        saved=request.GET.get("saved") == "1" and not form.errors,
        choices=[(code, language_name(code)) for code in languages()],
        contacts=[
            (entry["city"], wave_title(entry["wave"], language), _title(entry["questionnaire"], language))
            for entry in kept["contacts"]
        ],
        counts=[(kind, len(kept[kind])) for kind in ("devices", "mails", "answers", "comments", "evidence", "log")],
    )


@require_http_methods(["GET", "HEAD"])
def my_data_file(request: HttpRequest) -> HttpResponse:
    """All of it as a JSON file."""
    content = json.dumps(own_data(request.person), ensure_ascii=False, indent=2)  # type: ignore[attr-defined]
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="my-data-{timezone.now():%Y-%m-%d}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_delete(request: HttpRequest) -> HttpResponse:
    """Says what erasing means; a POST that confirms it erases the person and signs them out."""
    person: Person = request.person  # type: ignore[attr-defined]
    language = language_of(request)
    unconfirmed = request.method == "POST" and request.POST.get("sure") != "yes"
    if request.method != "POST" or unconfirmed:
        return render(
            request,
            "collection/my_data_delete.html",
            400 if unconfirmed else 200,
            title=say("protect_delete_title", language),
            cities=leads_alone(person),
            unconfirmed=unconfirmed,
        )
    erase(person, person.actor, "on their own wish")
    request.person = None  # type: ignore[attr-defined]
    answer = render(request, "collection/my_data_erased.html", title=say("protect_erased_title", language))
    answer.delete_cookie(DEVICE_COOKIE)
    return answer


def _title(questionnaire: str, language: str) -> str:
    """The title of a questionnaire; its name where the study no longer has it."""
    found = study().questionnaires.get(questionnaire)
    return questionnaire if found is None else text_of(found.title, language)

"""From a draft to a sign-off: handing answers over, signing them, asking for reopening."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.report.words.phrases import say
from civiscope.web.collection.domain.cases import OpenCase, case_for, contacts_of, latest_sign_off, version_of
from civiscope.web.collection.domain.handing_over import CITY_STEPS, hand_over
from civiscope.web.collection.domain.history import changed_since
from civiscope.web.collection.domain.overview import entered_for
from civiscope.web.collection.domain.reopening import AskedAlreadyError, NotLeadError, ask_reopening, can_ask_reopening
from civiscope.web.collection.domain.reviewing import EmptyTextError
from civiscope.web.collection.domain.steps import StepNotAllowedError, can_take
from civiscope.web.collection.domain.submission import (
    ChangedError,
    NotReadyError,
    Readiness,
    Signature,
    readiness_of,
    sign,
)
from civiscope.web.collection.forms.answer_words import answer_words, text_of
from civiscope.web.collection.forms.messages import messages_of
from civiscope.web.collection.forms.signature import SignatureForm, read_signature
from civiscope.web.collection.forms.signed_answers import numbered, shown_sections
from civiscope.web.collection.models import SignOff
from civiscope.web.collection.rules.case_states import TRANSITIONS, Step
from civiscope.web.common.page import language_of, render
from civiscope.web.common.views.failures import failure
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import Contact


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way of a sign-off, with the question that it leads to."""

    section: str
    item: str
    number: str
    question: str
    message: str


@require_POST
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Hand the answers over, or take them back."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    asked = request.POST.get("step", "")
    if asked not in CITY_STEPS:
        return _not_now(request, number, 400)
    try:
        hand_over(open_case, Step(asked))
    except NotReadyError:
        # That page tells what stands in the way, and can be got again in another language.
        return HttpResponseRedirect(reverse("case_sign", kwargs={"number": number}), status=303)
    except StepNotAllowedError as failed:
        if failed.state not in {each.after for each in TRANSITIONS if each.step is failed.step}:
            return _not_now(request, number)
        # Sent twice, as a double click does: what was asked for is done.
    return HttpResponseRedirect(reverse("case", kwargs={"number": number}), status=303)


def _not_now(request: HttpRequest, number: int, status: int = 409) -> HttpResponse:
    """The page that says so, and leads back to the overview."""
    return failure(request, "step", status, back=reverse("case", kwargs={"number": number}))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, number: int) -> HttpResponse:
    """All answers as they will be submitted, what stands in the way, and the signature."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    language = language_of(request)
    if request.method != "POST":
        return _page(request, open_case, SignatureForm(open_case.contact.person.name))
    form = read_signature(request.POST)
    if not can_take(open_case.case, Step.SIGN, open_case.actors):
        return _signed_already(open_case, form) or _not_now(request, number)
    if form.errors:
        return _page(request, open_case, form, 400)
    try:
        signed = sign(open_case, Signature(form.name, form.function, form.seen), language)
    except NotReadyError:
        return _page(request, open_case, form, 409)
    except ChangedError:
        # Whoever signs has not read these answers yet.
        return _page(request, open_case, replace(form, agreed=False), 409, changed=True)
    except StepNotAllowedError:
        return _signed_already(open_case, form) or _not_now(request, number)
    return _to_receipt(signed)


def _signed_already(open_case: OpenCase, form: SignatureForm) -> HttpResponse | None:
    """The way to the receipt for whoever sent one signature twice, as a double click does; None for all others."""
    signed = latest_sign_off(open_case.case)
    if signed is None or signed.person_id != open_case.contact.person_id or signed.digest != form.seen:
        return None
    return _to_receipt(signed)


def _to_receipt(signed: SignOff) -> HttpResponse:
    address = reverse("case_signed", kwargs={"number": signed.case_id, "sign_off": signed.number})
    return HttpResponseRedirect(address, status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for reopening, with a reason."""
    open_case = case_for(request.person, number)  # type: ignore[attr-defined]
    if request.method == "POST" and _asked_already(open_case, request.POST.get("reason", "")):
        return HttpResponseRedirect(reverse("case", kwargs={"number": number}), status=303)
    if not can_ask_reopening(open_case.case, open_case.actors):
        return _not_now(request, number, 403 if request.method != "POST" else 409)
    wrong, typed = False, ""
    if request.method == "POST":
        typed = request.POST.get("reason", "")
        try:
            ask_reopening(open_case, typed)
        except EmptyTextError:
            wrong = True
        except (NotLeadError, StepNotAllowedError, AskedAlreadyError):
            return _not_now(request, number)
        else:
            return HttpResponseRedirect(reverse("case", kwargs={"number": number}), status=303)
    language = language_of(request)
    words = {"title": say("reopen_title", language), "wrong": wrong, "typed": typed}
    return render(
        request,
        "collection/reopen.html",
        400 if wrong else 200,
        case=open_case.case,
        city=open_case.city.name,
        **words,
    )


def _asked_already(open_case: OpenCase, reason: str) -> bool:
    """Whether this very request was sent already, as by a double click, and waits."""
    waiting = open_case.case.reopenings.filter(granted__isnull=True, person=open_case.contact.person_id)
    return waiting.filter(reason=reason.replace("\r\n", "\n").strip()).exists()


def sign_off_of(open_case: OpenCase, number: int) -> SignOff:
    """A sign-off of the case by its number; raises Http404."""
    found = open_case.case.sign_offs.filter(number=number).first()
    if found is None:
        raise Http404(f"sign-off {number}")
    return found


def _page(
    request: HttpRequest, open_case: OpenCase, form: SignatureForm, status: int = 200, *, changed: bool = False
) -> HttpResponse:
    language, case, questionnaire = language_of(request), open_case.case, open_case.questionnaire
    readiness = readiness_of(case, questionnaire, version_of(case), language)
    earlier = latest_sign_off(case)
    signing = can_take(case, Step.SIGN, open_case.actors)
    is_open = case.takes_answers
    title = "sign_answers" if not is_open else "sign_title" if earlier is None else "sign_title_amendment"
    return render(
        request,
        "collection/sign.html",
        status,
        title=say(title, language),
        open=is_open,
        case=case,
        open_case=open_case,
        city=open_case.city.name,
        questionnaire=text_of(questionnaire.title, language),
        obstacles=_obstacles(readiness, open_case, language),
        readiness=readiness,
        entered=entered_for(case),
        sections=shown_sections(questionnaire, readiness.answers, language, readiness.answers),
        aside=_aside(readiness, open_case, language),
        explained=_listed(readiness.explained, open_case, language),
        changes=_changes(open_case, readiness, earlier, language),
        waiting=list(case.queries.filter(sent_at__isnull=False, settled_at__isnull=True, reply="").order_by("id")),
        earlier=earlier,
        signing=signing,
        signatories=list(contacts_of(case).filter(part=Contact.Part.SIGNATORY).select_related("person")),
        form=form,
        changed=changed,
    )


def _obstacles(readiness: Readiness, open_case: OpenCase, language: str) -> list[Obstacle]:
    questionnaire = open_case.questionnaire
    reasons: dict[str, str] = dict.fromkeys(readiness.missing, say("sign_missing", language))
    reasons |= dict.fromkeys(readiness.unconfirmed, say("sign_unconfirmed", language))
    for code in (*readiness.unreadable, *readiness.unexplained):
        told = messages_of(readiness.problems[code], questionnaire.items[code], language)
        more = [say("sign_unexplained", language)] if code in readiness.unexplained else []
        reasons[code] = " ".join([*told, *more])
    return [
        Obstacle(section, code, number, text_of(questionnaire.items[code].label, language), reasons[code])
        for code, (section, number) in numbered(questionnaire).items()
        if code in reasons
    ]


def _listed(codes: tuple[str, ...], open_case: OpenCase, language: str) -> list[tuple[str, str]]:
    places = numbered(open_case.questionnaire)
    return [(places[code][1], text_of(open_case.questionnaire.items[code].label, language)) for code in codes]


def _aside(readiness: Readiness, open_case: OpenCase, language: str) -> list[tuple[str, str]]:
    """Questions whose answers are kept aside and left out."""
    return _listed(readiness.aside, open_case, language)


def _changes(
    open_case: OpenCase, readiness: Readiness, earlier: SignOff | None, language: str
) -> list[tuple[str, list[str], list[str]]]:
    """What an amendment would change: the question, the answer that was signed and the one that stands now."""
    if earlier is None:
        return []
    old = questionnaire_of(open_case.case.instrument_id, earlier.instrument_version)
    now = SignOff(case=open_case.case, content=readiness.content)
    found = []
    for code, (before, after) in changed_since(earlier, now).items():
        told = [
            answer_words(version, version.items[code], cells, language)
            if code in version.items
            else [say("collect_no_answer", language)]
            for version, cells in ((old, before), (open_case.questionnaire, after))
        ]
        label = (open_case.questionnaire.items.get(code) or old.items[code]).label
        found.append((text_of(label, language), told[0], told[1]))
    return found

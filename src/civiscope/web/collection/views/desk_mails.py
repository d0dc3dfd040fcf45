"""Mails to cities: who gets one and sending it, mails that did not arrive, and the texts."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civiscope.report.words.phrases import language_name
from civiscope.web.collection.domain.mailing import (
    INVITE,
    REMIND,
    PrefillingError,
    RecipientsChangedError,
    mailing,
    mailings,
    send,
)
from civiscope.web.collection.forms.desk import TextForm
from civiscope.web.collection.views.desk_page import city_name, desk_page, fieldwork_of, staff_of
from civiscope.web.common.models import Message
from civiscope.web.common.page import languages
from civiscope.web.studies.domain.field_mails import rendered
from civiscope.web.studies.domain.mail_texts import (
    KINDS,
    PLACEHOLDERS,
    MailTextError,
    Text,
    change_text,
    check_text,
    restore_text,
    standard_text,
    text_of,
)
from civiscope.web.studies.models import Contact, MailText

NAMES = {
    "invite": "Invitation",
    "remind": "Reminder",
    "replaced": "To someone who takes over",
    "colleague": "Invitation by a colleague",
    "signatory": "Invitation by a colleague, to sign",
    "changed": "The questionnaire has changed",
    "contributed": "To the lead: the sections are done",
    "to_sign": "To the signatory: please sign",
    "returned": "Put back to draft",
    "signed": "Handed in",
    "queries": "Queries of the team",
    "corrected": "An answer was corrected",
    "approved": "Approved",
    "reopened": "Reopened",
    "not_reopened": "Not reopened",
    "reply": "Look at the snapshot before it is published",
}
MEANINGS = {
    "name": "the person’s name",
    "city": "the city’s name",
    "study": "the study’s name",
    "link": "the person’s own link",
    "deadline": "the city’s deadline",
    "questionnaire": "the questionnaire’s title",
    "privacy": "the address of the notice on personal data",
    "team": "who publishes the study, and the address at which people may ask",
    "lead": "the name of the colleague who invites",
    "by": "the name of the colleague who did it",
    "questions": "the questions that have changed",
    "signed_as": "the name and function of who signed",
    "digest": "the checksum of the signed answers",
    "queries": "the queries, one below the other",
    "question": "the question that was corrected",
    "reason": "the reason that the team gave",
}
SHOWN = 500


@require_http_methods(["GET", "HEAD"])
def mails(request: HttpRequest, number: int) -> HttpResponse:
    """What can be sent to whom, what became of what was sent."""
    fieldwork = fieldwork_of(number)
    found = mailings(fieldwork)
    recipients = Contact.objects.filter(instrument__fieldwork=fieldwork).values("person__email")
    sent = Message.objects.filter(recipient__in=recipients).exclude(kind="code").order_by()
    counts: dict[str, dict[str, int]] = {}
    for kind, state, count in sent.values_list("kind", "state").annotate(Count("id")):
        counts.setdefault(kind, {})[state] = count
    states = [state.value for state in Message.State]
    return desk_page(
        request,
        "mails.html",
        "Mails",
        here="mails",
        fieldwork=fieldwork,
        invite=found.invite,
        remind=found.remind,
        unopened=len(found.unopened.contacts),
        failed=[
            (contact, city_name(contact.city), found.failed[contact.pk])
            for contact in found.contacts
            if contact.pk in found.failed
        ],
        states=states,
        counts=[(NAMES.get(kind, kind), [of.get(state, 0) for state in states]) for kind, of in sorted(counts.items())],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Says how many and who before anything is sent; a POST with that list sends."""
    fieldwork = fieldwork_of(number)
    if kind not in (INVITE, REMIND):
        raise Http404(kind)
    never_opened = (request.POST or request.GET).get("only") == "unopened"
    changed = waits = False
    if request.method == "POST":
        try:
            seal = request.POST.get("seal", "")
            count = send(fieldwork, kind, seal, staff_of(request).actor, never_opened=never_opened)
        except RecipientsChangedError:
            changed = True
        except PrefillingError:
            waits = True
        else:
            messages.success(request, f"{count:,} mails are on their way; this page tells what becomes of them.")
            return HttpResponseRedirect(reverse("desk_mails", kwargs={"number": number}))
    found = mailing(fieldwork, kind, never_opened=never_opened)
    first = found.contacts[0] if found.contacts else None
    example = None
    if first is not None:
        example = rendered(text_of(kind, first.person.language), first, found.deadlines[first.pk])
    return desk_page(
        request,
        "mail.html",
        NAMES[kind],
        409 if changed or waits else 200,
        here="mails",
        fieldwork=fieldwork,
        kind=kind,
        found=found,
        never_opened=never_opened,
        changed=changed,
        rows=[(entry, city_name(entry.city)) for entry in found.contacts[:SHOWN]],
        more=max(len(found.contacts) - SHOWN, 0),
        unreachable=[(entry, city_name(entry.city)) for entry in found.unreachable],
        first=first,
        example=example,
        texts=sorted({entry.person.language for entry in found.contacts}),
    )


@require_http_methods(["GET", "HEAD"])
def texts(request: HttpRequest) -> HttpResponse:
    """All texts, by kind and language."""
    own = set(MailText.objects.values_list("kind", "language"))
    rows = [
        (NAMES[kind], [(code, language_name(code), kind, (kind, code) in own) for code in languages()])
        for kind in KINDS
    ]
    return desk_page(request, "texts.html", "Texts of mails", here="texts", rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """A text: changing it, seeing it as a real contact gets it, going back to the standard one."""
    if kind not in KINDS or language not in languages():
        raise Http404(kind)
    actor, here = staff_of(request).actor, reverse("desk_text", kwargs={"kind": kind, "language": language})
    current = text_of(kind, language)
    if request.method == "POST" and request.POST.get("do") == "restore":
        restore_text(kind, language, actor)
        messages.success(request, "The standard text holds again.")
        return HttpResponseRedirect(here)
    form = TextForm(request.POST or None, initial={"subject": current.subject, "body": current.body})
    shown = current
    if request.method == "POST" and form.is_valid():
        subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
        try:
            if request.POST.get("do") == "preview":
                check_text(kind, subject, body)
                shown = Text(subject, body, False)
            else:
                change_text(kind, language, subject, body, actor)
                messages.success(request, "Saved. Mails that are sent from now on have this text.")
                return HttpResponseRedirect(here)
        except MailTextError as failure:
            form.add_error(failure.field, str(failure))
    return _text_page(request, kind, language, form, shown)


def _text_page(request: HttpRequest, kind: str, language: str, form: TextForm, shown: Text) -> HttpResponse:
    people = Contact.objects.filter(removed_at__isnull=True).select_related("person", "instrument__fieldwork")
    contact = people.filter(person__language=language).order_by("-pk").first() or people.order_by("-pk").first()
    example = None
    if contact is not None and not form.errors:
        contact.person.language = language
        example = rendered(shown, contact, contact.instrument.fieldwork.deadline, MEANINGS)
    return desk_page(
        request,
        "text.html",
        f"{NAMES[kind]}: {language_name(language)}",
        400 if form.errors else 200,
        here="texts",
        form=form,
        own=not text_of(kind, language).standard,
        standard=standard_text(kind, language),
        placeholders=[(f"{{{name}}}", MEANINGS[name]) for name in PLACEHOLDERS[kind]],
        text_language=language,
        contact=contact,
        example=example,
    )

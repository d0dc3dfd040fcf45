"""A city at the desk: how its case stands, its contacts, its deadline; and a contact of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.web.accounts.domain.links import TooManyCodesError
from civiscope.web.collection.domain.cases import contacts_of
from civiscope.web.collection.domain.mailing import failures, have_opened
from civiscope.web.collection.domain.opening import extend
from civiscope.web.collection.domain.pilot import NoPilotError, add_tester, link_for_tester
from civiscope.web.collection.forms.desk import ContactForm, ExtensionForm, MarkForm
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.views.desk_dashboard import STATES
from civiscope.web.collection.views.desk_page import city_name, desk_page, questionnaire_title, staff_of
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.contact_list import Entry
from civiscope.web.studies.domain.contacts import ContactError, mark_failed, remove, replace
from civiscope.web.studies.domain.field_mails import MADE_UP
from civiscope.web.studies.models import Contact


@require_http_methods(["GET", "HEAD"])
def city(request: HttpRequest, case: int) -> HttpResponse:
    """A city's case."""
    return _city_page(request, _case(case), None)


@require_POST
def extension(request: HttpRequest, case: int) -> HttpResponse:
    """Give a city a deadline of its own, or take it away."""
    found, form = _case(case), ExtensionForm(request.POST)
    if not form.is_valid():
        return _city_page(request, found, form, 400)
    extend(found, form.cleaned_data["until"], form.cleaned_data["reason"], staff_of(request).actor)
    messages.success(request, "The deadline of this city is changed.")
    return HttpResponseRedirect(reverse("desk_city", kwargs={"case": case}))


def _city_page(request: HttpRequest, case: Case, form: ExtensionForm | None, status: int = 200) -> HttpResponse:
    fieldwork = case.instrument.fieldwork
    people = list(contacts_of(case).select_related("person", "instrument__fieldwork").order_by("-part", "pk"))
    failed, opened = failures(people), have_opened()
    emails = [contact.person.email for contact in people]
    subjects = [f"case:{case.pk}", *(f"contact:{contact.pk}" for contact in people)]
    return desk_page(
        request,
        "city.html",
        city_name(case.city),
        status,
        here="cities",
        fieldwork=fieldwork,
        case=case,
        questionnaire=questionnaire_title(case.instrument.questionnaire),
        state_label=STATES[CaseState(case.state)].lower(),
        answers=case.answers.count(),
        deadline=case.extended_to or fieldwork.deadline,
        people=[
            {
                "contact": contact,
                "failure": failed.get(contact.pk),
                "opened": contact.person.actor in opened,
                "made_up": contact.person.email.endswith(MADE_UP),
            }
            for contact in people
        ],
        mails=Message.objects.filter(recipient__in=emails).exclude(kind="code").order_by("-pk")[:20],
        events=AuditEvent.objects.filter(subject__in=subjects).order_by("-pk")[:20],
        form=form or ExtensionForm(initial={"until": case.extended_to}),
    )


@require_http_methods(["GET", "HEAD"])
def contact(request: HttpRequest, contact: int) -> HttpResponse:
    """A contact: putting someone else in their place, removing them, marking their address."""
    return _contact_page(request, _contact(contact), None, None)


@require_POST
def change(request: HttpRequest, contact: int) -> HttpResponse:
    """Do with a contact what the button says."""
    found, actor, what = _contact(contact), staff_of(request).actor, request.POST.get("do", "")
    back = HttpResponseRedirect(reverse("desk_city", kwargs={"case": _case_of(found).pk}))
    try:
        if what == "remove":
            remove(found, actor)
            messages.success(request, f"{found.person.name} is no contact of this city any more.")
        elif what == "mark":
            form = MarkForm(request.POST)
            if not form.is_valid():
                return _contact_page(request, found, None, form, 400)
            mark_failed(found, form.cleaned_data["reason"], actor)
            messages.success(request, "Noted.")
        elif what == "replace":
            return _replace(request, found) or back
        else:
            raise Http404(what)
    except ContactError as failure:
        messages.error(request, str(failure))
    return back


def _replace(request: HttpRequest, found: Contact) -> HttpResponse | None:
    """None when it was done, else the page with what is wrong."""
    form = ContactForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        entry = Entry(found.instrument_id, found.city, words["name"], words["email"], words["language"], words["part"])
        try:
            replace(found, entry, staff_of(request).actor, tell="tell" in request.POST)
        except ContactError as failure:
            form.add_error(None, str(failure))
        else:
            messages.success(request, f"{entry.name} has taken the place of {found.person.name}.")
            return None
    return _contact_page(request, found, form, None, 400)


def _contact_page(
    request: HttpRequest, found: Contact, form: ContactForm | None, mark: MarkForm | None, status: int = 200
) -> HttpResponse:
    return desk_page(
        request,
        "contact.html",
        found.person.name,
        status,
        here="contacts",
        fieldwork=found.instrument.fieldwork,
        contact=found,
        case=_case_of(found),
        city=city_name(found.city),
        failure=failures([found]).get(found.pk),
        form=form or ContactForm(initial={"part": found.part, "language": found.person.language}),
        mark=mark or MarkForm(initial={"reason": found.failed_by_hand}),
    )


@require_POST
def tester(request: HttpRequest, case: int) -> HttpResponse:
    """Make a tester of a pilot's case, or show the link and a code of one."""
    found, actor = _case(case), staff_of(request).actor
    back = HttpResponseRedirect(reverse("desk_city", kwargs={"case": case}))
    named = request.POST.get("contact", "")
    try:
        if not named:
            add_tester(found, actor)
            return back
        chosen = contacts_of(found).filter(pk=named).select_related("person", "instrument__fieldwork").first()
        if chosen is None:
            raise Http404(named)
        link = link_for_tester(chosen, actor)
    except (NoPilotError, ValueError) as failure:
        raise Http404 from failure
    except TooManyCodesError:
        messages.error(request, "Five codes were made for this tester within an hour. Add another tester, or wait.")
        return back
    return desk_page(
        request,
        "tester.html",
        chosen.person.name,
        here="cities",
        fieldwork=found.instrument.fieldwork,
        case=found,
        city=city_name(found.city),
        address=settings.PUBLIC_URL + reverse("link_code", kwargs={"token": link.token}),
        code=link.code,
    )


def _case(number: int) -> Case:
    found = Case.objects.select_related("instrument__fieldwork").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _contact(number: int) -> Contact:
    found = (
        Contact.objects.select_related("person", "instrument__fieldwork")
        .filter(pk=number, removed_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _case_of(contact: Contact) -> Case:
    return Case.objects.get(instrument=contact.instrument_id, city=contact.city)

"""Contacts of a wave: the list, uploading one with a preview, adding by hand."""

from __future__ import annotations

import csv
import io

import xlsxwriter
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from civiscope.web.collection.domain.mailing import contacts_in, failures, have_opened
from civiscope.web.collection.forms.desk import AddContactForm, UploadForm
from civiscope.web.collection.models import Case
from civiscope.web.collection.views.desk_page import (
    city_name,
    desk_page,
    fieldwork_of,
    instruments_of,
    questionnaire_title,
    staff_of,
)
from civiscope.web.common.page import languages
from civiscope.web.studies.domain.contact_list import COLUMNS, ContactList, Entry, Field, read_contacts
from civiscope.web.studies.domain.contacts import ContactError, add, load
from civiscope.web.studies.domain.field_mails import MADE_UP
from civiscope.web.studies.models import Contact, Fieldwork

SALT = "civiscope.contacts"
KEPT_FOR = 3600
"""Seconds within which a checked list is to be loaded."""
SHOWN = 200
"""Contacts on a page."""
PROBLEMS_SHOWN = 200


@require_http_methods(["GET", "HEAD"])
def contacts(request: HttpRequest, number: int) -> HttpResponse:
    """All contacts, by city; ``?q=`` finds a city, a name or an address, ``?show=`` names a choice."""
    fieldwork = fieldwork_of(number)
    everyone = contacts_in(fieldwork)
    failed, opened = failures(everyone), have_opened()
    asked, show = request.GET.get("q", "").strip().casefold(), request.GET.get("show", "")
    rows = [
        {
            "contact": contact,
            "city": city_name(contact.city),
            "failure": failed.get(contact.pk),
            "opened": contact.person.actor in opened,
            "made_up": contact.person.email.endswith(MADE_UP),
        }
        for contact in everyone
        if _found(contact, asked) and _shown(contact, show, contact.pk in failed, contact.person.actor in opened)
    ]
    with_lead = {(entry.instrument_id, entry.city) for entry in everyone if entry.part == Contact.Part.LEAD}
    cases = Case.objects.filter(instrument__fieldwork=fieldwork).values_list("instrument_id", "city")
    return desk_page(
        request,
        "contacts.html",
        "Contacts",
        here="contacts",
        fieldwork=fieldwork,
        rows=rows[:SHOWN],
        count=len(rows),
        more=max(len(rows) - SHOWN, 0),
        total=len(everyone),
        waiting=sum(entry.invited_at is None and not entry.person.email.endswith(MADE_UP) for entry in everyone),
        failed=len(failed),
        without_lead=len(set(cases) - with_lead),
        several=fieldwork.instruments.count() > 1,
        q=request.GET.get("q", ""),
        show=show,
    )


def _found(contact: Contact, asked: str) -> bool:
    texts = (contact.city, city_name(contact.city), contact.person.name, contact.person.email)
    return not asked or any(asked in text.casefold() for text in texts)


def _shown(contact: Contact, show: str, failed: bool, opened: bool) -> bool:
    if show == "failed":
        return failed
    if show == "waiting":
        return contact.invited_at is None and not contact.person.email.endswith(MADE_UP)
    return not (show == "unopened" and (opened or contact.invited_at is None))


@require_http_methods(["GET", "HEAD"])
def template(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """An empty list with one made-up row, to be filled in."""
    instruments = instruments_of(fieldwork_of(number))
    example = ["CITY-CODE", instruments[0].questionnaire, "Name Surname", "name@example.org", languages()[0], "lead"]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([COLUMNS, example])
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        answer = HttpResponse(
            _workbook(example), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    else:
        raise Http404(kind)
    answer["Content-Disposition"] = f'attachment; filename="contacts.{kind}"'
    return answer


def _workbook(example: list[str]) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("contacts")
        bold = book.add_format({"bold": True})
        for column, (head, cell) in enumerate(zip(COLUMNS, example, strict=True)):
            sheet.write_string(0, column, head, bold)
            sheet.write_string(1, column, cell)
        sheet.set_column(0, len(COLUMNS) - 1, 22)
        sheet.freeze_panes(1, 0)
    return kept.getvalue()


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """A list is read and shown, with everything that is wrong in it; nothing is loaded yet."""
    fieldwork = fieldwork_of(number)
    if request.method != "POST":
        return _upload_page(request, fieldwork, UploadForm(), None)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, fieldwork, form, None, 400)
    found = read_contacts(form.cleaned_data["file"], _field(fieldwork))
    if found.problems:
        return _upload_page(request, fieldwork, form, found, 400)
    kept = [[e.instrument, e.city, e.name, e.email, e.language, e.part] for e in found.entries]
    seal = signing.dumps([fieldwork.pk, staff_of(request).pk, kept], salt=SALT, compress=True)
    leads = {(entry.instrument, entry.city) for entry in found.entries if entry.part == Contact.Part.LEAD}
    return desk_page(
        request,
        "contacts_preview.html",
        "Check the list",
        here="contacts",
        fieldwork=fieldwork,
        found=found,
        seal=seal,
        rows=[(city_name(entry.city), entry) for entry in found.entries[:SHOWN]],
        more=max(len(found.entries) - SHOWN, 0),
        cities=len({entry.city for entry in found.entries}),
        leads=len(leads),
    )


def _upload_page(
    request: HttpRequest, fieldwork: Fieldwork, form: UploadForm, found: ContactList | None, status: int = 200
) -> HttpResponse:
    problems = [] if found is None else list(found.problems)
    return desk_page(
        request,
        "contacts_upload.html",
        "Upload contacts",
        status,
        here="contacts",
        fieldwork=fieldwork,
        form=form,
        problems=problems[:PROBLEMS_SHOWN],
        problem_count=len(problems),
        several=len(instruments_of(fieldwork)) > 1,
        questionnaires=[entry.questionnaire for entry in instruments_of(fieldwork)],
        codes=languages(),
    )


@require_POST
def load_list(request: HttpRequest, number: int) -> HttpResponse:
    """Load a list as it was shown."""
    fieldwork = fieldwork_of(number)
    back = HttpResponseRedirect(reverse("desk_contacts", kwargs={"number": number}))
    try:
        of, staff, kept = signing.loads(request.POST.get("list", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        messages.error(request, "The list was shown more than an hour ago, or is not whole. Upload it again.")
        return back
    if (of, staff) != (fieldwork.pk, staff_of(request).pk):
        raise Http404
    try:
        count = load([Entry(*entry) for entry in kept], staff_of(request).actor)
    except ContactError as failure:
        messages.error(request, str(failure))
        return back
    messages.success(request, f"{count:,} contacts were loaded. They are not invited yet: see Mails.")
    return back


def _field(fieldwork: Fieldwork) -> Field:
    instruments = instruments_of(fieldwork)
    cities: dict[int, set[str]] = {instrument.pk: set() for instrument in instruments}
    for instrument, city in Case.objects.filter(instrument__fieldwork=fieldwork).values_list("instrument_id", "city"):
        cities[instrument].add(city)
    return Field(
        {instrument.questionnaire: instrument for instrument in instruments},
        {number: frozenset(found) for number, found in cities.items()},
        tuple(languages()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: HttpRequest, number: int) -> HttpResponse:
    """A contact by hand."""
    fieldwork = fieldwork_of(number)
    instruments = {entry.questionnaire: entry for entry in instruments_of(fieldwork)}
    form = AddContactForm(
        request.POST or None,
        initial={"city": request.GET.get("city", "")},
        questionnaires=[(name, questionnaire_title(name)) for name in instruments],
    )
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        instrument = instruments[words["questionnaire"]]
        case = Case.objects.filter(instrument=instrument, city=words["city"].strip()).first()
        entry = Entry(
            instrument.pk, words["city"].strip(), words["name"], words["email"], words["language"], words["part"]
        )
        try:
            if case is None:
                form.add_error("city", "No city of this wave has this code.")
            else:
                add(entry, staff_of(request).actor)
                messages.success(request, f"{entry.name} is a contact of {city_name(entry.city)} now.")
                return HttpResponseRedirect(reverse("desk_city", kwargs={"case": case.pk}))
        except ContactError as failure:
            form.add_error(None, str(failure))
    status = 400 if request.method == "POST" else 200
    return desk_page(
        request, "contact_add.html", "Add a contact", status, here="contacts", fieldwork=fieldwork, form=form
    )

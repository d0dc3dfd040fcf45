"""Opening, closing and piloting a wave."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from civiscope.web.collection.domain.opening import WaveOpenError, extend, open_wave
from civiscope.web.collection.domain.pilot import NoPilotError, add_tester, link_for_tester, remarks
from civiscope.web.collection.domain.saving import CaseClosedError, Saved, save_answer
from civiscope.web.collection.domain.writers import Writer, city_writer, staff_writer
from civiscope.web.collection.models import Answer, Case, Comment, Origin
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close, reopen
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact, Fieldwork
from tests.unit.web.collection.field import Field, make_staff
from tests.unit.web.collection.staff import staff_client

YES = encoded({"": "yes"})
DEADLINE = dt.date(2030, 3, 31)


def _open(cities: tuple[str, ...], *, pilot: bool) -> Fieldwork:
    return open_wave(study().definition.waves[0], cities, DEADLINE, 0.5, "staff:1", pilot=pilot)


def test_opening_makes_an_instrument_a_version_and_a_case_for_every_city(field: Field) -> None:
    Fieldwork.objects.all().delete()
    fieldwork = _open(("aa", "cc"), pilot=False)
    instrument = fieldwork.instruments.get()
    assert questionnaire_of(instrument.pk, 1) == study().questionnaires["officers"]
    assert list(Case.objects.order_by("city").values_list("city", "state")) == [("aa", "draft"), ("cc", "draft")]
    with pytest.raises(WaveOpenError):
        _open(("aa",), pilot=False)
    assert Case.objects.count() == 2


def test_closed_wave_takes_no_answers_but_corrections(field: Field) -> None:
    case, ada, staff = field.cases["aa"], field.people["ada"], make_staff(Role.EDITOR)
    assert isinstance(save_answer(case.pk, "strategy", YES, 0, city_writer(ada)), Saved)
    close(field.fieldwork, "staff:1")
    for writer in (city_writer(ada), staff_writer(staff, Origin.PHONE)):
        with pytest.raises(CaseClosedError) as refused:
            save_answer(case.pk, "staff", encoded({"": "3"}), 0, writer)
        assert refused.value.state == "closed"
    correction = Writer(None, staff, Origin.CORRECTION)
    assert isinstance(save_answer(case.pk, "staff", encoded({"": "3"}), 0, correction), Saved)
    reopen(field.fieldwork, "staff:1")
    assert isinstance(save_answer(case.pk, "founded", encoded({"": "2001-01-01"}), 0, city_writer(ada)), Saved)
    assert [event.action for event in AuditEvent.objects.filter(subject=f"fieldwork:{field.fieldwork.pk}")] == [
        "wave closed",
        "wave reopened",
    ]


def test_what_staff_enter_is_known_as_theirs(field: Field) -> None:
    staff = make_staff(Role.EDITOR)
    save_answer(field.cases["aa"].pk, "strategy", YES, 0, staff_writer(staff, Origin.PHONE))
    answer = Answer.objects.get()
    assert (answer.origin, answer.staff, answer.person) == ("phone", staff, None)


def test_pilot_stands_beside_the_real_fieldwork_and_stays_a_pilot_when_closed(field: Field) -> None:
    pilot = _open(("aa",), pilot=True)
    _open(("bb",), pilot=True)
    close(pilot, "staff:1")
    pilot.refresh_from_db()
    assert (pilot.status, pilot.closed_at is not None) == ("pilot", True)
    case = Case.objects.get(instrument__fieldwork=pilot)
    with pytest.raises(CaseClosedError):
        save_answer(case.pk, "strategy", YES, 0, city_writer(field.people["ada"]))
    assert isinstance(save_answer(field.cases["aa"].pk, "strategy", YES, 0, city_writer(field.people["ada"])), Saved)


def test_tester_gets_in_with_the_code_that_the_desk_shows(field: Field) -> None:
    case = Case.objects.get(instrument__fieldwork=_open(("aa",), pilot=True))
    client, address = staff_client(), reverse("desk_pilot", kwargs={"case": case.pk})
    client.post(address)
    client.post(address)
    lead, colleague = Contact.objects.filter(instrument=case.instrument).order_by("pk")
    assert (lead.part, colleague.part) == ("lead", "colleague")
    page = client.post(address, {"contact": lead.pk}).content.decode()
    code = page.split('class="secret">')[1].split("<")[0]
    path = "/account/link/" + page.split("/account/link/")[1].split('"')[0]
    browser = staff_client(Role.READER)
    browser.logout()
    assert browser.post(path, {"code": code}).status_code == 302
    assert browser.get(reverse("my_cases")).status_code == 200


def test_testers_get_no_mail_and_the_desk_says_so(field: Field) -> None:
    pilot = _open(("aa",), pilot=True)
    add_tester(Case.objects.get(instrument__fieldwork=pilot), "staff:1")
    client = staff_client()
    mails = client.get(reverse("desk_mails", kwargs={"number": pilot.pk})).content.decode()
    assert "Nobody waits for an invitation" in mails
    assert "hand them the link and the code" in mails
    contacts = client.get(reverse("desk_contacts", kwargs={"number": pilot.pk})).content.decode()
    assert "not invited yet" not in contacts
    real = client.get(reverse("desk_mails", kwargs={"number": field.fieldwork.pk})).content.decode()
    assert "hand them the link and the code" not in real


def test_no_test_link_opens_a_real_city(field: Field) -> None:
    contact = Contact.objects.select_related("person", "instrument__fieldwork").filter(city="aa")[0]
    with pytest.raises(NoPilotError):
        link_for_tester(contact, "staff:1")
    with pytest.raises(NoPilotError):
        add_tester(field.cases["aa"], "staff:1")
    address = reverse("desk_pilot", kwargs={"case": field.cases["aa"].pk})
    assert staff_client().post(address, {"contact": contact.pk}).status_code == 404
    assert staff_client(Role.EDITOR).post(address, {"contact": "none"}).status_code == 404


def test_remarks_come_by_question_and_as_a_file(field: Field) -> None:
    pilot = _open(("aa",), pilot=True)
    case = Case.objects.get(instrument__fieldwork=pilot)
    tester = add_tester(case, "staff:1").person
    for item, text in (("staff", "Full-time?"), ("strategy", "=1+1"), ("", "Too long")):
        Comment.objects.create(case=case, item=item, person=tester, text=text)
    Comment.objects.create(case=field.cases["aa"], item="staff", text="of the real fieldwork")
    assert [entry.comment.text for entry in remarks(pilot)] == ["Too long", "=1+1", "Full-time?"]
    address = reverse("desk_comments", kwargs={"number": pilot.pk})
    text = staff_client().get(f"{address}?format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[2].endswith("'=1+1")
    assert "real fieldwork" not in text


def test_extension_needs_a_reason_which_goes_to_the_log(field: Field) -> None:
    client, case = staff_client(), field.cases["aa"]
    address = reverse("desk_extend", kwargs={"case": case.pk})
    assert client.post(address, {"until": "2030-05-01"}).status_code == 400
    client.post(address, {"until": "2030-05-01", "reason": "elections"})
    case.refresh_from_db()
    assert case.extended_to == dt.date(2030, 5, 1)
    assert AuditEvent.objects.get(subject=f"case:{case.pk}").detail == "2030-05-01: elections"
    extend(case, None, "done", "staff:1")
    case.refresh_from_db()
    assert case.extended_to is None


def test_list_of_cities_with_a_wrong_row_opens_nothing(field: Field) -> None:
    Fieldwork.objects.all().delete()
    client, address = staff_client(), reverse("desk_open", kwargs={"wave": "2026"})
    wrong = SimpleUploadedFile("cities.csv", b"city\naa\nzz\n")
    answer = client.post(address, {"deadline": "2030-03-31", "cities": wrong})
    assert answer.status_code == 400
    assert '<td class="number">3</td><td>city</td>' in answer.content.decode()
    assert not Fieldwork.objects.exists()
    client.post(address, {"deadline": "2030-03-31", "cities": SimpleUploadedFile("cities.csv", b"city\naa\n")})
    assert Case.objects.get().city == "aa"
    past = client.post(address, {"deadline": "2020-03-31"})
    assert "This day has passed" in past.content.decode()

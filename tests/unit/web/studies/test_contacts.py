"""Contacts: whoever is no contact any more has no way in."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civiscope.web.accounts.domain.links import link_token, person_of_link
from civiscope.web.accounts.models import Person
from civiscope.web.collection.models import Assignment
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.contact_list import Entry
from civiscope.web.studies.domain.contacts import ContactError, add, load, mark_failed, remove, replace
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.staff import staff_client


def _entry(field: Field, city: str, name: str, part: str = "colleague") -> Entry:
    return Entry(field.instrument.pk, city, name.title(), f"{name}@{city}.example.org", "en", part)


def _contact(field: Field, name: str) -> Contact:
    return Contact.objects.select_related("person", "instrument__fieldwork").get(person=field.people[name])


def test_replacing_ends_link_and_devices_and_hands_over_sections(field: Field) -> None:
    old, browser = _contact(field, "ada"), field.client("ada")
    token = link_token(old.person)
    Assignment.objects.create(case=field.cases["aa"], section="team", contact=old)
    new = replace(old, _entry(field, "aa", "zoe", "lead"), "staff:1", tell=True)
    assert person_of_link(token) is None
    assert browser.get("/answer/").status_code == 403
    assert Assignment.objects.get().contact_id == new.pk
    mail = Message.objects.get(kind="replaced")
    assert mail.recipient == "zoe@aa.example.org"
    assert link_token(new.person) in mail.body
    assert "Aaville" in mail.subject
    new.refresh_from_db()
    assert new.invited_at is not None


def test_replaced_contact_who_has_another_city_keeps_the_link(field: Field) -> None:
    ada = _contact(field, "ada")
    add(Entry(field.instrument.pk, "cc", "Ada", ada.person.email, "en", "lead"), "staff:1")
    token = link_token(ada.person)
    replace(ada, _entry(field, "aa", "zoe", "lead"), "staff:1", tell=False)
    assert person_of_link(token) is not None
    assert not Message.objects.exists()
    remove(Contact.objects.select_related("person").get(city="cc"), "staff:1")
    assert person_of_link(token) is None


def test_failed_replacement_changes_nothing(field: Field) -> None:
    ben = _contact(field, "ben")
    token = link_token(ben.person)
    with pytest.raises(ContactError, match="has a lead already"):
        replace(ben, _entry(field, "aa", "zoe", "lead"), "staff:1", tell=True)
    assert person_of_link(token) is not None
    ben.refresh_from_db()
    assert ben.removed_at is None
    assert not Message.objects.exists()


def test_removing_twice_is_told(field: Field) -> None:
    ben = _contact(field, "ben")
    remove(ben, "staff:1")
    with pytest.raises(ContactError, match="in the meantime"):
        remove(ben, "staff:1")


def test_load_makes_all_or_none(field: Field) -> None:
    entries = [_entry(field, "cc", "emi", "lead"), _entry(field, "cc", "eva", "lead")]
    with pytest.raises(ContactError):
        load(entries, "staff:1")
    assert not Contact.objects.filter(city="cc").exists()
    assert not AuditEvent.objects.filter(action="contacts loaded").exists()


def test_loading_takes_as_many_queries_for_one_as_for_many(field: Field) -> None:
    with CaptureQueriesContext(connection) as one:
        load([_entry(field, "cc", "emi", "lead")], "staff:1")
    # One of them is known already, with another city.
    known = Entry(field.instrument.pk, "cc", "Ada", field.people["ada"].email, "en", "colleague")
    with CaptureQueriesContext(connection) as many:
        assert load([known, *(_entry(field, "cc", f"person-{number}") for number in range(20))], "staff:1") == 21
    assert len(one) == len(many)
    assert Contact.objects.filter(city="cc", person=field.people["ada"]).count() == 1


def test_someone_who_was_removed_from_the_study_is_not_loaded(field: Field) -> None:
    Person.objects.filter(pk=field.people["ada"].pk).update(revoked_at=timezone.now())
    entry = Entry(field.instrument.pk, "cc", "Ada", field.people["ada"].email, "en", "lead")
    with pytest.raises(ContactError, match="takes part no more"):
        load([_entry(field, "cc", "emi"), entry], "staff:1")
    assert not Contact.objects.filter(city="cc").exists()


def test_removed_contact_can_come_back(field: Field) -> None:
    ben = _contact(field, "ben")
    remove(ben, "staff:1")
    again = add(_entry(field, "aa", "ben"), "staff:1")
    assert again.person_id == ben.person_id
    assert person_of_link(link_token(again.person)) is not None


def test_mark_is_one_line_and_names_stay_out_of_the_log(field: Field) -> None:
    mark_failed(_contact(field, "ben"), "left\nthe city", "staff:1")
    assert _contact(field, "ben").failed_by_hand == "left the city"
    assert all("Ben" not in event.detail for event in AuditEvent.objects.all())


def test_pages_add_replace_mark_and_remove(field: Field) -> None:
    client, number = staff_client(), {"number": field.fieldwork.pk}
    words = {"city": "cc", "questionnaire": "officers", "name": "Emi", "email": "Emi@CC.example.org"}
    words |= {"language": "en", "part": "lead"}
    answer = client.post(reverse("desk_contact_add", kwargs=number), words)
    assert answer["Location"] == reverse("desk_city", kwargs={"case": field.cases["cc"].pk})
    again = client.post(reverse("desk_contact_add", kwargs=number), words)
    assert "is a contact of this city already" in again.content.decode()
    elsewhere = client.post(reverse("desk_contact_add", kwargs=number), {**words, "city": "zz"})
    assert "No city of this wave" in elsewhere.content.decode()
    emi = Contact.objects.get(city="cc")
    change = reverse("desk_contact_change", kwargs={"contact": emi.pk})
    client.post(change, {"do": "mark", "reason": "box is full"})
    assert "box is full" in client.get(reverse("desk_contacts", kwargs=number)).content.decode()
    wrong = client.post(change, {"do": "replace", "name": "", "email": "no", "language": "en", "part": "lead"})
    assert wrong.status_code == 400
    new = {"name": "Zoe", "email": "zoe@cc.example.org", "language": "fr", "part": "lead", "tell": "on"}
    client.post(change, {"do": "replace", **new})
    zoe = Contact.objects.get(city="cc", removed_at__isnull=True)
    assert Message.objects.get().subject.startswith("Cccity")
    assert client.post(change, {"do": "remove"}).status_code == 404
    client.post(reverse("desk_contact_change", kwargs={"contact": zoe.pk}), {"do": "remove"})
    assert not Contact.objects.filter(city="cc", removed_at__isnull=True).exists()
    assert client.post(change, {"do": "nonsense"}).status_code == 404

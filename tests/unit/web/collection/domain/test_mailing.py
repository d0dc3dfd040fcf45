"""Mailings: who gets which, once; and texts that the team writes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain import mailing as mailing_module
from civiscope.web.collection.domain.mailing import (
    INVITE,
    REMIND,
    RecipientsChangedError,
    failures,
    mailing,
    mailings,
    send,
)
from civiscope.web.collection.domain.opening import extend
from civiscope.web.collection.models import Case
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.mail_texts import KINDS, MailTextError, change_text, check_text, filled, standard_text
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.staff import staff_client


def _names(contacts: tuple[Contact, ...]) -> list[str]:
    return [contact.person.name for contact in contacts]


def make_people(field: Field, count: int) -> None:
    """So many colleagues more."""
    for number in range(count):
        person = Person.objects.create(name=f"P {number}", email=f"p{number}@aa.example.org", language="en")
        Contact.objects.create(instrument=field.instrument, city="aa", person=person, part="colleague")


def _invite(field: Field) -> None:
    send(field.fieldwork, INVITE, mailing(field.fieldwork, INVITE).seal, "staff:1")


def test_everyone_is_invited_once(field: Field) -> None:
    found = mailing(field.fieldwork, INVITE)
    assert sorted(_names(found.contacts)) == ["Ada", "Ben", "Cleo", "Dora"]
    assert send(field.fieldwork, INVITE, found.seal, "staff:1") == 4
    with pytest.raises(RecipientsChangedError):
        send(field.fieldwork, INVITE, found.seal, "staff:1")
    assert Message.objects.filter(kind="invite").count() == 4
    assert AuditEvent.objects.get(action="mail sent: invite").detail == "to 4 contacts"


def _written(queries: list[dict[str, str]], table: str) -> int:
    return sum(query["sql"].startswith(f'INSERT INTO "{table}"') for query in queries)


def test_mails_are_queued_in_parts_and_in_few_statements(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as asked:
        _invite(field)
    assert _written(asked.captured_queries, "common_message") == 1
    Contact.objects.update(invited_at=None)
    monkeypatch.setattr(mailing_module, "A_PART", 3)
    with CaptureQueriesContext(connection) as asked:
        _invite(field)
    assert _written(asked.captured_queries, "common_message") == 2
    assert Message.objects.filter(kind="invite").count() == 8


def test_who_got_the_mail_since_the_list_was_put_together_gets_no_second(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts_of = mailing_module.texts_of

    def meanwhile(kind: str):  # type: ignore[no-untyped-def]
        Contact.objects.filter(person=field.people["ada"]).update(invited_at=timezone.now())
        Contact.objects.filter(person=field.people["ben"]).update(removed_at=timezone.now())
        return texts_of(kind)

    monkeypatch.setattr(mailing_module, "texts_of", meanwhile)
    assert send(field.fieldwork, INVITE, mailing(field.fieldwork, INVITE).seal, "staff:1") == 2
    told = Message.objects.filter(kind="invite").values_list("recipient", flat=True)
    assert not {field.people["ada"].email, field.people["ben"].email} & set(told)


def test_what_can_be_sent_is_read_in_the_same_number_of_queries_for_one_and_for_many(field: Field) -> None:
    with CaptureQueriesContext(connection) as few:
        mailings(field.fieldwork)
    make_people(field, 12)
    with CaptureQueriesContext(connection) as many:
        found = mailings(field.fieldwork)
    assert len(few) == len(many)
    assert len(found.invite.contacts) == 16


def test_reminders_go_to_leads_who_were_invited_and_have_not_handed_in(field: Field) -> None:
    assert mailing(field.fieldwork, REMIND).contacts == ()
    _invite(field)
    assert _names(mailing(field.fieldwork, REMIND).contacts) == ["Ada", "Dora"]
    Case.objects.filter(pk=field.cases["aa"].pk).update(state="submitted")
    found = mailing(field.fieldwork, REMIND)
    assert _names(found.contacts) == ["Dora"]
    send(field.fieldwork, REMIND, found.seal, "staff:1")
    with pytest.raises(RecipientsChangedError):
        send(field.fieldwork, REMIND, found.seal, "staff:1")


def test_reminders_of_those_who_never_opened(field: Field) -> None:
    _invite(field)
    field.client("ada")
    assert _names(mailing(field.fieldwork, REMIND, never_opened=True).contacts) == ["Dora"]


def test_who_is_out_of_reach_is_left_out_until_a_mail_arrives(field: Field) -> None:
    _invite(field)
    Message.objects.filter(recipient="ada@aa.example.org").update(state="bounced", failure="550 gone")
    Contact.objects.filter(person=field.people["dora"]).update(failed_by_hand="has left")
    found = mailing(field.fieldwork, REMIND)
    assert (_names(found.contacts), sorted(_names(found.unreachable))) == ([], ["Ada", "Dora"])
    told = failures(found.unreachable)
    assert sorted((entry.how, entry.reason) for entry in told.values()) == [
        ("bounced", "550 gone"),
        ("marked", "has left"),
    ]
    Message.objects.create(
        kind="link", about="person:1", recipient="ada@aa.example.org", state="sent", message_id="<later@x>"
    )
    assert _names(mailing(field.fieldwork, REMIND).contacts) == ["Ada"]


def test_mail_names_the_city_s_own_deadline_in_the_reader_s_language(field: Field) -> None:
    field.fieldwork.deadline = dt.date(2027, 3, 31)
    field.fieldwork.save()
    extend(field.cases["aa"], dt.date(2027, 4, 30), "elections", "staff:1")
    field.people["ada"].language = "fr"
    field.people["ada"].save()
    _invite(field)
    ada = Message.objects.get(recipient="ada@aa.example.org")
    assert "30 avril 2027" in ada.body
    assert "Agents" in ada.subject
    assert "March 31, 2027" in Message.objects.get(recipient="dora@bb.example.org").body


def test_names_cannot_add_headers_or_fill_braces(field: Field) -> None:
    field.people["ada"].name = "Ada\r\nBcc: all@evil.example {link}"
    field.people["ada"].save()
    change_text("invite", "en", "For {name}", "Dear {name},\n\n{link}", "staff:1")
    _invite(field)
    mail = Message.objects.get(recipient="ada@aa.example.org")
    assert mail.subject == "For Ada Bcc: all@evil.example {link}"
    assert mail.body.startswith("Dear Ada Bcc: all@evil.example {link},\n\nhttp")


@pytest.mark.parametrize(
    ("subject", "body", "field_", "message"),
    [
        ("", "{link}", "subject", "must not be empty"),
        ("Hi", "no way in", "body", "{link} is missing"),
        ("Hi {nom}", "{link}", "subject", "{nom} stands for nothing"),
        ("Hi", "{link} {name.__class__}", "body", "{name.__class__} stands for nothing"),
        ("Hi", "{link} {}", "body", "{} stands for nothing"),
        ("Hi", "{link} {name", "body", "A brace stands alone"),
        ("Hi\nBcc: x", "{link}", "subject", "one line"),
        ("{link}", "{link}", "subject", "not into the subject"),
        ("x" * 201, "{link}", "subject", "longer than 200"),
        ("Hi", "{link}" + "x" * 10_000, "body", "longer than 10,000"),
    ],
)
def test_texts_that_cannot_be_used(subject: str, body: str, field_: str, message: str) -> None:
    with pytest.raises(MailTextError, match=message.replace("{", r"\{").replace("}", r"\}")) as refused:
        check_text("invite", subject, body)
    assert refused.value.field == field_


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_standard_texts_can_be_used(kind: str, language: str) -> None:
    text = standard_text(kind, language)
    check_text(kind, text.subject, text.body)
    assert filled("{name} {unknown}", {"name": "a\nb"}) == "a b {unknown}"


def test_page_says_who_before_it_sends_and_refuses_a_list_that_changed(field: Field) -> None:
    client = staff_client()
    address = reverse("desk_mail", kwargs={"number": field.fieldwork.pk, "kind": "invite"})
    text = client.get(address).content.decode()
    assert "<strong>4</strong> contacts" in text
    assert "dora@bb.example.org" in text
    assert not Message.objects.exists()
    seal = text.split('name="seal" value="')[1].split('"')[0]
    Contact.objects.filter(person=field.people["dora"]).delete()
    refused = client.post(address, {"seal": seal})
    assert refused.status_code == 409
    assert not Message.objects.exists()
    fresh = refused.content.decode().split('name="seal" value="')[1].split('"')[0]
    assert client.post(address, {"seal": fresh}).status_code == 302
    assert Message.objects.count() == 3


def test_text_page_previews_with_a_real_contact_saves_and_restores(field: Field) -> None:
    client, address = staff_client(), reverse("desk_text", kwargs={"kind": "remind", "language": "en"})
    words = {"subject": "Please, {city}", "body": "Dear {name}: {link}"}
    shown = client.post(address, {**words, "do": "preview"}).content.decode()
    assert "Please, Bbtown" in shown
    assert "Dear Dora: http" in shown
    assert standard_text("remind", "en").subject in client.get(address).content.decode().replace("&quot;", '"')
    client.post(address, words)
    assert "Your own text." in client.get(address).content.decode()
    client.post(address, {"do": "restore"})
    assert "The standard text" in client.get(address).content.decode()
    wrong = client.post(address, {**words, "body": "{wrong} {link}"})
    assert wrong.status_code == 400
    assert "{wrong} stands for nothing" in wrong.content.decode()

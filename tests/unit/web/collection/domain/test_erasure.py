"""Contacts are erased by rule after the fieldwork, not before, and whoever still works stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.erasure import due, erase, erase_due
from civiscope.web.common.domain.mail import queue_mail, send_waiting
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.models import Contact, Fieldwork, Instrument
from tests.unit.web.collection.field import Field
from tests.unit.web.service.visitors import staff_client

CLOSED = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
LAST_DAY = CLOSED.date() + dt.timedelta(days=179)
DUE = CLOSED.date() + dt.timedelta(days=180)


@pytest.fixture
def closed(field: Field) -> Field:
    """The fieldwork was closed a while ago."""
    Fieldwork.objects.update(status=Fieldwork.Status.CLOSED, closed_at=CLOSED)
    Person.objects.update(made_at=CLOSED - dt.timedelta(days=30))
    return field


def names() -> set[str]:
    """Who is still known."""
    return set(Person.objects.exclude(name="").values_list("name", flat=True))


def test_nobody_is_erased_before_the_day(closed: Field) -> None:
    assert erase_due(LAST_DAY) == 0
    assert names() == {"Ada", "Ben", "Cleo", "Dora"}
    assert not AuditEvent.objects.exists()


def test_everyone_is_erased_on_the_day_and_counted_once(closed: Field) -> None:
    assert erase_due(DUE) == 4
    assert names() == set()
    assert erase_due(DUE) == 0
    (event,) = AuditEvent.objects.filter(action="contacts erased")
    assert (event.actor, event.detail) == ("service", "4 people")


@pytest.mark.parametrize("status", [Fieldwork.Status.OPEN, Fieldwork.Status.PILOT])
def test_nobody_is_erased_while_the_fieldwork_is_open(closed: Field, status: str) -> None:
    Fieldwork.objects.update(status=status, closed_at=None)
    assert due(DUE + dt.timedelta(days=5_000)) == []


def test_testers_of_a_closed_pilot_are_erased_as_well(closed: Field) -> None:
    Fieldwork.objects.update(status=Fieldwork.Status.PILOT)
    assert erase_due(LAST_DAY) == 0
    assert erase_due(DUE) == 4


def test_whoever_works_in_another_fieldwork_stays(closed: Field) -> None:
    newer = Fieldwork.objects.create(wave="2028", status=Fieldwork.Status.OPEN)
    instrument = Instrument.objects.create(fieldwork=newer, questionnaire="officers")
    Contact.objects.create(instrument=instrument, city="aa", person=closed.people["ada"], part="lead")
    assert erase_due(DUE) == 3
    assert names() == {"Ada"}


def test_whoever_was_replaced_goes_when_the_time_is_over(closed: Field) -> None:
    Fieldwork.objects.update(status=Fieldwork.Status.OPEN, closed_at=None)
    Contact.objects.filter(person=closed.people["ben"]).update(removed_at=CLOSED)
    assert due(LAST_DAY) == []
    assert due(DUE) == [closed.people["ben"]]


def test_whoever_was_never_a_contact_goes_too(field: Field) -> None:
    lonely = Person.objects.create(name="Eve", email="eve@example.org", language="en", made_at=CLOSED)
    assert due(LAST_DAY) == []
    assert due(DUE) == [lonely]


def test_erasing_twice_does_nothing(field: Field) -> None:
    assert erase(field.people["ada"], "staff:1", "asked by mail")
    assert not erase(field.people["ada"], "staff:1", "asked by mail")
    assert AuditEvent.objects.filter(action="person erased").count() == 1


def test_erased_people_share_no_address(field: Field) -> None:
    for person in field.people.values():
        erase(person, "service", "test")
    assert Person.objects.filter(email="").count() == 4


def test_owner_erases_from_the_desk_and_is_named(closed: Field) -> None:
    client = staff_client(Role.OWNER)
    assert "4 people are due" in client.get("/desk/retention").content.decode()
    answer = client.post("/desk/retention")
    assert answer["Location"] == "/desk/retention?erased=4"
    assert "4 people were erased" in client.get(answer["Location"]).content.decode()
    assert AuditEvent.objects.get(action="contacts erased").actor.startswith("staff:")
    assert timezone.now() - Person.objects.latest("erased_at").erased_at < dt.timedelta(minutes=1)  # type: ignore[operator]


def test_mails_that_became_files_go_with_the_person(field: Field, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "civiscope.web.common.domain.mail_files.MailFiles"
    settings.MAIL_FOLDER = tmp_path / "mail"
    ben, cleo = field.people["ben"], field.people["cleo"]
    for person in (ben, cleo):
        queue_mail("invite", person.actor, person.email, "Hello", f"Dear {person.name}")
    # Written to an address that Ben no longer has.
    queue_mail("invite", ben.actor, "ben@old.example.org", "Hello", "Dear Ben")
    assert send_waiting() == 3
    erase(ben, ben.actor, "on their own wish")
    (left,) = settings.MAIL_FOLDER.iterdir()
    assert "Dear Cleo" in left.read_text(encoding="utf-8")


def test_a_person_whose_mails_cannot_be_deleted_stays(
    field: Field, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "civiscope.web.common.domain.mail_files.MailFiles"
    settings.MAIL_FOLDER = tmp_path / "mail"
    ben = field.people["ben"]
    queue_mail("invite", ben.actor, ben.email, "Hello", "Dear Ben")
    send_waiting()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        with pytest.raises(PermissionError):
            erase(ben, ben.actor, "on their own wish")
    assert "Ben" in names()
    assert erase(ben, ben.actor, "on their own wish")
    assert list(settings.MAIL_FOLDER.iterdir()) == []

"""A study with a time zone: last days end with the day there, and times on pages, mails and receipts say where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from civiscope.web.collection.domain.mailing import INVITE, mailing, send
from civiscope.web.collection.domain.replies import takes_replies
from civiscope.web.collection.forms.desk import OpeningForm
from civiscope.web.collection.forms.receipts import receipt_of
from civiscope.web.collection.forms.replies import read_day
from civiscope.web.collection.models import Answer, Case, Reply, ReplyPeriod, SignOff
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.identity import identity, introduce
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from civiscope.web.service.wsgi import introduce_study
from civiscope.web.studies.domain.opened import open_study, study
from tests.unit.web.collection.answered import AAVILLE, answer
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.handed_in import hand_in

BOGOTA = ZoneInfo("America/Bogota")
LAST = timezone.now().astimezone(BOGOTA).date() + dt.timedelta(days=1)
Clock = Callable[[dt.datetime], None]


@pytest.fixture
def bogota(field: Field) -> Iterator[Field]:
    """The study in a zone five hours behind UTC."""
    before = identity()
    introduce(replace(before, zone=BOGOTA))
    yield field
    introduce(before)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of the service."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(dt.UTC))


def on_last_day(hour: int, minute: int) -> dt.datetime:
    """A moment of the last day, on Bogota's clocks."""
    return dt.datetime.combine(LAST, dt.time(hour, minute), tzinfo=BOGOTA)


def page(client: Client, path: str) -> str:
    """A page as text."""
    return client.get(path).content.decode()


def test_study_says_in_which_zone_it_is(field: Field) -> None:
    path = field.folder / "study.yaml"
    path.write_text(path.read_text() + "time_zone: America/Bogota\n", encoding="utf-8")
    before = identity()
    introduce_study(open_study(field.folder))
    assert identity().zone == BOGOTA
    # The date of a wave is a declared one, and no clock's.
    assert study().definition.wave("2026").date == dt.date(2026, 12, 31)
    introduce(before)


def test_city_west_of_greenwich_replies_late_in_the_evening_of_the_last_day(bogota: Field, clock: Clock) -> None:
    answer(bogota, "aa", AAVILLE, CaseState.APPROVED)
    ReplyPeriod.objects.create(fieldwork=bogota.fieldwork, until=LAST)
    client, path = bogota.client("ada"), f"/answer/{bogota.cases['aa'].pk}/reply"
    clock(on_last_day(23, 59))
    # In UTC the next day has begun hours ago.
    assert timezone.now().date() == LAST + dt.timedelta(days=1)
    assert takes_replies(Case.objects.get(city="aa"))
    assert "23:59 (Bogota, UTC−5)" in page(client, path)
    assert client.post(path, {"kind": "confirmed"}).status_code == 302
    assert Reply.objects.count() == 1
    clock(on_last_day(23, 59) + dt.timedelta(minutes=1))
    assert not takes_replies(Case.objects.get(city="aa"))
    assert client.post(path, {"kind": "confirmed"}).status_code == 400
    assert Reply.objects.count() == 1


def test_team_may_still_name_the_day_that_it_is_there(bogota: Field, clock: Clock) -> None:
    clock(on_last_day(23, 0))
    day, over = LAST.isoformat(), (LAST - dt.timedelta(days=1)).isoformat()
    assert read_day({"until": day}) == (LAST, "")  # type: ignore[arg-type]
    assert read_day({"until": over})[0] is None  # type: ignore[arg-type]
    assert "deadline" not in OpeningForm({"deadline": day}).errors
    assert "deadline" in OpeningForm({"deadline": over}).errors


def test_city_is_overdue_once_its_day_is_over_there(bogota: Field, clock: Clock) -> None:
    bogota.fieldwork.deadline = LAST
    bogota.fieldwork.save()
    Case.objects.filter(city="bb").update(extended_to=LAST + dt.timedelta(days=1))
    path = f"/desk/field/{bogota.fieldwork.pk}/cities?show=overdue"
    clock(on_last_day(23, 59))
    assert "No city is like that" in page(desk_client(Role.READER), path)
    clock(on_last_day(23, 59) + dt.timedelta(minutes=1))
    overdue = page(desk_client(Role.EDITOR), path)
    assert "Aaville" in overdue
    assert "Bbtown" not in overdue


def test_pages_and_mails_of_cities_say_when_the_last_day_ends(bogota: Field) -> None:
    bogota.fieldwork.deadline = dt.date(2030, 3, 31)
    bogota.fieldwork.save()
    shown = "March 31, 2030, 23:59 (Bogota, UTC−5)"
    for path in (
        "/answer/",
        f"/answer/{bogota.cases['aa'].pk}/",
        f"/answer/{bogota.cases['aa'].pk}/questionnaire.html",
    ):
        assert shown in page(bogota.client("ada"), path), path
    send(bogota.fieldwork, INVITE, mailing(bogota.fieldwork, INVITE).seal, "staff:1")
    mail = Message.objects.filter(recipient__startswith="ada").get()
    assert mail.subject.endswith("by March 31, 2030")
    assert f"by {shown}" in " ".join(mail.body.split())


def test_receipt_and_pages_tell_the_time_there_and_what_is_stored_is_utc(bogota: Field) -> None:
    hand_in(bogota)
    signed = SignOff.objects.get()
    SignOff.objects.update(at=dt.datetime(2026, 11, 27, 2, 5, tzinfo=dt.UTC))
    signed.refresh_from_db()
    told = str(receipt_of(signed, "fr"))
    assert "26 novembre 2026, 21:05 (Bogota, UTC−5)" in told
    assert "2026-11-26" in told
    assert signed.at.utcoffset() == dt.timedelta()
    review = page(desk_client(Role.READER), f"/desk/review/{signed.case_id}")
    assert "26 Nov 2026, 21:05 (Bogota, UTC−5)" in review


def test_saved_answers_have_a_time_for_machines_and_scripts_know_the_zone(bogota: Field) -> None:
    answer(bogota, "aa", AAVILLE, CaseState.DRAFT)
    Answer.objects.update(saved_at=dt.datetime(2026, 11, 27, 2, 5, tzinfo=dt.UTC))
    section = page(bogota.client("ada"), f"/answer/{bogota.cases['aa'].pk}/section/strategy")
    assert '<time datetime="2026-11-27T02:05:00+00:00">26 Nov 2026, 21:05 (Bogota, UTC−5)</time>' in section
    assert 'data-zone="America/Bogota"' in section


def test_audit_and_exports_stay_in_utc_and_say_so(bogota: Field) -> None:
    hand_in(bogota)
    client = desk_client(Role.OWNER)
    audit = page(client, "/desk/audit")
    assert "Its times and days are those of UTC" in audit
    assert "Bogota" not in audit
    assert "+00:00" in b"".join(client.get("/desk/audit.csv")).decode()  # type: ignore[arg-type]
    assert "Times in files are in UTC" in page(client, "/desk/exports/")

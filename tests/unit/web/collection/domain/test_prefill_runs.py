"""Putting answers of earlier waves into a whole wave: in parts, gone on with after an end, told at the desk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain import prefill_runs
from civiscope.web.collection.domain.mailing import INVITE, PrefillingError, mailing, send
from civiscope.web.collection.domain.opening import open_wave
from civiscope.web.collection.domain.prefill_runs import Filling, ask_prefill, filling_of, prefill_next
from civiscope.web.collection.domain.prefilling import prefill_cases
from civiscope.web.collection.domain.writers import prefilling_writer
from civiscope.web.collection.models import Answer, Case, PrefillRun, Revision
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from civiscope.web.service.wsgi import introduce_study
from civiscope.web.studies.domain.opened import open_study, study
from civiscope.web.studies.models import Contact, Fieldwork, Instrument
from tests.studies import write_study
from tests.unit.web.collection.desk_client import desk_client

STUDY = """\
    id: waves
    title: Waves
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2020", title: Wave 2020, status: closed, date: 2020-12-31, questionnaires: [officers]}
      - {id: "2026", title: Wave 2026, status: collecting, date: 2026-12-31, questionnaires: [officers]}
    """
OFFICERS = """\
    id: officers
    title: Officers
    sections:
      - code: all
        title: All
        items:
          - {code: staff, kind: integer, label: How many?}
          - {code: story, kind: text, label: Tell.}
    """
COUNT = 7
CITIES = [f"city-{number}" for number in range(COUNT)]


@pytest.fixture
def opened(db: None, tmp_path: Path) -> Fieldwork:
    """A wave that was opened with earlier answers, of which none is put in yet."""
    rows = "".join(f"{city},{number},Tale {number}\n" for number, city in enumerate(CITIES))
    cities = "code,name,country\n" + "".join(f"{city},{city.title()},FRA\n" for city in CITIES)
    answers = f"city,staff,story\n{rows}"
    folder = write_study(tmp_path / "study", study=STUDY, cities=cities, questionnaire=OFFICERS, answers=answers)
    introduce_study(open_study(folder))
    wave = study().definition.waves[1]
    return open_wave(wave, CITIES, dt.date(2030, 3, 31), None, "staff:1", pilot=False, prefill=True)


def test_wave_opens_at_once_and_is_filled_in_parts(opened: Fieldwork, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Answer.objects.exists()
    assert filling_of(opened) == Filling(0, COUNT)
    monkeypatch.setattr(prefill_runs, "A_PART", 3)
    assert prefill_next() == COUNT
    assert filling_of(opened) is None
    assert Answer.objects.filter(confirmed=False).count() == Revision.objects.count() == 2 * COUNT
    assert AuditEvent.objects.get(action="prefilling done").detail == f"{2 * COUNT} answers in {COUNT} cases"
    assert AuditEvent.objects.filter(action="answers prefilled").count() == COUNT
    assert prefill_next() == 0


def test_service_that_ended_half_way_goes_on_where_it_was(opened: Fieldwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefill_runs, "A_PART", 3)
    put_in, calls = prefill_runs.put_in, []

    def failing(found, writer):  # type: ignore[no-untyped-def]
        calls.append(list(found))
        counts = put_in(found, writer)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return counts

    monkeypatch.setattr(prefill_runs, "put_in", failing)
    with pytest.raises(OSError, match="full"):
        prefill_next()
    # Of the part that failed nothing is there, and nobody else takes the run at once.
    assert filling_of(opened) == Filling(3, COUNT)
    assert Answer.objects.count() == 6
    assert prefill_next() == 0
    PrefillRun.objects.update(retry_at=timezone.now())
    assert prefill_next() == COUNT - 3
    assert Answer.objects.count() == 2 * COUNT
    assert PrefillRun.objects.get().answers == 2 * COUNT


def test_run_that_another_process_took_is_left_to_it(opened: Fieldwork, monkeypatch: pytest.MonkeyPatch) -> None:
    found_earlier = prefill_runs.found_earlier

    def overtaken(cases):  # type: ignore[no-untyped-def]
        PrefillRun.objects.update(last=cases[-1].pk)
        return found_earlier(cases)

    monkeypatch.setattr(prefill_runs, "found_earlier", overtaken)
    assert prefill_next() == 0
    assert not Answer.objects.exists()


def test_a_second_run_is_not_begun_while_one_is_on(opened: Fieldwork) -> None:
    instrument = Instrument.objects.get()
    assert not ask_prefill(instrument, None)
    prefill_next()
    assert ask_prefill(instrument, None)
    prefill_next()
    assert Answer.objects.count() == 2 * COUNT


def test_number_of_queries_does_not_grow_with_the_cases(opened: Fieldwork) -> None:
    cases = list(Case.objects.select_related("instrument__fieldwork").order_by("pk"))
    counts = []
    for part in (cases[:1], cases[1:2], cases[2:]):
        with CaptureQueriesContext(connection) as asked:
            prefill_cases(part, prefilling_writer(None))
        counts.append(len([query for query in asked.captured_queries if query["sql"].startswith("SELECT")]))
    # The first reads the questionnaire.
    assert counts[1] == counts[2]


def test_nobody_is_invited_before_it_is_done(opened: Fieldwork) -> None:
    person = Person.objects.create(name="Ada", email="ada@city.example.org", language="en")
    Contact.objects.create(instrument=Instrument.objects.get(), city=CITIES[0], person=person, part="lead")
    with pytest.raises(PrefillingError):
        send(opened, INVITE, mailing(opened, INVITE).seal, "staff:1")
    client = desk_client(Role.EDITOR)
    mails, invite = (
        reverse("desk_mails", kwargs={"number": opened.pk}),
        reverse("desk_mail", kwargs={"number": opened.pk, "kind": "invite"}),
    )
    page = client.get(mails).content.decode()
    assert "0 of 7 questionnaires are done" in page
    assert invite not in page
    refused = client.post(invite, {"seal": mailing(opened, INVITE).seal})
    assert refused.status_code == 409
    assert "Nobody is invited before that is done" in refused.content.decode()
    assert not Message.objects.exists()
    prefill_next()
    assert invite in client.get(mails).content.decode()
    assert send(opened, INVITE, mailing(opened, INVITE).seal, "staff:1") == 1

"""Asked once: answers of an earlier wave are put in, translated and marked; they count when they are confirmed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.cases import answers_of
from civiscope.web.collection.domain.opening import open_wave
from civiscope.web.collection.domain.prefill_runs import prefill_next
from civiscope.web.collection.domain.prefilling import confirm, prefill_cases, waiting_of
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer, prefilling_writer
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import Cells, encoded
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.service.wsgi import introduce_study
from civiscope.web.studies.domain.instruments import add_version
from civiscope.web.studies.domain.opened import open_study, study
from civiscope.web.studies.models import Contact, Fieldwork, Instrument
from tests.studies import write_study
from tests.unit.web.collection.field import CITIES, Field, make_staff
from tests.unit.web.collection.staff import staff_client

STUDY = """\
    id: waves
    title: Waves
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2016", title: Wave 2016, status: closed, date: 2016-12-31, questionnaires: [former]}
      - {id: "2020", title: Wave 2020, status: closed, date: 2020-12-31, questionnaires: [former]}
      - {id: "2026", title: Wave 2026, status: collecting, date: 2026-12-31, questionnaires: [officers]}
      - {id: "2030", title: Wave 2030, status: planned, date: 2030-12-31, questionnaires: [officers]}
    """

FORMER = """\
    id: former
    title: Former officers
    sections:
      - code: all
        title: All
        items:
          - code: plan
            kind: single
            label: A plan?
            concept: plan
            options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]
          - code: approach
            kind: single
            label: Which approach?
            concept: approach
            options: [{code: holistic, label: Holistic}, {code: both, label: Both}, {code: gone, label: Gone}]
            recode: {both: mixed}
          - code: fields
            kind: multiple
            label: Which fields?
            concept: fields
            options: [{code: housing, label: Housing}, {code: transport, label: Transport}, {code: fairs, label: Fairs}]
            other: true
          - {code: people, kind: integer, label: How many?, unit: persons, concept: people}
          - {code: since, kind: integer, label: Since?, concept: since}
          - {code: budget, kind: decimal, label: Budget?, unit: EUR, concept: budget}
          - {code: share, kind: decimal, label: Share?, concept: share}
          - {code: tale, kind: text, label: Tell., concept: tale}
          - code: quality
            kind: grid
            label: How good?
            concept: quality
            rows: [{code: housing, label: Housing}, {code: transport, label: Transport}]
            options: [{code: weak, label: Weak}, {code: strong, label: Strong}]
          - code: order
            kind: ranking
            label: Rank.
            concept: order
            options: [{code: a, label: A}, {code: b, label: B}, {code: c, label: C}]
          - {code: same_code, kind: text, label: Another questionnaire.}
    """

OFFICERS = """\
    id: officers
    title: Officers
    sections:
      - code: all
        title: All
        items:
          - code: strategy
            kind: single
            label: A plan?
            concept: plan
            options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]
          - code: approach
            kind: single
            label: Which approach?
            concept: approach
            options: [{code: holistic, label: Holistic}, {code: mixed, label: Mixed}]
          - code: areas
            kind: multiple
            label: Which fields?
            concept: fields
            options: [{code: housing, label: Housing}, {code: transport, label: Transport}]
            other: true
          - {code: staff, kind: integer, label: How many?, unit: {en: persons, fr: personnes}, concept: people}
          - {code: since, kind: integer, label: Since?, concept: since, constraint: ". >= 2000"}
          - {code: budget, kind: decimal, label: Budget?, unit: USD, concept: budget}
          - {code: share, kind: integer, label: Share?, concept: share}
          - {code: story, kind: longtext, label: Tell., concept: tale}
          - code: data
            kind: grid
            label: How good?
            concept: quality
            rows: [{code: housing, label: Housing}, {code: transport, label: Transport}, {code: new, label: New}]
            options: [{code: weak, label: Weak}, {code: strong, label: Strong}]
          - code: ranking
            kind: ranking
            label: Rank.
            concept: order
            options: [{code: c, label: C}, {code: b, label: B}, {code: a, label: A}]
          - {code: same_code, kind: text, label: Another questionnaire.}
    """

COLUMNS = "city,plan,approach,fields,people,since,budget,share,tale,quality.housing,quality.transport,order,same_code"
EARLIEST = f"{COLUMNS}\naa,no,holistic,housing,3,,,,Old tale,weak,,a;b,\ncc,yes,gone,fairs,,,,,,,,,\n"
LATEST = (
    f"{COLUMNS}\n"
    "aa,Yes,both,transport;other: parks,19,1850,7.5,2.5,A tale,strong,weak,c;a,text\n"
    "bb,(not applicable),gone,housing;fairs,,2004,,3,,,,(don't know),\n"
)


@pytest.fixture
def waves(db: None, tmp_path: Path) -> Field:
    """A study of two closed waves with another questionnaire, and the third in the field."""
    files = {
        "questionnaires/former.yaml": FORMER,
        "waves/2016/former.csv": EARLIEST,
        "waves/2020/former.csv": LATEST,
    }
    folder = write_study(
        tmp_path / "study", study=STUDY, cities=CITIES, questionnaire=OFFICERS, answers=None, extra=files
    )
    study = open_study(folder)
    introduce_study(study)
    fieldwork = Fieldwork.objects.create(wave="2026", status=Fieldwork.Status.OPEN)
    instrument = Instrument.objects.create(fieldwork=fieldwork, questionnaire="officers")
    add_version(instrument, study.questionnaires["officers"])
    cases = {city: Case.objects.create(instrument=instrument, city=city) for city in study.frame}
    person = Person.objects.create(name="Ada", email="ada@aa.example.org", language="en")
    Contact.objects.create(instrument=instrument, city="aa", person=person, part=Contact.Part.LEAD)
    other = Person.objects.create(name="Dora", email="dora@bb.example.org", language="en")
    Contact.objects.create(instrument=instrument, city="bb", person=other, part=Contact.Part.LEAD)
    return Field(folder, fieldwork, instrument, cases, {"ada": person, "dora": other})


def prefilled(field: Field, city: str) -> dict[str, Cells]:
    prefill_cases([field.cases[city]], prefilling_writer(None))
    return answers_of(field.cases[city])


def test_answers_of_the_last_wave_are_put_in_by_concept(waves: Field) -> None:
    assert prefilled(waves, "aa") == {
        "strategy": {"": "yes"},
        "approach": {"": "mixed"},
        "areas": {"": "transport;other: parks"},
        "staff": {"": "19"},
        "story": {"": "A tale"},
        "data": {"housing": "strong", "transport": "weak"},
        "ranking": {"": "c;a"},
    }
    assert not Answer.objects.filter(confirmed=True).exists()
    assert set(Answer.objects.values_list("origin", flat=True)) == {Origin.PREFILL}
    assert {wave for _, wave in waiting_of(waves.cases["aa"]).values()} == {"2020"}


def test_what_has_no_counterpart_today_is_left_out(waves: Field) -> None:
    # bb: an option that is gone, a list that names one that is gone, kinds of missing; cc answered in 2016 only.
    assert prefilled(waves, "bb") == {"since": {"": "2004"}, "share": {"": "3"}}
    assert prefilled(waves, "cc") == {"strategy": {"": "yes"}}
    assert waiting_of(waves.cases["cc"]) == {"strategy": (1, "2016")}


def test_answers_that_exist_or_were_taken_back_are_never_touched(waves: Field) -> None:
    writer = city_writer(waves.people["ada"])
    save_answer(waves.cases["aa"].pk, "strategy", encoded({"": "no"}), 0, writer)
    save_answer(waves.cases["aa"].pk, "staff", encoded({"": "4"}), 0, writer)
    save_answer(waves.cases["aa"].pk, "staff", encoded({}), 1, writer)
    found = prefilled(waves, "aa")
    assert (found["strategy"], found["staff"]) == ({"": "no"}, {})
    assert prefill_cases([waves.cases["aa"]], prefilling_writer(None)) == {waves.cases["aa"].pk: 0}


def test_unconfirmed_answers_do_not_count_until_confirmed(waves: Field) -> None:
    case, writer = waves.cases["aa"], city_writer(waves.people["ada"])
    prefill_cases([case], prefilling_writer(None))
    case.refresh_from_db()
    assert case.first_answer_at is None
    assert answers_of(case, confirmed_only=True) == {}
    assert confirm(case, {"strategy": 1, "staff": 1}, writer) == 2
    assert answers_of(case, confirmed_only=True) == {"strategy": {"": "yes"}, "staff": {"": "19"}}
    case.refresh_from_db()
    assert case.first_answer_at is not None
    assert Answer.objects.get(case=case, item="staff").person == waves.people["ada"]
    assert AuditEvent.objects.get(action="prefilled answers confirmed").detail == "2 answers"


def test_answer_that_was_changed_meanwhile_is_not_confirmed(waves: Field) -> None:
    case, writer = waves.cases["aa"], city_writer(waves.people["ada"])
    prefill_cases([case], prefilling_writer(None))
    save_answer(case.pk, "staff", encoded({"": "20"}), 1, writer)
    assert confirm(case, {"staff": 1, "unknown": 1, "story": 7}, writer) == 0
    assert answers_of(case, confirmed_only=True) == {"staff": {"": "20"}}


def test_case_that_was_handed_in_is_not_prefilled(waves: Field) -> None:
    Case.objects.filter(city="aa").update(state=CaseState.SUBMITTED)
    counts = prefill_cases(waves.cases.values(), prefilling_writer(None))
    assert counts == {waves.cases[city].pk: count for city, count in {"bb": 2, "cc": 1}.items()}
    assert not Revision.objects.filter(case__city="aa").exists()


@pytest.mark.parametrize(("role", "status", "count"), [(Role.READER, 403, 0), (Role.EDITOR, 302, 10)])
def test_editor_prefills_all_cases_and_a_reader_may_not(waves: Field, role: Role, status: int, count: int) -> None:
    member = make_staff(role)
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "secret"})
    browser = Client(headers={"host": "localhost"})
    browser.force_login(member)
    answer = browser.post(f"/desk/questionnaires/{waves.instrument.pk}/prefill")
    assert answer.status_code == status
    assert Answer.objects.count() == 0
    prefill_next()
    assert Answer.objects.count() == count
    if count:
        assert answer["Location"] == f"/desk/field/{waves.fieldwork.pk}/"
        assert set(Answer.objects.values_list("staff", flat=True)) == {member.pk}


def test_city_confirms_one_answer_or_a_section(waves: Field) -> None:
    prefill_cases([waves.cases["aa"]], prefilling_writer(None))
    place = f"/answer/{waves.cases['aa'].pk}/confirm"
    client = waves.client("ada")
    answer = client.post(place, {"confirm": "staff:1"}, headers={"referer": "http://localhost/answer/1/section/all"})
    assert (answer.status_code, answer["Location"]) == (302, "http://localhost/answer/1/section/all")
    client.post(place, {"confirm_section": "strategy:1 approach:1 nonsense story:x"})
    away = client.post(place, {"confirm": "areas:1"}, headers={"referer": "https://elsewhere.example.org/"})
    assert away["Location"] == f"/answer/{waves.cases['aa'].pk}/"
    confirmed = Answer.objects.filter(confirmed=True).values_list("item", flat=True)
    assert set(confirmed) == {"staff", "strategy", "approach", "areas"}
    assert waves.client("dora").post(place, {"confirm": "data:1"}).status_code == 404


@pytest.mark.parametrize("prefill", [True, False])
def test_opening_takes_over_earlier_answers_where_it_is_chosen(waves: Field, prefill: bool) -> None:
    wave = next(entry for entry in study().definition.waves if entry.id == "2030")
    opened = open_wave(wave, ("aa", "bb"), dt.date(2030, 3, 31), None, "staff:1", pilot=False, prefill=prefill)
    prefill_next()
    found = Answer.objects.filter(case__instrument__fieldwork=opened)
    assert set(found.values_list("case__city", flat=True)) == ({"aa", "bb"} if prefill else set())
    assert not found.filter(confirmed=True).exists()


def test_opening_form_offers_earlier_answers(waves: Field) -> None:
    client = staff_client(Role.EDITOR)
    page = client.get(reverse("desk_open", kwargs={"wave": "2030"})).content.decode()
    assert 'name="prefill"' in page
    sent = {"deadline": "2030-03-31", "prefill": "on"}
    assert client.post(reverse("desk_open", kwargs={"wave": "2030"}), sent).status_code == 302
    prefill_next()
    assert Answer.objects.filter(case__instrument__fieldwork__wave="2030", origin=Origin.PREFILL).exists()

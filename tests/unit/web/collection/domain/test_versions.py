"""A questionnaire changes in the field: answers are kept and mapped, cities are told, what was signed stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.cases import version_of
from civiscope.web.collection.domain.changed_questions import changed_questions
from civiscope.web.collection.domain.content import signed_answers
from civiscope.web.collection.domain.handing_over import hand_over
from civiscope.web.collection.domain.mapping import Mapper, mapper_to
from civiscope.web.collection.domain.reviewing import note_query, send_queries
from civiscope.web.collection.domain.submission import ChangedError, Signature, readiness_of, sign
from civiscope.web.collection.domain.versions import (
    OutdatedError,
    Published,
    StudyNotReadableError,
    cases_under_earlier_versions,
    changed_instruments,
    counts_of_answers,
    publish_version,
    questionnaire_in_folder,
)
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.case_states import Step
from civiscope.web.collection.rules.differences import Change, differences
from civiscope.web.collection.rules.given import encoded
from civiscope.web.collection.rules.mapping import AGAIN, ASIDE, ItemMapping, MappingError, VersionMapping
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import Contact, Instrument
from tests.unit.web.collection.changing import CHANGED, change_study
from tests.unit.web.collection.field import QUESTIONNAIRE, Field, make_staff
from tests.unit.web.collection.handed_in import answer, answer_all, hand_in, opened, sign_as

MAPPING = VersionMapping(
    items={"story": ItemMapping(to="tale"), "areas": ItemMapping(options={"transport": "mobility"})}
)


def _publish(field: Field, mapping: VersionMapping = MAPPING) -> Published:
    changed = questionnaire_in_folder("officers")
    assert changed is not None
    return publish_version(field.instrument.pk, changed, mapping, 1, make_staff(Role.EDITOR))


@contextmanager
def rolled_back() -> Iterator[None]:
    """What was written in the block is undone, with what was kept of it in memory."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    questionnaire_of.cache_clear()
    mapper_to.cache_clear()


def _value(item: str) -> str:
    return Answer.objects.get(item=item, case__city="aa").value


def test_differences_are_found_item_by_item(field: Field) -> None:
    assert changed_instruments() == []
    change_study(field)
    assert changed_instruments() == [field.instrument]
    changed = questionnaire_in_folder("officers")
    assert changed is not None
    found = differences(questionnaire_of(field.instrument.pk, 1), changed)
    told = {(entry.item, str(entry.change), entry.code) for entry in found}
    assert told >= {
        ("areas", "option added", "mobility"),
        ("areas", "option removed", "transport"),
        ("data", "row removed", "transport"),
        ("staff", "text", ""),
        ("tale", "added", ""),
        ("story", "removed", ""),
        ("budget", "added", ""),
        ("website", "kind", ""),
        ("founded", "removed", ""),
    }
    assert not {entry.item for entry in found} & {"strategy", "strategy_year"}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("relevant: \"${strategy} = 'yes'\"", "relevant: \"${strategy} = 'no'\"", Change.ROUTING),
        ("            kind: longtext\n", "            kind: longtext\n            required: true\n", Change.RULE),
        ("unit: {en: persons, fr: personnes}", "unit: {en: posts, fr: postes}", Change.RULE),
        ("unit: {en: persons, fr: personnes}", "unit: {en: persons, fr: agents}", Change.TEXT),
        (". >= 1950", ". >= 1900", Change.RULE),
        ("label: {en: Strong, fr: Fort}", "label: {en: Very strong, fr: Fort}", Change.TEXT),
        ("consent: aggregate", "consent: never", Change.RULE),
    ],
)
def test_each_kind_of_change_is_found(field: Field, before: str, after: str, change: Change) -> None:
    assert before in QUESTIONNAIRE
    change_study(field, QUESTIONNAIRE.replace(before, after))
    changed = questionnaire_in_folder("officers")
    assert changed is not None
    assert {entry.change for entry in differences(questionnaire_of(field.instrument.pk, 1), changed)} == {change}


def test_same_questionnaire_has_no_differences(field: Field) -> None:
    questionnaire = questionnaire_of(field.instrument.pk, 1)
    assert differences(questionnaire, questionnaire) == []


def test_answers_are_kept_mapped_and_told(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "areas", {"": "transport;housing"})
    answer(field, "ada", "website", {"": "https://aa.example.org"})
    answer(field, "ada", "founded", {"": "2001-05-06"})
    answer(field, "ada", "data", {"transport": "weak", "health": "strong"})
    change_study(field)
    assert counts_of_answers(field.instrument, ["areas", "founded", "budget"]) == {"areas": 1, "founded": 1}
    made = _publish(field)
    assert (made.number, made.mapped, made.told) == (2, 1, 1)
    assert _value("areas") == '{"":"mobility;housing"}'
    assert _value("tale") == _value("story") == '{"":"A tale.\\nOf two lines."}'
    assert _value("website") == '{"":"https://aa.example.org"}'
    assert _value("founded") == '{"":"2001-05-06"}'
    assert _value("data") == '{"health":"strong"}'
    newest, oldest = Revision.objects.filter(item="areas", case__city="aa").order_by("-version")[:2]
    assert (newest.origin, newest.reason) == (Origin.MAPPED, "version 2 of the questionnaire")
    assert oldest.value == '{"":"transport;housing"}'
    assert changed_questions(opened(field, "ada").case) == {
        "areas": "mapped",
        "tale": "mapped",
        "data": "mapped",
        "staff": "words",
        "budget": "new",
        "website": "words",
    }
    mail = Message.objects.get(kind="changed", recipient="ada@aa.example.org")
    for text in ("In which areas?", "How many people work on it today?", "Which budget?"):
        assert text in mail.body
    assert "Is there a strategy?" not in mail.body
    assert not Message.objects.filter(kind="changed", recipient__contains="bb.").exists()
    assert AuditEvent.objects.get(action="questionnaire.published").detail == "version 2"


def test_answered_again_clears_and_says_so(field: Field) -> None:
    answer_all(field)
    change_study(field)
    _publish(field, VersionMapping(items={"staff": ItemMapping(again=True)}))
    assert _value("staff") == "{}"
    assert changed_questions(opened(field, "ada").case)["staff"] == "again"
    assert list(Revision.objects.filter(item="staff").order_by("version").values_list("value", flat=True)) == [
        '{"":"12"}',
        "{}",
    ]
    answer(field, "ada", "staff", {"": "14"})
    assert "staff" not in changed_questions(opened(field, "ada").case)


def test_removed_options_are_replaced_set_aside_or_asked_again(field: Field) -> None:
    change_study(field)
    before, after = questionnaire_of(field.instrument.pk, 1), questionnaire_in_folder("officers")
    assert after is not None
    answers = {"areas": {"": "Transport;housing;other: parks"}}
    for fate, expected, again in (
        ("mobility", {"": "mobility;Housing;other: parks"}, False),
        (ASIDE, {"": "housing;other: parks"}, False),
        (AGAIN, {}, True),
        ("housing", {"": "housing;other: parks"}, False),
    ):
        mapping = VersionMapping(items={"areas": ItemMapping(options={"transport": fate})})
        result = Mapper(before, after, mapping).mapped(answers)["areas"]
        assert ({row: cell.lower() for row, cell in result.cells.items()}, result.again) == (
            {row: cell.lower() for row, cell in expected.items()},
            again,
        ), fate


@pytest.mark.parametrize(
    ("fate", "data", "confirmed"),
    [
        ("mobility", '{"mobility":"weak","health":"strong"}', True),
        (ASIDE, '{"health":"strong"}', True),
        (AGAIN, "{}", False),
        ("", '{"health":"strong"}', True),
    ],
)
def test_removed_rows_become_others_are_set_aside_or_asked_again(
    field: Field, fate: str, data: str, confirmed: bool
) -> None:
    answer(field, "ada", "data", {"transport": "weak", "health": "strong"})
    answer(field, "ada", "uses", {"housing": "weak"})
    change_study(field)
    rows = {"transport": fate} if fate else {}
    _publish(field, VersionMapping(items={"data": ItemMapping(rows=rows), "uses": ItemMapping(rows=rows)}))
    assert json.loads(_value("data")) == json.loads(data)
    assert Answer.objects.get(item="data").confirmed is confirmed
    # Where the removed row was not answered, nothing changes.
    assert (_value("uses"), Answer.objects.get(item="uses").version) == ('{"housing":"weak"}', 1)
    oldest = Revision.objects.get(item="data", version=1)
    assert json.loads(oldest.value) == {"transport": "weak", "health": "strong"}


def test_row_and_options_change_together(field: Field) -> None:
    answer(field, "ada", "data", {"transport": "weak", "health": "strong"})
    answer(field, "ada", "uses", {"transport": "weak;strong"})
    change_study(field, CHANGED.replace("{code: weak, label: {en: Weak", "{code: poor, label: {en: Poor"))
    both = ItemMapping(rows={"transport": "mobility"}, options={"weak": "poor"})
    _publish(field, VersionMapping(items={"data": both, "uses": both}))
    assert json.loads(_value("data")) == {"mobility": "poor", "health": "strong"}
    assert json.loads(_value("uses")) == {"mobility": "poor;strong"}


@pytest.mark.parametrize(
    "rows",
    [
        {"transport": "nowhere"},
        {"transport": "health"},
        {"housing": "mobility"},
        {"nothing": "mobility"},
        {"nothing": ASIDE},
        {"transport": "transport"},
    ],
)
def test_mapping_of_rows_that_does_not_fit_is_refused(field: Field, rows: dict[str, str]) -> None:
    change_study(field)
    with pytest.raises(MappingError):
        _publish(field, VersionMapping(items={"data": ItemMapping(rows=rows)}))
    assert Instrument.objects.get().version == 1


def test_two_rows_do_not_become_one(field: Field) -> None:
    change_study(field, CHANGED.replace("        - {code: health, label: {en: Health, fr: Santé}}\n", ""))
    with pytest.raises(MappingError, match="two rows cannot both become mobility"):
        _publish(
            field,
            VersionMapping(items={"data": ItemMapping(rows={"transport": "mobility", "health": "mobility"})}),
        )


def test_a_question_without_rows_has_none_to_be_mapped(field: Field) -> None:
    change_study(field)
    with pytest.raises(MappingError, match="staff has no row transport"):
        _publish(field, VersionMapping(items={"staff": ItemMapping(rows={"transport": "mobility"})}))


def test_without_a_decision_what_does_not_fit_is_asked_again(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "areas", {"": "transport;housing"})
    change_study(field)
    _publish(field, VersionMapping())
    assert _value("areas") == "{}"
    assert changed_questions(opened(field, "ada").case)["areas"] == "again"


def test_what_was_signed_stays_under_its_version_until_it_goes_back(field: Field) -> None:
    first = hand_in(field)
    change_study(field)
    made = _publish(field)
    assert (made.mapped, made.told) == (0, 0)
    case = opened(field, "ada").case
    assert version_of(case) == 1
    assert [found.pk for found in cases_under_earlier_versions(Instrument.objects.get())] == [case.pk]
    assert not Answer.objects.filter(item="tale").exists()
    staff = make_staff(Role.REVIEWER)
    note_query(case.pk, "story", "A tale?", staff)
    send_queries(case.pk, staff)
    assert _value("tale") == _value("story")
    assert version_of(opened(field, "ada").case) == 2
    second = sign_as(field, "cleo")
    assert (first.instrument_version, second.instrument_version) == (1, 2)
    assert "tale" in signed_answers(second)
    assert "story" not in signed_answers(second)
    first.refresh_from_db()
    assert "story" in signed_answers(first)
    assert cases_under_earlier_versions(Instrument.objects.get()) == []


def test_signature_of_the_version_before_is_refused(field: Field) -> None:
    answer_all(field)
    case = opened(field, "dora", "bb")
    answer_all(field, "dora", "bb")
    hand_over(case, Step.REVIEW)
    case = opened(field, "dora", "bb")
    seen = readiness_of(case.case, case.questionnaire, 1, "en").digest
    change_study(field)
    _publish(field)
    with pytest.raises(ChangedError):
        sign(case, Signature("Dora", "Mayor", seen), "en")


@pytest.mark.parametrize(
    "items",
    [
        {"nothing": ItemMapping(again=True)},
        {"story": ItemMapping(to="nothing")},
        {"story": ItemMapping(to="staff")},
        {"staff": ItemMapping(to="budget")},
        {"story": ItemMapping(to="tale"), "founded": ItemMapping(to="tale")},
        {"areas": ItemMapping(options={"transport": "sea"})},
    ],
)
def test_mapping_that_does_not_fit_is_refused_whole(field: Field, items: dict[str, ItemMapping]) -> None:
    answer_all(field)
    change_study(field)
    with pytest.raises(MappingError):
        _publish(field, VersionMapping(items=items))
    assert Instrument.objects.get().version == 1
    assert not Revision.objects.filter(origin=Origin.MAPPED).exists()


def test_version_that_is_not_in_the_field_any_more_is_refused(field: Field) -> None:
    change_study(field)
    _publish(field)
    changed = questionnaire_in_folder("officers")
    assert changed is not None
    owner = make_staff(Role.OWNER)
    for base in (1, 2, 3):
        with pytest.raises(OutdatedError):
            publish_version(field.instrument.pk, changed, VersionMapping(), base, owner)


def test_folder_with_errors_is_told(field: Field) -> None:
    change_study(field, "id: officers\ntitle: [broken\n")
    with pytest.raises(StudyNotReadableError) as refused:
        changed_instruments()
    assert refused.value.problems


def test_publishing_takes_as_many_queries_for_one_case_as_for_many(field: Field) -> None:
    answer(field, "ada", "areas", {"": "transport"})
    change_study(field)
    counts = []
    for cities in (1, 30):
        for number in range(cities):
            case = Case.objects.create(instrument=field.instrument, city=f"more-{cities}-{number}")
            words = {
                "value": encoded({"": "transport"}),
                "version": 1,
                "origin": Origin.CITY,
                "saved_at": timezone.now(),
            }
            Answer.objects.create(case=case, item="areas", **words)
            person = Person.objects.create(name="P", email=f"p@{case.city}.example.org", language="en")
            Contact.objects.create(instrument=field.instrument, city=case.city, person=person, part="lead")
        with CaptureQueriesContext(connection) as asked, rolled_back():
            made = _publish(field)
        assert made.mapped == 1 + cities + (counts[0][1] if counts else 0)
        counts.append((len(asked), cities))
    assert counts[0][0] == counts[1][0]


def test_what_did_not_change_is_not_even_looked_at(field: Field) -> None:
    change_study(field)
    before, after = questionnaire_of(field.instrument.pk, 1), questionnaire_in_folder("officers")
    assert after is not None
    mapper = Mapper(before, after, MAPPING)
    assert mapper.items["story"] == "tale"
    assert {"areas", "data", "website"} <= set(mapper.items)
    # "founded" is gone, and stays where it is.
    assert not {"strategy", "founded"} & set(mapper.items)

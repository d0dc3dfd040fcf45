"""Who writes: exactly one of the city and the team, by a way that is known, and in the states that the way allows."""

from __future__ import annotations

import pytest

from civiscope.web.collection.domain.cases import case_for_staff
from civiscope.web.collection.domain.prefilling import prefill_cases
from civiscope.web.collection.domain.saving import CaseClosedError, Saved, require_answering, save_answer
from civiscope.web.collection.domain.writer_words import name_of, saved_words
from civiscope.web.collection.domain.writers import (
    Writer,
    city_writer,
    prefilling_writer,
    staff_writer,
    workbook_writer,
)
from civiscope.web.collection.models import ENTERED, Answer, Case, Origin, Revision
from civiscope.web.collection.rules.case_states import ANSWERING, CaseState
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field, make_staff

THREE = encoded({"": "3"})


@pytest.mark.parametrize("way", sorted(set(Origin) - ENTERED))
def test_staff_enter_by_the_ways_of_a_city_that_told_and_no_others(field: Field, way: Origin) -> None:
    with pytest.raises(ValueError, match=way):
        staff_writer(make_staff(Role.EDITOR), way)


def test_only_those_who_enter_are_marked(field: Field) -> None:
    staff, ada = make_staff(Role.EDITOR), field.people["ada"]
    assert [staff_writer(staff, way).mark for way in sorted(ENTERED)] == [", mailed", ", paper", ", phone"]
    for writer in (city_writer(ada), workbook_writer(ada), prefilling_writer(staff)):
        assert (writer.is_entering, writer.mark) == (False, "")


@pytest.mark.parametrize("state", list(CaseState))
def test_what_staff_enter_is_taken_exactly_where_the_city_may_answer(field: Field, state: CaseState) -> None:
    Case.objects.update(state=state)
    case, writer = field.cases["aa"].pk, staff_writer(make_staff(Role.EDITOR), Origin.PAPER)
    if state in ANSWERING:
        require_answering(case, writer)
        assert isinstance(save_answer(case, "staff", THREE, 0, writer), Saved)
        return
    for attempt in (lambda: require_answering(case, writer), lambda: save_answer(case, "staff", THREE, 0, writer)):
        with pytest.raises(CaseClosedError) as refused:
            attempt()
        assert refused.value.state == state
    assert not Revision.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("state", sorted(set(CaseState) - ANSWERING))
def test_nothing_is_put_in_from_an_earlier_wave_where_the_city_may_not_answer(field: Field, state: CaseState) -> None:
    case = field.cases["aa"]
    Case.objects.filter(pk=case.pk).update(state=state)
    assert prefill_cases([case], prefilling_writer(make_staff(Role.EDITOR))) == {}


def test_corrections_are_made_after_submission_and_are_no_entering(field: Field) -> None:
    staff = make_staff(Role.REVIEWER)
    Case.objects.update(state=CaseState.APPROVED)
    assert isinstance(
        save_answer(field.cases["aa"].pk, "staff", THREE, 0, Writer(None, staff, Origin.CORRECTION)), Saved
    )
    assert not Answer.objects.get().was_entered
    assert not AuditEvent.objects.filter(action="answer entered").exists()


def test_case_of_a_city_without_contacts_comes_to_staff_with_its_questionnaire(field: Field) -> None:
    staff = make_staff(Role.EDITOR)
    held = case_for_staff(staff, field.cases["cc"].pk, Origin.PHONE)
    assert (held.city.name, held.writer.staff, held.writer.person) == ("Cccity", staff, None)
    assert "strategy" in held.questionnaire.items


def test_who_gave_an_answer_is_named_as_the_reader_knows_them(field: Field) -> None:
    staff = make_staff(Role.EDITOR)
    ada = field.people["ada"]
    assert name_of(Answer(person=ada, origin="city"), "en") == "Ada"
    assert saved_words(Answer(person=ada, origin="city"), "en") == "Saved by Ada,"
    entered = Answer(staff=staff, origin="paper")
    assert name_of(entered, "fr") == "Équipe du programme (editor@programme.example.org)"
    assert saved_words(entered, "es").startswith("Introducido por el equipo del programa (editor@programme")
    gone = Answer(origin="phone")
    assert name_of(gone, "en") == "Programme team"
    assert saved_words(gone, "en") == "Entered by the programme team (–) from the city’s phone call,"
    assert name_of(Answer(origin="city"), "en") == ""

"""Saving: versions, conflicts, closed cases; nothing is overwritten unseen."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from civiscope.study.textfile import CONTROL
from civiscope.web.collection.domain.answer_versions import Given
from civiscope.web.collection.domain.saving import CaseClosedError, Conflict, Saved, save_answer, save_answers
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Case, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import decoded, encoded
from tests.unit.web.collection.field import Field, make_field

YES, NO = encoded({"": "yes"}), encoded({"": "no"})


def test_first_answer_is_version_one_and_keeps_its_history(field: Field) -> None:
    case, writer = field.cases["aa"], city_writer(field.people["ada"])
    saved = save_answer(case.pk, "strategy", YES, 0, writer)
    assert isinstance(saved, Saved)
    assert saved.version == 1
    again = save_answer(case.pk, "strategy", NO, 1, writer)
    assert isinstance(again, Saved)
    assert list(Revision.objects.filter(case=case).values_list("version", "value")) == [(1, YES), (2, NO)]
    assert Answer.objects.get(case=case, item="strategy").value == NO
    case.refresh_from_db()
    assert case.first_answer_at == saved.at


def test_second_writer_from_the_same_version_is_shown_the_first(field: Field) -> None:
    case = field.cases["aa"]
    save_answer(case.pk, "strategy", YES, 0, city_writer(field.people["ada"]))
    outcome = save_answer(case.pk, "strategy", NO, 0, city_writer(field.people["ben"]))
    assert isinstance(outcome, Conflict)
    assert (outcome.current.value, outcome.current.person) == (YES, field.people["ada"])
    assert Revision.objects.filter(case=case).count() == 1


def test_stale_version_changes_nothing(field: Field) -> None:
    case, writer = field.cases["aa"], city_writer(field.people["ada"])
    for version, value in enumerate((YES, NO, YES)):
        save_answer(case.pk, "strategy", value, version, writer)
    outcome = save_answer(case.pk, "strategy", NO, 1, city_writer(field.people["ben"]))
    assert isinstance(outcome, Conflict)
    assert Answer.objects.get(case=case, item="strategy").version == 3


def test_the_same_answer_twice_counts_as_saved(field: Field) -> None:
    case = field.cases["aa"]
    first = save_answer(case.pk, "strategy", YES, 0, city_writer(field.people["ada"]))
    assert save_answer(case.pk, "strategy", YES, 0, city_writer(field.people["ben"])) == first
    assert Revision.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.AMENDED, CaseState.APPROVED, CaseState.PUBLISHED])
def test_city_cannot_change_what_it_handed_in(field: Field, state: CaseState) -> None:
    case = field.cases["aa"]
    Case.objects.filter(pk=case.pk).update(state=state)
    with pytest.raises(CaseClosedError):
        save_answer(case.pk, "strategy", YES, 0, city_writer(field.people["ada"]))
    assert not Revision.objects.filter(case=case).exists()


def test_several_are_saved_at_once_and_a_conflict_keeps_no_other(field: Field) -> None:
    case, ada, ben = field.cases["aa"], city_writer(field.people["ada"]), city_writer(field.people["ben"])
    other = save_answer(case.pk, "strategy", NO, 0, ben)
    save_answer(case.pk, "founded", encoded({"": "1999-01-01"}), 0, ben)
    assert isinstance(other, Saved)
    staff, story = encoded({"": "3"}), encoded({"": "We began."})
    given = [Given("strategy", YES, 0), Given("staff", staff, 0), Given("founded", "{}", 1), Given("story", story, 0)]
    outcomes = save_answers(case.pk, given, ada)
    assert [type(outcomes[answer.item]).__name__ for answer in given] == ["Conflict", "Saved", "Saved", "Saved"]
    conflict = outcomes["strategy"]
    assert isinstance(conflict, Conflict)
    assert conflict.current.person == field.people["ben"]
    kept = {answer.item: (answer.value, answer.version) for answer in Answer.objects.filter(case=case)}
    assert kept == {"strategy": (NO, 1), "staff": (staff, 1), "founded": ("{}", 2), "story": (story, 1)}
    revisions = sorted(Revision.objects.filter(case=case).values_list("item", "version", "value"))
    assert [entry for entry in revisions if entry[0] == "founded"][1] == ("founded", 2, "{}")
    assert len(revisions) == 5


def test_nothing_of_several_is_saved_in_a_closed_case(field: Field) -> None:
    case = field.cases["aa"]
    Case.objects.filter(pk=case.pk).update(state=CaseState.SUBMITTED)
    with pytest.raises(CaseClosedError):
        save_answers(case.pk, [Given("strategy", YES, 0), Given("story", NO, 0)], city_writer(field.people["ada"]))
    assert not Revision.objects.filter(case=case).exists()


def test_page_that_outlived_a_restored_backup_saves_where_nothing_stands(field: Field) -> None:
    case, writer = field.cases["aa"], city_writer(field.people["ada"])
    saved = save_answer(case.pk, "strategy", YES, 7, writer)
    assert isinstance(saved, Saved)
    assert saved.version == 8
    assert isinstance(save_answer(case.pk, "strategy", NO, 12, writer), Conflict)
    assert isinstance(save_answer(case.pk, "strategy", NO, 8, writer), Saved)
    assert Case.objects.get(pk=case.pk).first_answer_at == saved.at


def test_database_refuses_a_version_twice(field: Field) -> None:
    case, writer = field.cases["aa"], city_writer(field.people["ada"])
    saved = save_answer(case.pk, "strategy", YES, 0, writer)
    assert isinstance(saved, Saved)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(case=case, item="strategy", version=1, value=NO, origin="city", saved_at=saved.at)


@pytest.mark.django_db(transaction=True)
def test_of_many_writers_at_once_one_wins_and_all_others_are_told(tmp_path: Path) -> None:
    field = make_field(tmp_path / "study")
    case, person = field.cases["aa"].pk, field.people["ada"]
    outcomes: list[Saved | Conflict] = []
    ready = threading.Barrier(8)

    def write(number: int) -> None:
        ready.wait()
        outcomes.append(save_answer(case, "staff", encoded({"": str(number)}), 0, city_writer(person)))
        connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict"] * 7 + ["Saved"]
    assert Revision.objects.filter(case_id=case).count() == 1


@settings(max_examples=50)
@generated(st.dictionaries(st.text("abc", max_size=3), st.text(max_size=30), max_size=4))
def test_cells_come_back_as_they_were_kept(cells: dict[str, str]) -> None:
    trimmed = {row: CONTROL.sub("", "\n".join(re.split("\r\n|\r", cell))).strip() for row, cell in cells.items()}
    kept = {row: cell for row, cell in trimmed.items() if cell}
    assert decoded(encoded(cells)) == kept
    assert encoded(kept) == encoded(cells)

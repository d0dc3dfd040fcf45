"""Steps: every step in every state by every set of actors does what the table says, and nothing else."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest
from django.db import connection

from civiscope.web.collection.domain.steps import Hand, StepNotAllowedError, can_take, staff_hand, stepping, take_step
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import TRANSITIONS, Actor, CaseState, Step
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field, make_field
from tests.unit.web.collection.handed_in import staff_client

ACTORS = [frozenset(some) for count in range(len(Actor) + 1) for some in itertools.combinations(Actor, count)]
ALLOWED = {
    ("contribute", "draft"): ("contributed", {"colleague", "lead", "signatory"}),
    ("review", "draft"): ("in_review", {"lead"}),
    ("review", "contributed"): ("in_review", {"lead"}),
    ("return", "contributed"): ("draft", {"colleague", "lead", "signatory"}),
    ("return", "in_review"): ("draft", {"lead", "signatory"}),
    ("sign", "in_review"): ("submitted", {"signatory"}),
    ("sign", "queried"): ("amended", {"signatory"}),
    ("query", "submitted"): ("queried", {"staff"}),
    ("query", "amended"): ("queried", {"staff"}),
    ("query", "approved"): ("queried", {"staff"}),
    ("reopen", "submitted"): ("queried", {"staff"}),
    ("reopen", "amended"): ("queried", {"staff"}),
    ("reopen", "approved"): ("queried", {"staff"}),
    ("approve", "submitted"): ("approved", {"staff"}),
    ("approve", "amended"): ("approved", {"staff"}),
    ("publish", "approved"): ("published", {"staff"}),
}
"""The requirement, written down apart from the code."""


def test_table_is_the_requirement() -> None:
    found = {(entry.step, entry.before): (entry.after, set(entry.actors)) for entry in TRANSITIONS}
    assert len(found) == len(TRANSITIONS)
    assert found == ALLOWED


@pytest.mark.parametrize("step", Step)
def test_every_step_in_every_state_by_all_actors(field: Field, step: Step) -> None:
    case = field.cases["aa"]
    for state, actors in itertools.product(CaseState, ACTORS):
        Case.objects.filter(pk=case.pk).update(state=state)
        AuditEvent.objects.all().delete()
        after, needed = ALLOWED.get((step, state), ("", set()))
        hand = Hand(actors, person=field.people["ada"])
        case.refresh_from_db()
        assert can_take(case, step, actors) == bool(needed & actors)
        if needed & actors:
            assert take_step(case.pk, step, hand).state == after
            event = AuditEvent.objects.get()
            assert (event.action, event.subject) == (f"case.{step}", f"case:{case.pk}")
            assert (event.actor, event.detail) == (field.people["ada"].actor, f"{state} > {after}")
        else:
            with pytest.raises(StepNotAllowedError) as refused:
                take_step(case.pk, step, hand)
            assert (refused.value.step, refused.value.state) == (step, state)
            assert not AuditEvent.objects.exists()
        case.refresh_from_db()
        assert case.state == (after if needed & actors else state)


def test_what_fails_beside_a_step_undoes_it(field: Field) -> None:
    case, hand = field.cases["aa"], Hand(frozenset({Actor.LEAD}), person=field.people["ada"])
    with pytest.raises(RuntimeError), stepping(case.pk, Step.REVIEW, hand):
        raise RuntimeError
    case.refresh_from_db()
    assert case.state == CaseState.DRAFT
    assert not AuditEvent.objects.filter(action="case.review").exists()


def test_unknown_case_is_told(field: Field) -> None:
    with pytest.raises(Case.DoesNotExist):
        take_step(10**9, Step.REVIEW, Hand(frozenset({Actor.LEAD}), person=field.people["ada"]))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_step_at_once_one_does(tmp_path: Path) -> None:
    field = make_field(tmp_path / "study")
    case, person = field.cases["aa"].pk, field.people["ada"]
    ready, outcomes = threading.Barrier(4), []

    def take() -> None:
        ready.wait()
        try:
            take_step(case, Step.REVIEW, Hand(frozenset({Actor.LEAD}), person=person))
            outcomes.append("taken")
        except StepNotAllowedError:
            outcomes.append("refused")
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 3 + ["taken"]
    assert AuditEvent.objects.filter(action="case.review").count() == 1


def test_staff_are_named_in_the_audit_log(field: Field) -> None:
    user, _ = staff_client(Role.REVIEWER)
    Case.objects.filter(pk=field.cases["aa"].pk).update(state=CaseState.SUBMITTED)
    take_step(field.cases["aa"].pk, Step.APPROVE, staff_hand(user))
    assert AuditEvent.objects.get(action="case.approve").actor == f"staff:{user.pk}"

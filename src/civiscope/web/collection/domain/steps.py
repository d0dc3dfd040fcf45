"""Steps of a case: the only way in which its state changes.

A step is taken under the lock of the case's row, together with its line in the audit log and with whatever its caller
does in the same transaction (a sign-off, queries, mails).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.domain.cases import OpenCase
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import AFTER_CLOSING, HANDED_IN, Actor, CaseState, Step, state_after
from civiscope.web.common.domain.audit import record


class StepNotAllowedError(Exception):
    """The case is not in a state in which this step can be taken, or not by whoever wants to."""

    def __init__(self, step: Step, state: CaseState) -> None:
        super().__init__(f"{step} in state {state}")
        self.step = step
        self.state = state


class WaveClosedError(StepNotAllowedError):
    """The wave was closed: until it is opened again, cities change and hand in nothing, and get nothing back."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes a step, and as what; exactly one of a person of the city and a member of staff."""

    actors: frozenset[Actor]
    person: Person | None = None
    staff: User | None = None

    @property
    def name(self) -> str:
        """Who, for the audit log."""
        if self.person is not None:
            return self.person.actor
        return self.staff.actor if self.staff is not None else "service"


def hand_of(open_case: OpenCase) -> Hand:
    """The contact who has the case in their hands."""
    return Hand(open_case.actors, person=open_case.contact.person)


def staff_hand(staff: User) -> Hand:
    """A member of staff."""
    return Hand(frozenset({Actor.STAFF}), staff=staff)


def can_take(case: Case, step: Step, actors: frozenset[Actor]) -> bool:
    """Whether any of the actors may take the step now."""
    return state_after(step, CaseState(case.state), actors) is not None and not _is_over(case, step)


def check_can_take(case: Case, step: Step, actors: frozenset[Actor]) -> CaseState:
    """The state that the step leads to; raises StepNotAllowedError, and WaveClosedError where only that is why."""
    after = state_after(step, CaseState(case.state), actors)
    if after is None:
        raise StepNotAllowedError(step, CaseState(case.state))
    require_open(case, step)
    return after


def require_open(case: Case, step: Step) -> None:
    """Raise WaveClosedError where the wave is closed and the step is none that is taken then."""
    if _is_over(case, step):
        raise WaveClosedError(step, CaseState(case.state))


def _is_over(case: Case, step: Step) -> bool:
    return step not in AFTER_CLOSING and case.instrument.fieldwork.is_closed


def locked_case(number: int) -> Case:
    """The case, whose row nobody else changes until the transaction ends; raises Case.DoesNotExist.

    SQLite has no locks of rows: there a transaction that will write has the whole database from its beginning.
    """
    found = Case.objects.filter(pk=number)
    if connection.features.has_select_for_update:
        found = found.select_for_update(no_key=True)
    return found.get()


@contextmanager
def stepping(number: int, step: Step, hand: Hand) -> Iterator[Case]:
    """The case after the step, for what belongs to it: all or nothing of the block and the step is written.

    Raises StepNotAllowedError, and Case.DoesNotExist.
    """
    with transaction.atomic():
        case = locked_case(number)
        before = CaseState(case.state)
        case.state = check_can_take(case, step, hand.actors)
        written = ["state"]
        if case.submitted_at is None and case.state in HANDED_IN:
            case.submitted_at = timezone.now()
            written.append("submitted_at")
        case.save(update_fields=written)
        record(hand.name, f"case.{step}", f"case:{number}", f"{before} > {case.state}")
        yield case


def take_step(number: int, step: Step, hand: Hand) -> Case:
    """Take a step to which nothing else belongs; raises as `stepping` does."""
    with stepping(number, step, hand) as case:
        return case

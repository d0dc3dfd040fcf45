"""Reopening on request: the lead says why, the programme team grants it or says why not.

What the city signs then stands as an amendment beside what it had signed.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.cases import OpenCase, version_of
from civiscope.web.collection.domain.mapping import bring_up_to_date
from civiscope.web.collection.domain.notices import city_name, tell_city, tell_staff_reopening
from civiscope.web.collection.domain.reviewing import written
from civiscope.web.collection.domain.steps import StepNotAllowedError, locked_case, staff_hand, stepping
from civiscope.web.collection.models import Case, Reopening
from civiscope.web.collection.rules.case_states import Actor, CaseState, Step, state_after
from civiscope.web.common.domain.audit import record

_STAFF = frozenset({Actor.STAFF})


class NotLeadError(Exception):
    """Only the lead asks for reopening."""


class AskedAlreadyError(Exception):
    """A request is open already."""


class DecidedAlreadyError(Exception):
    """The request was decided meanwhile."""


def can_ask_reopening(case: Case, actors: frozenset[Actor]) -> bool:
    """Whether any of the actors may ask for reopening now."""
    return (
        Actor.LEAD in actors
        and state_after(Step.REOPEN, CaseState(case.state), _STAFF) is not None
        and not case.reopenings.filter(granted__isnull=True).exists()
    )


def ask_reopening(open_case: OpenCase, reason: str) -> Reopening:
    """Ask for it; raises EmptyTextError, NotLeadError, StepNotAllowedError and AskedAlreadyError."""
    reason, person = written(reason), open_case.contact.person
    if Actor.LEAD not in open_case.actors:
        raise NotLeadError
    with transaction.atomic():
        case = locked_case(open_case.case.pk)
        if state_after(Step.REOPEN, CaseState(case.state), _STAFF) is None:
            raise StepNotAllowedError(Step.REOPEN, CaseState(case.state))
        if case.reopenings.filter(granted__isnull=True).exists():
            raise AskedAlreadyError
        asked = Reopening.objects.create(case=case, person=person, reason=reason)
        record(person.actor, "reopening.asked", f"case:{case.pk}", f"reopening:{asked.pk}")
        tell_staff_reopening(case, asked)
    return asked


def grant_reopening(number: int, reopening: int, decision: str, staff: User) -> None:
    """Give the case back to the city; raises DecidedAlreadyError, Reopening.DoesNotExist and StepNotAllowedError."""
    with transaction.atomic():
        case = locked_case(number)
        _decide(number, reopening, decision.strip()[:5000], staff, granted=True)
        before = version_of(case)
        with stepping(number, Step.REOPEN, staff_hand(staff)) as case:
            bring_up_to_date(case, before)
        tell_city(case, "reopened", city=city_name(case))


def decline_reopening(number: int, reopening: int, decision: str, staff: User) -> None:
    """Leave the case as it is, with a reason; raises EmptyTextError, DecidedAlreadyError, Reopening.DoesNotExist."""
    decision = written(decision)
    with transaction.atomic():
        case = locked_case(number)
        _decide(number, reopening, decision, staff, granted=False)
        record(staff.actor, "reopening.declined", f"case:{number}", f"reopening:{reopening}")
        tell_city(case, "not_reopened", city=city_name(case), reason=decision)


def _decide(number: int, reopening: int, decision: str, staff: User, *, granted: bool) -> None:
    found = Reopening.objects.get(case=number, pk=reopening)
    if found.granted is not None:
        raise DecidedAlreadyError
    found.granted, found.decision, found.staff, found.decided_at = granted, decision, staff, timezone.now()
    found.save(update_fields=["granted", "decision", "staff", "decided_at"])

"""Saving an answer. What is acknowledged is on disk; nobody overwrites another's answer unseen.

Every answer has a version. Whoever saves names the version that they saw; where another was saved since, nothing is
written and both are shown. A version exists once, which the database holds as a constraint: of two that are saved at
the same moment from the same version one wins, and the other is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from civiscope.web.collection.domain.answer_versions import Given, Writing, write_versions
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Answer, Case, Origin
from civiscope.web.collection.rules.case_states import ANSWERING, CaseState
from civiscope.web.common.counting import count_save
from civiscope.web.common.domain.audit import record

_CORRECTING = frozenset(CaseState) - {CaseState.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is on disk in this version."""

    version: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was written: another version was saved since the one that was named."""

    current: Answer


CLOSED = "closed"
"""What a `CaseClosedError` holds where the whole wave was closed."""


class CaseClosedError(Exception):
    """The case takes no answers now; holds its state, or `CLOSED`."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def save_answer(case: int, item: str, value: str, base: int, writer: Writer, reason: str = "") -> Saved | Conflict:
    """Save ``value`` (as `given.encoded` writes it) as the next version after ``base``, 0 for a first answer.

    Saving what stands there already writes nothing and counts as saved. Raises CaseClosedError where the case takes no
    answers, and Case.DoesNotExist.
    """
    return save_answers(case, [Given(item, value, base)], writer, reason)[item]


def save_answers(case: int, answers: Sequence[Given], writer: Writer, reason: str = "") -> dict[str, Saved | Conflict]:
    """Save several answers, each item once, in one transaction; returns the outcomes by item, as `save_answer`.

    Those in conflict keep no other from being saved.
    """
    now = timezone.now()
    how = Writing(
        str(writer.origin),
        None if writer.person is None else writer.person.pk,
        None if writer.staff is None else writer.staff.pk,
        reason,
        connection.ops.adapt_datetimefield_value(now),
        states_open_to(writer),
        writer.origin == Origin.CORRECTION,
    )
    written = _written(case, answers, how, writer)
    others = [answer for answer in answers if answer.item not in written]
    if others:
        try:
            _refuse_closed(Case.objects.filter(pk=case), writer)
        except CaseClosedError:
            count_save("closed", len(others))
            raise
    outcomes = _standing(case, others) | {new.item: Saved(new.base + 1, now) for new in answers if new.item in written}
    conflicts = sum(isinstance(outcome, Conflict) for outcome in outcomes.values())
    count_save("saved", len(outcomes) - conflicts)
    count_save("conflict", conflicts)
    return outcomes


def _written(case: int, answers: Sequence[Given], how: Writing, writer: Writer) -> frozenset[str]:
    """The items that were written; what staff enter for a city stands in the audit log as well."""
    if not writer.is_entering:
        return write_versions(case, answers, how)
    with transaction.atomic():
        written = write_versions(case, answers, how)
        for answer in answers:
            if answer.item in written:
                detail = f"{answer.item}, version {answer.base + 1}{writer.mark}"
                record(writer.actor, "answer entered", f"case:{case}", detail)
    return written


def require_answering(case: int, writer: Writer) -> None:
    """Raise CaseClosedError unless the wave is open and the case takes answers; for a transaction that writes several.

    The row is held, so that nobody signs off in between.
    """
    found = Case.objects.filter(pk=case)
    if connection.features.has_select_for_update:
        found = found.select_for_update(no_key=True, of=("self",))
    _refuse_closed(found, writer)


def _refuse_closed(found: QuerySet[Case], writer: Writer) -> None:
    state, closed_at = found.values_list("state", "instrument__fieldwork__closed_at").get()
    # Of a closed wave only corrections are made.
    if closed_at is not None and writer.origin != Origin.CORRECTION:
        raise CaseClosedError(CLOSED)
    if state not in states_open_to(writer):
        raise CaseClosedError(state)


def states_open_to(writer: Writer) -> frozenset[CaseState]:
    """In which states the case takes answers: corrections are made after submission too, never after publication."""
    return _CORRECTING if writer.origin == Origin.CORRECTION else ANSWERING


def _standing(case: int, answers: Sequence[Given]) -> dict[str, Saved | Conflict]:
    """What stands in the place of answers that were not written; one that says the same counts as saved."""
    if not answers:
        return {}
    found = Answer.objects.select_related("person", "staff").filter(case_id=case)
    current = {answer.item: answer for answer in found.filter(item__in=[answer.item for answer in answers])}
    outcomes: dict[str, Saved | Conflict] = {}
    for given in answers:
        stands = current[given.item]
        same = stands.value == given.value
        outcomes[given.item] = Saved(stands.version, stands.saved_at) if same else Conflict(stands)
    return outcomes

"""Saving an answer. What is acknowledged is on disk; nobody overwrites another's answer unseen.

Every answer has a version. Whoever saves names the version that they saw; where another was saved since, nothing is
written and both are shown. A version exists once, which the database holds as a constraint: of two that are saved at
the same moment from the same version one wins, and the other is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from civiscope.web.collection.domain.answer_versions import write_version
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
    try:
        outcome = _saved(case, item, value, base, writer, reason)
    except CaseClosedError:
        count_save("closed")
        raise
    count_save("saved" if isinstance(outcome, Saved) else "conflict")
    return outcome


def _saved(case: int, item: str, value: str, base: int, writer: Writer, reason: str) -> Saved | Conflict:
    now = timezone.now()
    words = {
        "case": case,
        "item": item,
        "value": value,
        "base": base,
        "version": base + 1,
        "origin": str(writer.origin),
        "person": None if writer.person is None else writer.person.pk,
        "staff": None if writer.staff is None else writer.staff.pk,
        "reason": reason,
        "correcting": writer.origin == Origin.CORRECTION,
        "now": connection.ops.adapt_datetimefield_value(now),
    }
    if _written(words, writer):
        return Saved(base + 1, now)
    _refuse_closed(Case.objects.filter(pk=case), writer)
    return _conflict(case, item, value)


def _written(words: Mapping[str, Any], writer: Writer) -> bool:
    """Whether the version was written; what staff enter for a city stands in the audit log as well."""
    if not writer.is_entering:
        return write_version(words, _states(writer))
    with transaction.atomic():
        written = write_version(words, _states(writer))
        if written:
            detail = f"{words['item']}, version {words['version']}{writer.mark}"
            record(writer.actor, "answer entered", f"case:{words['case']}", detail)
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
    if state not in _states(writer):
        raise CaseClosedError(state)


def _states(writer: Writer) -> frozenset[CaseState]:
    """In which states the case takes answers: corrections are made after submission too, never after publication."""
    return _CORRECTING if writer.origin == Origin.CORRECTION else ANSWERING


def _conflict(case: int, item: str, value: str) -> Saved | Conflict:
    """What stands there; it counts as saved where it says the same."""
    current = Answer.objects.select_related("person", "staff").get(case_id=case, item=item)
    return Saved(current.version, current.saved_at) if current.value == value else Conflict(current)

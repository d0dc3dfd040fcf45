"""Saving an answer. What is acknowledged is on disk; nobody overwrites another's answer unseen.

Every answer has a version. Whoever saves names the version that they saw; where another was saved since, nothing is
written and both are shown. A version exists once, which the database holds as a constraint: of two that are saved at
the same moment from the same version one wins, and the other is told.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.case_states import ANSWERING, CaseState


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
    now = timezone.now()
    try:
        with transaction.atomic():
            require_answering(case, writer)
            if not _put(case, item, value, base, writer, now):
                return _conflict(case, item, value)
            Revision.objects.create(
                case_id=case,
                item=item,
                version=base + 1,
                value=value,
                origin=writer.origin,
                person=writer.person,
                staff=writer.staff,
                reason=reason,
                saved_at=now,
            )
            if base == 0:
                Case.objects.filter(pk=case, first_answer_at__isnull=True).update(first_answer_at=now)
    except IntegrityError:
        # The same version was saved by someone else between our look and our writing.
        return _conflict(case, item, value)
    return Saved(base + 1, now)


def require_answering(case: int, writer: Writer) -> None:
    """Raise unless the wave is open and the case takes answers. The row is held, so that nobody signs off in between.

    Staff correct what was submitted; nobody changes what was published.
    """
    found = Case.objects.filter(pk=case)
    if connection.features.has_select_for_update:
        found = found.select_for_update(no_key=True, of=("self",))
    state, closed_at = found.values_list("state", "instrument__fieldwork__closed_at").get()
    # Of a closed wave only corrections are made.
    if closed_at is not None and writer.origin != Origin.CORRECTION:
        raise CaseClosedError(CLOSED)
    allowed = CaseState(state) in ANSWERING if writer.staff is None else state != CaseState.PUBLISHED
    if not allowed:
        raise CaseClosedError(state)


def _put(case: int, item: str, value: str, base: int, writer: Writer, now: dt.datetime) -> bool:
    """Write the answer where it still stands in version ``base``; returns whether it did."""
    words = {
        "value": value,
        "version": base + 1,
        "origin": writer.origin,
        "confirmed": True,
        "person": writer.person,
        "staff": writer.staff,
        "saved_at": now,
    }
    if base:
        return bool(Answer.objects.filter(case_id=case, item=item, version=base).exclude(value=value).update(**words))
    if Answer.objects.filter(case_id=case, item=item).exists():
        return False
    Answer.objects.create(case_id=case, item=item, **words)
    return True


def _conflict(case: int, item: str, value: str) -> Saved | Conflict:
    """What stands there; it counts as saved where it says the same."""
    current = Answer.objects.select_related("person", "staff").get(case_id=case, item=item)
    return Saved(current.version, current.saved_at) if current.value == value else Conflict(current)

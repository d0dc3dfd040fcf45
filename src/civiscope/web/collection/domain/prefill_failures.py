"""A prefilling that fails: what is kept of it for the desk, when it is tried again, and what the team can do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from civiscope.errors import UserError
from civiscope.web.accounts.models import User
from civiscope.web.collection.models import PrefillRun
from civiscope.web.common.domain.audit import record
from civiscope.web.common.outages import outage_of
from civiscope.web.studies.models import Fieldwork

FILES, DEFECT = "files", "defect"
"""Kinds of failures, beside the outages: files of the study folder that cannot be read, and what nobody foresaw."""
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(minutes=2), dt.timedelta(hours=1)
"""A run that failed waits, twice as long after each further failure."""

FORGOTTEN = {"tries": 0, "failed_at": None, "failure": "", "failure_detail": "", "retry_at": None}
"""What stands of failures in a run that goes on."""


@dataclass(frozen=True, slots=True)
class PrefillFailure:
    """A run that failed and has not gone on since."""

    run: int
    questionnaire: str
    kind: str
    detail: str
    since: dt.datetime
    tries: int
    again: dt.datetime

    @property
    def is_waiting(self) -> bool:
        """Whether it waits to be tried again; else that is being done."""
        return self.again > timezone.now()


def note_failure(run: PrefillRun, failure: Exception) -> None:
    """Keep why a run failed, and let it wait; where another process has gone on with it there is nothing to keep."""
    kind, detail = _told(failure)
    now = timezone.now()
    with transaction.atomic():
        mine = PrefillRun.objects.filter(pk=run.pk, last=run.last, ended_at__isnull=True)
        mine.update(
            tries=F("tries") + 1,
            failed_at=Coalesce("failed_at", now),
            failure=kind,
            failure_detail=detail[:500],
            claimed_at=None,
            retry_at=now + min(FIRST_PAUSE * 2 ** min(run.tries, 10), LONGEST_PAUSE),
        )


def prefill_failures(fieldwork: Fieldwork) -> list[PrefillFailure]:
    """What keeps the invitations of a fieldwork waiting, by questionnaire."""
    runs = PrefillRun.objects.filter(instrument__fieldwork=fieldwork, ended_at__isnull=True)
    return [
        PrefillFailure(run.pk, run.instrument.questionnaire, run.failure, run.failure_detail, since, run.tries, again)
        for run in runs.select_related("instrument").order_by("pk")
        if (since := run.failed_at) is not None and (again := run.retry_at) is not None
    ]


def try_again(run: PrefillRun, staff: User) -> bool:
    """Have a run that failed tried at once; False where it waits no more."""
    with transaction.atomic():
        tried = _failed(run).update(retry_at=timezone.now())
        if tried:
            record(staff.actor, "prefilling tried again", f"instrument:{run.instrument_id}")
    return bool(tried)


def go_on_without(run: PrefillRun, staff: User) -> bool:
    """End a run that failed, so that cities can be invited; what it has put in stays. False where it waits no more."""
    with transaction.atomic():
        ended = _failed(run).update(ended_at=timezone.now())
        if ended:
            run.refresh_from_db()
            detail = f"{run.answers} answers in {run.filled} cases, failed {run.tries} times: {run.failure}"
            record(staff.actor, "prefilling given up", f"instrument:{run.instrument_id}", detail)
    return bool(ended)


def _failed(run: PrefillRun) -> QuerySet[PrefillRun]:
    return PrefillRun.objects.filter(pk=run.pk, ended_at__isnull=True, failed_at__isnull=False)


def _told(failure: Exception) -> tuple[str, str]:
    """The kind of a failure and what the desk tells of it: no text of the database's, which may hold an answer."""
    kind = outage_of(failure)
    if kind is not None:
        return kind, ""
    if isinstance(failure, UserError):
        return FILES, "; ".join(str(problem) for problem in failure.problems)
    if isinstance(failure, OSError):
        return FILES, ": ".join(filter(None, (Path(str(failure.filename or "")).name, failure.strerror)))
    return DEFECT, type(failure).__name__

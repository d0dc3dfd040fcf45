"""Putting answers of earlier waves into a whole wave, in the background: a few cases at a time, so that nobody who
saves waits for it, and going on where it was when the service was ended.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.prefill_failures import FORGOTTEN, note_failure
from civiscope.web.collection.domain.prefilling import found_earlier, put_in
from civiscope.web.collection.domain.writers import prefilling_writer
from civiscope.web.collection.models import Case, PrefillRun
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.models import Fieldwork, Instrument

A_PART = 25
"""Cases that are filled in one transaction."""
STUCK_AFTER = dt.timedelta(minutes=2)
"""A run that nobody has worked on for so long belongs to a process that ended; another takes it."""


@dataclass(frozen=True, slots=True)
class Filling:
    """How far it is with a fieldwork: cases that are done, of all."""

    done: int
    cases: int


def ask_prefill(instrument: Instrument, staff: User | None) -> bool:
    """Have all cases of an instrument prefilled; False where that is being done already."""
    try:
        with transaction.atomic():
            PrefillRun.objects.create(instrument=instrument, staff=staff)
            actor = prefilling_writer(staff).actor
            record(actor, "prefilling asked", f"instrument:{instrument.pk}")
    except IntegrityError:
        return False
    return True


def filling_of(fieldwork: Fieldwork) -> Filling | None:
    """How far it is where answers are being put in; None where it is not, or is done."""
    runs = list(PrefillRun.objects.filter(instrument__fieldwork=fieldwork, ended_at__isnull=True))
    if not runs:
        return None
    done = cases = 0
    for run in runs:
        of = Case.objects.filter(instrument=run.instrument_id)
        cases += of.count()
        done += of.filter(pk__lte=run.last).count()
    return Filling(done, cases)


def prefill_next() -> int:
    """Go on with what was asked for first, until it is done; returns how many cases were looked at.

    What fails is kept for the desk, and raised for the log; the run waits a while.
    """
    run = _claimed()
    if run is None:
        return 0
    try:
        return _go_on(run)
    except Exception as failure:
        note_failure(run, failure)
        raise


def _go_on(run: PrefillRun) -> int:
    seen = 0
    while True:
        part = _part(run)
        if not part or not _fill(run, part):
            break
        seen += len(part)
    return seen


def _claimed() -> PrefillRun | None:
    """The oldest run that nobody works on, for this process; one that failed has waited."""
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - STUCK_AFTER)
    free &= Q(retry_at__isnull=True) | Q(retry_at__lte=now)
    for run in PrefillRun.objects.select_related("staff").filter(free, ended_at__isnull=True).order_by("pk"):
        if PrefillRun.objects.filter(free, pk=run.pk, last=run.last).update(claimed_at=now):
            return run
    return None


def _part(run: PrefillRun) -> list[Case]:
    """The next cases; where there are none the run ends, and says what came of it."""
    cases = Case.objects.filter(instrument=run.instrument_id, pk__gt=run.last)
    found = list(cases.select_related("instrument__fieldwork").order_by("pk")[:A_PART])
    if not found:
        with transaction.atomic():
            ended = PrefillRun.objects.filter(pk=run.pk, ended_at__isnull=True).update(ended_at=timezone.now())
            run.refresh_from_db()
            detail = f"{run.answers} answers in {run.filled} cases"
            if ended:
                record(prefilling_writer(run.staff).actor, "prefilling done", f"instrument:{run.instrument_id}", detail)
    return found


def _fill(run: PrefillRun, part: list[Case]) -> bool:
    """Fill some cases; False where another process has done them meanwhile."""
    found = found_earlier(part)
    try:
        with transaction.atomic():
            counts = put_in(found, prefilling_writer(run.staff))
            filled = sum(count > 0 for count in counts.values())
            words = {"filled": F("filled") + filled, "answers": F("answers") + sum(counts.values()), **FORGOTTEN}
            mine = PrefillRun.objects.filter(pk=run.pk, last=run.last, ended_at__isnull=True)
            if not mine.update(last=part[-1].pk, claimed_at=timezone.now(), **words):
                raise _TakenError
    except _TakenError:
        return False
    run.last, run.tries = part[-1].pk, 0
    return True


class _TakenError(Exception):
    """Another process works on the run."""

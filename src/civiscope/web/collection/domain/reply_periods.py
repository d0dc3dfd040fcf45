"""The period in which cities reply before publication: its last day, who may reply in it, the mail that tells of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from civiscope.web.collection.models import Case, ReplyPeriod
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.zone import today, written_last_day

KIND = "reply"
"""The kind of the mail that tells of the period."""


def period_of(case: Case) -> ReplyPeriod | None:
    """The period for replies of a case's fieldwork; None before it was opened."""
    return ReplyPeriod.objects.filter(fieldwork=case.instrument.fieldwork_id).first()


def takes_replies(case: Case) -> bool:
    """Whether the city may reply today."""
    return case.state == CaseState.APPROVED and open_period_of(case) is not None


def open_period_of(case: Case) -> ReplyPeriod | None:
    """The period as long as it lasts, else None; the last day counts whole, in the study's time zone."""
    period = period_of(case)
    return period if period is not None and today() <= period.until else None


def last_day(until: dt.date) -> Callable[[str], str]:
    """The day as a mail in a language tells it."""
    return partial(written_last_day, until)

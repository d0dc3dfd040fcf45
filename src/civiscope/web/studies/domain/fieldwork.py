"""A wave in the field: its deadline and target, closing and reopening it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from civiscope.web.common.domain.audit import record
from civiscope.web.studies.models import Fieldwork


def change_plan(fieldwork: Fieldwork, deadline: dt.date, target: float | None, actor: str) -> None:
    """Another deadline or target response rate (a share of the cities)."""
    with transaction.atomic():
        Fieldwork.objects.filter(pk=fieldwork.pk).update(deadline=deadline, target=target)
        detail = f"deadline {deadline}, target {target if target is not None else '-'}"
        record(actor, "plan changed", f"fieldwork:{fieldwork.pk}", detail)


def close(fieldwork: Fieldwork, actor: str) -> None:
    """From now on nobody of a city answers. A pilot stays a pilot, so that its answers stay apart."""
    status = fieldwork.status if fieldwork.status == Fieldwork.Status.PILOT else Fieldwork.Status.CLOSED
    _switch(fieldwork, status, timezone.now(), "wave closed", actor)


def reopen(fieldwork: Fieldwork, actor: str) -> None:
    """Cities may answer again."""
    status = fieldwork.status if fieldwork.status == Fieldwork.Status.PILOT else Fieldwork.Status.OPEN
    _switch(fieldwork, status, None, "wave reopened", actor)


def _switch(fieldwork: Fieldwork, status: str, closed_at: dt.datetime | None, action: str, actor: str) -> None:
    with transaction.atomic():
        changed = Fieldwork.objects.filter(pk=fieldwork.pk, closed_at__isnull=closed_at is not None)
        if changed.update(status=status, closed_at=closed_at):
            record(actor, action, f"fieldwork:{fieldwork.pk}")
    fieldwork.refresh_from_db()

"""Reading the audit log: what was done, by whom and when, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from civiscope.web.common.models import AuditEvent

A_PAGE = 100


@dataclass(frozen=True)
class AuditFilter:
    """Which events are wanted: whose actor, action or subject begin so, from one day to another (both included)."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def events(wanted: AuditFilter) -> QuerySet[AuditEvent]:
    """The events, the newest first."""
    found = AuditEvent.objects.order_by("-id")
    for field in ("actor", "action", "subject"):
        text = getattr(wanted, field)
        if text:
            found = found.filter(**{f"{field}__istartswith": text})
    if wanted.since:
        found = found.filter(at__gte=dt.datetime.combine(wanted.since, dt.time.min, tzinfo=dt.UTC))
    if wanted.until:
        found = found.filter(at__lte=dt.datetime.combine(wanted.until, dt.time.max, tzinfo=dt.UTC))
    return found


def page_before(wanted: AuditFilter, before: int | None) -> tuple[list[AuditEvent], int | None]:
    """A page of events older than the one with the number ``before``, and the number that leads to the next page."""
    found = events(wanted)
    if before is not None:
        found = found.filter(pk__lt=before)
    shown = list(found[: A_PAGE + 1])
    more = len(shown) > A_PAGE
    shown = shown[:A_PAGE]
    return shown, shown[-1].pk if more else None


def rows(wanted: AuditFilter) -> Iterator[tuple[str, str, str, str, str]]:
    """All events as rows of a table: time (UTC), actor, action, subject, detail."""
    for event in events(wanted).iterator(2_000):
        yield event.at.isoformat(), event.actor, event.action, event.subject, event.detail

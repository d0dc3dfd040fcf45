"""The audit trail as a table: what was done and which versions of answers were saved, by whom and when.

Without contents it holds neither answers nor names: people are numbers, as in the log itself. With contents the value
and reason of every version and the texts of replies stand beside.
"""

from __future__ import annotations

import csv
import heapq
import io
from collections.abc import Iterable, Iterator

from civiscope.study.spreadsheet import guarded
from civiscope.web.collection.models import Reply, Revision
from civiscope.web.common.models import AuditEvent

COLUMNS = ("at", "actor", "action", "subject", "detail")
CONTENTS = ("value", "reason")
CHUNK = 2000
"""Rows that are fetched at once."""

Entry = tuple[str, ...]


def audit_lines(*, contents: bool) -> Iterator[str]:
    """The lines of the CSV file, the oldest first; with ``contents`` two more columns."""
    yield _line((*COLUMNS, *(CONTENTS if contents else ())))
    for entry in heapq.merge(_events(), _versions(), _replies()):
        yield _line(entry if contents else entry[: len(COLUMNS)])


def _events() -> Iterable[Entry]:
    for event in AuditEvent.objects.order_by("at", "id").iterator(CHUNK):
        yield (event.at.isoformat(), event.actor, event.action, event.subject, event.detail, "", "")


def _versions() -> Iterable[Entry]:
    for entry in Revision.objects.order_by("saved_at", "id").iterator(CHUNK):
        detail = f"{entry.item}, version {entry.version}, {entry.origin}"
        actor = _actor(entry.person_id, entry.staff_id)
        subject = f"case:{entry.case_id}"
        yield (entry.saved_at.isoformat(), actor, "answer saved", subject, detail, entry.value, entry.reason)


def _replies() -> Iterable[Entry]:
    for entry in Reply.objects.order_by("at", "id").iterator(CHUNK):
        actor = _actor(entry.person_id, None)
        yield (
            entry.at.isoformat(),
            actor,
            "reply before publication",
            f"case:{entry.case_id}",
            entry.kind,
            entry.text,
            "",
        )


def _actor(person: int | None, staff: int | None) -> str:
    if person is not None:
        return f"person:{person}"
    return f"staff:{staff}" if staff is not None else "service"


def _line(entry: Entry) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow([guarded(cell) for cell in entry])
    return stream.getvalue()

"""Evidence: what supports an answer, as a link to a page or as a file.

Files lie in ``DATA/evidence/CASE/`` under random names; what they are called is kept with their row. They are never
part of a release.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Sum

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.cases import OpenCase
from civiscope.web.collection.models import Case, Evidence
from civiscope.web.collection.rules.case_states import Actor
from civiscope.web.collection.rules.file_kinds import FileKind, RefusedFileError, kind_of
from civiscope.web.collection.rules.shown_names import file_name
from civiscope.web.common.domain.audit import record

MOST_OF_A_FILE = 10_000_000
MOST_OF_A_CASE = 100_000_000
"""Bytes."""
MOST_PIECES = 200
"""Links and files of a case."""


class EvidenceError(Exception):
    """Evidence that is not taken; ``reason`` is the end of the phrase ``evidence_refused_REASON``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def takes_evidence(case: Case) -> bool:
    """Whether the city may add or remove evidence now: while it may change its answers."""
    return case.takes_answers


def evidence_by_item(case: int) -> dict[str, list[Evidence]]:
    """All evidence of a case (its number) by item, the oldest first."""
    found: dict[str, list[Evidence]] = {}
    for entry in Evidence.objects.filter(case_id=case).select_related("person").order_by("id"):
        found.setdefault(entry.item, []).append(entry)
    return found


def evidence_of(case: Case, item: str) -> list[Evidence]:
    """The evidence of one item, the oldest first."""
    return list(Evidence.objects.filter(case=case, item=item).select_related("person").order_by("id"))


def add_link(case: Case, item: str, person: Person, title: str, url: str) -> Evidence:
    """Keep a link; raises EvidenceError."""
    with transaction.atomic():
        _require_room(case, 0)
        made = Evidence.objects.create(case=case, item=item, person=person, title=title, url=url)
        record(person.actor, "evidence added", f"case:{case.pk}", f"{item}: link {made.pk}")
    return made


def add_file(case: Case, item: str, person: Person, title: str, upload: UploadedFile[bytes]) -> Evidence:
    """Check a file by its content and keep it; without a title it goes by its cleaned name. Raises EvidenceError."""
    size = upload.size or 0
    if size == 0:
        raise EvidenceError("empty")
    if size > MOST_OF_A_FILE:
        raise EvidenceError("large")
    opened = upload.file
    if opened is None:
        raise EvidenceError("empty")
    try:
        kind = kind_of(opened, upload.name or "")
    except RefusedFileError as refused:
        raise EvidenceError(refused.reason) from refused
    name = f"{secrets.token_hex(16)}.{kind}"
    path = folder_of(case) / name
    try:
        _write(path, upload.chunks())
    except OSError as failure:
        path.unlink(missing_ok=True)
        raise EvidenceError("disk") from failure
    try:
        with transaction.atomic():
            _require_room(case, size)
            words = {"title": title or file_name(upload.name or "", kind), "file": name, "size": size}
            made = Evidence.objects.create(case=case, item=item, person=person, **words)
            record(person.actor, "evidence added", f"case:{case.pk}", f"{item}: file {made.pk}")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return made


def may_remove(open_case: OpenCase, evidence: Evidence) -> bool:
    """Whether the contact may remove it: their own, or as the lead."""
    return evidence.person_id == open_case.contact.person_id or Actor.LEAD in open_case.actors


def remove(evidence: Evidence, actor: str) -> None:
    """Remove evidence; its file goes once that is on disk."""
    with transaction.atomic():
        number, case, item = evidence.pk, evidence.case, evidence.item
        path = path_of(evidence)
        evidence.delete()
        record(actor, "evidence removed", f"case:{case.pk}", f"{item}: {number}")
        if path is not None:
            transaction.on_commit(partial(path.unlink, missing_ok=True))


def folder_of(case: Case) -> Path:
    """The folder of a case's files; raises LookupError for a service without a data folder."""
    if settings.DATA_FOLDER is None:
        raise LookupError("the service has no data folder")
    return Path(settings.DATA_FOLDER) / "evidence" / str(case.pk)


def path_of(evidence: Evidence) -> Path | None:
    """Where the file of evidence lies; None for a link."""
    return folder_of(evidence.case) / evidence.file if evidence.file else None


def kind_of_file(evidence: Evidence) -> FileKind:
    """The kind of the file, as its content was when it was taken."""
    return FileKind(evidence.file.rpartition(".")[2])


def saved_name(evidence: Evidence) -> str:
    """The name under which a browser saves the file."""
    return file_name(evidence.title, kind_of_file(evidence))


def _require_room(case: Case, size: int) -> None:
    """Raise EvidenceError where the case has no room, or takes nothing any more; holds its row, so that two files that
    come at once are counted one after the other."""
    found = Case.objects.select_related("instrument__fieldwork").filter(pk=case.pk)
    if connection.features.has_select_for_update:
        found = found.select_for_update(no_key=True, of=("self",))
    if not takes_evidence(found.get()):
        raise EvidenceError("closed")
    kept = Evidence.objects.filter(case=case)
    if kept.count() >= MOST_PIECES:
        raise EvidenceError("many")
    if (kept.aggregate(total=Sum("size"))["total"] or 0) + size > MOST_OF_A_CASE:
        raise EvidenceError("full")


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the file and wait for the disk: a row never names a file that is not there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

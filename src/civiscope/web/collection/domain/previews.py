"""Previews of a city's snapshot: a draft of the release, made by the same command in a process of its own.

One is made at a time, in the background, with a limit of time; the files are kept under a digest of everything that
went into them, so that the same answers are computed once.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from civiscope import __version__
from civiscope.errors import UserError
from civiscope.web.collection.domain.wave_tables import preview_wave
from civiscope.web.collection.models import Case, Preview
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.selection import Include
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.opened import study
from civiscope.workflows.field_copy import CollectedWave, copy_study

LIMIT = 180
"""Seconds that making one may take."""
KEPT_OF_A_CASE = 3
"""Previews of a case whose files are kept."""
PASSED_ON = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SYSTEMROOT", "VIRTUAL_ENV")
"""Of the environment what the process needs; not the addresses of database and mail server, nor any secret."""
_CODE = re.compile(r"error \[([a-z0-9-]+)\]")
_LOG = logging.getLogger("civiscope.previews")
_FINAL = frozenset({CaseState.APPROVED, CaseState.PUBLISHED})


def ask_preview(case: Case, actor: str) -> Preview:
    """Ask for a preview of the answers as they stand; one that is being made is not asked for twice."""
    try:
        with transaction.atomic():
            made = Preview.objects.create(case=case)
            record(actor, "preview asked", f"case:{case.pk}")
            return made
    except IntegrityError:
        return Preview.objects.filter(case=case).latest("pk")


def latest_preview(case: Case) -> Preview | None:
    """The preview that was asked for last; None before the first."""
    return Preview.objects.filter(case=case).order_by("-pk").first()


def ready_preview(case: Case) -> Preview | None:
    """The newest preview that can be read."""
    found = Preview.objects.filter(case=case, state=Preview.State.READY).order_by("-pk").first()
    return found if found is not None and _folder(found.digest).is_dir() else None


def is_older_than_answers(preview: Preview) -> bool:
    """Whether the city has saved an answer since the preview was made."""
    last = preview.case.answers.aggregate(last=Max("saved_at"))["last"]
    return last is not None and preview.started_at is not None and last > preview.started_at


def files_of(preview: Preview) -> dict[str, Path]:
    """The files of a preview that is ready, by name."""
    return {path.name: path for path in sorted(_folder(preview.digest).iterdir()) if path.is_file()}


def make_next_preview() -> bool:
    """Make the preview that has waited longest, unless one is being made; returns whether one was made or given up."""
    now = timezone.now()
    stuck = now - dt.timedelta(seconds=2 * LIMIT)
    making = Preview.objects.filter(state=Preview.State.MAKING)
    # A process that ended while it made one left it behind.
    making.filter(started_at__lte=stuck).update(state=Preview.State.FAILED, failure="time", ended_at=now)
    if making.filter(started_at__gt=stuck).exists():
        return False
    waiting = Preview.objects.filter(state=Preview.State.WAITING).order_by("pk").first()
    if waiting is None:
        return False
    claimed = Preview.objects.filter(pk=waiting.pk, state=Preview.State.WAITING).update(
        state=Preview.State.MAKING, started_at=now
    )
    if claimed:
        _finish(Preview.objects.select_related("case__instrument__fieldwork").get(pk=waiting.pk))
    return bool(claimed)


def _finish(preview: Preview) -> None:
    """Make the files and note the outcome, whatever it is."""
    preview.failure = "problem"
    try:
        preview.digest, preview.failure = _made(preview.case)
    except UserError as failure:
        _LOG.warning("preview %s: %s", preview.pk, ", ".join(entry.code for entry in failure.problems))
    except (OSError, subprocess.SubprocessError):
        _LOG.exception("preview %s", preview.pk)
    preview.state = Preview.State.FAILED if preview.failure else Preview.State.READY
    preview.ended_at = timezone.now()
    preview.save(update_fields=["digest", "failure", "state", "ended_at"])
    _forget_old(preview.case)


def _made(case: Case) -> tuple[str, str]:
    """The digest under which the files lie, or why there are none.

    While the city answers it is compared with what others have submitted; once its answers are approved, with approved
    ones, as the release will do.
    """
    include = Include.APPROVED if case.state in _FINAL else Include.SUBMITTED
    collected = preview_wave(case.instrument.fieldwork, include, case.city)
    answered = (row[0] for text in collected.answers.values() for row in csv.reader(io.StringIO(text, newline="")))
    if case.city not in answered:
        return "", "nothing"
    digest = _digest(case.city, collected)
    target = _folder(digest)
    if target.is_dir():
        return digest, ""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as scratch:
        copy, made = Path(scratch) / "study", Path(scratch) / "made"
        copy_study(study().folder, copy, collected, {"questionnaires": list(collected.answers)})
        failure = _run(copy, case.city, made)
        if not failure:
            made.rename(target)
    return digest, failure


def _run(folder: Path, city: str, out: Path) -> str:
    """Run ``civiscope snapshot`` on the copy; returns what went wrong, "" for nothing."""
    program = [sys.executable, "-m", "civiscope", "snapshot", str(folder), city, "--out", str(out), "--draft"]
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        ended = subprocess.run(
            program, env=env, capture_output=True, encoding="utf-8", errors="replace", timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        _LOG.warning("a preview of %s took longer than %s s", city, LIMIT)
        return "time"
    if ended.returncode:
        # The messages themselves may quote answers.
        _LOG.warning(
            "a preview of %s ended with %s: %s", city, ended.returncode, ", ".join(_CODE.findall(ended.stderr))
        )
        return "problem"
    return ""


def _digest(city: str, collected: CollectedWave) -> str:
    """What a preview depends on: the answers, the study's files, the program."""
    files = [
        (path.relative_to(study().folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(study().folder.rglob("*"))
        if path.is_file() and path.suffix in (".yaml", ".csv", ".md", ".xlsx", ".sav")
    ]
    told = json.dumps([__version__, city, asdict(collected), files])
    return hashlib.sha256(told.encode()).hexdigest()


def _folder(digest: str) -> Path:
    folder = settings.DATA_FOLDER
    assert folder is not None
    return folder / "previews" / digest


def _forget_old(case: Case) -> None:
    """Delete the files of a case's earlier previews, as far as no newer one shares them."""
    ready = Preview.objects.filter(case=case, state=Preview.State.READY).order_by("-pk")
    digests = list(dict.fromkeys(ready.values_list("digest", flat=True)))
    for digest in digests[KEPT_OF_A_CASE:]:
        shutil.rmtree(_folder(digest), ignore_errors=True)

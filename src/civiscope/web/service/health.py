"""Whether the service can take answers now: for whoever watches it, and for what starts it anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from civiscope.web.common.outages import DATABASE_AWAY, DISK_FAILED, DISK_FULL, outage_of

LEAST_SPACE = 1_000_000
"""Bytes that must be free in the data folder."""


def health(request: HttpRequest) -> HttpResponse:
    """200 ``{"status": "ok"}`` where the database answers and takes a writer, else 503 with what is wrong."""
    found = ailment()
    answer = JsonResponse({"status": found or "ok"}, status=503 if found else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def ailment() -> str | None:
    """What keeps the service from taking answers; None where nothing does, or only the explorer is served."""
    folder: Path | None = settings.DATA_FOLDER
    if folder is None:
        return None
    try:
        if shutil.disk_usage(folder).free < LEAST_SPACE:
            return DISK_FULL
        return None if _takes_a_writer() else DISK_FAILED
    except (DatabaseError, InterfaceError) as failure:
        return outage_of(failure) or DATABASE_AWAY
    except OSError:
        return DISK_FAILED


def _takes_a_writer() -> bool:
    """Whether a transaction may write. In SQLite every transaction begins with the right to write, or fails."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1" if connection.vendor == "sqlite" else "SHOW transaction_read_only")
        return str(cursor.fetchone()[0]) in ("1", "off")

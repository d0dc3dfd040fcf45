"""What the service does between requests: it sends the mails that wait, and once a day erases whose time is over."""

from __future__ import annotations

import datetime as dt
import logging
import threading

from django.db import close_old_connections
from django.utils import timezone

from civiscope.web.collection.domain.erasure import erase_due
from civiscope.web.common.domain.mail import send_waiting

PAUSE = 2.0
"""Seconds between two looks into the queue."""

_LOG = logging.getLogger("civiscope.background")


def start_background() -> threading.Thread:
    """Start the thread; it ends with the process."""
    thread = threading.Thread(target=_work, name="civiscope-background", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    erased_on: dt.date | None = None
    while True:
        try:
            close_old_connections()
            send_waiting()
            today = timezone.now().date()
            if today != erased_on:
                erase_due(today)
                erased_on = today
        except Exception:
            # The thread must live on: the database may be away for a while.
            _LOG.exception("the background work failed")
        threading.Event().wait(PAUSE)

"""What the service does between requests: it sends the mails that wait, and writes down what it has counted."""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections

from civiscope.web.common.domain.mail import send_waiting
from civiscope.web.service.kept_counts import keep_counts

PAUSE = 2.0
"""Seconds between two looks into the queue."""

_LOG = logging.getLogger("civiscope.background")


def start_background() -> threading.Thread:
    """Start the thread; it ends with the process."""
    thread = threading.Thread(target=_work, name="civiscope-background", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    while True:
        for work in (send_waiting, keep_counts):
            try:
                close_old_connections()
                work()
            except Exception:
                # The thread must live on: the database may be away for a while, or the disk full.
                _LOG.exception("the background work failed")
        threading.Event().wait(PAUSE)

"""What the service does between requests: it sends the mails that wait."""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections

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
    while True:
        try:
            close_old_connections()
            send_waiting()
        except Exception:
            # The thread must live on: the database may be away for a while.
            _LOG.exception("the background work failed")
        threading.Event().wait(PAUSE)

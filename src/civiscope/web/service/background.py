"""What the service does between requests: it sends the mails that wait, and looks for those that came back."""

from __future__ import annotations

import imaplib
import logging
import threading
import time

from django.db import close_old_connections

from civiscope.web.common.domain.bounces import collect_bounces
from civiscope.web.common.domain.mail import send_waiting

PAUSE = 2.0
"""Seconds between two looks into the queue."""
BOUNCES_EVERY = 300.0
"""Seconds between two looks into the mailbox."""

_LOG = logging.getLogger("civiscope.background")


def start_background() -> threading.Thread:
    """Start the thread; it ends with the process."""
    thread = threading.Thread(target=_work, name="civiscope-background", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    looked = -BOUNCES_EVERY
    while True:
        try:
            close_old_connections()
            send_waiting()
            if time.monotonic() - looked >= BOUNCES_EVERY:
                looked = time.monotonic()
                collect_bounces()
        except (imaplib.IMAP4.error, TimeoutError, ConnectionError) as failure:
            _LOG.warning("the mailbox of bounces could not be read: %s", failure)
        except Exception:
            # The thread must live on: the database may be away for a while.
            _LOG.exception("the background work failed")
        threading.Event().wait(PAUSE)

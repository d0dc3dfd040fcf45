"""What the service does between requests: it sends the mails that wait, and makes previews of snapshots."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from civiscope.web.collection.domain.previews import make_next_preview
from civiscope.web.common.domain.mail import send_waiting

PAUSE = 2.0
"""Seconds between two looks into a queue."""

_LOG = logging.getLogger("civiscope.background")


def start_background() -> list[threading.Thread]:
    """Start a thread for each kind of work, so that mails need not wait for a preview; they end with the process."""
    works: dict[str, Callable[[], object]] = {"mails": send_waiting, "previews": make_next_preview}
    threads = [
        threading.Thread(target=_work, args=(work,), name=f"civiscope-{name}", daemon=True)
        for name, work in works.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def _work(work: Callable[[], object]) -> None:
    while True:
        try:
            close_old_connections()
            work()
        except Exception:
            # The thread must live on: the database may be away for a while.
            _LOG.exception("the background work failed")
        threading.Event().wait(PAUSE)

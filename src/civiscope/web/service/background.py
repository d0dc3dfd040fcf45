"""What the service does between requests, each kind of work in a thread of its own, so that mails need not wait for a
preview."""

from __future__ import annotations

import datetime as dt
import imaplib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections
from django.utils import timezone

from civiscope.web.collection.domain.erasure import erase_due
from civiscope.web.collection.domain.prefill_runs import prefill_next
from civiscope.web.collection.domain.previews import make_next_preview
from civiscope.web.common.domain.bounces import collect_bounces
from civiscope.web.common.domain.mail import send_waiting
from civiscope.web.service.kept_counts import keep_counts

_LOG = logging.getLogger("civiscope.background")


@dataclass(frozen=True)
class Work:
    """Something that is done again and again, with a pause of so many seconds between."""

    name: str
    do: Callable[[], object]
    pause: float


def _erase() -> None:
    erase_due(timezone.now().astimezone(dt.UTC).date())


WORKS = (
    Work("mails", send_waiting, 2),
    Work("counts", keep_counts, 2),
    Work("prefilling", prefill_next, 2),
    Work("previews", make_next_preview, 2),
    Work("bounces", collect_bounces, 300),
    Work("erasure", _erase, 6 * 3600),
)


def start_background() -> list[threading.Thread]:
    """Start the threads; they end with the process."""
    threads = [
        threading.Thread(target=_work, args=(work,), name=f"civiscope-{work.name}", daemon=True) for work in WORKS
    ]
    for thread in threads:
        thread.start()
    return threads


def _work(work: Work) -> None:
    while True:
        try:
            close_old_connections()
            work.do()
        except (imaplib.IMAP4.error, TimeoutError, ConnectionError) as failure:
            _LOG.warning("%s: %s", work.name, failure)
        except Exception:
            # The thread must live on: the database may be away for a while, or the disk full.
            _LOG.exception("%s failed", work.name)
        threading.Event().wait(work.pause)

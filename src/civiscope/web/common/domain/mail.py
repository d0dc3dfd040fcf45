"""Mails: queued in the transaction of what they tell, sent by `send_waiting` after it.

A mail server that is away is asked again, later and later; one that refuses a mail for good is not.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Collection
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone

from civiscope.web.common.domain.mail_files import erase_mail_files
from civiscope.web.common.identity import identity
from civiscope.web.common.models import Message

MOST_ATTEMPTS = 8
STUCK_AFTER = dt.timedelta(minutes=10)
"""A mail that has been on its way for so long belongs to a process that ended; it is sent anew."""
_LOG = logging.getLogger("civiscope.mail")


def queue_mail(kind: str, about: str, recipient: str, subject: str, body: str) -> Message:
    """Put a mail into the queue."""
    message = mail_of(kind, about, recipient, subject, body)
    message.save(force_insert=True)
    return message


def queue_mails(messages: Collection[Message]) -> None:
    """Put many mails of `mail_of` into the queue."""
    Message.objects.bulk_create(messages, batch_size=500)


def mail_of(kind: str, about: str, recipient: str, subject: str, body: str) -> Message:
    """A mail to be queued; line breaks in its subject become blanks, so that no header can be added."""
    return Message(
        kind=kind,
        about=about,
        recipient=recipient,
        subject=" ".join(subject.split())[:300],
        body=body,
        message_id=make_msgid(domain=settings.MAIL_DOMAIN),
    )


def send_waiting(limit: int = 100) -> int:
    """Send what waits, the oldest first; returns how many were sent. Several processes may do so side by side."""
    now = timezone.now()
    due = Message.objects.filter(
        Q(state=Message.State.WAITING, not_before__lte=now)
        | Q(state=Message.State.SENDING, claimed_at__lt=now - STUCK_AFTER)
    )
    sent = 0
    connection: BaseEmailBackend | None = None
    for message in due.order_by("id")[:limit]:
        claimed = Message.objects.filter(id=message.id, state=message.state, claimed_at=message.claimed_at).update(
            state=Message.State.SENDING, claimed_at=now, attempts=message.attempts + 1
        )
        if not claimed:
            continue
        connection = connection or get_connection()
        message.attempts += 1
        sent += _send(message, connection)
    if connection is not None:
        connection.close()
    return sent


def _send(message: Message, connection: BaseEmailBackend) -> bool:
    mail = EmailMessage(
        message.subject,
        message.body,
        settings.DEFAULT_FROM_EMAIL,
        [message.recipient],
        reply_to=[contact] if (contact := identity().contact) else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as failure:
        code, reason = next(iter(failure.recipients.values()))
        _failed(message, f"{code} {reason.decode(errors='replace')}", final=code >= 500)
    except smtplib.SMTPResponseException as failure:
        text = (
            failure.smtp_error.decode(errors="replace") if isinstance(failure.smtp_error, bytes) else failure.smtp_error
        )
        _failed(message, f"{failure.smtp_code} {text}", final=failure.smtp_code >= 500)
    except (OSError, smtplib.SMTPException) as failure:
        _failed(message, str(failure) or type(failure).__name__, final=False)
    else:
        message.state, message.sent_at, message.failure = Message.State.SENT, timezone.now(), ""
        _keep(message)
        return True
    return False


def _failed(message: Message, reason: str, *, final: bool) -> None:
    """Note why; a passing failure is tried again after 1, 2, 4 ... minutes."""
    message.failure = reason[:300]
    if final or message.attempts >= MOST_ATTEMPTS:
        message.state = Message.State.REFUSED
    else:
        message.state = Message.State.WAITING
        message.not_before = timezone.now() + dt.timedelta(minutes=2 ** (message.attempts - 1))
    _keep(message)
    _LOG.warning("mail %s (%s) was not sent: %s", message.pk, message.kind, message.failure)


def _keep(message: Message) -> None:
    """Note what became of a mail. Where its recipient was erased while it was on its way, nothing of it stays."""
    words = {name: getattr(message, name) for name in ("state", "sent_at", "failure", "not_before")}
    if not Message.objects.filter(pk=message.pk).update(**words):
        erase_mail_files([message.recipient])

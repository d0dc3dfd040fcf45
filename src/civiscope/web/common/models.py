"""What every app writes to: the audit log, and the mails that wait to be sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """Something that was done, by whom and to what; never an answer's content.

    ``actor`` names who did it as ``staff:ID``, ``person:ID`` or ``service``, ``subject`` what it was done to as
    ``KIND:ID``. Written in the same transaction as the change itself.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class Message(models.Model):
    """A mail: it is written together with what it tells, and sent after that is on disk.

    ``about`` names whom it concerns as ``person:ID`` or ``staff:ID``, so that failures are shown there.
    """

    class State(models.TextChoices):
        """What became of it. ``REFUSED``: the mail server did not take it; ``BOUNCED``: it came back."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        REFUSED = "refused"
        BOUNCED = "bounced"

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=80, db_index=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    failure = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} to {self.about}: {self.state}"

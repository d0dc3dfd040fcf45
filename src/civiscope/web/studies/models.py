"""Fieldwork of a wave: its instruments and their versions, the contacts of cities, the texts of mails.

What a study is stands in the study folder; here is what happens in the field.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from civiscope.web.accounts.models import Person


class Fieldwork(models.Model):
    """A wave that collects answers."""

    class Status(models.TextChoices):
        """``PILOT``: answers are tests, and stay apart; ``CLOSED``: nobody answers any more."""

        PILOT = "pilot"
        OPEN = "open"
        CLOSED = "closed"

    wave = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status.choices)
    deadline = models.DateField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave"], condition=~Q(status="pilot"), name="wave_has_one_fieldwork"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gt=0, target__lte=1), name="target_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(status="pilot")
                | Q(status="open", closed_at__isnull=True)
                | Q(status="closed", closed_at__isnull=False),
                name="closed_fieldwork_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave} ({self.status})"

    @property
    def is_closed(self) -> bool:
        """Whether nobody answers any more; a pilot that was closed stays a pilot."""
        return self.closed_at is not None


class Instrument(models.Model):
    """A questionnaire in the field."""

    fieldwork = models.ForeignKey(Fieldwork, on_delete=models.CASCADE, related_name="instruments")
    questionnaire = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fieldwork", "questionnaire"], name="questionnaire_once_in_the_field")
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.version}"


class InstrumentVersion(models.Model):
    """A questionnaire as it was at one time of the fieldwork; ``content`` is its definition as JSON.

    ``mapping`` says as JSON how answers to the version before become answers to this one.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    mapping = models.TextField(default="{}")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["instrument", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.instrument_id}.{self.number}"


class Contact(models.Model):
    """Someone whom a city has for an instrument; ``notice_read_at`` is when they said that they have read how their
    data are used."""

    class Part(models.TextChoices):
        """``LEAD`` invites colleagues and assigns sections; ``SIGNATORY`` signs for the city; a lead may be both."""

        LEAD = "lead"
        COLLEAGUE = "colleague"
        SIGNATORY = "signatory"

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="contacts")
    city = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    part = models.CharField(max_length=10, choices=Part.choices)
    made_at = models.DateTimeField(default=timezone.now)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    notice_read_at = models.DateTimeField(null=True, blank=True)
    failed_by_hand = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "city", "person"], condition=Q(removed_at__isnull=True), name="contact_once"
            ),
            models.UniqueConstraint(
                fields=["instrument", "city"],
                condition=Q(part="lead", removed_at__isnull=True),
                name="city_has_one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.city}: {self.part}"


class MailText(models.Model):
    """A mail's text as the programme team changed it; without one the standard text holds."""

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=20)
    subject = models.CharField(max_length=300)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "language"], name="mail_text_once")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"

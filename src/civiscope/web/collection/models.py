"""Cases and what belongs to them: answers with all their versions, sections, comments, queries, sign-offs.

Rules that must always hold are constraints of the database: a version of an answer exists once, so that nobody can
overwrite another's unseen. Answers and revisions have no index but those of their constraints, which begin with the
case: each would be written with every answer that is saved, and is asked for hardly ever.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.rules.case_states import ANSWERING, CaseState
from civiscope.web.studies.models import Contact, Fieldwork, Instrument

_STATES = [(state.value, state.value) for state in CaseState]


class Origin(models.TextChoices):
    """Where a version of an answer comes from."""

    CITY = "city"
    PHONE = "phone"
    PAPER = "paper"
    MAILED = "mailed"
    WORKBOOK = "workbook"
    PREFILL = "prefill"
    CORRECTION = "correction"
    MAPPED = "mapped"


ENTERED = frozenset({Origin.PHONE, Origin.PAPER, Origin.MAILED})
"""Ways by which staff enter what a city told: by telephone, on paper, in a workbook that it mailed to the team."""


class Case(models.Model):
    """One city's answer to one instrument."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="cases")
    city = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=_STATES, default=CaseState.DRAFT, db_index=True)
    extended_to = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "city"], name="case_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CaseState]), name="case_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} ({self.state})"

    @property
    def takes_answers(self) -> bool:
        """Whether the city may change its answers now."""
        return self.state in ANSWERING and not self.instrument.fieldwork.is_closed


class Answer(models.Model):
    """The answer to one item as it stands: ``value`` holds a cell by row as JSON (the row of items without rows is "").

    ``version`` counts from 1; the writer names the one that it was edited from.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers", db_index=False)
    item = models.CharField(max_length=64)
    value = models.TextField()
    version = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    confirmed = models.BooleanField(default=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "item"], name="answer_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="answer_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.item} of case {self.case_id}, version {self.version}"

    @property
    def was_entered(self) -> bool:
        """Whether staff entered it for the city."""
        return self.origin in ENTERED

    @property
    def waits(self) -> bool:
        """Whether it was put in from an earlier wave, and nobody of the city has looked at it yet."""
        return self.origin == Origin.PREFILL and not self.confirmed


class Revision(models.Model):
    """A version of an answer; none is ever changed or deleted while its case stands."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    item = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    value = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    reason = models.CharField(max_length=500, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "item", "version"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.item} of case {self.case_id}, version {self.version}"


class PrefillRun(models.Model):
    """Answers of earlier waves that are being put into all cases of an instrument, which takes minutes for thousands.

    ``last`` is the case (its number) up to which it is done; ``claimed_at`` is when a process last worked on it.
    Where it fails, ``tries`` counts the failures since it last went on, ``failed_at`` is when the first of them was,
    ``failure`` is its kind with what is told of it in ``failure_detail``, and nobody tries again before ``retry_at``.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="prefill_runs")
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last = models.PositiveBigIntegerField(default=0)
    filled = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=20, blank=True)
    failure_detail = models.CharField(max_length=500, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(ended_at__isnull=True), name="one_prefilling_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"prefilling of instrument {self.instrument_id}, up to case {self.last}"


class Assignment(models.Model):
    """Who is to answer a section, and whether they say that it is done."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    section = models.CharField(max_length=64)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="assignments")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "section"], name="section_assigned_once")]

    def __str__(self) -> str:
        return f"{self.section} of case {self.case_id}"


class Comment(models.Model):
    """A remark of colleagues on a question, or a pilot's comment on the questionnaire."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    item = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=5000)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"comment {self.pk} on case {self.case_id}"


class Evidence(models.Model):
    """What supports an answer: the address of a page, or a file."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    item = models.CharField(max_length=64)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    file = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(url="", file=""), name="evidence_is_a_link_or_a_file")
        ]

    def __str__(self) -> str:
        return self.title


class Consent(models.Model):
    """How strictly a city wants an answer kept, where that is stricter than what the questionnaire says."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    item = models.CharField(max_length=64)
    level = models.CharField(max_length=10, choices=[("aggregate", "aggregate"), ("never", "never")])
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "item"], name="consent_once")]

    def __str__(self) -> str:
        return f"{self.item} of case {self.case_id}: {self.level}"


class SignedError(Exception):
    """What was signed was about to be changed or deleted; holds which."""


class SignOff(models.Model):
    """A submission: who signed, and all answers as they were then, with a checksum; never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sign_offs")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_as = models.CharField(max_length=200)
    function = models.CharField(max_length=200)
    instrument_version = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="sign_off_once")]

    def __str__(self) -> str:
        return f"sign-off {self.number} of case {self.case_id}"

    def save(self, *args: Any, **words: Any) -> None:
        """Write it once; raises SignedError where it stands already."""
        if not self._state.adding:
            raise SignedError(str(self))
        super().save(*args, **words)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Never: raises SignedError. It goes only with its whole case."""
        raise SignedError(str(self))


class Reopening(models.Model):
    """A lead's request to open what was signed again, and what the programme team decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reopenings")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(max_length=5000)
    asked_at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    granted = models.BooleanField(null=True, blank=True)
    decision = models.TextField(max_length=5000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(granted__isnull=True), name="case_has_one_open_reopening"
            )
        ]

    def __str__(self) -> str:
        return f"reopening {self.pk} of case {self.case_id}"


class Query(models.Model):
    """A question of the programme team on an answer (or on the whole case), and how it was answered.

    The city sees it once it was sent; until then it is a note of its writer.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="queries")
    item = models.CharField(max_length=64, blank=True)
    text = models.TextField(max_length=5000)
    staff = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(max_length=5000, blank=True)
    replied_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"query {self.pk} on case {self.case_id}"


class Preview(models.Model):
    """A draft of a city's snapshot that was asked for; its files lie in the data folder under ``digest``.

    ``failure`` says why there are none: ``nothing`` is answered that can be shown, it took too much ``time``, or a
    ``problem`` of the study or of Civiscope.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        MAKING = "making"
        READY = "ready"
        FAILED = "failed"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="previews")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=10, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["waiting", "making"]), name="one_preview_of_a_case_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"preview of case {self.case_id}: {self.state}"


class ReplyPeriod(models.Model):
    """The days in which cities may reply to their snapshots before a fieldwork's answers are published."""

    fieldwork = models.OneToOneField(Fieldwork, on_delete=models.CASCADE, related_name="reply_period")
    until = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"replies for {self.fieldwork_id} until {self.until}"


class Reply(models.Model):
    """What a city says of its snapshot before publication; never changed, a later one stands beside it."""

    class Kind(models.TextChoices):
        """``CORRECTION`` asks the programme team to send the answers back."""

        CONFIRMED = "confirmed"
        COMMENT = "comment"
        CORRECTION = "correction"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(max_length=5000, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    query = models.OneToOneField(Query, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind="confirmed") | ~Q(text=""), name="reply_says_something")
        ]

    def __str__(self) -> str:
        return f"reply {self.pk} on case {self.case_id}: {self.kind}"

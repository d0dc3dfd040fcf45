"""Who gets which mail: those who were not invited, those who are to be reminded; and mails that did not arrive."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import HANDED_IN
from civiscope.web.common.domain.audit import record
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.field_mails import MADE_UP, queue_text
from civiscope.web.studies.domain.mail_texts import text_of, texts_of
from civiscope.web.studies.models import Contact, Fieldwork

INVITE, REMIND = "invite", "remind"


class RecipientsChangedError(Exception):
    """Since the confirmation was shown, someone was added, removed, answered or got the mail."""


@dataclass(frozen=True)
class Failure:
    """Why mails do not reach a contact; ``how`` is refused, bounced or marked."""

    how: str
    reason: str


@dataclass(frozen=True)
class Mailing:
    """A mail before it is sent: who gets it, and who would but has an address that does not work."""

    kind: str
    contacts: tuple[Contact, ...]
    unreachable: tuple[Contact, ...]
    deadlines: dict[int, dt.date | None]

    @property
    def seal(self) -> str:
        """Changes with the list of who gets it, and once it was sent: it cannot be sent twice by mistake."""
        told = [f"{contact.pk}:{contact.invited_at}:{contact.reminded_at}" for contact in self.contacts]
        return hashlib.sha256("\n".join([self.kind, *told]).encode()).hexdigest()[:32]


def contacts_in(fieldwork: Fieldwork) -> list[Contact]:
    """All contacts of a fieldwork as they are, with person and instrument, by city and part."""
    found = Contact.objects.filter(instrument__fieldwork=fieldwork, removed_at__isnull=True)
    return list(
        found.select_related("person", "instrument__fieldwork").order_by("city", "instrument_id", "-part", "pk")
    )


def mailing(fieldwork: Fieldwork, kind: str, *, never_opened: bool = False) -> Mailing:
    """Who is concerned: `INVITE` those who were not invited; `REMIND` leads who were, and whose case is not handed in.

    ``never_opened`` leaves only those who never signed in.
    """
    contacts = contacts_in(fieldwork)
    cases = {
        (instrument, city): (state, extended)
        for instrument, city, state, extended in Case.objects.filter(instrument__fieldwork=fieldwork).values_list(
            "instrument_id", "city", "state", "extended_to"
        )
    }
    if kind == INVITE:
        concerned = [contact for contact in contacts if contact.invited_at is None]
    else:
        concerned = [contact for contact in contacts if _is_due(contact, cases)]
    if never_opened:
        opened = have_opened()
        concerned = [contact for contact in concerned if contact.person.actor not in opened]
    concerned = [contact for contact in concerned if not contact.person.email.endswith(MADE_UP)]
    failed = failures(concerned)
    deadlines = {
        contact.pk: cases.get((contact.instrument_id, contact.city), ("", None))[1] or fieldwork.deadline
        for contact in concerned
    }
    return Mailing(
        kind,
        tuple(contact for contact in concerned if contact.pk not in failed),
        tuple(contact for contact in concerned if contact.pk in failed),
        deadlines,
    )


def send(fieldwork: Fieldwork, kind: str, seal: str, actor: str, *, never_opened: bool = False) -> int:
    """Queue a mailing as it was confirmed; returns how many mails. Raises RecipientsChangedError."""
    with transaction.atomic():
        # Two who press the button at the same moment come one after the other.
        Fieldwork.objects.select_for_update().get(pk=fieldwork.pk)
        found = mailing(fieldwork, kind, never_opened=never_opened)
        if found.seal != seal:
            raise RecipientsChangedError
        texts = texts_of(kind)
        for contact in found.contacts:
            language = contact.person.language
            if language not in texts:
                texts[language] = text_of(kind, language)
            queue_text(kind, contact, found.deadlines[contact.pk], texts[language])
        now = timezone.now()
        moment = {"invited_at": now} if kind == INVITE else {"reminded_at": now}
        for start in range(0, len(found.contacts), 500):
            part = found.contacts[start : start + 500]
            Contact.objects.filter(pk__in=[contact.pk for contact in part]).update(**moment)
        record(actor, f"mail sent: {kind}", f"fieldwork:{fieldwork.pk}", f"to {len(found.contacts)} contacts")
    return len(found.contacts)


def have_opened() -> frozenset[str]:
    """Everyone (as the audit log names people) who ever signed in."""
    signed_in = AuditEvent.objects.filter(action="signed in", actor__startswith="person:")
    return frozenset(signed_in.order_by().values_list("actor", flat=True).distinct())


def failures(contacts: Iterable[Contact]) -> dict[int, Failure]:
    """Contacts (by id) whose last mail came back or was refused, or who were marked by hand."""
    bad = Message.objects.filter(state__in=[Message.State.REFUSED, Message.State.BOUNCED]).exclude(
        recipient__endswith=MADE_UP
    )
    last_bad = {
        recipient: (number, state, reason)
        for number, recipient, state, reason in bad.order_by("id").values_list("id", "recipient", "state", "failure")
    }
    good = Message.objects.filter(Q(state=Message.State.SENT), recipient__in=bad.values("recipient")).order_by()
    last_good = dict(good.values_list("recipient").annotate(Max("id")))
    found = {}
    for contact in contacts:
        email = contact.person.email
        number, state, reason = last_bad.get(email, (0, "", ""))
        if contact.failed_by_hand:
            found[contact.pk] = Failure("marked", contact.failed_by_hand)
        elif number and number > last_good.get(email, 0):
            found[contact.pk] = Failure(state, reason)
    return found


def _is_due(contact: Contact, cases: dict[tuple[int, str], tuple[str, dt.date | None]]) -> bool:
    if contact.part != Contact.Part.LEAD or contact.invited_at is None:
        return False
    state, _ = cases.get((contact.instrument_id, contact.city), ("", None))
    return bool(state) and state not in HANDED_IN

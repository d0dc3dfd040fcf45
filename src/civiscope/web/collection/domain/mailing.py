"""Who gets which mail: those who were not invited, those who are to be reminded; and mails that did not arrive."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from civiscope.web.collection.domain.prefill_runs import filling_of
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import HANDED_IN
from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.mail import mail_of, queue_mails
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.field_mails import MADE_UP, rendered
from civiscope.web.studies.domain.mail_texts import text_of, texts_of
from civiscope.web.studies.models import Contact, Fieldwork

INVITE, REMIND = "invite", "remind"


A_PART = 500
"""Mails that are put into the queue in one transaction."""


class PrefillingError(Exception):
    """Answers of earlier waves are being put in: whoever came now would find a questionnaire that is half filled."""


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


@dataclass(frozen=True)
class Mailings:
    """What can be sent in a fieldwork: to those who were not invited, to leads who were and have not handed in, and to
    those of the latter who never signed in; ``failed`` has the contacts (by id) whom mails do not reach."""

    contacts: list[Contact]
    failed: dict[int, Failure]
    invite: Mailing
    remind: Mailing
    unopened: Mailing


def contacts_in(fieldwork: Fieldwork) -> list[Contact]:
    """All contacts of a fieldwork as they are, with person and instrument, by city and part."""
    instruments = {entry.pk: entry for entry in fieldwork.instruments.all()}
    for instrument in instruments.values():
        instrument.fieldwork = fieldwork
    found = Contact.objects.filter(instrument__in=list(instruments), removed_at__isnull=True).select_related("person")
    contacts = list(found.order_by("city", "instrument_id", "-part", "pk"))
    for contact in contacts:
        # One object for all, where a query would make one for each.
        contact.instrument = instruments[contact.instrument_id]
    return contacts


def mailings(fieldwork: Fieldwork) -> Mailings:
    """All that can be sent, read once."""
    contacts = contacts_in(fieldwork)
    cases = {
        (instrument, city): (state, extended)
        for instrument, city, state, extended in Case.objects.filter(instrument__fieldwork=fieldwork).values_list(
            "instrument_id", "city", "state", "extended_to"
        )
    }
    opened, failed = have_opened(), failures(contacts)

    def of(kind: str, concerned: list[Contact]) -> Mailing:
        real = [contact for contact in concerned if not contact.person.email.endswith(MADE_UP)]
        return Mailing(
            kind,
            tuple(contact for contact in real if contact.pk not in failed),
            tuple(contact for contact in real if contact.pk in failed),
            {
                contact.pk: cases.get((contact.instrument_id, contact.city), ("", None))[1] or fieldwork.deadline
                for contact in real
            },
        )

    due = [contact for contact in contacts if _is_due(contact, cases)]
    return Mailings(
        contacts,
        failed,
        of(INVITE, [contact for contact in contacts if contact.invited_at is None]),
        of(REMIND, due),
        of(REMIND, [contact for contact in due if contact.person.actor not in opened]),
    )


def mailing(fieldwork: Fieldwork, kind: str, *, never_opened: bool = False) -> Mailing:
    """Who is concerned: `INVITE` those who were not invited; `REMIND` leads who were, and whose case is not handed in.

    ``never_opened`` leaves only those of the leads who never signed in.
    """
    found = mailings(fieldwork)
    if kind == INVITE:
        return found.invite
    return found.unopened if never_opened else found.remind


def send(fieldwork: Fieldwork, kind: str, seal: str, actor: str, *, never_opened: bool = False) -> int:
    """Queue a mailing as it was confirmed; returns how many mails.

    Some hundreds go into the queue at once, each part in a transaction of its own, so that cities can save meanwhile.
    Where it is broken off, those who have no mail yet are still concerned, and nobody gets two. Raises
    RecipientsChangedError, and PrefillingError for invitations while answers of earlier waves are put in.
    """
    if kind == INVITE and filling_of(fieldwork) is not None:
        raise PrefillingError
    found = mailing(fieldwork, kind, never_opened=never_opened)
    if found.seal != seal:
        raise RecipientsChangedError
    texts, sent = texts_of(kind), 0
    for start in range(0, len(found.contacts), A_PART):
        part = found.contacts[start : start + A_PART]
        mails = {}
        for contact in part:
            language = contact.person.language
            if language not in texts:
                texts[language] = text_of(kind, language)
            subject, body = rendered(texts[language], contact, found.deadlines[contact.pk])
            mails[contact.pk] = mail_of(kind, f"contact:{contact.pk}", contact.person.email, subject, body)
        sent += _queued(fieldwork, kind, part, mails, actor)
    return sent


def _queued(fieldwork: Fieldwork, kind: str, part: Sequence[Contact], mails: dict[int, Message], actor: str) -> int:
    """Queue the mails of those who have not got one since the mailing was put together."""
    field = "invited_at" if kind == INVITE else "reminded_at"
    with transaction.atomic():
        held = Contact.objects.filter(pk__in=list(mails), removed_at__isnull=True).select_for_update()
        now_at = dict(held.order_by("pk").values_list("pk", field))
        due = [contact.pk for contact in part if now_at.get(contact.pk, ...) == getattr(contact, field)]
        queue_mails([mails[number] for number in due])
        Contact.objects.filter(pk__in=due).update(**{field: timezone.now()})
        record(actor, f"mail sent: {kind}", f"fieldwork:{fieldwork.pk}", f"to {len(due)} contacts")
    return len(due)


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

"""Who of a city answers together: the lead invites colleagues and assigns sections; whoever answers says it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.cases import OpenCase, contacts_of
from civiscope.web.collection.models import Assignment, Case
from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.identity import identity
from civiscope.web.studies.domain.contacts import ContactError, remove
from civiscope.web.studies.domain.field_mails import privacy_address, team_words
from civiscope.web.studies.domain.mail_texts import filled, text_of
from civiscope.web.studies.models import Contact

MOST_CONTACTS = 50
"""People of a case: a lead invites no crowds, nor can their link be used to send mail to the world."""


class InvitationError(Exception):
    """A colleague who cannot be invited; ``reason`` is the end of the phrase ``collect_invite_REASON``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Invited:
    """A colleague to be invited."""

    name: str
    email: str
    language: str
    part: Contact.Part


def invite(open_case: OpenCase, invited: Invited, link_of: Callable[[Person], str]) -> Contact:
    """Make a contact of the colleague and mail them their link.

    Someone who is known by this address keeps the name and language they have. Raises InvitationError.
    """
    case = open_case.case
    if contacts_of(case).count() >= MOST_CONTACTS:
        raise InvitationError("too_many")
    try:
        with transaction.atomic():
            person, _ = Person.objects.get_or_create(
                email=invited.email, defaults={"name": invited.name, "language": invited.language}
            )
            if person.revoked_at is not None or person.erased_at is not None:
                raise InvitationError("revoked")
            contact = Contact.objects.create(
                instrument=case.instrument, city=case.city, person=person, part=invited.part, invited_at=timezone.now()
            )
            words = {
                "name": person.name,
                "lead": open_case.contact.person.name,
                "city": open_case.city.name,
                "study": identity().name_in(person.language),
                "link": link_of(person),
                "privacy": privacy_address(),
                "team": team_words(),
            }
            kind = "signatory" if invited.part is Contact.Part.SIGNATORY else "colleague"
            text = text_of(kind, person.language)
            subject, body = filled(text.subject, words), filled(text.body, words)
            queue_mail(kind, f"contact:{contact.pk}", person.email, subject, body)
            actor = open_case.contact.person.actor
            record(actor, "colleague invited", f"case:{case.pk}", f"contact:{contact.pk} as {invited.part}")
    except IntegrityError as failure:
        raise InvitationError("known") from failure
    return contact


class StaysError(Exception):
    """Someone whom a lead cannot take off: a lead or whoever signs, or someone who is no contact of the case."""


def may_take_off(contact: Contact) -> bool:
    """Whether a lead may take this contact of their city off.

    Only colleagues: without a signatory a lead signs alone, and nobody makes themselves one by removing another. For
    leads and signatories the programme team puts someone else in their place.
    """
    return contact.part == Contact.Part.COLLEAGUE


def take_off(open_case: OpenCase, number: int) -> Contact:
    """End a colleague's work on the city's answers: their link and devices end where they have no other, their sections
    are nobody's, and what they answered stays. Someone who was removed before is left as they are.

    Raises StaysError.
    """
    case = open_case.case
    found = Contact.objects.filter(pk=number, instrument=case.instrument_id, city=case.city)
    contact = found.select_related("person").first()
    if contact is None or not may_take_off(contact):
        raise StaysError
    try:
        remove(contact, open_case.contact.person.actor)
    except ContactError:
        # The programme team was faster.
        contact.refresh_from_db()
    return contact


def assign(case: Case, section: str, contact: int | None, actor: str) -> bool:
    """Assign a section to a contact of the case, or to nobody; False for a contact of another city."""
    found = None if contact is None else contacts_of(case).filter(pk=contact).first()
    if contact is not None and found is None:
        return False
    with transaction.atomic():
        Assignment.objects.update_or_create(case=case, section=section, defaults={"contact": found})
        record(actor, "section assigned", f"case:{case.pk}", f"{section} to contact:{contact or '-'}")
    return True


def mark_done(case: Case, section: str, person: Person, *, done: bool) -> None:
    """Note that someone says a section is done, or that it is not after all."""
    words = {"done_at": timezone.now() if done else None, "done_by": person if done else None}
    with transaction.atomic():
        Assignment.objects.update_or_create(case=case, section=section, defaults=words)
        record(person.actor, "section done" if done else "section not done", f"case:{case.pk}", section)

"""Contacts of cities: adding, replacing and removing them. Whoever is no contact any more has no way in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from civiscope.web.accounts.domain.links import revoke
from civiscope.web.accounts.models import Person
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.contact_list import Entry
from civiscope.web.studies.domain.field_mails import queue_text
from civiscope.web.studies.models import Contact

AT_ONCE = 500
"""Rows in one statement."""


class ContactError(Exception):
    """A contact that cannot be made; its text says why, for the programme team."""


def load(entries: Iterable[Entry], actor: str) -> int:
    """Make all these contacts, or none; returns how many.

    Raises ContactError where someone else changed the contacts since the list was checked.
    """
    wanted = list(entries)
    try:
        with transaction.atomic():
            people = _people(wanted)
            Contact.objects.bulk_create(
                [_contact(entry, people[entry.email]) for entry in wanted],
                batch_size=AT_ONCE,
            )
            record(actor, "contacts loaded", "contacts", f"{len(wanted)} contacts")
    except IntegrityError as failure:
        raise ContactError("The contacts were changed in the meantime. Upload the list again.") from failure
    return len(wanted)


def add(entry: Entry, actor: str) -> Contact:
    """Make one contact; raises ContactError."""
    try:
        with transaction.atomic():
            contact = _make(entry)
            record(actor, "contact added", f"contact:{contact.pk}", f"{entry.city} {entry.part}")
    except IntegrityError as failure:
        raise ContactError(_taken(entry)) from failure
    return contact


def replace(old: Contact, entry: Entry, actor: str, *, tell: bool) -> Contact:
    """Put someone else in a contact's place: the old one's link ends, the new one has their sections.

    ``tell`` mails the new one their link at once. Raises ContactError.
    """
    try:
        with transaction.atomic():
            _remove(old, actor)
            new = _make(entry)
            # The sections (of the app above) that were the old one's.
            old.assignments.update(contact=new)
            record(actor, "contact replaced", f"contact:{old.pk}", f"by contact:{new.pk}")
            if tell:
                queue_text("replaced", new, new.instrument.fieldwork.deadline)
                Contact.objects.filter(pk=new.pk).update(invited_at=timezone.now())
    except IntegrityError as failure:
        raise ContactError(_taken(entry)) from failure
    return new


def remove(contact: Contact, actor: str) -> None:
    """End someone's work on a city's answers; their link ends where they have no other."""
    with transaction.atomic():
        _remove(contact, actor)
        contact.assignments.update(contact=None)
        record(actor, "contact removed", f"contact:{contact.pk}", f"{contact.city} {contact.part}")


def mark_failed(contact: Contact, reason: str, actor: str) -> None:
    """Note by hand that mails do not reach a contact; an empty reason takes the mark away."""
    with transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(failed_by_hand=" ".join(reason.split())[:300])
        record(actor, "address marked" if reason else "mark removed", f"contact:{contact.pk}")


def _make(entry: Entry) -> Contact:
    contact = _contact(entry, _people([entry])[entry.email])
    contact.save(force_insert=True)
    return contact


def _contact(entry: Entry, person: Person) -> Contact:
    return Contact(instrument_id=entry.instrument, city=entry.city, person=person, part=entry.part)


def _people(entries: Sequence[Entry]) -> dict[str, Person]:
    """The people of these entries by address; those who are not known yet are made, some hundreds in one statement."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.email, entry)
    found: dict[str, Person] = {}
    for start in range(0, len(first), AT_ONCE):
        emails = list(first)[start : start + AT_ONCE]
        found |= {person.email: person for person in Person.objects.filter(email__in=emails)}
    for person in found.values():
        if person.revoked_at is not None or person.erased_at is not None:
            raise ContactError(f"{person.email} was removed from the study and takes part no more.")
    new = [
        Person(email=email, name=entry.name, language=entry.language)
        for email, entry in first.items()
        if email not in found
    ]
    Person.objects.bulk_create(new, batch_size=AT_ONCE)
    return found | {person.email: person for person in new}


def _remove(contact: Contact, actor: str) -> None:
    if not Contact.objects.filter(pk=contact.pk, removed_at__isnull=True).update(removed_at=timezone.now()):
        raise ContactError("This contact was removed in the meantime.")
    if not Contact.objects.filter(person=contact.person_id, removed_at__isnull=True).exists():
        revoke(contact.person, actor)


def _taken(entry: Entry) -> str:
    there = Contact.objects.filter(instrument=entry.instrument, city=entry.city, removed_at__isnull=True)
    if there.filter(person__email=entry.email).exists():
        return f"{entry.email} is a contact of this city already."
    return "The city has a lead already. Replace the lead, or choose another part."

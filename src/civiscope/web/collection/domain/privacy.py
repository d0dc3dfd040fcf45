"""What people are told about their data: who is responsible, to whom they write, how long contacts are kept; and who
has said that they read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from civiscope.study.labels import in_language
from civiscope.web.accounts.models import Person
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact


@dataclass(frozen=True)
class Notice:
    """The parts of the notice that the study gives; ``contact`` is an e-mail address or "", ``own`` are paragraphs."""

    publisher: str
    publisher_url: str
    contact: str
    own: tuple[str, ...]
    keep_days: int


def notice_in(language: str) -> Notice:
    """The notice in a language; raises LookupError before a study was opened."""
    definition = study().definition
    privacy, publisher = definition.privacy, definition.publisher
    addresses = (privacy.contact, publisher.email, *(party.email for party in definition.contacts))
    own = in_language(privacy.notice, language, definition.source_language) if privacy.notice else ""
    paragraphs = tuple(" ".join(part.split()) for part in own.split("\n\n") if part.strip())
    return Notice(
        publisher.name,
        publisher.url or "",
        next((address for address in addresses if address), ""),
        paragraphs,
        privacy.keep_contacts_days,
    )


def has_read(person: Person) -> bool:
    """Whether the person has said that they read the notice, in every wave of which they are a contact."""
    return not Contact.objects.filter(person=person, removed_at__isnull=True, notice_read_at__isnull=True).exists()


def mark_read(person: Person) -> None:
    """Note that the person has read the notice, for all waves of which they are a contact; the first time counts."""
    with transaction.atomic():
        unread = Contact.objects.filter(person=person, removed_at__isnull=True, notice_read_at__isnull=True)
        if unread.update(notice_read_at=timezone.now()):
            record(person.actor, "privacy notice read", person.actor)

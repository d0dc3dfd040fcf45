"""Erasing people: on their own wish, and by rule some time after the fieldwork was closed.

What a city answered stays the city's answer; who wrote it is forgotten. The row of the person stays, without a name or
address, so that the audit log's ``person:ID`` names nobody twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from civiscope.web.accounts.models import Code, Device, Person
from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.mail_files import erase_mail_files
from civiscope.web.common.models import Message
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact


def erase(person: Person, actor: str, why: str) -> bool:
    """Erase a person; False where that was done before. ``why`` goes into the audit log."""
    now = timezone.now()
    with transaction.atomic():
        found = Person.objects.filter(pk=person.pk, erased_at__isnull=True)
        if connection.features.has_select_for_update:
            found = found.select_for_update()
        email = found.values_list("email", flat=True).first()
        if email is None:
            return False
        contacts = list(Contact.objects.filter(person=person).values_list("pk", flat=True))
        about = [person.actor, *(f"contact:{number}" for number in contacts)]
        mails = Message.objects.filter(Q(about__in=about) | Q(recipient__iexact=email))
        addresses = {email, *mails.values_list("recipient", flat=True)}
        mails.delete()
        Code.objects.filter(person=person).delete()
        Device.objects.filter(person=person).delete()
        _forget(person)
        _leave_sections(contacts)
        Contact.objects.filter(pk__in=contacts).update(failed_by_hand="")
        Contact.objects.filter(pk__in=contacts, removed_at__isnull=True).update(removed_at=now)
        Person.objects.filter(pk=person.pk).update(
            name="", email="", erased_at=now, revoked_at=now, link_number=F("link_number") + 1
        )
        record(actor, "person erased", person.actor, why)
        # Before the end of the transaction: a file that cannot be deleted leaves the person as they were.
        erase_mail_files(addresses)
    person.refresh_from_db()
    return True


def due(today: dt.date) -> list[Person]:
    """People whose time is over: all their fieldworks were closed so many days ago as the study says, or they were
    never, or are no longer, a contact of any and were made so long ago."""
    before = dt.datetime.combine(today, dt.time.max, tzinfo=dt.UTC) - dt.timedelta(
        days=study().definition.privacy.keep_contacts_days
    )
    kept = Contact.objects.exclude(instrument__fieldwork__closed_at__lte=before).filter(removed_at__isnull=True)
    # Whoever was replaced is kept as long as the fieldwork in which they answered.
    replaced = Contact.objects.filter(removed_at__gt=before)
    return list(
        Person.objects.filter(erased_at__isnull=True, made_at__lte=before)
        .exclude(pk__in=kept.values("person"))
        .exclude(pk__in=replaced.values("person"))
        .order_by("pk")
    )


def erase_due(today: dt.date, actor: str = "service") -> int:
    """Erase everyone who is `due`; the audit log keeps how many there were. Returns their number."""
    erased = sum(erase(person, actor, "after the fieldwork, by rule") for person in due(today))
    if erased:
        record(actor, "contacts erased", "service:retention", f"{erased} people")
    return erased


def _forget(person: Person) -> None:
    """Take the person from everything that they wrote, whatever tables there are; links, contacts and devices are dealt
    with by themselves."""
    for rows, field in _rows_naming(Person):
        rows.filter(**{field: person}).update(**{field: None})


def _leave_sections(contacts: list[int]) -> None:
    """Sections that were theirs are nobody's."""
    for rows, field in _rows_naming(Contact):
        rows.filter(**{f"{field}__in": contacts}).update(**{field: None})


def _rows_naming(model: type[models.Model]) -> Iterator[tuple[models.QuerySet[Any], str]]:
    """Of every table that may name one of these, or none: its rows and the name of the column."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.field.null:
            naming: Any = relation.related_model
            yield naming._base_manager.all(), relation.field.name

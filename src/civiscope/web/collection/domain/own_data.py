"""What is kept about one person of a city, so that they can see it, take it away and correct it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from civiscope.web.accounts.models import Person
from civiscope.web.collection.models import Comment, Consent, Evidence, Query, Reply, Revision, SignOff
from civiscope.web.collection.rules.given import decoded
from civiscope.web.common.domain.audit import record
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact

Entry = dict[str, Any]


def own_data(person: Person) -> dict[str, Any]:
    """Everything, as JSON can hold it: lists by kind of data, times in ISO 8601."""
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "known_since": _iso(person.made_at),
        },
        "contacts": _contacts(person),
        "devices": [
            {"opened": _iso(found.made_at), "until": _iso(found.expires_at)} for found in person.devices.order_by("id")
        ],
        "mails": _mails(person),
        "answers": _answers(person),
        "comments": _comments(person),
        "evidence": _evidence(person),
        "consents": [
            {"case": found.case_id, "question": found.item, "level": found.level, "at": _iso(found.given_at)}
            for found in Consent.objects.filter(person=person).order_by("id")
        ],
        "replies": [
            {"case": found.case_id, "question": found.item, "text": found.reply, "at": _iso(found.replied_at)}
            for found in Query.objects.filter(replied_by=person).order_by("id")
        ],
        "replies_before_publication": [
            {"case": found.case_id, "kind": found.kind, "text": found.text, "at": _iso(found.at)}
            for found in Reply.objects.filter(person=person).order_by("id")
        ],
        "signed": [
            {"case": found.case_id, "name": found.signed_as, "function": found.function, "at": _iso(found.at)}
            for found in SignOff.objects.filter(person=person).order_by("id")
        ],
        "log": [
            {"at": _iso(found.at), "action": found.action, "by": found.actor, "what": found.subject}
            for found in AuditEvent.objects.filter(Q(actor=person.actor) | Q(subject=person.actor))
        ],
    }


def correct(person: Person, name: str, language: str) -> None:
    """Change what a person is called and in which language they are written to."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(name=name, language=language)
        record(person.actor, "own data corrected", person.actor)
    person.refresh_from_db()


def leads_alone(person: Person) -> list[str]:
    """The names of cities that have no lead when this person leaves."""
    leading = Contact.objects.filter(person=person, removed_at__isnull=True, part=Contact.Part.LEAD)
    return sorted({_city(contact.city) for contact in leading})


def _city(code: str) -> str:
    frame = study().frame
    return frame[code].name if code in frame else code


def _contacts(person: Person) -> list[Entry]:
    found = Contact.objects.filter(person=person).select_related("instrument__fieldwork").order_by("id")
    return [
        {
            "city": _city(contact.city),
            "wave": contact.instrument.fieldwork.wave,
            "questionnaire": contact.instrument.questionnaire,
            "part": contact.part,
            "since": _iso(contact.made_at),
            "invited": _iso(contact.invited_at),
            "reminded": _iso(contact.reminded_at),
            "notice_read": _iso(contact.notice_read_at),
            "until": _iso(contact.removed_at),
        }
        for contact in found
    ]


def _mails(person: Person) -> list[Entry]:
    numbers = Contact.objects.filter(person=person).values_list("pk", flat=True)
    about = [person.actor, *(f"contact:{number}" for number in numbers)]
    found = Message.objects.filter(Q(about__in=about) | Q(recipient__iexact=person.email)).order_by("id")
    return [
        {
            "kind": mail.kind,
            "to": mail.recipient,
            # A code opens a device, and a mail with one is not shown again.
            "subject": "" if mail.kind == "code" else mail.subject,
            "state": mail.state,
            "written": _iso(mail.made_at),
            "sent": _iso(mail.sent_at),
        }
        for mail in found
    ]


def _answers(person: Person) -> list[Entry]:
    found = Revision.objects.filter(person=person).order_by("id")
    return [
        {
            "case": revision.case_id,
            "question": revision.item,
            "version": revision.version,
            "answer": decoded(revision.value),
            "saved": _iso(revision.saved_at),
        }
        for revision in found
    ]


def _comments(person: Person) -> list[Entry]:
    found = Comment.objects.filter(person=person).order_by("id")
    return [
        {"case": entry.case_id, "question": entry.item, "text": entry.text, "at": _iso(entry.made_at)}
        for entry in found
    ]


def _evidence(person: Person) -> list[Entry]:
    found = Evidence.objects.filter(person=person).order_by("id")
    return [
        {
            "case": entry.case_id,
            "question": entry.item,
            "title": entry.title,
            "address": entry.url,
            "bytes": entry.size,
            "at": _iso(entry.made_at),
        }
        for entry in found
    ]


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

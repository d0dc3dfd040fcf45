"""The right of reply: before publication every city sees its snapshot and can confirm it, comment, or ask for a
correction, which staff lead back to a query."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from civiscope.report.words.phrases import locale_of, say
from civiscope.web.accounts.domain.links import link_token
from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.domain.cases import OpenCase, contacts_of
from civiscope.web.collection.domain.steps import staff_hand, stepping
from civiscope.web.collection.models import Case, Query, Reply, ReplyPeriod
from civiscope.web.collection.rules.case_states import Actor, CaseState, Step
from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.identity import identity
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Fieldwork, MailText

KIND = "reply"
"""The kind of the mail that tells of the period."""


class ReplyClosedError(Exception):
    """The case takes no replies now: there is no period, it has ended, or the answers are not approved."""


class ReplyNotAllowedError(Exception):
    """Whoever replies may not say this; only leads and signatories confirm."""


def open_replies(fieldwork: Fieldwork, until: dt.date, staff: User) -> int:
    """Open the period for replies, or move its end, and mail the contacts of all approved cases; returns how many.

    Raises ValueError for a day that is over.
    """
    if until < timezone.localdate():
        raise ValueError("the last day for replies is over")
    with transaction.atomic():
        ReplyPeriod.objects.update_or_create(fieldwork=fieldwork, defaults={"until": until})
        record(staff.actor, "replies opened", f"fieldwork:{fieldwork.pk}", until.isoformat())
        told = 0
        for case in Case.objects.filter(instrument__fieldwork=fieldwork, state=CaseState.APPROVED).order_by("pk"):
            told += _tell_city(case, until)
    return told


def period_of(case: Case) -> ReplyPeriod | None:
    """The period for replies of a case's fieldwork; None before it was opened."""
    return ReplyPeriod.objects.filter(fieldwork=case.instrument.fieldwork_id).first()


def takes_replies(case: Case) -> bool:
    """Whether the city may reply today; the last day counts whole, in UTC."""
    period = period_of(case)
    return period is not None and case.state == CaseState.APPROVED and timezone.localdate() <= period.until


def kinds_for(open_case: OpenCase) -> list[Reply.Kind]:
    """What the contact may say."""
    leading = bool(open_case.actors & {Actor.LEAD, Actor.SIGNATORY})
    return [kind for kind in Reply.Kind if leading or kind is not Reply.Kind.CONFIRMED]


def add_reply(open_case: OpenCase, kind: Reply.Kind, text: str) -> Reply:
    """Keep what the city says. Raises ReplyClosedError and ReplyNotAllowedError."""
    if not takes_replies(open_case.case):
        raise ReplyClosedError
    if kind not in kinds_for(open_case):
        raise ReplyNotAllowedError
    person = open_case.contact.person
    with transaction.atomic():
        made = Reply.objects.create(case=open_case.case, kind=kind, text=text, person=person)
        record(person.actor, "reply before publication", f"case:{open_case.case.pk}", kind.value)
    return made


def lead_back(reply: Reply, text: str, staff: User) -> Query:
    """Make a reply a query: the city can change its answers again, and signs anew.

    Raises StepNotAllowedError where the case cannot be sent back (any more), ReplyClosedError for a reply that was led
    back already.
    """
    with stepping(reply.case_id, Step.QUERY, staff_hand(staff)) as case:
        query = Query.objects.create(case=case, text=text, staff=staff)
        if not Reply.objects.filter(pk=reply.pk, query__isnull=True).update(query=query):
            raise ReplyClosedError
        record(staff.actor, "reply led back", f"case:{case.pk}", f"query:{query.pk}")
        for contact in contacts_of(case).select_related("person"):
            _mail(contact.person, "reply_led_back", city=city_name(case), text=text)
    return query


def city_name(case: Case) -> str:
    """The city's name as the frame has it; its code where the frame no longer has it."""
    found = study().frame.get(case.city)
    return case.city if found is None else found.name


def _tell_city(case: Case, until: dt.date) -> int:
    contacts = list(contacts_of(case).select_related("person").order_by("pk"))
    for contact in contacts:
        day = format_date(until, "long", locale=locale_of(contact.person.language))
        _mail(contact.person, KIND, city=city_name(case), date=day)
    return len(contacts)


def _mail(person: Person, kind: str, **words: str) -> None:
    """Queue ``mail_KIND_*``, or the programme team's own text, to a person who can still be reached."""
    if not person.email or person.revoked_at is not None:
        return
    link = f"{settings.PUBLIC_URL}{reverse('link', kwargs={'token': link_token(person)})}"
    filled = {"study": identity().name_in(person.language), "name": person.name, "link": link, **words}
    own = MailText.objects.filter(kind=kind, language=person.language).first()
    if own is None:
        subject, body = (say(f"mail_{kind}_{part}", person.language, **filled) for part in ("subject", "body"))
    else:
        subject, body = own.subject, own.body
        for name, word in filled.items():
            subject, body = (text.replace(f"{{{name}}}", word) for text in (subject, body))
    queue_mail(kind, person.actor, person.email, subject, body)

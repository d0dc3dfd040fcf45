"""The right of reply: before publication every city sees its snapshot and can confirm it, comment, or ask for a
correction, which staff lead back to a query."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.cases import OpenCase
from civiscope.web.collection.domain.notices import city_name, tell_cities
from civiscope.web.collection.domain.reviewing import note_query, send_queries
from civiscope.web.collection.models import Case, Query, Reply, ReplyPeriod
from civiscope.web.collection.rules.case_states import Actor, CaseState
from civiscope.web.common.domain.audit import record
from civiscope.web.common.zone import today, written_last_day
from civiscope.web.studies.models import Contact, Fieldwork

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
    if until < today():
        raise ValueError("the last day for replies is over")
    day = partial(written_last_day, until)
    with transaction.atomic():
        ReplyPeriod.objects.update_or_create(fieldwork=fieldwork, defaults={"until": until})
        record(staff.actor, "replies opened", f"fieldwork:{fieldwork.pk}", until.isoformat())
        cases = Case.objects.filter(instrument__fieldwork=fieldwork, state=CaseState.APPROVED).order_by("pk")
        told = tell_cities(KIND, {case: {"city": city_name(case), "deadline": day} for case in cases}, Contact.Part)
    return sum(told.values())


def period_of(case: Case) -> ReplyPeriod | None:
    """The period for replies of a case's fieldwork; None before it was opened."""
    return ReplyPeriod.objects.filter(fieldwork=case.instrument.fieldwork_id).first()


def takes_replies(case: Case) -> bool:
    """Whether the city may reply today; the last day counts whole, in the study's time zone."""
    period = period_of(case)
    return period is not None and case.state == CaseState.APPROVED and today() <= period.until


def replying_cases(fieldwork: Fieldwork) -> QuerySet[Case]:
    """The cases of a fieldwork whose answers are approved, or that have replied before."""
    shown = Q(state__in=[CaseState.APPROVED.value, CaseState.PUBLISHED.value]) | Q(pk__in=Reply.objects.values("case"))
    return Case.objects.filter(shown, instrument__fieldwork=fieldwork)


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
    """Make a reply a query on the whole case and send it: the city can change its answers again, and signs anew.

    Raises StepNotAllowedError where the case cannot be sent back any more, ReplyClosedError for a reply that was led
    back already.
    """
    with transaction.atomic():
        query = note_query(reply.case_id, "", text, staff)
        if not Reply.objects.filter(pk=reply.pk, query__isnull=True).update(query=query):
            raise ReplyClosedError
        send_queries(reply.case_id, staff)
        record(staff.actor, "reply led back", f"case:{reply.case_id}", f"query:{query.pk}")
    return query

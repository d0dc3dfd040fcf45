"""The right of reply: before publication every city sees its snapshot and can confirm it, comment, or ask for a
correction, which staff lead back to a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.cases import OpenCase
from civiscope.web.collection.domain.notices import city_name, tell_cities
from civiscope.web.collection.domain.reply_periods import KIND, last_day, takes_replies
from civiscope.web.collection.domain.reviewing import note_query, send_queries
from civiscope.web.collection.models import Case, Origin, Query, Reply, ReplyPeriod, Revision, SignOff
from civiscope.web.collection.rules.case_states import Actor, CaseState
from civiscope.web.common.domain.audit import record
from civiscope.web.common.zone import today
from civiscope.web.studies.models import Contact, Fieldwork


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
    with transaction.atomic():
        ReplyPeriod.objects.update_or_create(fieldwork=fieldwork, defaults={"until": until})
        record(staff.actor, "replies opened", f"fieldwork:{fieldwork.pk}", until.isoformat())
        cases = Case.objects.filter(instrument__fieldwork=fieldwork, state=CaseState.APPROVED).order_by("pk")
        told = tell_cities(
            KIND, {case: {"city": city_name(case), "deadline": last_day(until)} for case in cases}, Contact.Part
        )
    return sum(told.values())


def standing_reply(replies: Iterable[Reply], changed: dt.datetime | None) -> Reply | None:
    """What the city says of its answers as they stand: its last confirmation or request for a correction since they
    were ``changed``, else its last comment since then, else None."""
    since = [entry for entry in replies if changed is None or entry.at > changed]
    decided = [entry for entry in since if entry.kind != Reply.Kind.COMMENT]
    return max(decided or since, key=lambda entry: entry.pk, default=None)


def confirmed_among(cases: QuerySet[Case]) -> frozenset[int]:
    """The numbers of those cases whose city has confirmed the answers as they stand, and not asked for a correction
    since."""
    confirmed = Reply.objects.filter(kind=Reply.Kind.CONFIRMED).values("case")
    asked = cases.exclude(state=CaseState.QUERIED).filter(pk__in=confirmed)
    found = list(asked.only("pk").prefetch_related("replies"))
    changed = changed_at(case.pk for case in found)
    said = {case.pk: standing_reply(case.replies.all(), changed.get(case.pk)) for case in found}
    return frozenset(number for number, reply in said.items() if reply and reply.kind == Reply.Kind.CONFIRMED)


def has_replied(case: Case) -> bool:
    """Whether the city has said anything of its answers as they stand."""
    return standing_reply(case.replies.all(), changed_at([case.pk]).get(case.pk)) is not None


def replying_cases(fieldwork: Fieldwork) -> QuerySet[Case]:
    """The cases of a fieldwork whose answers are approved, or that have replied before."""
    shown = Q(state__in=[CaseState.APPROVED.value, CaseState.PUBLISHED.value]) | Q(pk__in=Reply.objects.values("case"))
    return Case.objects.filter(shown, instrument__fieldwork=fieldwork)


def changed_at(cases: Iterable[int]) -> dict[int, dt.datetime]:
    """When the answers of these cases were last signed or corrected, by case, in two queries."""
    numbers = list(cases)
    signed = SignOff.objects.filter(case__in=numbers).values_list("case").annotate(Max("at"))
    corrections = Revision.objects.filter(case__in=numbers, origin=Origin.CORRECTION)
    found = dict(signed)
    for case, at in corrections.values_list("case").annotate(Max("saved_at")):
        found[case] = max(at, found.get(case, at))
    return found


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

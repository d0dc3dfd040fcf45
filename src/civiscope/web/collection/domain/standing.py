"""Every fieldwork at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import ANSWERING, HANDED_IN, CaseState
from civiscope.web.studies.models import Contact, Fieldwork


@dataclass(frozen=True, slots=True)
class Standing:
    """A fieldwork: its cases and how many began and were handed in, its contacts and how many were not invited yet."""

    fieldwork: Fieldwork
    cases: int
    begun: int
    handed_in: int
    contacts: int
    waiting: int

    @property
    def rate(self) -> float:
        """The response rate, from 0 to 1."""
        return self.handed_in / self.cases if self.cases else 0.0


def standings() -> list[Standing]:
    """All fieldworks, the newest first, in three questions to the database."""
    handed_in = Count("id", filter=Q(state__in=[state.value for state in HANDED_IN]))
    begun = Count("id", filter=Q(first_answer_at__isnull=False))
    found = Case.objects.values("instrument__fieldwork").annotate(all=Count("id"), begun=begun, handed_in=handed_in)
    cases = {row["instrument__fieldwork"]: (row["all"], row["begun"], row["handed_in"]) for row in found}
    there = Contact.objects.filter(removed_at__isnull=True).values("instrument__fieldwork")
    waiting = Count("id", filter=Q(invited_at__isnull=True))
    people = {
        row["instrument__fieldwork"]: (row["all"], row["waiting"])
        for row in there.annotate(all=Count("id"), waiting=waiting)
    }
    return [
        Standing(fieldwork, *cases.get(fieldwork.pk, (0, 0, 0)), *people.get(fieldwork.pk, (0, 0)))
        for fieldwork in Fieldwork.objects.order_by("-pk")
    ]


def with_their_cities(fieldwork: Fieldwork) -> dict[CaseState, int]:
    """How many cases are with their cities, by state: closing the wave leaves them as they are."""
    found = Case.objects.filter(instrument__fieldwork=fieldwork, state__in=[state.value for state in ANSWERING])
    counted = dict(found.values_list("state").annotate(Count("id")))
    return {state: counted[state] for state in CaseState if state in counted}

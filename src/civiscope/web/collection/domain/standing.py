"""Every fieldwork at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import HANDED_IN
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
    cases = {
        number: counts
        for number, *counts in Case.objects.values_list("instrument__fieldwork").annotate(Count("id"), begun, handed_in)
    }
    people = {
        number: counts
        for number, *counts in Contact.objects.filter(removed_at__isnull=True)
        .values_list("instrument__fieldwork")
        .annotate(Count("id"), Count("id", filter=Q(invited_at__isnull=True)))
    }
    return [
        Standing(fieldwork, *cases.get(fieldwork.pk, [0, 0, 0]), *people.get(fieldwork.pk, [0, 0]))
        for fieldwork in Fieldwork.objects.order_by("-pk")
    ]

"""What the review desk shows: the cases that were handed in, and what stands on a case."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from civiscope.web.collection.domain.case_pages import CasePage, page_of_cases
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.models import Case, SignOff
from civiscope.web.collection.rules.case_states import HANDED_IN, CaseState


@dataclass(frozen=True)
class ReviewRow:
    """A case in the list; ``waiting`` queries have no reply yet, ``replied`` have one and are not settled,
    ``unsent`` were not sent. ``earlier`` is the version it was signed under, where that is not the current one."""

    case: Case
    city: str
    waiting: int
    replied: int
    unsent: int
    asked: int
    earlier: int | None

    @property
    def can_be_approved(self) -> bool:
        """Whether nothing stands in the way."""
        open_ones = self.waiting + self.replied + self.unsent
        return self.case.state in (CaseState.SUBMITTED, CaseState.AMENDED) and open_ones == 0


def review_page(state: str, text: str, page: int) -> tuple[list[ReviewRow], CasePage]:
    """A page of the cases that were handed in (in one state where it is named), those that wait longest first."""
    states = [state] if state else [str(found) for found in HANDED_IN]
    found = page_of_cases(Case.objects.filter(state__in=states).order_by("submitted_at", "pk"), text, page)
    return _rows(found.numbers), found


def _rows(numbers: list[int]) -> list[ReviewRow]:
    unsettled = Q(queries__settled_at__isnull=True)
    sent = unsettled & Q(queries__sent_at__isnull=False)
    cases = (
        Case.objects.filter(pk__in=numbers)
        .select_related("instrument__fieldwork")
        .prefetch_related(Prefetch("sign_offs", SignOff.objects.only("case", "instrument_version")))
        .annotate(
            waiting=Count("queries", filter=sent & Q(queries__reply=""), distinct=True),
            replied=Count("queries", filter=sent & ~Q(queries__reply=""), distinct=True),
            unsent=Count("queries", filter=unsettled & Q(queries__sent_at__isnull=True), distinct=True),
            asked=Count("reopenings", filter=Q(reopenings__granted__isnull=True, reopenings__id__isnull=False)),
        )
        .order_by("submitted_at", "pk")
    )
    return [
        ReviewRow(case, city_name(case), case.waiting, case.replied, case.unsent, case.asked, _earlier(case))
        for case in cases
    ]


def counts_by_state() -> dict[str, int]:
    """How many cases stand in each state of those that were handed in."""
    found = Case.objects.filter(state__in=[str(state) for state in HANDED_IN])
    return {row["state"]: row["count"] for row in found.values("state").annotate(count=Count("id")).order_by("state")}


def _earlier(case: Case) -> int | None:
    if case.state == CaseState.QUERIED:
        return None
    version = max((signed.instrument_version for signed in case.sign_offs.all()), default=None)
    return version if version is not None and version < case.instrument.version else None

"""What the review desk shows: the cases that were handed in, and what stands on a case."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.models import Case, SignOff
from civiscope.web.collection.rules.case_states import HANDED_IN, CaseState

A_PAGE = 100
"""Cases on a page."""


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


@dataclass(frozen=True)
class ReviewPage:
    """A page of the list: its rows, how many there are on all pages, and which page of how many it is."""

    rows: list[ReviewRow]
    count: int
    page: int
    pages: int


def review_page(state: str = "", text: str = "", page: int = 1) -> ReviewPage:
    """The cases that were handed in (in one state where it is named; of cities whose name or code has ``text``), those
    that wait longest first, `A_PAGE` at once."""
    states = [state] if state else [str(found) for found in HANDED_IN]
    found = list(Case.objects.filter(state__in=states).order_by("submitted_at", "pk").only("pk", "city"))
    if text:
        wanted = text.casefold()
        found = [case for case in found if wanted in city_name(case).casefold() or wanted == case.city.casefold()]
    pages = max((len(found) + A_PAGE - 1) // A_PAGE, 1)
    page = min(max(page, 1), pages)
    shown = [case.pk for case in found[(page - 1) * A_PAGE : page * A_PAGE]]
    return ReviewPage(_rows(shown), len(found), page, pages)


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

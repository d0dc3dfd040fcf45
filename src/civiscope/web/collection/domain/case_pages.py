"""A list of cases at the desk: those of the cities that are searched for, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.models import Case

A_PAGE = 100
"""Cases on a page."""


@dataclass(frozen=True)
class CasePage:
    """A page of a list: the numbers of its cases, how many there are on all pages, and which page of how many it is."""

    numbers: list[int]
    count: int
    page: int
    pages: int


def page_of_cases(cases: QuerySet[Case], text: str, page: int) -> CasePage:
    """A page (the nearest where there is none of this number) of the cases whose city's name has ``text`` or whose
    city's code it is, in their order. Of the others nothing but number and city is read."""
    found = list(cases.only("pk", "city"))
    if text:
        wanted = text.casefold()
        found = [case for case in found if wanted in city_name(case).casefold() or wanted == case.city.casefold()]
    pages = max((len(found) + A_PAGE - 1) // A_PAGE, 1)
    page = min(max(page, 1), pages)
    shown = [case.pk for case in found[(page - 1) * A_PAGE : page * A_PAGE]]
    return CasePage(shown, len(found), page, pages)

"""In whose hands a case is at an address: those of its city's contact, or of staff who enter what the city told."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.answering import Reached, reach_as_staff
from civiscope.web.collection.domain.cases import CaseInHand, case_for, case_for_staff
from civiscope.web.collection.models import ENTERED, Origin


def case_in_hand(request: HttpRequest, number: int, way: str | None) -> CaseInHand:
    """The case for whoever is signed in; ``way`` is what an address of staff says, None at one of the city.

    Raises Http404 where there is no such case for them, or no such way.
    """
    if way is None:
        return case_for(request.person, number)  # type: ignore[attr-defined]
    return case_for_staff(cast(User, request.user), number, way_named(way))


def case_reached(request: HttpRequest, number: int, way: str | None) -> Reached:
    """The same for what asks often: the gate has looked up the case of a contact together with the person."""
    if way is None:
        reached: Reached | None = request.reached  # type: ignore[attr-defined]
        if reached is None:
            raise Http404
        return reached
    return reach_as_staff(cast(User, request.user), number, way_named(way))


def way_named(text: str) -> Origin:
    """The way by which staff enter answers; else Http404."""
    if text not in ENTERED:
        raise Http404(text)
    return Origin(text)

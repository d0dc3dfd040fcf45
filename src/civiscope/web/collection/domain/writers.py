"""Who writes to a case."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.models import Origin


@dataclass(frozen=True, slots=True)
class Writer:
    """Exactly one of a person of the city and a member of staff, and by which way the answers come."""

    person: Person | None
    staff: User | None
    origin: Origin

    @property
    def actor(self) -> str:
        """The name for the audit log."""
        if self.person is not None:
            return self.person.actor
        return self.staff.actor if self.staff is not None else "service"


def city_writer(person: Person) -> Writer:
    """Someone of the city who answers on the pages."""
    return Writer(person, None, Origin.CITY)


def workbook_writer(person: Person) -> Writer:
    """Someone of the city who sends a workbook in."""
    return Writer(person, None, Origin.WORKBOOK)


def prefilling_writer(staff: User | None) -> Writer:
    """Answers of an earlier wave, put in by a member of staff or by the service itself."""
    return Writer(None, staff, Origin.PREFILL)


def staff_writer(staff: User) -> Writer:
    """A member of the programme team who enters what a city told by telephone or on paper."""
    return Writer(None, staff, Origin.STAFF)

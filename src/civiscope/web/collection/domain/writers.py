"""Who writes to a case, and by which way the answers come."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.models import ENTERED, Origin


@dataclass(frozen=True, slots=True)
class Writer:
    """Exactly one of a person of the city and a member of staff, and by which way the answers come."""

    person: Person | None
    staff: User | None
    origin: Origin

    @property
    def is_entering(self) -> bool:
        """Whether this is a member of staff who enters what a city told."""
        return self.origin in ENTERED

    @property
    def mark(self) -> str:
        """The end of what the audit log says, where staff enter: by which way."""
        return f", {self.origin}" if self.is_entering else ""

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


def staff_writer(staff: User, way: Origin) -> Writer:
    """A member of staff who enters what a city told; ``way`` is one of `models.ENTERED`, else ValueError."""
    if way not in ENTERED:
        raise ValueError(way)
    return Writer(None, staff, way)

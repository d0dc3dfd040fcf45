"""Cases, and who may work on which: people of its city, and staff who enter what the city told."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from civiscope.study.frame import City
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.domain.writers import Writer, city_writer, staff_writer
from civiscope.web.collection.models import Case, Origin, SignOff
from civiscope.web.collection.rules.case_states import ANSWERING, Actor, CaseState
from civiscope.web.collection.rules.given import Cells, decoded
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact


@dataclass(frozen=True)
class CaseInHand:
    """A case in the hands of whoever writes to it; the questionnaire is in the version that its answers are to."""

    case: Case
    questionnaire: Questionnaire
    writer: Writer

    @property
    def city(self) -> City:
        """The city as the frame has it; named by its code where it left the frame during the field."""
        code = self.case.city
        return study().frame.get(code) or City(code=code, name=code, country="")


@dataclass(frozen=True)
class OpenCase(CaseInHand):
    """A case in the hands of a contact."""

    contact: Contact

    @property
    def actors(self) -> frozenset[Actor]:
        """What the contact may do; a lead signs where the city has nobody else to."""
        part = Contact.Part(self.contact.part)
        if part is Contact.Part.SIGNATORY:
            return frozenset({Actor.SIGNATORY, Actor.COLLEAGUE})
        if part is Contact.Part.COLLEAGUE:
            return frozenset({Actor.COLLEAGUE})
        alone = not contacts_of(self.case).filter(part=Contact.Part.SIGNATORY).exists()
        return frozenset({Actor.LEAD, Actor.COLLEAGUE} | ({Actor.SIGNATORY} if alone else set()))


def contacts_of(case: Case):  # type: ignore[no-untyped-def]
    """The contacts who work on a case."""
    return Contact.objects.filter(instrument=case.instrument_id, city=case.city, removed_at__isnull=True)


def cases_of(person: Person) -> list[OpenCase]:
    """All cases of a person, the newest fieldwork first."""
    contacts = Contact.objects.filter(person=person, removed_at__isnull=True).select_related(
        "person", "instrument__fieldwork"
    )
    found = []
    for contact in contacts.order_by("-instrument_id", "city"):
        case = Case.objects.select_related("instrument__fieldwork").filter(
            instrument=contact.instrument_id, city=contact.city
        )
        found += [_opened(entry, contact) for entry in case]
    return found


def case_for(person: Person, number: int) -> OpenCase:
    """The case of that number, where the person is a contact of its city; else Http404, as if there were none."""
    case = _case(number)
    contact = contacts_of(case).filter(person=person).select_related("person").first()
    if contact is None:
        raise Http404
    return _opened(case, contact)


def case_for_staff(staff: User, number: int, way: Origin) -> CaseInHand:
    """The case of that number for a member of staff who enters what its city told by this way, with contacts or
    without; else Http404."""
    case = _case(number)
    return CaseInHand(case, questionnaire_of(case.instrument_id, version_of(case)), staff_writer(staff, way))


def answers_of(case: Case, *, confirmed_only: bool = False) -> dict[str, Cells]:
    """The answers as they stand, cells by item; with ``confirmed_only`` those that count.

    What was put in from an earlier wave counts once someone has confirmed it: only then is it part of what is complete
    and what is signed.
    """
    found = case.answers.filter(confirmed=True) if confirmed_only else case.answers.all()
    return {item: decoded(value) for item, value in found.values_list("item", "value")}


def latest_sign_off(case: Case) -> SignOff | None:
    """The submission, or its last amendment; None where nothing was signed."""
    return case.sign_offs.order_by("-number").first()


def version_of(case: Case) -> int:
    """The version of the questionnaire that the case's answers are to: what was signed stays under its own version,
    until the city gets its case back."""
    if CaseState(case.state) in ANSWERING:
        return case.instrument.version
    signed = latest_sign_off(case)
    return case.instrument.version if signed is None else signed.instrument_version


def _case(number: int) -> Case:
    found = Case.objects.select_related("instrument__fieldwork").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _opened(case: Case, contact: Contact) -> OpenCase:
    questionnaire = questionnaire_of(case.instrument_id, version_of(case))
    return OpenCase(case, questionnaire, city_writer(contact.person), contact)

"""A pilot of the questionnaire: test links for made-up contacts, and what its testers remarked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from civiscope.study.labels import in_language
from civiscope.web.accounts.domain.links import link_token, make_code
from civiscope.web.accounts.models import Person
from civiscope.web.collection.models import Case, Comment
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.field_mails import MADE_UP
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact, Fieldwork


class NoPilotError(Exception):
    """Test links are for pilots alone: in the real fieldwork they would open a city's answers."""


@dataclass(frozen=True, slots=True)
class TesterLink:
    """What a tester needs: the token of the page on which the code is entered, and the code, which works once."""

    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a question of the pilot."""

    question: str
    label: str
    city: str
    by: str
    comment: Comment


def add_tester(case: Case, actor: str) -> Contact:
    """Make a made-up lead (else a colleague) for a case of a pilot; raises NoPilotError."""
    _require_pilot(case.instrument.fieldwork)
    with transaction.atomic():
        there = Contact.objects.filter(instrument=case.instrument, city=case.city)
        number = there.count() + 1
        has_lead = there.filter(part=Contact.Part.LEAD, removed_at__isnull=True).exists()
        person = Person.objects.create(
            name=f"Tester {number}",
            email=f"tester-{number}.case-{case.pk}@pilot{MADE_UP}",
            language=study().definition.source_language,
        )
        part = Contact.Part.COLLEAGUE if has_lead else Contact.Part.LEAD
        contact = Contact.objects.create(instrument=case.instrument, city=case.city, person=person, part=part)
        record(actor, "tester added", f"contact:{contact.pk}")
    return contact


def link_for_tester(contact: Contact, actor: str) -> TesterLink:
    """A link and a code for a made-up contact, to be handed to a tester; raises NoPilotError, TooManyCodesError."""
    _require_pilot(contact.instrument.fieldwork)
    if not contact.person.email.endswith(MADE_UP):
        raise NoPilotError
    with transaction.atomic():
        code = make_code(contact.person)
        record(actor, "test code shown", f"contact:{contact.pk}")
    return TesterLink(link_token(contact.person), code)


def remarks(fieldwork: Fieldwork) -> list[Remark]:
    """All comments of a fieldwork, by questionnaire and question in their order."""
    source, frame, found = study().definition.source_language, study().frame, []
    for instrument in fieldwork.instruments.order_by("pk"):
        questionnaire = questionnaire_of(instrument.pk, instrument.version)
        order = {code: place for place, code in enumerate(questionnaire.items)}
        comments = Comment.objects.filter(case__instrument=instrument).select_related("case", "person", "staff")
        for comment in sorted(comments, key=lambda entry: (order.get(entry.item, -1), entry.pk)):
            item, city = questionnaire.items.get(comment.item), frame.get(comment.case.city)
            label = "The questionnaire as a whole" if item is None else in_language(item.label, "en", source)
            name = comment.case.city if city is None else city.name
            found.append(Remark(comment.item, label, name, str(comment.person or comment.staff or "–"), comment))
    return found


def _require_pilot(fieldwork: Fieldwork) -> None:
    if fieldwork.status != Fieldwork.Status.PILOT:
        raise NoPilotError

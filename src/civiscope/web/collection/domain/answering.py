"""Who writes to which case, looked up in one query; and what the answer to one item leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404

from civiscope.errors import Problem
from civiscope.study.questionnaire import Questionnaire, Section
from civiscope.study.routing_graph import deciding_items, references_of
from civiscope.web.accounts.domain.links import device_query, device_words, person_in
from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.domain.checking import Checker, checker_of
from civiscope.web.collection.domain.writers import Writer, city_writer, staff_writer
from civiscope.web.collection.models import Answer, Origin
from civiscope.web.collection.rules.given import Cells, decoded
from civiscope.web.common.statements import first_row
from civiscope.web.studies.domain.instruments import questionnaire_of

_AT_DEVICE = device_query(
    ", contact.instrument_id, instrument.version",
    """LEFT JOIN collection_case answered ON answered.id = %s
    LEFT JOIN studies_contact contact ON contact.instrument_id = answered.instrument_id
        AND contact.city = answered.city AND contact.person_id = person.id AND contact.removed_at IS NULL
    LEFT JOIN studies_instrument instrument ON instrument.id = contact.instrument_id""",
)
"""Written out, because every answer that is saved asks it."""

_FOR_STAFF = """
    SELECT answered.instrument_id, instrument.version
    FROM collection_case answered
    JOIN studies_instrument instrument ON instrument.id = answered.instrument_id
    WHERE answered.id = %s"""


@dataclass(frozen=True, slots=True)
class Reached:
    """A case of whoever is signed in: its number, what is answered, and who writes."""

    case: int
    instrument: int
    version: int
    writer: Writer

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire in the version that the city answers."""
        return questionnaire_of(self.instrument, self.version)


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from an answer that was saved: what is wrong with it, and, where it may decide about others, all
    items that are not asked now (None where it decides about none)."""

    problems: tuple[Problem, ...]
    not_asked: tuple[str, ...] | None


def reach_by_device(key: str, number: int) -> tuple[Person | None, Reached | None]:
    """Who uses the device with this key, as `links.person_of_device`, and the case of that number where they are a
    contact of its city, as `cases.case_for`."""
    row = first_row(_AT_DEVICE, [number, *device_words(key)])
    if row is None:
        return None, None
    person, (instrument, version) = person_in(row), row[-2:]
    return person, None if instrument is None else Reached(number, instrument, version, city_writer(person))


def reach_as_staff(staff: User, number: int, way: Origin) -> Reached:
    """The case of that number for a member of staff who enters answers, else Http404, as `cases.case_for_staff`."""
    found = first_row(_FOR_STAFF, [number])
    if found is None:
        raise Http404
    instrument, version = found
    return Reached(number, instrument, version, staff_writer(staff, way))


def effect_of(reached: Reached, item: str, cells: Cells, language: str) -> Effect:
    """Check an answer that was saved, with no other where no other matters."""
    decides, depends = _ties(reached.instrument, reached.version)
    if item not in decides and item not in depends:
        alone = _checker_of_item(reached.instrument, reached.version, language, item)
        return Effect(alone.check({item: cells}).problems.get(item, ()), None)
    answers = current_answers(reached.case) | {item: cells}
    checked = checker_of(reached.instrument, reached.version, language).check(answers)
    away = tuple(code for code in reached.questionnaire.items if code not in checked.asked)
    return Effect(checked.problems.get(item, ()), away if item in decides else None)


def current_answers(case: int) -> dict[str, Cells]:
    """The answers to a case as they stand, cells by item."""
    return {code: decoded(value) for code, value in Answer.objects.filter(case=case).values_list("item", "value")}


def answer_to(case: int, item: str) -> Cells:
    """The answer to one item as it stands."""
    return decoded(Answer.objects.filter(case=case, item=item).values_list("value", flat=True).first() or "{}")


def forget() -> None:
    """Forget what is kept of questionnaires, for another database."""
    _ties.cache_clear()
    _checker_of_item.cache_clear()


@lru_cache(maxsize=64)
def _ties(instrument: int, version: int) -> tuple[frozenset[str], frozenset[str]]:
    """The items that decide whether others are asked, and those whose constraint reads the answers to others."""
    questionnaire = questionnaire_of(instrument, version)
    decides = frozenset(code for codes in deciding_items(questionnaire).values() for code in codes)
    depends = frozenset(code for code, item in questionnaire.items.items() if references_of(item.constraint) - {code})
    return decides, depends


@lru_cache(maxsize=4096)
def _checker_of_item(instrument: int, version: int, language: str, code: str) -> Checker:
    """A checker of one item, as if it were the whole questionnaire and always asked."""
    whole = questionnaire_of(instrument, version)
    item = whole.items[code].model_copy(update={"relevant": None, "required": False})
    section = Section(code="section", title={"": "Section"}, items=(item,))
    fields: Mapping[str, object] = {name: getattr(whole, name) for name in type(whole).model_fields}
    return Checker(Questionnaire.model_validate({**fields, "sections": (section,)}), language)

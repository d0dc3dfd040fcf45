"""How a fieldwork goes: who has answered, how far the others are, where they stop. For the desk's dashboard.

Everything is read in a fixed number of questions to the database, whatever the number of cities. What takes longest,
which questions each city has answered, is kept until an answer is saved.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median, quantiles

from django.db.models import Count, Max

from civiscope.study.groups import level_of
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.mailing import Failure, contacts_in, failures, have_opened
from civiscope.web.collection.models import Answer, Case, Revision
from civiscope.web.collection.rules.case_states import HANDED_IN
from civiscope.web.collection.rules.given import NO_ANSWER, decoded
from civiscope.web.common.zone import local
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact, Fieldwork, Instrument

_REFERENCE = re.compile(r"\$\{\s*([A-Za-z_][\w.]*)\s*\}")


@dataclass(frozen=True, slots=True)
class Progress:
    """What a city has answered: of ``asked`` questions (those that its answers lead to) ``given`` have an answer."""

    asked: int
    given: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.given / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question over all cities that have begun: to how many it was asked, and how many of them answered it."""

    code: str
    label: str
    section: str
    asked: int
    given: int

    @property
    def share(self) -> float:
        """Of those asked, who answered; from 0 to 1."""
        return self.given / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Row:
    """A case on the dashboard."""

    case: Case
    name: str
    country: str
    progress: Progress
    last: dt.datetime | None
    lead: Contact | None
    opened: bool
    failure: Failure | None
    deadline: dt.date | None

    @property
    def handed_in(self) -> bool:
        """Whether the city signed off at least once."""
        return self.case.state in HANDED_IN


@dataclass(frozen=True, slots=True)
class Level:
    """A group of cities: how many were asked, began and handed in."""

    label: str
    cases: int
    begun: int
    handed_in: int

    @property
    def rate(self) -> float:
        """Handed in, of all; from 0 to 1."""
        return self.handed_in / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Durations:
    """Days from a city's first answer to its signature: quartiles over those that signed."""

    count: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class Response:
    """A fieldwork as it stands; one questionnaire of it."""

    fieldwork: Fieldwork
    instrument: Instrument
    questionnaire: Questionnaire
    rows: list[Row]
    questions: list[Question]
    over_time: list[tuple[dt.date, int]] = field(default_factory=list)

    @property
    def handed_in(self) -> int:
        """How many cities have signed off."""
        return sum(row.handed_in for row in self.rows)

    @property
    def begun(self) -> int:
        """How many cities have given an answer."""
        return sum(row.case.first_answer_at is not None for row in self.rows)

    @property
    def rate(self) -> float:
        """The response rate, from 0 to 1."""
        return self.handed_in / len(self.rows) if self.rows else 0.0

    @property
    def states(self) -> dict[str, int]:
        """How many cases are in each state."""
        return dict(Counter(row.case.state for row in self.rows))

    @property
    def durations(self) -> Durations | None:
        """How long cities took; None before one has signed."""
        days = [
            (row.case.submitted_at - row.case.first_answer_at).total_seconds() / 86_400
            for row in self.rows
            if row.case.submitted_at is not None and row.case.first_answer_at is not None
        ]
        if not days:
            return None
        if len(days) == 1:
            return Durations(1, days[0], days[0], days[0])
        lower, _, upper = quantiles(days, n=4, method="inclusive")
        return Durations(len(days), lower, median(days), upper)


def response(fieldwork: Fieldwork, instrument: Instrument) -> Response:
    """Read how one questionnaire of a fieldwork goes."""
    questionnaire = questionnaire_of(instrument.pk, instrument.version)
    cases = list(Case.objects.filter(instrument=instrument).order_by("city"))
    last = dict(Revision.objects.filter(case__instrument=instrument).values_list("case").annotate(Max("saved_at")))
    contacts = [contact for contact in contacts_in(fieldwork) if contact.instrument_id == instrument.pk]
    leads = {contact.city: contact for contact in contacts if contact.part == Contact.Part.LEAD}
    opened, failed = have_opened(), failures(contacts)
    opened_cities = {contact.city for contact in contacts if contact.person.actor in opened}
    progress, questions = _answered(instrument, questionnaire)
    nothing = Progress(len(_asked(instrument.pk, instrument.version, ())), 0)
    frame, rows = study().frame, []
    for case in cases:
        city, lead = frame.get(case.city), leads.get(case.city)
        rows.append(
            Row(
                case,
                case.city if city is None else city.name,
                "" if city is None else city.country,
                progress.get(case.pk, nothing),
                last.get(case.pk),
                lead,
                case.city in opened_cities,
                None if lead is None else failed.get(lead.pk),
                case.extended_to or fieldwork.deadline,
            )
        )
    return Response(fieldwork, instrument, questionnaire, rows, questions, _over_time(fieldwork, rows))


def groups() -> dict[str, str]:
    """By what cities can be grouped: columns of the frame and the study's groups, with their names."""
    found, source = study(), study().definition.source_language
    columns = {"country": "Country", "region": "Region"}
    columns |= {name: name for city in found.frame.values() for name in city.other}
    grouped = {f"group:{group.code}": in_language(group.label, "en", source) for group in found.definition.groups}
    without = {f"group:{group.code}" for group in found.definition.groups if group.item}
    return {**{key: label for key, label in grouped.items() if key not in without}, **columns}


def levels_by(rows: Iterable[Row], by: str) -> list[Level]:
    """The rows counted by a group of `groups`; cities without a level come last."""
    names = _level_names(by)
    found: dict[str, list[Row]] = {name: [] for name in names}
    for row in rows:
        found.setdefault(level_in(row.case.city, by), []).append(row)
    without = found.pop("", [])
    levels = [_level(names.get(code, code), members) for code, members in found.items() if members]
    if not names:
        levels.sort(key=lambda level: level.label)
    return levels + ([_level("None of these", without)] if without else [])


def level_in(city: str, by: str) -> str:
    """The level of a city in a group of `groups`; "" where it has none."""
    found = study()
    entry = found.frame.get(city)
    if entry is None:
        return ""
    if by.startswith("group:"):
        group = next((group for group in found.definition.groups if f"group:{group.code}" == by), None)
        return "" if group is None else level_of(group, entry)
    value = entry.value(by)
    return "" if value is None else str(value)


def _level_names(by: str) -> dict[str, str]:
    found = study()
    group = next((group for group in found.definition.groups if f"group:{group.code}" == by), None)
    source = found.definition.source_language
    if group is None:
        return {}
    if group.classes:
        return {entry.code: in_language(entry.label, "en", source) for entry in group.classes}
    return {} if group.column else {"yes": in_language(group.label, "en", source)}


def _level(label: str, rows: list[Row]) -> Level:
    begun = sum(row.case.first_answer_at is not None for row in rows)
    return Level(label, len(rows), begun, sum(row.handed_in for row in rows))


def _over_time(fieldwork: Fieldwork, rows: list[Row]) -> list[tuple[dt.date, int]]:
    """How many cases had been handed in by the end of each day on which one was, the day of opening first."""
    days = Counter(local(row.case.submitted_at).date() for row in rows if row.case.submitted_at is not None)
    total, found = 0, [(local(fieldwork.opened_at).date(), 0)]
    for day in sorted(days):
        total += days[day]
        found.append((day, total))
    return found


# --- what each city has answered ---


@dataclass(frozen=True)
class _Kept:
    """What was found, and of which answers: their number and the last revision."""

    of: tuple[int, int, int | None]
    progress: Mapping[int, Progress]
    questions: list[Question]


_KEPT: dict[int, _Kept] = {}
"""The latest findings by instrument."""


def _answered(instrument: Instrument, questionnaire: Questionnaire) -> tuple[Mapping[int, Progress], list[Question]]:
    stands = Revision.objects.filter(case__instrument=instrument).aggregate(count=Count("id"), last=Max("id"))
    of = (instrument.version, stands["count"], stands["last"])
    kept = _KEPT.get(instrument.pk)
    if kept is None or kept.of != of:
        kept = _KEPT[instrument.pk] = _Kept(of, *_count(instrument, questionnaire))
    return kept.progress, kept.questions


def forget() -> None:
    """Forget what is kept between requests."""
    _KEPT.clear()
    _asked.cache_clear()


def _count(instrument: Instrument, questionnaire: Questionnaire) -> tuple[dict[int, Progress], list[Question]]:
    """Which questions lead where depends on the answers to few of them (those that a condition names), so that cities
    which agree in these share one look at the routing."""
    deciding = _deciding(questionnaire)
    answers = Answer.objects.filter(case__instrument=instrument).order_by()
    given: dict[int, set[str]] = {}
    for case, item in answers.exclude(value=NO_ANSWER).values_list("case_id", "item"):
        given.setdefault(case, set()).add(item)
    decided: dict[int, list[tuple[str, str]]] = {}
    for case, item, value in answers.filter(item__in=deciding).values_list("case_id", "item", "value"):
        decided.setdefault(case, []).append((item, value))
    asked_of: Counter[str] = Counter()
    given_of: Counter[str] = Counter()
    progress = {}
    for case, items in given.items():
        asked = _asked(instrument.pk, instrument.version, tuple(sorted(decided.get(case, ()))))
        answered = asked & items
        progress[case] = Progress(len(asked), len(answered))
        asked_of.update(asked)
        given_of.update(answered)
    source = study().definition.source_language
    questions = [
        Question(
            item.code,
            in_language(item.short or item.label, "en", source),
            in_language(section.title, "en", source),
            asked_of[item.code],
            given_of[item.code],
        )
        for section in questionnaire.sections
        for item in section.items
    ]
    return progress, questions


def _deciding(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The items that conditions of others name."""
    named = {
        name.partition(".")[0]
        for item in questionnaire.items.values()
        if item.relevant
        for name in _REFERENCE.findall(item.relevant)
    }
    return tuple(sorted(named & questionnaire.items.keys()))


@lru_cache(maxsize=20_000)
def _asked(instrument: int, version: int, decided: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The items that are asked where these answers (as they are kept) decide."""
    answers = {item: decoded(value) for item, value in decided}
    return checker_of(instrument, version, "en").check(answers).asked

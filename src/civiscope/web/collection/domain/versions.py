"""A questionnaire that changes while it is in the field: what the study folder says now, whom it concerns, and putting
the new version into the field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count

from civiscope.errors import ProblemLog
from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.study.loading import load_study
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.mapping import map_answers, mapper_to
from civiscope.web.collection.domain.notices import city_name, tell_cities
from civiscope.web.collection.models import Answer, Case
from civiscope.web.collection.rules.case_states import ANSWERING
from civiscope.web.collection.rules.differences import TELLING, Change, Difference, differences
from civiscope.web.collection.rules.given import NO_ANSWER
from civiscope.web.collection.rules.mapping import VersionMapping, require_fitting
from civiscope.web.common.domain.audit import record
from civiscope.web.common.identity import identity
from civiscope.web.studies.domain.instruments import add_version, questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Instrument


class StudyNotReadableError(Exception):
    """The study folder has errors; holds them as texts."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class OutdatedError(Exception):
    """The questionnaire of the folder, or the version in the field, is not the one any more that was shown."""


@dataclass(frozen=True)
class Published:
    """A new version in the field: its number, the cases whose city was told, and those of which answers changed."""

    number: int
    told: int
    mapped: int


def questionnaire_in_folder(name: str) -> Questionnaire | None:
    """The questionnaire as the study folder has it now; None where it has it no more. Raises StudyNotReadableError."""
    opened = study()
    stamps = tuple((str(path), *_stamp(path)) for path in opened.inputs)
    return _questionnaires(opened.folder, stamps).get(name)


def digest_of_questionnaire(questionnaire: Questionnaire) -> str:
    """The checksum of a questionnaire's definition, as versions keep it."""
    return hashlib.sha256(questionnaire.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def changed_instruments() -> list[Instrument]:
    """The instruments in the field whose questionnaire is another in the study folder now."""
    found = []
    for instrument in Instrument.objects.select_related("fieldwork").filter(fieldwork__closed_at__isnull=True):
        current = questionnaire_in_folder(instrument.questionnaire)
        kept = questionnaire_of(instrument.pk, instrument.version)
        if current is not None and current != kept:
            found.append(instrument)
    return found


def counts_of_answers(instrument: Instrument, items: Iterable[str]) -> dict[str, int]:
    """In how many cases each item has an answer."""
    answers = Answer.objects.filter(case__instrument=instrument, item__in=set(items)).exclude(value="{}")
    return {row["item"]: row["cases"] for row in answers.values("item").annotate(cases=Count("case"))}


def cases_under_earlier_versions(instrument: Instrument) -> list[Case]:
    """The cases that stand as they were signed under an earlier version."""
    cases = Case.objects.filter(instrument=instrument).exclude(state__in=[str(state) for state in ANSWERING])
    return [
        case
        for case in cases.prefetch_related("sign_offs").order_by("city")
        if max((entry.instrument_version for entry in case.sign_offs.all()), default=instrument.version)
        < instrument.version
    ]


def publish_version(
    instrument: int, questionnaire: Questionnaire, mapping: VersionMapping, base: int, staff: User
) -> Published:
    """Put a new version into the field, map the answers of all cases that are with their cities, and tell those that
    it concerns. What was signed stays under its version until its city gets it back.

    ``base`` is the version that the mapping starts from. Raises OutdatedError where another is in the field, and
    MappingError.
    """
    try:
        return _publish(instrument, questionnaire, mapping, base, staff)
    except BaseException:
        # What was not put into the field must not stay in memory as if it were.
        questionnaire_of.cache_clear()
        mapper_to.cache_clear()
        raise


def _publish(
    instrument: int, questionnaire: Questionnaire, mapping: VersionMapping, base: int, staff: User
) -> Published:
    with transaction.atomic():
        found = Instrument.objects.filter(pk=instrument)
        if connection.features.has_select_for_update:
            found = found.select_for_update()
        locked = found.get()
        before = questionnaire_of(instrument, locked.version)
        if locked.version != base or before == questionnaire:
            raise OutdatedError
        require_fitting(mapping, before, questionnaire)
        made = add_version(locked, questionnaire)
        made.mapping = mapping.model_dump_json(exclude_defaults=True)
        made.save(update_fields=["mapping"])
        record(staff.actor, "questionnaire.published", f"instrument:{instrument}", f"version {made.number}")
        cases = Case.objects.filter(instrument=instrument, state__in=[str(state) for state in ANSWERING]).order_by("pk")
        held = list(cases.select_for_update(no_key=True) if connection.features.has_select_for_update else cases)
        moved = map_answers([case.pk for case in held], instrument, made.number)
        concerned = _concerned(differences(before, questionnaire), mapping, held, moved)
        told = _tell(concerned, questionnaire)
    return Published(made.number, told, len(moved))


def _concerned(
    changes: list[Difference],
    mapping: VersionMapping,
    cases: list[Case],
    moved: dict[int, frozenset[str]],
) -> list[tuple[Case, list[str]]]:
    """The cases that have answers and something to look at, with the items of the new version: new ones, those whose
    answers were mapped, those that the city has answered and that read differently now."""
    if not cases:
        return []
    renamed = {found.to for found in mapping.items.values()}
    telling = {entry.item: entry.change for entry in reversed(changes) if entry.change in TELLING}
    order = list(dict.fromkeys(entry.item for entry in changes if entry.item in telling))
    added = {
        entry.item
        for entry in changes
        if entry.change in TELLING and entry.change is Change.ADDED and entry.item not in renamed
    }
    answers = Answer.objects.filter(case__instrument=cases[0].instrument_id).exclude(value=NO_ANSWER).order_by()
    begun = set(answers.values_list("case_id", flat=True).distinct())
    given: dict[int, set[str]] = {}
    for number, item in answers.filter(item__in=order).values_list("case_id", "item"):
        given.setdefault(number, set()).add(item)
    found = []
    for case in cases:
        mine = added | given.get(case.pk, set())
        items = list(dict.fromkeys([*(code for code in order if code in mine), *sorted(moved.get(case.pk, ()))]))
        if items and case.pk in begun:
            found.append((case, items))
    return found


def _tell(concerned: list[tuple[Case, list[str]]], questionnaire: Questionnaire) -> int:
    """Mail those whom it concerns; returns to how many cities."""
    source = identity().languages[0]

    @cache
    def listed(items: tuple[str, ...], language: str) -> str:
        labels = [in_language(questionnaire.items[code].label, language, source) for code in items]
        shown = [f"- {label}" for label in labels[:20]]
        more = [say("change_more", language, count=len(labels) - 20)] if len(labels) > 20 else []
        return "\n".join(shown + more)

    told = tell_cities(
        "changed",
        {case: {"city": city_name(case), "questions": partial(listed, tuple(items))} for case, items in concerned},
    )
    return sum(count > 0 for count in told.values())


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _questionnaires(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> dict[str, Questionnaire]:
    """The questionnaires of a folder whose files have these stamps; reading it anew for every page would be slow."""
    log = ProblemLog()
    found = load_study(folder, log)
    if log.errors or found is None:
        raise StudyNotReadableError([str(problem) for problem in log.errors])
    return found.questionnaires

"""Taking the answers of a workbook: what it changes, what was changed here meanwhile, and saving.

An answer that nobody touched in the workbook changes nothing, whatever happened here since it was downloaded. All
answers of a workbook are saved in one transaction, or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.db import transaction

from civiscope.errors import Problem
from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.web.collection.domain.answer_versions import Given
from civiscope.web.collection.domain.cases import answers_of
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.saving import Conflict, save_answers
from civiscope.web.collection.domain.workbook_reading import CellNames, CellProblem, OpenedWorkbook, read_workbook
from civiscope.web.collection.domain.writer_words import name_of
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Case, Revision
from civiscope.web.collection.rules.given import Cells, decoded, encoded
from civiscope.web.collection.rules.workbook_cells import canonical
from civiscope.web.collection.rules.workbook_package import RefusedFileError
from civiscope.web.collection.rules.workbook_plan import Plan, plan_workbook
from civiscope.web.collection.rules.workbook_shown import shown
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study

_SALT = "civiscope.workbook.changes"
_DAY = 24 * 3600
_PHRASES = {
    "too-many-options": "offline_fault_most",
    "constraint-violated": "offline_fault_constraint",
    "url-unreadable": "offline_fault_url",
}


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that the workbook changes: ``base`` is the version that the workbook was made from, ``current`` (0 for
    none) the one that stands now; where they differ it is in ``conflict``."""

    item: str
    question: str
    value: str
    base: int
    current: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    by: str = ""

    @property
    def conflict(self) -> bool:
        """Whether the answer was changed here after the workbook was downloaded."""
        return self.base != self.current


@dataclass(frozen=True, slots=True)
class Examined:
    """What a workbook would change, or what is wrong with it: with problems there are no changes."""

    changes: tuple[Change, ...]
    problems: tuple[CellProblem, ...]


class ChangedMeanwhileError(Exception):
    """Answers were changed between looking and saving; nothing was saved. Holds the changes as they are now."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        super().__init__()
        self.changes = changes


def plan_for(case: Case, language: str) -> Plan:
    """The plan of a case's workbook."""
    questionnaire = questionnaire_of(case.instrument_id, case.instrument.version)
    return plan_workbook(questionnaire, language, study().definition.source_language)


def examine(case: Case, opened: OpenedWorkbook, language: str) -> Examined:
    """Compare a workbook with the case; raises RefusedFileError where it is another's or of another version."""
    seal = opened.seal
    if (seal.case, seal.instrument) != (case.pk, case.instrument_id):
        raise RefusedFileError("offline_refused_case")
    if seal.version != case.instrument.version:
        raise RefusedFileError("offline_refused_version")
    plan = plan_for(case, seal.language)
    found = read_workbook(opened, plan, language)
    values = {item: (encoded(cells), seal.answers.get(item, 0)) for item, cells in found.answers.items()}
    changes = compare(case, plan_for(case, language), values)
    problems = [*found.problems, *_problems(case, plan, changes, language)]
    return Examined(() if problems else changes, CellNames(plan).in_order(problems))


def compare(case: Case, plan: Plan, values: Mapping[str, tuple[str, int]]) -> tuple[Change, ...]:
    """What answers (value and the version that it was edited from, by item) change in the case."""
    current = {answer.item: answer for answer in case.answers.select_related("person", "staff")}
    bases = _bases(case, values)
    changes = []
    for item in plan.questionnaire.items.values():
        if item.code not in values:
            continue
        value, base = values[item.code]
        given, stands = decoded(value), current.get(item.code)
        cells = decoded(stands.value) if stands is not None else {}
        if canonical(plan, item, bases.get(item.code, {})) == given or canonical(plan, item, cells) == given:
            continue
        changes.append(
            Change(
                item.code,
                in_language(item.label, plan.language, plan.source),
                value,
                base,
                stands.version if stands is not None else 0,
                shown(plan, item, cells),
                shown(plan, item, given),
                "" if stands is None else name_of(stands, plan.language),
            )
        )
    return tuple(changes)


def seal_changes(case: Case, changes: tuple[Change, ...]) -> str:
    """The changes as signed text, so that the page that shows them can carry them."""
    content = {change.item: [change.value, change.base, change.current] for change in changes}
    return signing.dumps([case.pk, case.instrument.version, content], salt=_SALT, compress=True)


def save_changes(case: Case, text: str, taken: Mapping[str, bool], writer: Writer, language: str) -> int:
    """Save what `seal_changes` wrote, except answers in conflict that are not ``taken``; returns how many were saved.

    Raises RefusedFileError where the text is not of this case and version, KeyError with the item where a conflict was
    not decided, ChangedMeanwhileError, and CaseClosedError.
    """
    try:
        number, version, content = signing.loads(text, salt=_SALT, max_age=_DAY)
    except signing.BadSignature as failure:
        raise RefusedFileError("offline_refused_seal") from failure
    if (number, version) != (case.pk, case.instrument.version):
        raise RefusedFileError("offline_refused_version" if number == case.pk else "offline_refused_case")
    wanted = {item: entry for item, entry in content.items() if entry[1] == entry[2] or taken[item]}
    try:
        with transaction.atomic():
            answers = [Given(item, value, current) for item, (value, _, current) in wanted.items()]
            if any(isinstance(outcome, Conflict) for outcome in save_answers(case.pk, answers, writer).values()):
                raise _RolledBackError
            record(writer.actor, "workbook saved", f"case:{case.pk}", f"{len(wanted)} answers{writer.mark}")
    except _RolledBackError:
        values = {item: (value, base) for item, (value, base, _) in content.items()}
        raise ChangedMeanwhileError(compare(case, plan_for(case, language), values)) from None
    return len(wanted)


class _RolledBackError(Exception):
    """Takes back the answers that were saved before the conflict."""


def changes_in(case: Case, text: str, language: str) -> tuple[Change, ...]:
    """What `seal_changes` wrote, as it compares now; raises RefusedFileError."""
    try:
        number, _, content = signing.loads(text, salt=_SALT, max_age=_DAY)
    except signing.BadSignature as failure:
        raise RefusedFileError("offline_refused_seal") from failure
    if number != case.pk:
        raise RefusedFileError("offline_refused_case")
    values = {item: (value, base) for item, (value, base, _) in content.items()}
    return compare(case, plan_for(case, language), values)


def _bases(case: Case, values: Mapping[str, tuple[str, int]]) -> dict[str, Cells]:
    """The answers that the workbook was made from."""
    wanted = {item: base for item, (_, base) in values.items() if base}
    revisions = Revision.objects.filter(case=case, item__in=wanted).values_list("item", "version", "value")
    return {item: decoded(value) for item, version, value in revisions if wanted[item] == version}


def _problems(case: Case, plan: Plan, changes: tuple[Change, ...], language: str) -> list[CellProblem]:
    """What the questionnaire says against the changed answers, with all others as they will stand."""
    answers = answers_of(case) | {change.item: decoded(change.value) for change in changes}
    checked = checker_of(case.instrument_id, case.instrument.version, language).check(answers)
    names = CellNames(plan)
    return [
        names.of_item(change.item, problem.column.partition(".")[2], _told(plan, change, problem, language))
        for change in changes
        for problem in checked.problems.get(change.item, ())
    ]


def _told(plan: Plan, change: Change, problem: Problem, language: str) -> str:
    item = plan.questionnaire.items[change.item]
    row = problem.column.partition(".")[2]
    value = decoded(change.value).get(row, problem.value)
    message = item.constraint_message
    words: dict[str, object] = {"value": value[:200]}
    if problem.code == "constraint-violated":
        words["reason"] = in_language(message, language, plan.source) if message else str(item.constraint)
    if problem.code == "too-many-options":
        words |= {"given": len(value.split(";")), "count": item.most or 1}
    return say(_PHRASES.get(problem.code, "offline_fault_unusable"), language, **words)

"""The answers of an instrument's cases as exports, releases and previews take them.

A case that was sent back with a query is taken as it was signed off last, with what staff corrected since: what the
city is just changing counts when it signs again. What was signed under an earlier version of the questionnaire is
taken as answers to the present one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max

from civiscope.web.collection.domain.checking import Checked, checker_of
from civiscope.web.collection.domain.mapping import mapper_to
from civiscope.web.collection.models import Answer, Case, Origin, Revision, SignOff
from civiscope.web.collection.rules.case_states import ANSWERING, HANDED_IN, CaseState
from civiscope.web.collection.rules.given import Cells, decoded
from civiscope.web.collection.rules.selection import STATES, Include
from civiscope.web.studies.models import Instrument

OF_STAFF = (Origin.CORRECTION, Origin.MAPPED)
"""Origins of versions that hold whether or not the city has signed since. What staff entered for the city is its own
answer, and holds once the city has signed it."""


@dataclass(frozen=True)
class KeptCase:
    """A case with its answers, cells by item, and where each comes from; items without an answer are left out."""

    case: Case
    answers: dict[str, Cells]
    origins: dict[str, str]


_Answers = dict[str, tuple[Cells, str]]
"""Cells and origin by item."""


def kept_cases(instrument: Instrument, include: Include) -> list[KeptCase]:
    """The cases that ``include`` takes, in the order of their cities; their answers come in two queries."""
    found = list(instrument.cases.filter(state__in=STATES[include]).order_by("city"))
    answers: dict[int, _Answers] = defaultdict(dict)
    standing = Answer.objects.filter(case__in=found).values_list("case_id", "item", "value", "origin")
    for case, item, value, origin in standing:
        answers[case][item] = decoded(value), origin
    if include is not Include.ALL:
        answers |= _signed([case for case in found if case.state == CaseState.QUERIED])
    if instrument.version > 1:
        for number, version in _signed_versions(found).items():
            answers[number] = _brought_up_to_date(instrument, version, answers[number])
    return [_kept(case, answers[case.pk]) for case in found]


def asked_answers(kept: KeptCase, instrument: Instrument, language: str, *, sound: bool = False) -> dict[str, Cells]:
    """The answers to what the case was asked; those that its other answers led around stay aside.

    ``sound`` leaves out answers with an error as well: they cannot be used until they are mended.
    """
    return _asked(kept, checker_of(instrument.pk, instrument.version, language).check(kept.answers), sound=sound)


def checked_answers(kept: KeptCase, instrument: Instrument, language: str) -> tuple[dict[str, Cells], Checked]:
    """The answers to what the case was asked, and how they were coded."""
    checker = checker_of(instrument.pk, instrument.version, language)
    checked = checker.check(kept.answers)
    cells = _asked(kept, checked, sound=False)
    # Coding takes most of the time of an export: what was coded is not coded again where nothing was left out.
    return cells, checked if len(cells) == len(kept.answers) else checker.check(cells)


def _asked(kept: KeptCase, checked: Checked, *, sound: bool) -> dict[str, Cells]:
    return {
        item: cells
        for item, cells in kept.answers.items()
        if item in checked.asked and not (sound and _has_error(checked, item))
    }


def _has_error(checked: Checked, item: str) -> bool:
    return any(entry.severity == "error" for entry in checked.problems.get(item, ()))


def _signed(cases: Collection[Case]) -> dict[int, _Answers]:
    """The answers of each case as it was signed last, with later ones of staff; without a sign-off none is here."""
    signed = dict(
        Case.objects.filter(pk__in=[case.pk for case in cases], sign_offs__isnull=False)
        .annotate(last=Max("sign_offs__at"))
        .values_list("pk", "last")
    )
    found: dict[int, _Answers] = {case: {} for case in signed}
    for entry in Revision.objects.filter(case__in=list(signed)).order_by("version"):
        if entry.saved_at <= signed[entry.case_id] or entry.origin in OF_STAFF:
            found[entry.case_id][entry.item] = decoded(entry.value), entry.origin
    return found


def _signed_versions(cases: Collection[Case]) -> dict[int, int]:
    """Under which version of the questionnaire the answers of each case stand, where the city does not have it now."""
    held = [case.pk for case in cases if case.state in HANDED_IN - ANSWERING]
    return dict(SignOff.objects.filter(case__in=held).order_by("number").values_list("case_id", "instrument_version"))


def _brought_up_to_date(instrument: Instrument, version: int, answers: _Answers) -> _Answers:
    """The answers to a version as answers to the present one, by the mappings that brought the later ones."""
    for number in range(version + 1, instrument.version + 1):
        cells = {item: kept for item, (kept, _) in answers.items()}
        changed = mapper_to(instrument.pk, number).mapped(cells)
        answers = {**answers, **{result.item: (result.cells, Origin.MAPPED.value) for result in changed.values()}}
    return answers


def _kept(case: Case, answers: _Answers) -> KeptCase:
    given = {item: (cells, origin) for item, (cells, origin) in answers.items() if cells}
    return KeptCase(
        case,
        {item: cells for item, (cells, _) in given.items()},
        {item: origin for item, (_, origin) in given.items()},
    )

"""The answers of an instrument's cases as exports, releases and previews take them.

A case that was sent back with a query is taken as it was signed off last, with what staff corrected since: what the
city is just changing counts when it signs again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max

from civiscope.web.collection.domain.checking import Checked, checker_of
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import Cells, decoded
from civiscope.web.collection.rules.selection import STATES, Include
from civiscope.web.studies.models import Instrument

OF_STAFF = (Origin.STAFF, Origin.CORRECTION, Origin.MAPPED)
"""Origins of versions that hold whether or not the city has signed since."""


@dataclass(frozen=True)
class KeptCase:
    """A case with its answers, cells by item; items without an answer are left out."""

    case: Case
    answers: dict[str, Cells]


def kept_cases(instrument: Instrument, include: Include) -> list[KeptCase]:
    """The cases that ``include`` takes, in the order of their cities; their answers come in two queries."""
    found = list(instrument.cases.filter(state__in=STATES[include]).order_by("city"))
    answers: dict[int, dict[str, Cells]] = defaultdict(dict)
    for case, item, value in Answer.objects.filter(case__in=found).values_list("case_id", "item", "value"):
        answers[case][item] = decoded(value)
    if include is not Include.ALL:
        answers |= _signed([case for case in found if case.state == CaseState.QUERIED])
    return [KeptCase(case, _given(answers[case.pk])) for case in found]


def asked_answers(kept: KeptCase, instrument: Instrument, language: str, *, sound: bool = False) -> dict[str, Cells]:
    """The answers to what the case was asked; those that its other answers led around stay aside.

    ``sound`` leaves out answers with an error as well: they cannot be used until they are mended.
    """
    checked = checker_of(instrument.pk, instrument.version, language).check(kept.answers)
    return {
        item: cells
        for item, cells in kept.answers.items()
        if item in checked.asked and not (sound and _has_error(checked, item))
    }


def _has_error(checked: Checked, item: str) -> bool:
    return any(entry.severity == "error" for entry in checked.problems.get(item, ()))


def _signed(cases: Collection[Case]) -> dict[int, dict[str, Cells]]:
    """The answers of each case as it was signed last, with later ones of staff; without a sign-off none is here."""
    signed = dict(
        Case.objects.filter(pk__in=[case.pk for case in cases], sign_offs__isnull=False)
        .annotate(last=Max("sign_offs__at"))
        .values_list("pk", "last")
    )
    found: dict[int, dict[str, Cells]] = {case: {} for case in signed}
    for entry in Revision.objects.filter(case__in=list(signed)).order_by("version"):
        if entry.saved_at <= signed[entry.case_id] or entry.origin in OF_STAFF:
            found[entry.case_id][entry.item] = decoded(entry.value)
    return found


def _given(answers: dict[str, Cells]) -> dict[str, Cells]:
    return {item: cells for item, cells in answers.items() if cells}

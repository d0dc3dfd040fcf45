"""What a release takes of the service, and what becomes of the cases that it published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from civiscope.errors import Problem, UserError, problem
from civiscope.study.questionnaire import Item, Questionnaire
from civiscope.web.collection.domain.steps import Hand, StepNotAllowedError, take_step
from civiscope.web.collection.domain.wave_tables import collected_wave
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import Actor, CaseState, Step
from civiscope.web.collection.rules.selection import STATES, Include
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Fieldwork, Instrument
from civiscope.workflows.field_copy import CollectedWave


def fieldwork_of(wave: str | None) -> Fieldwork:
    """The fieldwork of a wave, or the latest; pilots are none.

    Raises UserError where there is none.
    """
    real = Fieldwork.objects.exclude(status=Fieldwork.Status.PILOT).order_by("-pk")
    found = real.first() if wave is None else real.filter(wave=wave).first()
    if found is None:
        waves = ", ".join(real.values_list("wave", flat=True)) or "none"
        raise UserError(problem("field-missing", value="a wave" if wave is None else f"the wave {wave}", waves=waves))
    return found


def wave_to_release(fieldwork: Fieldwork, include: Include, *, draft: bool = False) -> CollectedWave:
    """The answers and consents that a release takes.

    A questionnaire without answers to be released is left out once the wave in study.yaml no longer names it.

    Raises UserError where the wave is still open (unless for a ``draft``), where a questionnaire of the study folder is
    not the one that was answered, and where one that the wave names has no answers to be released.
    """
    problems = []
    if not fieldwork.is_closed and not draft:
        problems.append(problem("field-open", value=fieldwork.wave))
    named = study().definition.wave(fieldwork.wave).questionnaires
    instruments = [
        instrument
        for instrument in fieldwork.instruments.order_by("pk")
        if instrument.questionnaire in named or _to_release(instrument, include)
    ]
    for instrument in instruments:
        name = instrument.questionnaire
        differs = differing_questionnaire(instrument, study().questionnaires.get(name))
        if differs is not None:
            problems.append(differs)
        if not _to_release(instrument, include):
            problems.append(problem("field-empty", value=name, include=include.value))
    if problems:
        raise UserError(*problems)
    return collected_wave(fieldwork, instruments, include)


def _to_release(instrument: Instrument, include: Include) -> bool:
    return instrument.cases.filter(state__in=STATES[include]).exists()


def approved_cases(fieldwork: Fieldwork) -> list[int]:
    """The numbers of the cases that a release would publish; ask before the answers are taken."""
    approved = Case.objects.filter(instrument__fieldwork=fieldwork, state=CaseState.APPROVED)
    return list(approved.order_by("pk").values_list("pk", flat=True))


def publish_cases(cases: list[int]) -> int:
    """Note that these cases were published, as far as they are still approved; returns how many.

    Nobody changes them afterwards.
    """
    published = 0
    with transaction.atomic():
        for number in cases:
            try:
                take_step(number, Step.PUBLISH, Hand(frozenset({Actor.STAFF})))
            except (StepNotAllowedError, Case.DoesNotExist):
                # It was sent back while the release was built.
                continue
            published += 1
    return published


def differing_questionnaire(instrument: Instrument, present: Questionnaire | None) -> Problem | None:
    """What a release says where the questionnaire of the study folder is not the one that was answered."""
    items = differing_items(instrument, present)
    if not items:
        return None
    shown = ", ".join(items[:5]) + (" and others" if len(items) > 5 else "")
    return problem("field-questionnaire-differs", value=instrument.questionnaire, items=shown)


def differing_items(instrument: Instrument, present: Questionnaire | None) -> list[str]:
    """The items by which the version in the field and another one would code answers differently."""
    answered = questionnaire_of(instrument.pk, instrument.version)
    before = {code: _rules(answered, item) for code, item in answered.items.items()}
    after = {} if present is None else {code: _rules(present, item) for code, item in present.items.items()}
    return [code for code in (before | after) if before.get(code) != after.get(code)]


def _rules(questionnaire: Questionnaire, item: Item) -> Mapping[str, Any]:
    """All of an item that decides how its answers are coded and published; wordings do not."""
    names = ("kind", "other", "relevant", "constraint", "most", "consent", "required")
    return {
        **{name: getattr(item, name) for name in names},
        "options": [option.code for option in questionnaire.options_of(item)],
        "rows": [option.code for option in questionnaire.rows_of(item)],
    }

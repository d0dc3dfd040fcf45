"""Which questions a city is to look at again, because the questionnaire has changed since it answered them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from civiscope.web.collection.models import Case, Origin
from civiscope.web.collection.rules.case_states import ANSWERING, CaseState
from civiscope.web.collection.rules.differences import TELLING, Change, differences
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import InstrumentVersion


def changed_questions(case: Case) -> dict[str, str]:
    """The items to look at with the end of the phrase that says why (``change_note_*``): ``again`` the answer did not
    fit any more, ``mapped`` it was carried over, ``words`` the question reads differently, ``new`` it was not asked
    before. Nothing where the case is not with its city."""
    if CaseState(case.state) not in ANSWERING or case.instrument.version == 1:
        return {}
    saved = {entry.item: entry for entry in case.answers.all()}
    notes: dict[str, str] = {}
    for item, made_at, is_new in changes_of(case.instrument_id, case.instrument.version):
        answer = saved.get(item)
        if answer is None:
            if is_new and case.first_answer_at is not None and case.first_answer_at < made_at:
                notes[item] = "new"
        elif answer.origin == Origin.MAPPED:
            notes[item] = "mapped" if answer.confirmed else "again"
        elif answer.saved_at < made_at and not is_new:
            notes[item] = "words"
    for item, answer in saved.items():
        if answer.origin == Origin.MAPPED:
            notes.setdefault(item, "mapped" if answer.confirmed else "again")
    return notes


@lru_cache(maxsize=64)
def changes_of(instrument: int, version: int) -> tuple[tuple[str, dt.datetime, bool], ...]:
    """Every change of a question up to the version: its item, when, and whether it was new then."""
    versions = InstrumentVersion.objects.filter(instrument=instrument, number__lte=version, number__gt=1)
    return tuple(
        (entry.item, made.made_at, entry.change is Change.ADDED)
        for made in versions.order_by("number")
        for entry in differences(
            questionnaire_of(instrument, made.number - 1), questionnaire_of(instrument, made.number)
        )
        if entry.change in TELLING
    )

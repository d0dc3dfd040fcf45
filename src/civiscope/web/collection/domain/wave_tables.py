"""The answers of a fieldwork as the files that a study folder has for them."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.study.questionnaire import CONSENTS, Questionnaire
from civiscope.study.spreadsheet import guarded
from civiscope.web.collection.domain.kept_cases import KeptCase, asked_answers, kept_cases
from civiscope.web.collection.models import Consent
from civiscope.web.collection.rules.given import Cells
from civiscope.web.collection.rules.selection import STATES, Include
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Fieldwork, Instrument
from civiscope.workflows.field_copy import CollectedWave, table_text

STATE = "state"
"""The column that tells drafts from what was submitted; a file that has it is not taken for answers to be released."""


def variable_names(questionnaire: Questionnaire) -> dict[str, tuple[str, str]]:
    """Every variable, as (item, row), by the name of its column."""
    return {f"{item.code}.{row}" if row else item.code: (item.code, row) for item, row in questionnaire.variables()}


def answers_csv(instrument: Instrument, include: Include) -> str:
    """The text of waves/WAVE/QUESTIONNAIRE.csv: a row per city, its answers to what it was asked, cells as kept.

    With drafts a column tells the state of each case.
    """
    found = kept_cases(instrument, include)
    language = study().definition.source_language
    rows = [(entry, asked_answers(entry, instrument, language)) for entry in found]
    return table_of(instrument, rows, with_state=include is Include.ALL)


def origins_csv(instrument: Instrument, include: Include) -> str:
    """A CSV text that says where every answer of `answers_csv` comes from: a row per city and item, both in order."""
    language = study().definition.source_language
    items = list(questionnaire_of(instrument.pk, instrument.version).items)
    with_state = include is Include.ALL
    return table_text(
        ("city", *((STATE,) if with_state else ()), "item", "origin"),
        [
            (entry.case.city, *((entry.case.state,) if with_state else ()), item, entry.origins[item])
            for entry in kept_cases(instrument, include)
            for item in sorted(asked_answers(entry, instrument, language), key=items.index)
        ],
    )


def table_of(instrument: Instrument, rows: list[tuple[KeptCase, dict[str, Cells]]], *, with_state: bool = False) -> str:
    """The CSV text of these cases and answers.

    The round in which they answered is the wave, whenever in it they did: a wave that is open across New Year is one
    round, and two within a year are two.
    """
    names = variable_names(questionnaire_of(instrument.pk, instrument.version))
    marks = (STATE,) if with_state else ()
    return table_text(
        ("city", "answered_in", *marks, *names),
        [
            (
                entry.case.city,
                instrument.fieldwork.wave,
                *([entry.case.state] if with_state else []),
                *(guarded(answers.get(item, {}).get(row, "")) for item, row in names.values()),
            )
            for entry, answers in rows
        ],
    )


def consent_rows(fieldwork: Fieldwork, include: Include) -> tuple[tuple[str, str, str], ...]:
    """The rows of consent.csv: city, item and consent of all cases of the fieldwork that ``include`` takes.

    Where two questionnaires have an item of the same name the stricter consent holds for both.
    """
    found: dict[tuple[str, str], str] = {}
    given = Consent.objects.filter(case__instrument__fieldwork=fieldwork, case__state__in=STATES[include])
    for city, item, level in given.values_list("case__city", "item", "level"):
        found[city, item] = max(found.get((city, item), level), level, key=CONSENTS.index)
    return tuple((*key, level) for key, level in sorted(found.items()))


def consent_csv(fieldwork: Fieldwork, include: Include) -> str:
    """The text of waves/WAVE/consent.csv."""
    return table_text(("city", "item", "consent"), list(consent_rows(fieldwork, include)))


def collected_wave(fieldwork: Fieldwork, instruments: Sequence[Instrument], include: Include) -> CollectedWave:
    """All that a release takes of a fieldwork's instruments."""
    answers = {entry.questionnaire: answers_csv(entry, include) for entry in instruments}
    return CollectedWave(fieldwork.wave, answers, consent_rows(fieldwork, include))


def preview_wave(fieldwork: Fieldwork, include: Include, shown: str) -> CollectedWave:
    """What a preview for the city ``shown`` takes: its answers as they stand, and those that ``include`` takes of all
    others. Answers with errors are left out, and questionnaires to which nobody has answered."""
    language = study().definition.source_language
    answers = {}
    for instrument in _instruments(fieldwork):
        own = [entry for entry in kept_cases(instrument, Include.ALL) if entry.case.city == shown]
        others = [entry for entry in kept_cases(instrument, include) if entry.case.city != shown]
        rows = [(entry, asked_answers(entry, instrument, language, sound=True)) for entry in (*own, *others)]
        rows = sorted((row for row in rows if row[1]), key=lambda row: row[0].case.city)
        if rows:
            answers[instrument.questionnaire] = table_of(instrument, rows)
    return CollectedWave(fieldwork.wave, answers, consent_rows(fieldwork, Include.ALL))


def _instruments(fieldwork: Fieldwork) -> list[Instrument]:
    return list(fieldwork.instruments.order_by("pk"))

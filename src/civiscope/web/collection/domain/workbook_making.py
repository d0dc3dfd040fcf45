"""The workbook of a case, with its answers as they stand."""

from __future__ import annotations

from civiscope.study.labels import in_language
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.domain.prefilling import waiting_of
from civiscope.web.collection.domain.workbook_import import plan_for
from civiscope.web.collection.domain.workbook_sheets import Heading, write_workbook
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.given import decoded
from civiscope.web.collection.rules.workbook_seal import Seal
from civiscope.web.common.identity import identity
from civiscope.web.common.zone import written_last_day
from civiscope.web.studies.domain.opened import study


def workbook_of(case: Case, language: str) -> bytes:
    """The workbook as an .xlsx file, in a language."""
    definition, fieldwork = study().definition, case.instrument.fieldwork
    found = case.answers.values_list("item", "value", "version")
    answers = {item: decoded(value) for item, value, _ in found}
    versions = {item: version for item, _, version in found}
    seal = Seal(case.pk, case.instrument_id, case.instrument.version, language, versions)
    deadline = case.extended_to or fieldwork.deadline
    heading = Heading(
        study=in_language(definition.title, language, definition.source_language),
        city=city_name(case),
        wave=in_language(definition.wave(fieldwork.wave).title, language, definition.source_language),
        deadline=written_last_day(deadline, language) if deadline else "",
        look=identity().look,
        waiting={
            item: in_language(definition.wave(wave).title, language, definition.source_language)
            for item, (_, wave) in waiting_of(case).items()
        },
    )
    return write_workbook(plan_for(case, language), answers, seal, heading)

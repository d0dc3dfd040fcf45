"""Questionnaires in the field, as the version that a city answers."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from civiscope.study.questionnaire import Questionnaire
from civiscope.web.studies.models import Instrument, InstrumentVersion


def add_version(instrument: Instrument, questionnaire: Questionnaire) -> InstrumentVersion:
    """Keep the questionnaire as the instrument's current version."""
    content = questionnaire.model_dump_json(exclude_defaults=True)
    latest = instrument.versions.order_by("-number").first()
    number = 1 if latest is None else latest.number + 1
    made = InstrumentVersion.objects.create(
        instrument=instrument, number=number, content=content, digest=hashlib.sha256(content.encode()).hexdigest()
    )
    instrument.version = number
    instrument.save(update_fields=["version"])
    return made


@lru_cache(maxsize=64)
def questionnaire_of(instrument: int, version: int) -> Questionnaire:
    """The questionnaire of an instrument (its id) in a version, which never changes."""
    found = InstrumentVersion.objects.get(instrument_id=instrument, number=version)
    return Questionnaire.model_validate_json(found.content)

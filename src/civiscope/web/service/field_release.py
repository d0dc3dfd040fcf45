"""What `civiscope release` does with the service's database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.web.collection.domain.publishing import approved_cases, fieldwork_of, publish_cases, wave_to_release
from civiscope.web.collection.rules.selection import Include
from civiscope.web.explorer.baking import bake_site
from civiscope.web.studies.domain.opened import open_study
from civiscope.workflows.build import Build
from civiscope.workflows.field_copy import write_answers
from civiscope.workflows.field_release import build_collected
from civiscope.workflows.progress import Progress


@dataclass(frozen=True, slots=True)
class FieldRelease:
    """What was released: ``published`` counts the cases that nobody changes any more."""

    build: Build
    wave: str
    published: int


def release_collected(
    folder: Path, out: Path, wave: str | None, include: Include, progress: Progress, *, draft: bool, keep: bool
) -> FieldRelease:
    """Build the release of a collected wave into ``out``; approved cases count as published afterwards.

    A ``draft`` may be of an open wave, says what it is wherever the wave is named, and publishes nothing. ``keep``
    writes the answers into the study folder as well. The database must be prepared. Raises UserError with what stands
    in the way.
    """
    definition = open_study(folder).definition
    fieldwork = fieldwork_of(wave)
    if fieldwork.wave not in {entry.id for entry in definition.waves}:
        waves = ", ".join(entry.id for entry in definition.waves)
        raise UserError(problem("wave-unknown", value=fieldwork.wave, waves=waves))
    approved = approved_cases(fieldwork)
    collected = wave_to_release(fieldwork, include, draft=draft)
    title = definition.wave(fieldwork.wave).title
    marked = {
        language: say("draft_wave", language, wave=in_language(title, language, definition.source_language))
        for language in definition.languages
    }
    built = build_collected(folder, out, collected, {"title": marked} if draft else None, progress, bake_site)
    if keep and not draft:
        write_answers(folder, collected)
    return FieldRelease(built, fieldwork.wave, 0 if draft else publish_cases(approved))

"""What a release would say of answers that are closed already, once a questionnaire is as the study folder has it now.

The release itself is asked: `check_study` for waves whose answers stand in the study folder, `differing_questionnaire`
for those that the service keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from civiscope.errors import Problem
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.domain.publishing import differing_items, differing_questionnaire
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Fieldwork, Instrument
from civiscope.workflows.check import check_study


@dataclass(frozen=True, slots=True)
class ReleaseWarning:
    """An error with which a release would end: which wave and questions it is about, how often, and what it says."""

    wave: str
    items: tuple[str, ...]
    count: int
    says: str


def release_warnings(instrument: Instrument, after: Questionnaire) -> list[ReleaseWarning]:
    """The errors of closed waves with this questionnaire: of answers in the study folder, then of those kept here."""
    return [*_of_folder(instrument.questionnaire), *_of_service(instrument, after)]


def _of_service(instrument: Instrument, after: Questionnaire) -> list[ReleaseWarning]:
    others = Instrument.objects.filter(questionnaire=instrument.questionnaire, fieldwork__closed_at__isnull=False)
    others = others.exclude(fieldwork__status=Fieldwork.Status.PILOT).exclude(pk=instrument.pk)
    found = []
    for other in others.select_related("fieldwork").order_by("pk"):
        said = differing_questionnaire(other, after)
        if said is not None:
            found.append(ReleaseWarning(other.fieldwork.wave, tuple(differing_items(other, after)), 1, str(said)))
    return found


def _of_folder(questionnaire: str) -> list[ReleaseWarning]:
    folder = study().folder
    waves = {
        wave.id: {*wave.questionnaires} - {questionnaire}
        for wave in study().definition.waves
        if wave.status == "closed" and questionnaire in wave.questionnaires
    }
    if not waves:
        return []
    first: dict[tuple[str, str, str], tuple[Problem, int]] = {}
    for said in _errors(folder, _stamps(folder)):
        kind, _, name = said.file.partition("/")
        wave, _, file = name.partition("/")
        if kind == "waves" and wave in waves and Path(file).stem not in waves[wave]:
            item = said.item or said.column.partition(".")[0]
            kept, count = first.get((wave, item, said.code), (said, 0))
            first[wave, item, said.code] = kept, count + 1
    return [ReleaseWarning(wave, (item,), count, str(said)) for (wave, item, _), (said, count) in first.items()]


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells that a file of the study has changed."""
    inputs = {*study().inputs, *(path for path in (folder / "waves").rglob("*") if path.is_file())}
    found = []
    for path in sorted(inputs):
        if path.exists():
            state = path.stat()
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=1)
def _errors(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> tuple[Problem, ...]:
    """What stops a release of the folder as its files are; a wave of thousands of cities takes seconds to read."""
    return tuple(said for said in check_study(folder) if said.severity == "error")

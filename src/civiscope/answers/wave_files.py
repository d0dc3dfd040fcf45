"""Which files of waves/ are read, and which stand there unread."""

from __future__ import annotations

from pathlib import Path

from civiscope.errors import ProblemLog
from civiscope.study.definition import StudyDefinition, Wave
from civiscope.study.sheets import read_sheet

FORMATS = (".csv", ".xlsx", ".sav")
"""Endings of the files that can hold answers."""

RECODES = "recodes.csv"
CONSENT = "consent.csv"


def find_answers(folder: Path, wave: Wave, questionnaire: str, log: ProblemLog) -> Path | None:
    """The file with a wave's answers to a questionnaire, None where there is none.

    Two files for the same answers, and a closed wave without answers that should be there, are logged.
    """
    place = f"waves/{wave.id}"
    found = [path for ending in FORMATS if (path := folder / place / f"{questionnaire}{ending}").exists()]
    if len(found) > 1:
        log.add("wave-answers-twice", file=place, value=", ".join(path.name for path in found))
        return None
    if not found and wave.status == "closed" and wave.answers == "public":
        log.add("wave-answers-missing", file=f"{place}/{questionnaire}.csv", wave=wave.id, value=questionnaire)
    return found[0] if found else None


def check_unread_files(folder: Path, definition: StudyDefinition, log: ProblemLog) -> None:
    """Log folders and files of waves/ that belong to no wave and no questionnaire: they could be misspelt."""
    waves = {wave.id: wave for wave in definition.waves}
    for path in _visible(folder / "waves"):
        wave = waves.get(path.name)
        if wave is None:
            log.add("wave-folder-unknown", file=f"waves/{path.name}", value=path.name, action="not read")
            continue
        for file in _visible(path):
            if file.name not in (RECODES, CONSENT) and (
                file.suffix not in FORMATS or file.stem not in wave.questionnaires
            ):
                expected = ", ".join([*(f"{name}.csv" for name in wave.questionnaires), RECODES])
                shown = f"waves/{path.name}/{file.name}"
                log.add("wave-file-unknown", file=shown, value=file.name, files=expected, action="not read")


def check_forms(folder: Path, log: ProblemLog) -> None:
    """Log what is wrong with the form of the answers' files, where definitions are too broken to read them."""
    for wave in _visible(folder / "waves"):
        for file in _visible(wave):
            if file.suffix in FORMATS:
                read_sheet(file, f"waves/{wave.name}/{file.name}", log)


def _visible(folder: Path) -> list[Path]:
    """What stands in a folder, in order, without hidden files and what offices leave behind (``~$answers.xlsx``)."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))

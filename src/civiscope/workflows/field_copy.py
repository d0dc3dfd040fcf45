"""A copy of a study folder in which one wave has the answers that the service collected, and is closed."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from civiscope.answers.wave_files import CONSENT, FORMATS
from civiscope.errors import ProblemLog, UserError, problem
from civiscope.release.writing import MANIFEST
from civiscope.study.checks import FILE as STUDY_FILE
from civiscope.study.questionnaire import CONSENTS
from civiscope.study.sheets import read_sheet
from civiscope.study.wave_text import Value, with_wave
from civiscope.workflows.output import write_whole

CONSENT_COLUMNS = ("city", "item", "consent")


@dataclass(frozen=True, slots=True)
class CollectedWave:
    """What was collected in a wave: the text of the file of answers by questionnaire, and the stricter consents.

    ``consents`` are rows of consent.csv: city, item, consent.
    """

    wave: str
    answers: Mapping[str, str]
    consents: tuple[tuple[str, str, str], ...] = ()


def copy_study(folder: Path, out: Path, collected: CollectedWave, changes: Mapping[str, Value] | None = None) -> None:
    """Copy the study in ``folder`` to ``out``, which must not exist, with the answers of the wave put in.

    ``changes`` are values of further fields of the wave in the copy's study.yaml. Hidden files, releases and databases
    that lie in the study folder are left out. Raises UserError as `collected_files`.
    """
    texts = collected_files(folder, collected, changes)
    shutil.copytree(folder, out, ignore=_left_out)
    for ending in FORMATS:
        for name in collected.answers:
            (out / "waves" / collected.wave / f"{name}{ending}").unlink(missing_ok=True)
    write_whole({out / name: text for name, text in texts.items()})


def write_answers(folder: Path, collected: CollectedWave) -> None:
    """Put the answers of the wave into the study folder itself, so that `civiscope build` needs no database any more.

    study.yaml says then that the wave is closed; nothing else in it changes. Raises UserError as `collected_files`,
    and where the answers stand there in a file of another format.
    """
    texts = collected_files(folder, collected)
    for name in collected.answers:
        for ending in FORMATS:
            shown = f"waves/{collected.wave}/{name}{ending}"
            if shown not in texts and (folder / shown).exists():
                raise UserError(problem("wave-answers-twice", file=shown, value=f"{shown}, and the service"))
    write_whole({folder / name: text for name, text in texts.items()})


def collected_files(
    folder: Path, collected: CollectedWave, changes: Mapping[str, Value] | None = None
) -> dict[str, str]:
    """The texts of all files of the study that the collected answers bring, by name: study.yaml is one of them.

    A consent of the study's own consent.csv is kept, and the stricter one holds. Raises UserError where study.yaml or
    consent.csv cannot be changed.
    """
    place = f"waves/{collected.wave}"
    study = (folder / STUDY_FILE).read_bytes().decode("utf-8-sig")
    texts = {STUDY_FILE: with_wave(study, collected.wave, {"status": "closed", **(changes or {})})}
    texts |= {f"{place}/{name}.csv": text for name, text in collected.answers.items()}
    consents = _stricter(folder, f"{place}/{CONSENT}", collected.consents)
    if consents:
        texts[f"{place}/{CONSENT}"] = table_text(CONSENT_COLUMNS, consents)
    return texts


def table_text(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A CSV file as a text."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def _stricter(folder: Path, shown: str, given: tuple[tuple[str, str, str], ...]) -> list[tuple[str, ...]]:
    """The consents of the file and those that were given in the service, the stricter one for each answer."""
    found: dict[tuple[str, str], str] = {}
    rows = list(given)
    if (folder / shown).exists():
        log = ProblemLog()
        sheet = read_sheet(folder / shown, shown, log)
        if log.errors or sheet is None:
            raise UserError(*log.errors)
        lacking = [column for column in CONSENT_COLUMNS if column not in sheet.columns]
        if lacking:
            raise UserError(*(problem("column-missing", file=shown, line=1, column=column) for column in lacking))
        rows += [(row["city"], row["item"], row["consent"]) for row in sheet.rows]
    for city, item, consent in rows:
        earlier = found.get((city, item), consent)
        # A word that is no consent stays, so that reading the file says so.
        known = consent in CONSENTS and earlier in CONSENTS
        found[city, item] = max(earlier, consent, key=CONSENTS.index) if known else consent
    return sorted((*key, consent) for key, consent in found.items())


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What of a folder is not copied: hidden files, releases, and the service's own folder."""
    place = Path(folder)
    made = (MANIFEST, "civiscope.sqlite3")
    return {
        name for name in names if name.startswith((".", "~$")) or any((place / name / mark).is_file() for mark in made)
    }

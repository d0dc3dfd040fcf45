"""Reading a whole study, its answers included, with every problem in one log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from civiscope.answers.answerset import AnswerSet
from civiscope.answers.coding import read_answers
from civiscope.answers.consent import CityConsents, estimated_answers, read_consents
from civiscope.answers.wave_files import check_forms
from civiscope.errors import ProblemLog, UserError
from civiscope.indices.definition import check_rules
from civiscope.results.answers import Change
from civiscope.study.gazetteer import locate
from civiscope.study.loading import Study, load_study
from civiscope.tabulation.studies.answer_design import check_designs
from civiscope.tabulation.studies.changes import find_changes


@dataclass(frozen=True)
class CodedStudy:
    """A study with its coded answers; ``inputs`` are all files that were read.

    ``answers`` are those that may enter estimates: what cities withdrew from the study (``consents``) is not known.
    """

    study: Study
    answers: AnswerSet
    changes: list[Change]
    consents: CityConsents
    inputs: tuple[Path, ...]


def read_coded_study(folder: Path, log: ProblemLog, *, draft: bool = False) -> CodedStudy | None:
    """Read a study folder; problems go to ``log``, findings that the study promotes as errors (not of a ``draft``).

    Returns None where the definitions are too broken to read the answers. Raises UserError where ``folder`` is no
    study.
    """
    study = load_study(folder, log)
    if study is None:
        check_forms(folder, log)
        return None
    if study.definition.coordinates == "geonames":
        frame, findings = locate(study.frame, study.frame_lines)
        study = replace(study, frame=frame)
        log.extend(findings)
    for file in study.index_files.values():
        check_rules(file, log)
    answers, files = read_answers(study, log)
    check_designs(study, answers, log)
    consents, consent_files = read_consents(study, log)
    answers = estimated_answers(answers, consents, study, log)
    changes = find_changes(study, answers, log)
    if not draft:
        log.promote(study.definition.findings.promote)
    return CodedStudy(study, answers, changes, consents, (*study.inputs, *files, *consent_files))


def require_sound_study(folder: Path, log: ProblemLog, *, draft: bool = False) -> CodedStudy:
    """As `read_coded_study`, but raises UserError with every error that was found."""
    coded = read_coded_study(folder, log, draft=draft)
    if log.errors or coded is None:
        raise UserError(*log.errors)
    return coded

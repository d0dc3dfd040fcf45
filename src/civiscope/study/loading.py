"""Reading a study folder: definitions, questionnaires, translations, frame. Answers are read by the room above."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.results.published import PublishedResult
from civiscope.study.checks import check_definition, check_frame_references, labelled_languages
from civiscope.study.definition import StudyDefinition
from civiscope.study.facts_file import FACTS_FILE
from civiscope.study.frame import Frame
from civiscope.study.frame_file import read_frame
from civiscope.study.groups import all_levels
from civiscope.study.index_checks import IndexFile, check_index
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.locale import Translations, read_locales, translated
from civiscope.study.outcomes_checks import OutcomesCheck, check_outcomes
from civiscope.study.outcomes_file import FILE as OUTCOMES_FILE
from civiscope.study.outcomes_file import OutcomesFile, read_outcome_tables, read_outcomes_definition
from civiscope.study.published_file import PUBLISHED_FILE, read_published
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.questionnaire_checks import check_questionnaire
from civiscope.study.report_checks import ReportContext
from civiscope.study.report_file import StudyReport, read_report
from civiscope.study.report_text import REPORT_FILE
from civiscope.study.validation import log_validation
from civiscope.study.yamlfile import YamlFile, read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Study:
    """A study folder, read and checked.

    ``inputs`` are the files that were read, ``frame_lines`` gives the line of each city, ``unread_languages`` are those
    whose translations could not be read. ``index_files`` are the definitions of indices by name, with their files.
    ``report`` is None where the study has no report.md, ``outcomes`` (with the values of the indicators) where it has
    no outcomes.yaml.
    """

    folder: Path
    definition: StudyDefinition
    questionnaires: dict[str, Questionnaire]
    frame: Frame
    frame_lines: dict[str, int]
    published: tuple[PublishedResult, ...]
    inputs: tuple[Path, ...]
    unread_languages: frozenset[str] = frozenset()
    index_files: dict[str, IndexFile] = field(default_factory=dict)
    report: StudyReport | None = None
    outcomes: OutcomesFile | None = None

    @property
    def indices(self) -> dict[str, IndexDefinition]:
        """The definitions of the study's indices, by name."""
        return {name: file.definition for name, file in self.index_files.items()}


def load_study(folder: Path, log: ProblemLog) -> Study | None:
    """Read and check all definitions of a study; problems go to ``log``.

    Returns None where study.yaml or a questionnaire cannot be used: then nothing can be built on it.
    Raises UserError where ``folder`` is not a study folder.
    """
    if not folder.is_dir():
        raise UserError(problem("study-folder-missing", value=folder))
    if not (folder / "study.yaml").is_file():
        raise UserError(problem("study-yaml-missing", value=folder))
    read = _read_model(folder, "study.yaml", StudyDefinition, log)
    questionnaires, sources = _read_questionnaires(folder, log)
    indices = _read_indices(folder, log)
    if read is None:
        _check_alone(folder, questionnaires, sources, indices, log)
        return None
    definition, source = read
    translations, locales = read_locales(folder, definition.languages, log)
    definition = translated(definition, translations, definition.source_language)
    questionnaires = {
        name: translated(questionnaire, translations, definition.source_language)
        for name, questionnaire in questionnaires.items()
    }
    indices = {
        name: replace(file, definition=translated(file.definition, translations, definition.source_language))
        for name, file in indices.items()
    }
    frame, frame_lines, columns = read_frame(folder, log)
    unread = _unread_languages(folder, definition, translations)
    languages = labelled_languages(definition, unread)
    files = {path.stem for path in _questionnaire_files(folder)}
    check_definition(definition, source, questionnaires, files, languages, log)
    for name, questionnaire in questionnaires.items():
        check_questionnaire(questionnaire, sources[name], f"questionnaires/{name}.yaml", languages, log)
    _check_indices(folder, indices, definition, questionnaires, languages, log)
    if columns:
        check_frame_references(definition, source, frame, frame_lines, columns, log)
    indexed = {name: file.definition for name, file in indices.items()}
    against = OutcomesCheck(definition, questionnaires, indexed, frame, columns, languages)
    outcomes = _read_outcomes(folder, against, translations, log)
    if not questionnaires.keys() >= files | {name for wave in definition.waves for name in wave.questionnaires}:
        return None
    published = read_published(folder, definition, questionnaires, frame, log)
    context = ReportContext(definition, questionnaires, all_levels(definition, questionnaires, frame), indexed)
    report = read_report(folder, context, log)
    inputs = (*_inputs(folder), *locales, *(outcomes.files if outcomes is not None else ()))
    return Study(
        folder,
        definition,
        questionnaires,
        frame,
        frame_lines,
        published,
        tuple(sorted(inputs)),
        unread,
        indices,
        report,
        outcomes,
    )


def _inputs(folder: Path) -> list[Path]:
    """The files that every study has or may have, translations and answers apart."""
    inputs = [folder / "study.yaml", folder / "cities.csv", *_questionnaire_files(folder), *_index_files(folder)]
    inputs += [
        folder / name for name in (PUBLISHED_FILE, REPORT_FILE, FACTS_FILE, OUTCOMES_FILE) if (folder / name).exists()
    ]
    return inputs


def _check_alone(
    folder: Path,
    questionnaires: dict[str, Questionnaire],
    sources: dict[str, YamlFile],
    indices: dict[str, IndexFile],
    log: ProblemLog,
) -> None:
    """What does not depend on study.yaml is reported in the same run as that it cannot be read."""
    for name, questionnaire in questionnaires.items():
        check_questionnaire(questionnaire, sources[name], f"questionnaires/{name}.yaml", (), log)
    _check_indices(folder, indices, None, questionnaires, (), log)
    frame, _, _ = read_frame(folder, log)
    outcomes = read_outcomes_definition(folder, log)
    if outcomes is not None:
        read_outcome_tables(outcomes, folder, frame, log)


def _read_outcomes(
    folder: Path, against: OutcomesCheck, translations: Translations, log: ProblemLog
) -> OutcomesFile | None:
    """outcomes.yaml in the study's languages, with the values of its indicators; None where there is none."""
    file = read_outcomes_definition(folder, log)
    if file is None:
        return None
    tables, files = read_outcome_tables(file, folder, against.frame, log)
    definition = translated(file.definition, translations, against.study.source_language)
    file = replace(file, definition=definition, tables=tables, files=files)
    check_outcomes(file, against, log)
    return file


def _unread_languages(folder: Path, definition: StudyDefinition, translations: Translations) -> frozenset[str]:
    return frozenset(
        language
        for language in definition.languages
        if language not in translations and (folder / "locale" / f"{language}.yaml").exists()
    )


def _questionnaire_files(folder: Path) -> list[Path]:
    return sorted((folder / "questionnaires").glob("*.yaml"))


def _index_files(folder: Path) -> list[Path]:
    return sorted((folder / "indices").glob("*.yaml"))


def _read_questionnaires(folder: Path, log: ProblemLog) -> tuple[dict[str, Questionnaire], dict[str, YamlFile]]:
    questionnaires: dict[str, Questionnaire] = {}
    sources: dict[str, YamlFile] = {}
    for path in _questionnaire_files(folder):
        read = _read_model(folder, f"questionnaires/{path.name}", Questionnaire, log)
        if read is not None:
            questionnaires[path.stem], sources[path.stem] = read
    return questionnaires, sources


def _read_indices(folder: Path, log: ProblemLog) -> dict[str, IndexFile]:
    files: dict[str, IndexFile] = {}
    for path in _index_files(folder):
        shown = f"indices/{path.name}"
        read = _read_model(folder, shown, IndexDefinition, log)
        if read is not None:
            files[path.stem] = IndexFile(*read, shown)
    return files


def _check_indices(
    folder: Path,
    files: dict[str, IndexFile],
    definition: StudyDefinition | None,
    questionnaires: dict[str, Questionnaire],
    languages: tuple[str, ...],
    log: ProblemLog,
) -> None:
    # What a questionnaire that is broken would have asked cannot be told: its file is reported instead.
    broken = {path.stem for path in _questionnaire_files(folder)} - questionnaires.keys()
    for file in files.values():
        if file.definition.questionnaire not in broken:
            check_index(file, definition, questionnaires, languages, log)


def _read_model(folder: Path, shown: str, model: type[Model], log: ProblemLog) -> tuple[Model, YamlFile] | None:
    source = read_yaml(folder / shown, shown, log)
    if source is None:
        return None
    try:
        return model.model_validate(source.data), source
    except ValidationError as failure:
        log_validation(failure, source, shown, log)
        return None

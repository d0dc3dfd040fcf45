"""Reading a study folder: definitions, questionnaires, translations, frame. Answers are read by the room above."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.results.published import PublishedResult
from civiscope.study.checks import FILE as STUDY_FILE
from civiscope.study.checks import check_definition, check_frame_references, labelled_languages
from civiscope.study.definition import StudyDefinition
from civiscope.study.facts_file import FACTS_FILE
from civiscope.study.frame import Frame
from civiscope.study.frame_file import read_frame
from civiscope.study.groups import all_levels
from civiscope.study.index_checks import IndexFile, check_index
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.locale import Translations, read_locales, translated
from civiscope.study.look_files import LookFile, read_look
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
    no outcomes.yaml. ``look`` holds the pictures of the study's look.
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
    look: tuple[LookFile, ...] = ()

    @property
    def indices(self) -> dict[str, IndexDefinition]:
        """The definitions of the study's indices, by name."""
        return {name: file.definition for name, file in self.index_files.items()}


@dataclass(frozen=True)
class _Files:
    """The files that define a study, apart from study.yaml, as far as they can be read on their own."""

    folder: Path
    questionnaires: dict[str, Questionnaire]
    sources: dict[str, YamlFile]
    indices: dict[str, IndexFile]
    outcomes: OutcomesFile | None

    def translated(self, translations: Translations, source: str) -> _Files:
        """With the labels of the translations."""
        return replace(
            self,
            questionnaires={
                name: translated(entry, translations, source) for name, entry in self.questionnaires.items()
            },
            indices={
                name: replace(file, definition=translated(file.definition, translations, source))
                for name, file in self.indices.items()
            },
        )

    @property
    def index_definitions(self) -> dict[str, IndexDefinition]:
        return {name: file.definition for name, file in self.indices.items()}


def load_study(folder: Path, log: ProblemLog) -> Study | None:
    """Read and check all definitions of a study; problems go to ``log``.

    Returns None where study.yaml or a questionnaire cannot be used: then nothing can be built on it.
    Raises UserError where ``folder`` is not a study folder.
    """
    if not folder.is_dir():
        raise UserError(problem("study-folder-missing", value=folder))
    if not (folder / STUDY_FILE).is_file():
        raise UserError(problem("study-yaml-missing", value=folder))
    read = _read_model(folder, STUDY_FILE, StudyDefinition, log)
    questionnaires, sources = _read_questionnaires(folder, log)
    found = _Files(folder, questionnaires, sources, _read_indices(folder, log), read_outcomes_definition(folder, log))
    if read is None:
        _check_alone(found, log)
        return None
    return _load(*read, found, log)


def _check_alone(found: _Files, log: ProblemLog) -> None:
    """Report what does not depend on study.yaml, which cannot be read, in the same run."""
    for name, questionnaire in found.questionnaires.items():
        check_questionnaire(questionnaire, found.sources[name], f"questionnaires/{name}.yaml", (), log)
    _check_indices(found.folder, found.indices, None, found.questionnaires, (), log)
    frame, _, _ = read_frame(found.folder, log)
    if found.outcomes is not None:
        read_outcome_tables(found.outcomes, found.folder, frame, log)


def _load(definition: StudyDefinition, source: YamlFile, found: _Files, log: ProblemLog) -> Study | None:
    folder = found.folder
    translations, locales = read_locales(folder, definition.languages, log)
    definition = translated(definition, translations, definition.source_language)
    found = found.translated(translations, definition.source_language)
    frame, frame_lines, columns = read_frame(folder, log)
    unread = _unread_languages(folder, definition, translations)
    languages = labelled_languages(definition, unread)
    files = {path.stem for path in _questionnaire_files(folder)}
    check_definition(definition, source, found.questionnaires, files, languages, log)
    for name, questionnaire in found.questionnaires.items():
        check_questionnaire(questionnaire, found.sources[name], f"questionnaires/{name}.yaml", languages, log)
    _check_indices(folder, found.indices, definition, found.questionnaires, languages, log)
    if columns:
        check_frame_references(definition, source, frame, frame_lines, columns, log)
    outcomes = found.outcomes
    if outcomes is not None:
        against = OutcomesCheck(definition, found.questionnaires, found.index_definitions, frame, columns, languages)
        outcomes = _checked_outcomes(outcomes, folder, against, translations, log)
    if not found.questionnaires.keys() >= files | {name for wave in definition.waves for name in wave.questionnaires}:
        return None
    published = read_published(folder, definition, found.questionnaires, frame, log)
    levels = all_levels(definition, found.questionnaires, frame)
    context = ReportContext(
        definition, found.questionnaires, levels, found.index_definitions, _outcomes_by_model(outcomes)
    )
    report = read_report(folder, context, log)
    look = read_look(folder, definition.look, source, log)
    inputs = (
        *_inputs(folder),
        *locales,
        *(entry.path for entry in look),
        *(outcomes.files if outcomes is not None else ()),
    )
    return Study(
        folder,
        definition,
        found.questionnaires,
        frame,
        frame_lines,
        published,
        tuple(sorted(inputs)),
        unread,
        found.indices,
        report,
        outcomes,
        look,
    )


def _inputs(folder: Path) -> list[Path]:
    """The files that every study has or may have, translations and answers apart."""
    inputs = [folder / "study.yaml", folder / "cities.csv", *_questionnaire_files(folder), *_index_files(folder)]
    inputs += [
        folder / name for name in (PUBLISHED_FILE, REPORT_FILE, FACTS_FILE, OUTCOMES_FILE) if (folder / name).exists()
    ]
    return inputs


def _checked_outcomes(
    file: OutcomesFile, folder: Path, against: OutcomesCheck, translations: Translations, log: ProblemLog
) -> OutcomesFile:
    """outcomes.yaml in the study's languages, with the values of its indicators; every problem is logged."""
    tables, files = read_outcome_tables(file, folder, against.frame, log)
    definition = translated(file.definition, translations, against.study.source_language)
    file = replace(file, definition=definition, tables=tables, files=files)
    check_outcomes(file, against, log)
    return file


def _outcomes_by_model(file: OutcomesFile | None) -> dict[str, tuple[str, ...]]:
    """What a report may name as outcomes of every model; {} of a study without outcomes.yaml.

    The models may have faults of their own, so that nothing is looked up for them.
    """
    if file is None:
        return {}
    every = tuple(entry.code for entry in file.definition.indicators)
    return {model.code: model.indicators or every for model in file.definition.models}


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

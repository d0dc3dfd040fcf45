"""From a study folder to a release folder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from civiscope.answers.answerset import AnswerSet
from civiscope.answers.flatten import answer_rows, respondent_rows
from civiscope.disclosure.publication import Analysis, Basis, publish
from civiscope.disclosure.quality import publishable_quality
from civiscope.errors import Problem, ProblemLog, UserError, problem
from civiscope.release.reading import read_release
from civiscope.release.writing import ReleaseContent, write_products, write_release
from civiscope.results.comparisons import FrameComparison
from civiscope.results.estimates import SIMULATED, marked
from civiscope.study.definition import StudyDefinition
from civiscope.study.groups import all_levels
from civiscope.study.loading import Study
from civiscope.study.report_text import REPORT_FILE
from civiscope.tabulation.comparing.representativeness import compare_with_frame
from civiscope.tabulation.intervals import LEVEL
from civiscope.tabulation.studies.estimates import estimate_all
from civiscope.workflows.outcomes import study_outcomes
from civiscope.workflows.output import replaced_release
from civiscope.workflows.products import PARTS, REPORT, Bake, make_products
from civiscope.workflows.progress import Progress, silent
from civiscope.workflows.quality import quality_rows
from civiscope.workflows.reading import CodedStudy, require_sound_study
from civiscope.workflows.study_scores import study_scores

__all__ = ["PARTS", "Build", "build", "write_results"]


@dataclass(frozen=True, slots=True)
class Build:
    """What was built, and what whoever built it should know (``remarks``, one line each)."""

    cities: int
    estimates: int
    findings: int
    remarks: tuple[str, ...]


def build(
    folder: Path,
    out: Path,
    parts: Collection[str] = PARTS,
    wave: str | None = None,
    progress: Progress = silent,
    bake: Bake | None = None,
) -> Build:
    """Build the release of a study into ``out``.

    ``wave`` limits the release to one wave; ``bake`` writes the static site, without it there is none. Raises UserError
    with everything that must be mended first; nothing is written then. An earlier release in ``out`` is replaced when
    the new one is complete.
    """
    unknown = [part for part in parts if part not in PARTS]
    if unknown or not parts:
        named = unknown or [""]
        raise UserError(*(problem("part-unknown", value=part, parts=", ".join(PARTS)) for part in named))
    with replaced_release(out, folder) as made:
        write_results(folder, made, wave, progress)
        release = read_release(made)
        if release.report is None and REPORT in parts and set(parts) != set(PARTS):
            raise UserError(problem("report-missing", file=REPORT_FILE))
        remarks = make_products(release, made, parts, progress, bake)
        write_products(made)
    return Build(len(release.waves_by_city), len(release.estimates), len(release.quality), remarks)


def write_results(folder: Path, made: Path, wave: str | None, progress: Progress, *, draft: bool = False) -> None:
    """Write results/ and release.json of a study into the empty folder ``made``; raises UserError as `build`.

    Findings that the study promotes to errors do not stop a ``draft``.
    """
    log = ProblemLog()
    progress("Reading the study", 0, 0)
    coded = require_sound_study(folder, log, draft=draft)
    waves = _chosen_waves(coded, wave)
    answers = AnswerSet({key: block for key, block in coded.answers.blocks.items() if key[0] in waves})
    if not any(block.size for block in answers.blocks.values()):
        raise UserError(_without_answers(coded.study.definition, waves))
    progress("Estimating", 0, 0)
    content = _content(coded, answers, waves, log, progress)
    write_release(content, made)


def _chosen_waves(coded: CodedStudy, wave: str | None) -> list[str]:
    """The closed waves, or the one that was asked for."""
    waves = {entry.id: entry for entry in coded.study.definition.waves}
    closed = [entry.id for entry in waves.values() if entry.status == "closed"]
    if wave is not None and wave not in waves:
        raise UserError(problem("wave-unknown", value=wave, waves=", ".join(waves)))
    if not closed:
        raise UserError(problem("no-closed-wave", file="study.yaml"))
    if wave is not None and wave not in closed:
        raise UserError(problem("wave-not-closed", value=wave, waves=", ".join(closed)))
    return closed if wave is None else [wave]


def _without_answers(definition: StudyDefinition, waves: list[str]) -> Problem:
    latest = definition.wave(waves[-1])
    named = ("the wave " if len(waves) == 1 else "the waves ") + ", ".join(waves)
    wanted = f"waves/{latest.id}/{latest.questionnaires[0]}.csv"
    return problem("answers-not-public", file="study.yaml", waves=named, wanted=wanted)


def _content(
    coded: CodedStudy, answers: AnswerSet, waves: list[str], log: ProblemLog, progress: Progress
) -> ReleaseContent:
    study = coded.study
    outcomes = None if study.outcomes is None else study.outcomes.definition
    levels = all_levels(study.definition, study.questionnaires, study.frame)
    basis = Basis(
        study.questionnaires,
        study.definition.disclosure,
        study.definition,
        study.frame,
        coded.consents,
        study.indices,
        outcomes,
    )
    rows = answer_rows(answers)
    scores = study_scores(study, answers, progress)
    analysis = Analysis(
        estimates=estimate_all(study, answers, levels),
        answers=rows,
        respondents=respondent_rows(answers),
        changes=[entry for entry in coded.changes if {entry.wave_before, entry.wave_after} <= set(waves)],
        scores=scores,
        outcomes=study_outcomes(study, answers, rows, scores.scores, basis.consent, progress),
    )
    # Estimates and findings of simulated answers say so in their note, wherever the row goes.
    remark = SIMULATED if study.definition.simulated else ""
    return ReleaseContent(
        definition=study.definition,
        questionnaires=study.questionnaires,
        frame=study.frame,
        levels=levels,
        publication=publish(analysis, basis, remark),
        quality=publishable_quality(quality_rows(log.findings, answers, remark), basis.consent),
        published=tuple(entry for entry in study.published if entry.wave in waves),
        inputs=_named_inputs(study, coded.inputs),
        indices=study.indices,
        outcomes=outcomes,
        representativeness=_representativeness(study, answers, remark),
        report=study.report,
        look=study.look,
    )


def _representativeness(study: Study, answers: AnswerSet, remark: str) -> tuple[FrameComparison, ...]:
    """The respondents of every block beside the frame; ``remark`` is put before the note of every row."""
    rows = [row for block in answers.blocks.values() for row in compare_with_frame(study, block, (), (), LEVEL)]
    return tuple(replace(row, note=marked(row.note, remark)) for row in rows)


def _named_inputs(study: Study, inputs: tuple[Path, ...]) -> dict[str, Path]:
    return {path.relative_to(study.folder).as_posix(): path for path in inputs}

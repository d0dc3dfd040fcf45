"""Scores of indices, of a table or of a study's answers, as `civiscope score` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from civiscope.errors import ProblemLog, UserError, did_you_mean, problem
from civiscope.indices.build import build_index
from civiscope.results.estimates import SIMULATED, marked
from civiscope.results.index_analysis import StepEffect
from civiscope.results.scores import Score
from civiscope.workflows.opened_index import IndexOptions, IndexSource, open_wave, score_rows
from civiscope.workflows.progress import Progress
from civiscope.workflows.reading import CodedStudy, require_sound_study
from civiscope.workflows.step_log import step_effects
from civiscope.workflows.study_index import StudyIndex, build_study_index
from civiscope.workflows.study_scores import shown_scores

NO_SCORES = (
    "No scores: too few cities answered all that an index is made of (see `least` and `minimum` in its definition)."
)


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores, what every step did to reach them, and what whoever asked should know (``remark``, mostly empty)."""

    rows: Iterable[Score]
    effects: Iterator[StepEffect]
    remark: str = ""


def score(source: IndexSource, options: IndexOptions, progress: Progress) -> Scored:
    """The scores of a table's units, node by node, or of the cities of a study, with their intervals.

    Without a rule of aggregation a table's rows are its normalised indicators. Raises UserError.
    """
    if source.is_study:
        coded = _sound(source)
        indices = _built(coded, source, options)
        mark = SIMULATED if coded.study.definition.simulated else ""
        rows = [replace(row, note=marked(row.note, mark)) for found in indices for row in shown_scores(found, progress)]
        effects = chain.from_iterable(step_effects(found.opened.table, found.built) for found in indices)
        return Scored(rows, effects, "" if rows else NO_SCORES)
    opened = open_wave(source, options)
    built = build_index(opened.table, opened.tree, opened.recipe)
    return Scored(score_rows(built), step_effects(opened.table, built))


def open_study_indices(source: IndexSource, options: IndexOptions) -> list[StudyIndex]:
    """The indices of a study that have answers: the one that is named, or all of them.

    Raises UserError where the study has errors, or lacks what is named.
    """
    return _built(_sound(source), source, options)


def open_study_index(source: IndexSource, options: IndexOptions) -> tuple[CodedStudy, StudyIndex]:
    """A study and its one index that has answers, or the one that is named.

    Raises UserError as `open_study_indices`, and where there are several and none is named.
    """
    coded = _sound(source)
    found = _built(coded, source, options)
    if len(found) != 1:
        raise UserError(problem("index-not-named", value=", ".join(index.definition.id for index in found)))
    return coded, found[0]


def _sound(source: IndexSource) -> CodedStudy:
    if source.meta is not None:
        raise UserError(problem("index-meta-of-study"))
    return require_sound_study(source.data, ProblemLog())


def _built(coded: CodedStudy, source: IndexSource, options: IndexOptions) -> list[StudyIndex]:
    study = coded.study
    names = list(study.indices) if source.index is None else [source.index.removesuffix(".yaml").rpartition("/")[2]]
    known = ", ".join(study.indices) or "none"
    unknown = [name for name in names if name not in study.indices]
    if unknown or not names:
        value = unknown[0] if unknown else ""
        raise UserError(problem("index-unknown", value=value, known=known, similar=did_you_mean(value, study.indices)))
    waves = [wave.id for wave in study.definition.waves]
    if source.wave is not None and source.wave not in waves:
        raise UserError(problem("wave-unknown", value=source.wave, waves=", ".join(waves)))
    made = [build_study_index(study, coded.answers, study.indices[name], options, source.wave) for name in names]
    found = [index for index in made if index is not None]
    if not found:
        raise UserError(problem("index-without-answers", value=", ".join(names)))
    return found

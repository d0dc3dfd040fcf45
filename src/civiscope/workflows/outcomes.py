"""Outcome models of a study, as `civiscope outcomes` prints them and as a release holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from civiscope.answers.answerset import AnswerSet
from civiscope.answers.flatten import answer_rows
from civiscope.disclosure.consent import ConsentRules
from civiscope.disclosure.outcomes import PredictorConsent, publishable_outcomes
from civiscope.errors import ProblemLog, UserError, did_you_mean, problem
from civiscope.outcomes.analysis import OutcomeSources, analyse_outcomes
from civiscope.outcomes.predictors import scores_by_wave
from civiscope.results.answers import Answer
from civiscope.results.estimates import SIMULATED
from civiscope.results.outcomes import OutcomeEstimate, StudyOutcomes
from civiscope.results.scores import Score
from civiscope.study.loading import Study
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.workflows.progress import Progress, silent
from civiscope.workflows.reading import require_sound_study
from civiscope.workflows.study_scores import plain_scores


def outcome_estimates(
    folder: Path,
    wave: str | None = None,
    index: str | None = None,
    indicators: Sequence[str] = (),
    progress: Progress = silent,
) -> tuple[OutcomeEstimate, ...]:
    """The rows of results/models.csv of a study, or those of one wave, index or some indicators.

    They are what a release would hold: nothing that may not be published is among them. Raises UserError.
    """
    progress("Reading the study", 0, 0)
    coded = require_sound_study(folder, ProblemLog())
    study = coded.study
    if study.outcomes is None:
        raise UserError(problem("outcomes-missing", value=folder))
    definition = study.outcomes.definition
    _check_names(study, definition, coded.answers, wave, index, indicators)
    answers = answer_rows(coded.answers)
    consent = ConsentRules(study.questionnaires, coded.consents, study.definition)
    progress("Scoring", 0, 0)
    scores = plain_scores(study, coded.answers, _indices(definition))
    shown = PredictorConsent.of(scores, answers, study.indices, consent)
    sources = _sources(study, coded.answers, scores, shown)
    found = analyse_outcomes(
        sources, wave, index, indicators, lambda done, total: progress("Fitting outcomes", done, total)
    )
    remark = SIMULATED if study.definition.simulated else ""
    return publishable_outcomes(found, definition, shown, study.definition.disclosure, remark).estimates


def study_outcomes(
    study: Study,
    answers: AnswerSet,
    rows: Sequence[Answer],
    scores: Sequence[Score],
    consent: ConsentRules,
    progress: Progress,
) -> StudyOutcomes:
    """All results of a study's outcome models, nothing where it has none; ``rows`` are the answers as long tables.

    Raises UserError for models that cannot be fitted.
    """
    if study.outcomes is None:
        return StudyOutcomes()
    shown = PredictorConsent.of(scores, rows, study.indices, consent)
    sources = _sources(study, answers, scores, shown)
    return analyse_outcomes(sources, report=lambda done, total: progress("Fitting outcomes", done, total))


def _sources(study: Study, answers: AnswerSet, scores: Sequence[Score], consent: PredictorConsent) -> OutcomeSources:
    assert study.outcomes is not None
    by_wave = scores_by_wave(scores, consent.scores)
    return OutcomeSources(study.definition, study.frame, study.outcomes, answers, by_wave, consent.answers)


def _indices(definition: OutcomesDefinition) -> set[str]:
    """The indices that models name."""
    named = [
        name for model in definition.models for name in (model.index, *(entry.index for entry in model.comparisons))
    ]
    return {name for name in named if name is not None}


def _check_names(
    study: Study,
    definition: OutcomesDefinition,
    answers: AnswerSet,
    wave: str | None,
    index: str | None,
    indicators: Sequence[str],
) -> None:
    """Raise UserError for names of options that the study lacks."""
    waves = list(dict.fromkeys(of_wave for of_wave, _ in answers.blocks))
    if wave is not None and wave not in waves:
        raise UserError(problem("wave-unknown", value=wave, waves=", ".join(waves)))
    named = sorted(_indices(definition))
    outcomes = [entry.code for model in definition.models for entry in definition.outcomes_of(model)]
    asked = [("index", index, named)] if index is not None else []
    asked += [("indicator", code, list(dict.fromkeys(outcomes))) for code in indicators]
    wrong = [
        problem(
            "outcome-name-unknown", column=f"--{what}", what=what, value=value,
            similar=did_you_mean(value, known), known=", ".join(known) or "none is used",
        )
        for what, value, known in asked
        if value not in known
    ]  # fmt: skip
    if wrong:
        raise UserError(*wrong)

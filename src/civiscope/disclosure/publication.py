"""The gate to publication: what has not passed through `publish` cannot be released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from civiscope.disclosure.consent import CityConsents, ConsentRules
from civiscope.disclosure.members import Members
from civiscope.disclosure.outcomes import PredictorConsent, publishable_outcomes
from civiscope.disclosure.released import SEAL, Publication, ReleasedTable
from civiscope.disclosure.rounding import rounded
from civiscope.disclosure.scores import ScoreGate, publishable_scores
from civiscope.disclosure.suppression import single_answer_positions, suppressed_positions, weighted_beside_suppressed
from civiscope.results.answers import Answer, Change, Respondent
from civiscope.results.estimates import Estimate, marked
from civiscope.results.outcomes import StudyOutcomes
from civiscope.results.scores import StudyScores
from civiscope.study.definition import DisclosureRules, StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.study.questionnaire import Questionnaire

__all__ = ["SUPPRESSED", "Analysis", "Basis", "Publication", "publish"]

SUPPRESSED = "suppressed: too few cities, here or in a row that this one would give away"
"""The note of every suppressed row: one that told the two reasons apart would tell that a count is small."""

SINGLE_ANSWER = "suppressed: a median is the answer of a single city, and single answers are not published"
"""The note of suppressed medians; it tells of the item's consent, not of how many cities there are."""

COUNTS_ONLY = "counts only: the weighted share would give a suppressed number away"

_NOTHING = {entry.name: None for entry in fields(Estimate) if str(entry.type).endswith("| None")}
"""The numbers of an estimate, each of which could tell the count."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was analysed: ``answers`` and ``changes`` are all of them, as they entered the estimates."""

    estimates: Sequence[Estimate]
    answers: Sequence[Answer]
    respondents: Sequence[Respondent]
    changes: Sequence[Change]
    scores: StudyScores = field(default_factory=StudyScores)
    outcomes: StudyOutcomes = field(default_factory=StudyOutcomes)


@dataclass(frozen=True, slots=True)
class Basis:
    """By what a study publishes: its questionnaires (consent of items), rules, and the consents of its cities.

    With ``definition`` and ``frame`` it is known which cities a level has, so that levels of different domains are
    protected against one another, and cities that withhold an answer against subtraction of the others'.
    ``indices`` tell which answers are behind which score, ``outcomes`` which are linked to which values.
    """

    questionnaires: dict[str, Questionnaire]
    rules: DisclosureRules
    definition: StudyDefinition | None = None
    frame: Frame = field(default_factory=dict)
    consents: CityConsents = field(default_factory=dict)
    indices: Mapping[str, IndexDefinition] = field(default_factory=dict)
    outcomes: OutcomesDefinition | None = None

    @property
    def consent(self) -> ConsentRules:
        """The consents of items and cities together."""
        return ConsentRules(self.questionnaires, self.consents, self.definition)


def publish(analysis: Analysis, basis: Basis, remark: str = "") -> Publication:
    """Apply consent, suppression and rounding, in this order.

    Items with consent ``never`` leave altogether, those with ``aggregate`` keep their estimates only; a city's own
    consent takes out its single answers. Where single answers are not published medians lose their numbers, which are
    those of single cities. Estimates that the rules forbid, and those from which forbidden ones could be
    computed, keep their place but lose their numbers; beside them weighted shares keep their counts only. ``remark`` is
    put before the note of every estimate and score.
    """
    consent = basis.consent
    estimates = [entry for entry in analysis.estimates if consent.allows_estimate(entry)]
    members = Members(basis.definition, basis.frame, analysis.answers) if basis.definition else None
    withheld = consent.withheld_answers(analysis.answers)
    hidden = suppressed_positions(estimates, basis.questionnaires, basis.rules, members, withheld)
    told = weighted_beside_suppressed(estimates, hidden)
    kept = [_counted(entry) if place in told else entry for place, entry in enumerate(estimates)]
    notes = dict.fromkeys(hidden, SUPPRESSED)
    notes |= dict.fromkeys(single_answer_positions(estimates, consent, withheld), SINGLE_ANSWER)
    return Publication(
        estimates=ReleasedTable(
            (_released(entry, notes.get(place), basis.rules, remark) for place, entry in enumerate(kept)), SEAL
        ),
        answers=tuple(entry for entry in analysis.answers if consent.allows_answer(entry)),
        respondents=tuple(analysis.respondents),
        changes=tuple(entry for entry in analysis.changes if consent.allows_change(entry)),
        seal=SEAL,
        scores=publishable_scores(
            analysis.scores,
            analysis.answers,
            ScoreGate(basis.indices, consent, basis.rules, members),
            remark,
        ),
        outcomes=_outcomes(analysis, basis, remark),
    )


def _outcomes(analysis: Analysis, basis: Basis, remark: str) -> StudyOutcomes:
    if basis.outcomes is None:
        return StudyOutcomes()
    consent = PredictorConsent.of(analysis.scores.scores, analysis.answers, basis.indices, basis.consent)
    return publishable_outcomes(analysis.outcomes, basis.outcomes, consent, basis.rules, remark)


def _released(entry: Estimate, why: str | None, rules: DisclosureRules, remark: str) -> Estimate:
    """The estimate as it is published; ``why`` is the note of one that is suppressed."""
    entry = rounded(entry, rules.rounding) if why is None else _without_numbers(entry, why)
    return replace(entry, note=marked(entry.note, remark))


def _without_numbers(entry: Estimate, why: str) -> Estimate:
    return replace(entry, **_NOTHING, suppressed=True, note=why)  # type: ignore[arg-type]


def _counted(entry: Estimate) -> Estimate:
    """The estimate with its counts alone."""
    note = marked(entry.note, COUNTS_ONLY)
    return replace(entry, **{**_NOTHING, "n": entry.n, "base": entry.base}, note=note)  # type: ignore[arg-type]

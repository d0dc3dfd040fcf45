"""Results of outcome models before they are published.

Values of outcomes are public: whoever knows them could find out, from the exact mean of a group, which of a few cities
are in it. Where single scores or answers are published, models are therefore made of these alone, and cities that
withhold theirs are left out. Where none is published (an item whose answers are for estimates only), all take part, and
nothing is told of single cities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from civiscope.disclosure.consent import ConsentRules
from civiscope.disclosure.rounding import rounded_outcome
from civiscope.disclosure.scores import secret_cities
from civiscope.results.answers import Answer, Status
from civiscope.results.estimates import marked
from civiscope.results.outcomes import OutcomeEstimate, StudyOutcomes
from civiscope.results.scores import Score
from civiscope.study.definition import FEWEST_WITHHOLDING, DisclosureRules
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.outcomes_definition import OutcomeComparison, OutcomesDefinition

SUPPRESSED_OUTCOME = "suppressed: too few cities"

_NOTHING = {entry.name: None for entry in fields(OutcomeEstimate) if str(entry.type).endswith("| None")}
_GIVEN = {Status.ANSWERED.label, Status.INCOMPLETE.label}

Key = tuple[str, str]
"""A wave, and an index or an item."""


@dataclass(frozen=True, slots=True)
class PredictorConsent:
    """Which cities models leave out, by (wave, index) and (wave, item), and of which of these no city may be shown."""

    scores: Mapping[Key, frozenset[str]]
    answers: Mapping[Key, frozenset[str]]
    unshown: frozenset[Key]

    @classmethod
    def of(
        cls,
        scores: Iterable[Score],
        answers: Sequence[Answer],
        indices: Mapping[str, IndexDefinition],
        consent: ConsentRules,
    ) -> PredictorConsent:
        """What the consents of items and cities mean for scores and answers as predictors."""
        scored: dict[Key, set[str]] = defaultdict(set)
        for row in scores:
            if row.node == row.index and row.score is not None:
                scored[row.wave, row.index].add(row.city)
        secret = secret_cities(answers, indices, consent, {wave for wave, _ in scored})
        given: dict[Key, set[str]] = defaultdict(set)
        hidden: dict[Key, set[str]] = defaultdict(set)
        for entry in answers:
            if entry.status in _GIVEN:
                given[entry.wave, entry.item].add(entry.city)
                if not consent.allows_answer(entry):
                    hidden[entry.wave, entry.item].add(entry.city)
        by_score = {key: frozenset(cities & secret.get((*key, key[1]), frozenset())) for key, cities in scored.items()}
        by_answer = {key: frozenset(cities) for key, cities in hidden.items()}
        unshown = {key for key, cities in by_score.items() if cities and cities == scored[key]}
        unshown |= {key for key, cities in by_answer.items() if cities == given[key]}
        return cls(
            {key: cities for key, cities in by_score.items() if cities and key not in unshown},
            {key: cities for key, cities in by_answer.items() if key not in unshown},
            frozenset(unshown),
        )


def publishable_outcomes(
    outcomes: StudyOutcomes,
    definition: OutcomesDefinition,
    consent: PredictorConsent,
    rules: DisclosureRules,
    remark: str = "",
) -> StudyOutcomes:
    """What may be published of ``outcomes``; ``remark`` is put before the note of every estimate.

    Estimates of fewer cities than the minimum base, or of a group of fewer, keep their place and lose their numbers; of
    answers and scores of which no city is shown, three is the least.
    Values of cities stay only where the licence of the indicator lets them be passed on.
    """
    passed_on = {entry.code for entry in definition.indicators if entry.licence.redistribute}
    comparisons = {(model.code, entry.code): entry for model in definition.models for entry in model.comparisons}
    predictors = {
        model.code: model.index if model.answer is None else _key_of(comparisons[model.code, model.answer])
        for model in definition.models
    }

    def least(row: OutcomeEstimate) -> int:
        """Where no city's answer is shown, two cities in a group would tell each other's."""
        comparison = comparisons.get((row.definition, row.term))
        key = predictors[row.definition] if comparison is None else _key_of(comparison)
        is_unshown = (row.wave, key) in consent.unshown
        return max(rules.minimum_base, FEWEST_WITHHOLDING) if is_unshown else rules.minimum_base

    return StudyOutcomes(
        tuple(_released(row, least(row), rules, remark) for row in outcomes.estimates),
        outcomes.coverage,
        tuple(row for row in outcomes.values if row.outcome in passed_on),
        tuple(
            row if row.outcome in passed_on else replace(row, partial_residual=None)
            for row in outcomes.cities
            if (row.wave, predictors[row.definition]) not in consent.unshown
        ),
        tuple(
            row
            for row in outcomes.compared
            if (row.wave, _key_of(comparisons[row.definition, row.term])) not in consent.unshown
        ),
    )


def _key_of(comparison: OutcomeComparison) -> str:
    return comparison.index or comparison.item or ""


def _released(row: OutcomeEstimate, least: int, rules: DisclosureRules, remark: str) -> OutcomeEstimate:
    counts = [count for count in (row.n, row.first_n, row.other_n) if count is not None]
    # Of no city there is nothing to hide, and the note says why there is none.
    if row.n != 0 and any(count < least for count in counts):
        row = replace(row, **_NOTHING, permutation="", note=SUPPRESSED_OUTCOME)  # type: ignore[arg-type]
    else:
        row = rounded_outcome(row, rules.rounding)
    return replace(row, note=marked(row.note, remark))

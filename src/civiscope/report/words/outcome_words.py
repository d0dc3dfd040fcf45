"""Outcome models of a release in one language: labels, units, numbers, and the rows behind a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from civiscope.release.model import Release
from civiscope.report.words.phrases import in_sentence, listed, named, number
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.outcomes import LinkedOutcome, OutcomeCity, OutcomeCoverage, OutcomeEstimate
from civiscope.study.groups import MEMBER
from civiscope.study.outcomes_definition import (
    OutcomeComparison,
    OutcomeIndicator,
    OutcomeModel,
    OutcomesDefinition,
)

RowKey = tuple[str, str, str, str, str]
"""(definition, wave, outcome, model, term)"""

SMALLEST_P = 0.001
LARGE_SCALE = 50
"""Scores with a range of at least so many points are told in steps of ten."""
SIGNIFICANT = 0.05


class OutcomeWords:
    """The outcome models of a release; raises KeyError for what outcomes.yaml does not define."""

    def __init__(self, view: ReleaseView) -> None:
        self.view = view
        self.release: Release = view.release
        definition = view.release.outcomes_definition
        if definition is None:
            raise KeyError("the release has no outcomes")
        self.definition: OutcomesDefinition = definition

    # ------------------------------------------------------------ what there is
    @cached_property
    def models(self) -> dict[str, OutcomeModel]:
        """The models by code."""
        return {entry.code: entry for entry in self.definition.models}

    @cached_property
    def rows(self) -> dict[RowKey, OutcomeEstimate]:
        """Every estimate by its key."""
        return {
            (row.definition, row.wave, row.outcome, row.model, row.term): row for row in self.release.outcomes.estimates
        }

    @cached_property
    def coverage(self) -> dict[tuple[str, str, str], OutcomeCoverage]:
        """Coverage by (definition, wave, outcome)."""
        return {(row.definition, row.wave, row.outcome): row for row in self.release.outcomes.coverage}

    @cached_property
    def values(self) -> dict[tuple[str, str], dict[str, LinkedOutcome]]:
        """The values that may be shown, by (wave, outcome), then by city."""
        found: dict[tuple[str, str], dict[str, LinkedOutcome]] = {}
        for row in self.release.outcomes.values:
            found.setdefault((row.wave, row.outcome), {})[row.city] = row
        return found

    @cached_property
    def groups(self) -> dict[tuple[str, str, str], dict[str, str]]:
        """The group of each city that may be shown, by (definition, wave, comparison)."""
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        for row in self.release.outcomes.compared:
            found.setdefault((row.definition, row.wave, row.term), {})[row.city] = row.side
        return found

    def cities(self, definition: str, wave: str, outcome: str) -> list[OutcomeCity]:
        """The cities in the regression of an outcome."""
        return [
            row
            for row in self.release.outcomes.cities
            if (row.definition, row.wave, row.outcome) == (definition, wave, outcome)
        ]

    def waves(self, definition: str) -> list[str]:
        """The waves of a model, the latest first."""
        known = {wave for code, wave, _ in self.coverage if code == definition}
        return [wave.id for wave in reversed(self.view.definition.waves) if wave.id in known]

    def outcomes(self, definition: str, wave: str) -> list[OutcomeIndicator]:
        """The outcomes of a model in a wave, in the order of outcomes.yaml."""
        return [
            entry
            for entry in self.definition.outcomes_of(self.models[definition])
            if (definition, wave, entry.code) in self.coverage
        ]

    def row(self, definition: str, wave: str, outcome: str, model: str, term: str) -> OutcomeEstimate | None:
        """One estimate; None where the release has none."""
        return self.rows.get((definition, wave, outcome, model, term))

    def score_rows(self, definition: str, wave: str, outcome: str, kind: str) -> Iterator[tuple[str, OutcomeEstimate]]:
        """The rows of the score by model: ``kind`` is ``ols`` or ``logit`` (whose average effects are taken).

        The score alone among the cities of the model with controls is left out where these are all cities.
        """
        term = self.predictor(definition) if kind == "ols" else "average_effect"
        alone = self.row(definition, wave, outcome, kind, term)
        for suffix in ("", "_same", "_controls"):
            found = self.row(definition, wave, outcome, kind + suffix, term)
            if found is None or (suffix == "_same" and alone is not None and found.n == alone.n):
                continue
            yield kind + suffix, found

    def main_row(self, definition: str, wave: str, outcome: str) -> OutcomeEstimate | None:
        """The score's row with controls where there are some, else alone."""
        rows = dict(self.score_rows(definition, wave, outcome, "ols"))
        return rows.get("ols_controls") or rows.get("ols")

    def predictor(self, definition: str) -> str:
        """The term of the score or the answer."""
        return "answer" if self.models[definition].answer is not None else "score"

    # ------------------------------------------------------------ words
    def label(self, outcome: str) -> str:
        """What readers call an outcome."""
        return self.view.text(self.definition.indicator(outcome).label)

    def only(self, outcome: str) -> str:
        """The cities to which an outcome is restricted, in brackets; empty where to none."""
        entry = self.definition.indicator(outcome)
        if entry.group is None:
            return ""
        return self.view.say("outcome_among_only", group=self.restriction(entry.group, entry.levels))

    def restriction(self, code: str, levels: tuple[str, ...]) -> str:
        """A group of cities, or some levels of it."""
        group = {entry.code: entry for entry in self.view.definition.groups}[code]
        label = self.view.text(group.label)
        levels_named = [self.view.levels[code].get(level, level) for level in levels if level != MEMBER]
        return named(label, listed(levels_named, self.view.language), self.view.language)

    def unit(self, outcome: str) -> str:
        """The unit of an outcome: the definition's, else that of the table."""
        own = self.definition.indicator(outcome).unit
        if own is not None:
            return self.view.text(own)
        return next((row.unit for row in self.release.outcomes.coverage if row.outcome == outcome), "")

    def is_percentage(self, outcome: str) -> bool:
        """Whether values are in per cent, so that differences are in percentage points."""
        table = next((row.unit for row in self.release.outcomes.coverage if row.outcome == outcome), "")
        return table.lstrip().lower().startswith(("%", "per cent", "percent", "pour cent", "por ciento"))

    def unit_of_differences(self, outcome: str) -> str:
        """The unit in which differences are told."""
        return self.view.say("outcome_points") if self.is_percentage(outcome) else self.unit(outcome)

    def comparison(self, definition: str, code: str) -> OutcomeComparison:
        """A comparison of a model."""
        return {entry.code: entry for entry in self.models[definition].comparisons}[code]

    def controls(self, definition: str) -> str:
        """The controls of a model, listed."""
        labels = [
            in_sentence(self.view.text(entry.label), self.view.language)
            for entry in self.definition.controls_of(self.models[definition])
        ]
        return listed(labels, self.view.language)

    def step(self, definition: str) -> float:
        """How many points of the score a coefficient is told for: ten on long scales, else one."""
        model = self.models[definition]
        if model.index is None:
            return 1.0
        index = self.release.indices[model.index]
        if index.low is not None and index.high is not None:
            return 10.0 if index.high - index.low >= LARGE_SCALE else 1.0
        return 1.0

    def step_in_words(self, definition: str) -> str:
        """``a score 10 points higher``, or ``cities with a team rather than cities without one``."""
        return self.view.say(f"outcome_step_{self.predictor(definition)}", **self._step_words(definition))

    def predictor_axis(self, definition: str) -> str:
        """``Score, in points``, or what 0 and 1 of the answer mean."""
        model = self.models[definition]
        unit = self.release.indices[model.index].unit if model.index is not None else ""
        said = {"unit": unit} if model.answer is None else self._step_words(definition)
        return self.view.say(f"outcome_cloud_x_{self.predictor(definition)}", **said)

    def who(self, definition: str) -> str:
        """``those whose score is 10 points higher``, or the two groups of the answer."""
        return self.view.say(f"outcome_who_{self.predictor(definition)}", **self._step_words(definition))

    def _step_words(self, definition: str) -> dict[str, str]:
        model = self.models[definition]
        if model.answer is not None:
            entry = self.comparison(definition, model.answer)
            return {"first": self.view.text(entry.high_label), "other": self.view.text(entry.low_label)}
        unit = self.release.indices[model.index].unit if model.index is not None else ""
        return {"step": f"{number(self.step(definition), self.view.language)} {unit}"}

    # ------------------------------------------------------------ numbers
    def shown(self, value: float | None, spread: float, *, sign: bool = False, fixed: bool = True) -> str:
        """A number as precise as its uncertainty asks; ``spread`` is the length of its interval.

        ``sign`` puts a plus before what is above 0, ``fixed`` keeps zeros at the end.
        """
        if value is None:
            return "–"
        digits = digits_for(spread)
        if round(value, digits) == 0:
            value = 0.0
        text = number(abs(value), self.view.language, digits=digits, fixed=fixed)
        if value < 0:
            return f"−{text}"
        return f"+{text}" if sign and value > 0 else text

    def p(self, value: float | None) -> str:
        """A p-value with three decimals, or that it is smaller."""
        if value is None:
            return "–"
        language = self.view.language
        if value < SMALLEST_P:
            return f"< {number(SMALLEST_P, language, digits=3)}"
        return number(value, language, digits=3, fixed=True)

    def p_in_words(self, value: float | None) -> str:
        """``p = 0.041`` or ``p < 0.001``."""
        shown = self.p(value)
        if shown.startswith("<"):
            return self.view.say("outcome_p_small", p=shown.removeprefix("< "))
        return self.view.say("outcome_p", p=shown)

    def family_size(self, row: OutcomeEstimate) -> int:
        """How many outcomes the p-value of a row is adjusted for."""
        return sum(
            (other.definition, other.wave, other.model, other.term) == (row.definition, row.wave, row.model, row.term)
            and other.p is not None
            for other in self.release.outcomes.estimates
        )

    def city(self, code: str) -> str:
        """The name of a city."""
        found = self.release.cities.get(code)
        return code if found is None else found.name


def digits_for(spread: float) -> int:
    """Decimals at which a number is told whose interval is ``spread`` long: about two digits of the interval."""
    if not spread or not math.isfinite(spread):
        return 1
    return max(0, min(6, 1 - math.floor(math.log10(abs(spread)))))

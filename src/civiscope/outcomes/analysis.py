"""All models of outcomes.yaml: linking, comparing, fitting, and p-values for what is read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from civiscope.answers.answerset import AnswerSet
from civiscope.errors import Problem, UserError, problem
from civiscope.outcomes.comparisons import compared
from civiscope.outcomes.linking import (
    ControlValues,
    compared_cities,
    control_values,
    linked,
    out_of_reach,
    years_counted,
)
from civiscope.outcomes.predictors import FIRST, WaveScores, groups_by_answer, groups_by_score
from civiscope.outcomes.regressions import ANSWER, AVERAGE_EFFECT, SCORE, Subject, all_of, regressions
from civiscope.results.multiplicity import Correction, adjusted
from civiscope.results.outcomes import (
    ComparedCity,
    LinkedOutcome,
    OutcomeCity,
    OutcomeCoverage,
    OutcomeEstimate,
    StudyOutcomes,
)
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.outcomes_definition import OutcomeComparison, OutcomeIndicator, OutcomeModel
from civiscope.study.outcomes_file import FILE, OutcomesFile, OutcomeValue

Report = Callable[[int, int], None]
"""Called with the number of outcomes done, and of all."""


@dataclass(frozen=True)
class OutcomeSources:
    """What models draw on.

    ``scores`` by (wave, index); ``withheld`` are the cities that a comparison by an item leaves out, by (wave, item).
    """

    study: StudyDefinition
    frame: Frame
    file: OutcomesFile
    answers: AnswerSet
    scores: Mapping[tuple[str, str], WaveScores]
    withheld: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    @property
    def waves(self) -> list[str]:
        """The waves with answers, in their order."""
        return list(dict.fromkeys(wave for wave, _ in self.answers.blocks))

    @property
    def is_whole(self) -> bool:
        """Whether all closed waves are there, not only the one that a release is limited to."""
        return {wave.id for wave in self.study.waves if wave.status == "closed"} <= set(self.waves)


@dataclass(slots=True)
class _Collected:
    """What was found so far; ``refused`` and ``fitted`` say of each model or comparison whether it could be done."""

    estimates: list[OutcomeEstimate] = field(default_factory=list)
    coverage: list[OutcomeCoverage] = field(default_factory=list)
    values: dict[tuple[str, str, str], LinkedOutcome] = field(default_factory=dict)
    cities: list[OutcomeCity] = field(default_factory=list)
    compared: list[ComparedCity] = field(default_factory=list)
    refused: dict[tuple[str, str], list[Problem]] = field(default_factory=lambda: defaultdict(list))
    fitted: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Family:
    """One model in one wave: ``predictor`` is the score (or 1 and 0) of each city, empty without regressions."""

    model: OutcomeModel
    wave: str
    predictor: dict[str, float]
    groups: dict[str, dict[str, str]]
    indicators: tuple[OutcomeIndicator, ...]
    linked: dict[str, dict[str, OutcomeValue]]
    place: dict[str, Any]

    @property
    def compares(self) -> bool:
        """Whether there is a city to compare."""
        return bool(self.predictor or any(self.groups.values()))

    @property
    def cities(self) -> frozenset[str]:
        """The cities with a score or in a group."""
        return frozenset(self.predictor).union(*self.groups.values())

    @property
    def index(self) -> str:
        """The index whose score is linked; empty of answers."""
        return self.model.index or ""


def analyse_outcomes(
    sources: OutcomeSources,
    wave: str | None = None,
    index: str | None = None,
    indicators: Collection[str] = (),
    report: Report = lambda done, total: None,
) -> StudyOutcomes:
    """All results, or those of one wave, index or some indicators (all others still count when p is adjusted).

    Raises UserError for models that cannot be fitted for any outcome and wave.
    """
    models = [
        (place, model)
        for place, model in enumerate(sources.file.definition.models)
        if index is None or index in (model.index, *(entry.index for entry in model.comparisons))
    ]
    families = [family for place, model in models for family in _families(sources, place, model, wave)]
    total = sum(len(family.indicators) for family in families)
    found = _Collected()
    done = 0
    for family in families:
        rows: list[OutcomeEstimate] = []
        for comparison, groups in family.groups.items():
            found.compared += [
                ComparedCity(family.wave, family.model.code, comparison, city, group)
                for city, group in sorted(groups.items())
            ]
        for indicator in family.indicators:
            rows += _outcome(sources, family, indicator, found)
            done += 1
            report(done, total)
        found.estimates += _adjusted(rows, family.model)
    _raise_where_nothing_fits(found)
    kept = set(indicators) or {entry.code for entry in sources.file.definition.indicators}
    return StudyOutcomes(
        tuple(row for row in found.estimates if row.outcome in kept and index in (None, row.index)),
        tuple(row for row in found.coverage if row.outcome in kept and index in (None, row.index)),
        tuple(row for _, row in sorted(found.values.items()) if row.outcome in kept),
        tuple(row for row in found.cities if row.outcome in kept and index in (None, row.index)),
        tuple(found.compared),
    )


def _families(sources: OutcomeSources, place: int, model: OutcomeModel, only: str | None) -> Iterator[_Family]:
    at: dict[str, Any] = {"file": FILE, "line": sources.file.line(("models", place))}
    made = []
    for wave in (name for name in sources.waves if only in (None, name) and name in (model.waves or sources.waves)):
        family = _family(sources, model, wave, at)
        if family.compares:
            made.append(family)
        elif wave in model.waves:
            raise UserError(_unscored(sources, model, wave, at))
    if not made and sources.is_whole:
        raise UserError(_unscored(sources, model, ", ".join(model.waves or sources.waves), at))
    yield from made


def _unscored(sources: OutcomeSources, model: OutcomeModel, waves: str, at: dict[str, Any]) -> Problem:
    return problem("outcome-wave-unscored", **at, value=model.code, wave=waves, known=", ".join(sources.waves))


def _family(sources: OutcomeSources, model: OutcomeModel, wave: str, at: dict[str, Any]) -> _Family:
    groups = {entry.code: _groups(sources, entry, wave) for entry in model.comparisons}
    predictor: dict[str, float] = {}
    if model.index is not None and (wave, model.index) in sources.scores:
        predictor = sources.scores[wave, model.index].scores
    elif model.answer is not None:
        predictor = {city: float(group == FIRST) for city, group in groups[model.answer].items()}
    year = sources.study.wave(wave).date.year
    definition = sources.file.definition
    linked_values = {
        entry.code: linked(sources.file.tables[entry.code], entry, year) for entry in definition.indicators
    }
    return _Family(model, wave, predictor, groups, definition.outcomes_of(model), linked_values, at)


def _groups(sources: OutcomeSources, comparison: OutcomeComparison, wave: str) -> dict[str, str]:
    if comparison.index is not None:
        scored = sources.scores.get((wave, comparison.index))
        return {} if scored is None else groups_by_score(comparison, scored)
    withheld = sources.withheld.get((wave, comparison.item or ""), frozenset())
    return groups_by_answer(comparison, sources.answers, wave, withheld)


def _outcome(
    sources: OutcomeSources, family: _Family, indicator: OutcomeIndicator, found: _Collected
) -> list[OutcomeEstimate]:
    """The rows of one outcome in one family."""
    model, wave = family.model, family.wave
    allowed = compared_cities(indicator, sources.study, sources.frame)
    values = {city: entry for city, entry in family.linked[indicator.code].items() if city in allowed}
    table = sources.file.tables[indicator.code]
    blank = _blank(family, indicator.code)
    refused = _out_of_reach(sources, family, indicator, allowed)
    rows = _differences(family, blank, {city: entry.value for city, entry in values.items()}, refused, found)
    scored = family.predictor or {city: 0.0 for groups in family.groups.values() for city in groups}
    cities = sorted(scored.keys() & values.keys())
    controls = _controls(sources, family, cities)
    if family.predictor:
        subject = Subject(
            blank, tuple(cities), np.array([values[city].value for city in cities], dtype=np.float64),
            np.array([scored[city] for city in cities], dtype=np.float64), controls,
            SCORE if model.index is not None else ANSWER, indicator.scale == "share", table.whole,
            model.imputations if model.missing == "impute" else 0, model.seed,
        )  # fmt: skip
        fitted = regressions(subject, family.place)
        rows += fitted.rows
        found.cities += fitted.cities
        for name in dict.fromkeys(row.model for row in fitted.rows):
            # What least squares are refused for is told of them: only some outcomes have a logit.
            if not name.startswith("logit") or name.replace("logit", "ols") not in fitted.problems:
                _note(found, model, name, refused or fitted.problems.get(name))
    complete = all_of(len(cities), [control.known for control in controls])
    found.coverage.append(
        OutcomeCoverage(
            wave, family.index, indicator.code, model.code, len(scored.keys() & allowed), len(cities),
            int(complete.sum()), years_counted([values[city] for city in cities]), table.unit,
        )
    )  # fmt: skip
    # Of every city that may be compared, whatever it answered: else a list of them would tell who did.
    for city, entry in sorted(values.items()):
        found.values[wave, indicator.code, city] = LinkedOutcome(
            wave, indicator.code, city, entry.year, entry.value, table.unit, entry.source
        )
    return rows if refused is None else [replace(row, note=refused.message) for row in rows]


def _out_of_reach(
    sources: OutcomeSources, family: _Family, indicator: OutcomeIndicator, allowed: Collection[str]
) -> Problem | None:
    """The problem of an indicator of which every compared city has values of other years only."""
    codes = [entry.code for entry in sources.file.definition.indicators]
    place: dict[str, Any] = {
        "file": FILE,
        "line": sources.file.line(("indicators", codes.index(indicator.code))),
    }
    year = sources.study.wave(family.wave).date.year
    return out_of_reach(
        sources.file.tables[indicator.code], indicator, year, family.cities.intersection(allowed), place
    )


def _differences(
    family: _Family,
    blank: OutcomeEstimate,
    numbers: Mapping[str, float],
    refused: Problem | None,
    found: _Collected,
) -> list[OutcomeEstimate]:
    """The rows of the comparisons; ``refused`` says why the outcome has no values."""
    model = family.model
    rows = []
    for comparison in model.comparisons:
        own = replace(blank, index=comparison.index or "", term=comparison.code)
        outcome = compared(own, numbers, family.groups[comparison.code], model.permutations, model.seed, family.place)
        rows.append(outcome.row)
        _note(found, model, comparison.code, refused or outcome.problem)
    return rows


def _controls(sources: OutcomeSources, family: _Family, cities: Sequence[str]) -> tuple[ControlValues, ...]:
    return tuple(
        control_values(control, cities, sources.study, sources.frame, family.linked)
        for control in sources.file.definition.controls_of(family.model)
    )


def _blank(family: _Family, outcome: str) -> OutcomeEstimate:
    nothing = (None, None, None, None, None, None, None)
    return OutcomeEstimate(family.wave, family.index, outcome, "", "", *nothing, "", family.model.code)


def _note(found: _Collected, model: OutcomeModel, name: str, refused: Problem | None) -> None:
    if refused is None:
        found.fitted.add((model.code, name))
    else:
        found.refused[model.code, name].append(refused)


def _raise_where_nothing_fits(found: _Collected) -> None:
    """One problem of each kind and line for every model that no outcome and no wave could be fitted to."""
    told: dict[tuple[str, str, int | None], Problem] = {}
    for key, problems in found.refused.items():
        if key not in found.fitted:
            for entry in problems:
                told.setdefault((key[0], entry.code, entry.line), entry)
    if told:
        raise UserError(*dict.fromkeys(told.values()))


def _adjusted(rows: list[OutcomeEstimate], model: OutcomeModel) -> list[OutcomeEstimate]:
    """The rows of one family with p adjusted over its outcomes, separately for each model and term.

    Controls are held equal and not asked about: their p-values stay as they are.
    """
    asked = {SCORE, ANSWER, AVERAGE_EFFECT, *(entry.code for entry in model.comparisons)}
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.term in asked:
            places[row.model, row.term].append(place)
    found = list(rows)
    for members in places.values():
        raw = [rows[place].p for place in members]
        both = zip(members, adjusted(raw, Correction.HOLM), adjusted(raw, Correction.BH), strict=True)
        for place, holm, bh in both:
            chosen = holm if model.adjust == "holm" else bh
            found[place] = replace(rows[place], p_adjusted=chosen, p_holm=holm, p_bh=bh)
    return found

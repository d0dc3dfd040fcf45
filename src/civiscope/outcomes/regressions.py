"""The regressions of one outcome on the score: alone and with controls, linear and, for shares, fractional logits."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from civiscope.errors import Problem, UserError, problem
from civiscope.outcomes.design import Design, design, refusal
from civiscope.outcomes.fractional import average_effect, fractional_logit
from civiscope.outcomes.groups import two_sided
from civiscope.outcomes.imputation import imputed, pooled
from civiscope.outcomes.linear import Fit, LinearFit, influence, least_squares, partial_residuals
from civiscope.outcomes.linking import ControlValues, control_columns
from civiscope.results.outcomes import OutcomeCity, OutcomeEstimate

Floats = NDArray[np.float64]

LEVEL = 0.95
SCORE, ANSWER, AVERAGE_EFFECT = "score", "answer", "average_effect"
_SCORE_COLUMN = 1


@dataclass(frozen=True, slots=True)
class Subject:
    """What one outcome is regressed on: n cities with predictor, value (in the table's unit) and controls.

    ``blank`` is a row with the names of wave, index, outcome and definition; ``whole`` is 100 for per cent, else 1;
    ``predictor`` is the term of the score. ``imputations`` is 0 where cities without a control are left out.
    """

    blank: OutcomeEstimate
    cities: tuple[str, ...]
    values: Floats
    scores: Floats
    controls: tuple[ControlValues, ...]
    predictor: str
    is_share: bool
    whole: float
    imputations: int
    seed: int

    def rows(self, kept: NDArray[np.bool_]) -> Subject:
        """The same of some of the cities."""
        return replace(
            self,
            cities=tuple(city for city, keep in zip(self.cities, kept, strict=True) if keep),
            values=self.values[kept],
            scores=self.scores[kept],
            controls=tuple(control.rows(kept) for control in self.controls),
        )

    @property
    def complete(self) -> NDArray[np.bool_]:
        """Which cities have all controls, shape (n,)."""
        return all_of(len(self.cities), [control.known for control in self.controls])


def all_of(size: int, conditions: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Where all conditions, each of shape (size,), hold."""
    found = np.ones(size, dtype=np.bool_)
    for condition in conditions:
        found &= condition
    return found


@dataclass(slots=True)
class Regressed:
    """Rows of all models, influence of cities, and why a model could not be fitted, by the model's name."""

    rows: list[OutcomeEstimate] = field(default_factory=list)
    cities: list[OutcomeCity] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)


def regressions(subject: Subject, place: dict[str, Any]) -> Regressed:
    """All regressions of one outcome; ``place`` is where a problem lies (file and line).

    Without controls: the score alone. With controls: also the score alone among the cities with all controls, and with
    the controls. Of cities that lack a control, ``subject.imputations`` decides.
    """
    found = Regressed()
    runs = [("", [_alone(subject)], "")]
    if subject.controls:
        with_controls, note = _with_controls(subject, found, place)
        same = subject.rows(_used(subject))
        runs += [("_same", [_alone(same)], ""), ("_controls", with_controls, note)]
    for suffix, designs, note in runs:
        _linear(subject, f"ols{suffix}", designs, note, found, place, last=suffix == runs[-1][0])
    if subject.is_share:
        for suffix, designs, note in runs:
            _logit(subject, f"logit{suffix}", designs, note, found, place)
    return found


def _used(subject: Subject) -> NDArray[np.bool_]:
    """The cities of the model with controls: all with complete controls, or all whose levels are known."""
    if not subject.imputations:
        return subject.complete
    return all_of(len(subject.cities), [control.known for control in subject.controls if control.numbers is None])


def _alone(subject: Subject) -> Design:
    nothing = np.empty((len(subject.values), 0))
    names = (subject.cities, subject.values, subject.scores, subject.predictor)
    return design(*names, nothing, (), (), by_number=subject.predictor == SCORE)


def _with_controls(subject: Subject, found: Regressed, place: dict[str, Any]) -> tuple[list[Design], str]:
    """The designs with controls, one for each imputation, and a note on cities that lack a control."""
    used = subject.rows(_used(subject))
    left = len(subject.cities) - len(used.cities)
    note = f"complete cases: left out {left} of {len(subject.cities)} cities, which lack a control" if left else ""
    lacking = int((~used.complete).sum())
    if not lacking:
        return [_design(used, used.controls)], note
    numbers = [control for control in used.controls if control.numbers is not None]
    columns = np.column_stack([control.numbers for control in numbers if control.numbers is not None])
    levels = control_columns([control for control in used.controls if control.numbers is None])
    given = np.column_stack([used.scores, used.values, *([levels.values] if levels.terms else [])])
    is_thin = int((~np.isnan(columns)).sum(axis=0).min()) < columns.shape[1] + given.shape[1] + 2
    if is_thin or any(control.has_single_level for control in used.controls):
        # Too few cities to draw from, or a control that does not vary: the model is refused for the same reason.
        return [_design(kept := used.rows(used.complete), kept.controls)], note
    told = f"numbers of {lacking} of {len(used.cities)} cities imputed {subject.imputations} times"
    name = f"{subject.blank.definition}/{subject.blank.wave}/{subject.blank.outcome}"
    generator = np.random.default_rng([subject.seed, zlib.crc32(name.encode())])
    designs = []
    for _ in range(subject.imputations):
        filled = iter(imputed(columns, given, generator).T)
        controls = [
            control if control.numbers is None else replace(control, numbers=next(filled)) for control in used.controls
        ]
        designs.append(_design(used, controls))
    return designs, "; ".join(part for part in (told, note) if part)


def _design(subject: Subject, controls: Sequence[ControlValues]) -> Design:
    made = control_columns(controls)
    names = (subject.cities, subject.values, subject.scores, subject.predictor)
    return design(*names, made.values, made.terms, made.is_number, by_number=subject.predictor == SCORE)


def _refused(subject: Subject, model: str, designs: list[Design], found: Regressed, place: dict[str, Any]) -> bool:
    """Whether the model cannot be fitted; a row then says why."""
    refused = refusal(designs[0], f"{subject.blank.definition} ({model})", subject.blank.outcome, place)
    if refused is not None:
        found.problems[model] = refused
        n = len(designs[0].cities)
        found.rows.append(replace(subject.blank, model=model, term=subject.predictor, n=n, note=refused.message))
    return refused is not None


def _linear(
    subject: Subject,
    model: str,
    designs: list[Design],
    note: str,
    found: Regressed,
    place: dict[str, Any],
    *,
    last: bool,
) -> None:
    if _refused(subject, model, designs, found, place):
        return
    fits = [least_squares(entry.values, entry.predictors) for entry in designs]
    r_squared = math.fsum(fit.r_squared for fit in fits) / len(fits)
    base = replace(subject.blank, model=model, n=len(designs[0].cities), note=note, r_squared=r_squared)
    for column, term in enumerate(designs[0].terms):
        row = _row(replace(base, term=term), [fit.fit for fit in fits], _coefficient(column))
        if designs[0].is_number[column]:
            row = _standardised(row, designs, column)
        if column == _SCORE_COLUMN:
            without = np.mean([influence(fit, column).without for fit in fits], axis=0)
            row = replace(row, without_low=float(without.min()), without_high=float(without.max()))
        found.rows.append(row)
    if last:
        found.cities = _cities(base, designs, fits)


def _logit(
    subject: Subject,
    model: str,
    designs: list[Design],
    note: str,
    found: Regressed,
    place: dict[str, Any],
) -> None:
    if _refused(subject, model, designs, found, place):
        return
    try:
        fits = [fractional_logit(entry.values / subject.whole, entry.predictors) for entry in designs]
    except UserError:
        words: dict[str, Any] = {
            "value": f"{subject.blank.definition} ({model})",
            "outcome": subject.blank.outcome,
        }
        found.problems[model] = problem("outcome-not-fitted", **place, **words)
        message = found.problems[model].message
        n = len(designs[0].cities)
        found.rows.append(replace(subject.blank, model=model, term=subject.predictor, n=n, note=message))
        return
    base = replace(subject.blank, model=model, n=len(designs[0].cities), note=note)
    for column, term in enumerate(designs[0].terms):
        found.rows.append(_row(replace(base, term=term), fits, _coefficient(column)))
    by_fit = dict(zip(map(id, fits), designs, strict=True))

    def effect(fit: Fit) -> tuple[float, float]:
        average = average_effect(fit, by_fit[id(fit)].predictors, _SCORE_COLUMN)
        return subject.whole * average.estimate, subject.whole**2 * average.variance

    found.rows.append(_row(replace(base, term=AVERAGE_EFFECT), fits, effect))


def _coefficient(column: int) -> Callable[[Fit], tuple[float, float]]:
    return lambda fit: (float(fit.coefficients[column]), float(fit.covariance[column, column]))


def _row(blank: OutcomeEstimate, fits: Sequence[Fit], taken: Callable[[Fit], tuple[float, float]]) -> OutcomeEstimate:
    """A row with estimate, t interval and p; of several imputations put together by Rubin's rules."""
    estimates, variances = zip(*map(taken, fits), strict=True)
    estimate, variance, df = estimates[0], variances[0], fits[0].df
    if len(fits) > 1:
        whole = pooled(estimates, variances, df)
        estimate, variance, df = whole.estimate, whole.variance, whole.df
        blank = replace(blank, imputations=len(fits), missing_information=whole.missing_information)
    se = math.sqrt(variance)
    reach = float(stdtrit(df, 0.5 + LEVEL / 2)) * se
    p = two_sided(estimate / se, df) if se else None
    return replace(blank, estimate=estimate, se=se, low=estimate - reach, high=estimate + reach, p=p, df=df)


def _standardised(row: OutcomeEstimate, designs: Sequence[Design], column: int) -> OutcomeEstimate:
    """The row with its estimate in standard deviations of the outcome for one of the predictor."""
    spread = float(np.mean([entry.predictors[:, column].std(ddof=1) for entry in designs]))
    factor = spread / float(designs[0].values.std(ddof=1))
    estimate, low, high = (None if value is None else value * factor for value in (row.estimate, row.low, row.high))
    return replace(row, standardised=estimate, standardised_low=low, standardised_high=high)


def _cities(base: OutcomeEstimate, designs: Sequence[Design], fits: Sequence[LinearFit]) -> list[OutcomeCity]:
    """Every city in the regression; of several imputations the means."""
    partial = np.mean(
        [partial_residuals(own.values, fit, _SCORE_COLUMN) for own, fit in zip(designs, fits, strict=True)], axis=0
    )
    moved = [influence(fit, _SCORE_COLUMN) for fit in fits]
    cook = np.mean([entry.cooks_distance for entry in moved], axis=0)
    dfbetas = np.mean([entry.dfbetas for entry in moved], axis=0)
    without = np.mean([entry.without for entry in moved], axis=0)
    leverage = np.mean([entry.leverage for entry in moved], axis=0)
    return [
        OutcomeCity(
            base.wave, base.index, base.outcome, base.definition, base.model, city,
            float(designs[0].predictors[place, _SCORE_COLUMN]), float(partial[place]), float(leverage[place]),
            float(cook[place]), float(dfbetas[place]), float(without[place]),
        )
        for place, city in enumerate(designs[0].cities)
    ]  # fmt: skip

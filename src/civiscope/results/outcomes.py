"""Rows of outcome models: estimates, coverage, the values that were linked, what single cities do to an estimate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutcomeEstimate:
    """One coefficient, average effect or difference of means.

    ``model`` is ``difference`` (two groups of cities), ``ols`` (the score alone, all cities with a value), ``ols_same``
    (the score alone, the cities of the next), ``ols_controls``, and ``logit``, ``logit_same``, ``logit_controls`` for
    shares. ``term`` is the comparison's code; ``intercept``, ``score`` (or ``answer``: 1 in the first group of a
    comparison, else 0), a control, ``CONTROL: LEVEL``; of a logit also ``average_effect``, the mean change of the
    outcome, in its unit, for one point of the score. Differences are the first group minus the other one.
    ``p_adjusted`` is ``p_holm`` or ``p_bh``, as the definition asks: over all outcomes of the same definition, wave,
    model and term. ``standardised`` is in standard deviations of the outcome for one of the predictor. ``effect`` is
    Hedges' g. ``without_low`` and ``without_high`` are the lowest and highest coefficient of the score when one city
    is left out. An absent number is None, never 0; ``note`` says why.
    """

    wave: str
    index: str
    outcome: str
    model: str
    term: str
    estimate: float | None
    se: float | None
    low: float | None
    high: float | None
    p: float | None
    p_adjusted: float | None
    n: int | None
    note: str
    definition: str = ""
    df: float | None = None
    p_holm: float | None = None
    p_bh: float | None = None
    standardised: float | None = None
    standardised_low: float | None = None
    standardised_high: float | None = None
    r_squared: float | None = None
    without_low: float | None = None
    without_high: float | None = None
    imputations: int | None = None
    missing_information: float | None = None
    first_n: int | None = None
    first_mean: float | None = None
    first_mean_low: float | None = None
    first_mean_high: float | None = None
    other_n: int | None = None
    other_mean: float | None = None
    other_mean_low: float | None = None
    other_mean_high: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    p_permutation: float | None = None
    rearrangements: int | None = None
    permutation: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeCoverage:
    """How many cities of a wave have a value of an outcome, and of which years.

    ``cities`` are those with a score or an answer that belong to the indicator's own set of cities, ``with_value``
    those of them with a value, ``with_controls`` those with all controls as well. ``years`` counts the values by year,
    as ``2014: 3; 2015: 60``.
    """

    wave: str
    index: str
    outcome: str
    definition: str
    cities: int
    with_value: int
    with_controls: int
    years: str
    unit: str


@dataclass(frozen=True, slots=True)
class LinkedOutcome:
    """The value of an indicator that a wave's models used for a city; only where its licence lets it be passed on."""

    wave: str
    outcome: str
    city: str
    year: int
    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class OutcomeCity:
    """One city in the regression on the score (with controls where there are some).

    ``partial_residual`` is the value less what the controls say of it (empty where the value may not be passed on),
    ``dfbetas`` is the change of the score's coefficient, in standard errors, that the city brings,
    ``estimate_without`` the coefficient without it.
    """

    wave: str
    index: str
    outcome: str
    definition: str
    model: str
    city: str
    score: float
    partial_residual: float | None
    leverage: float
    cooks_distance: float
    dfbetas: float
    estimate_without: float


@dataclass(frozen=True, slots=True)
class ComparedCity:
    """The group of a city in a comparison (``term``): ``side`` is ``first`` or ``other``."""

    wave: str
    definition: str
    term: str
    city: str
    side: str


@dataclass(frozen=True, slots=True)
class StudyOutcomes:
    """All that outcome models of a study give."""

    estimates: tuple[OutcomeEstimate, ...] = ()
    coverage: tuple[OutcomeCoverage, ...] = ()
    values: tuple[LinkedOutcome, ...] = ()
    cities: tuple[OutcomeCity, ...] = ()
    compared: tuple[ComparedCity, ...] = ()

"""Scores of indices, what they consist of, what would change them, and how certain they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One row of results/scores: a city's score of one node of an index.

    ``node`` is the index itself, a dimension, a combination or an indicator. ``rank`` is 1 for the highest score, ties
    take the lowest. ``low`` and ``high`` are the interval of the score over ``variants`` of the method, of which the
    share ``interval_level`` lies within, ``rank_low`` and ``rank_high`` that of the rank; ``same_rank`` is the share of
    variants with the same rank. ``class_`` (column ``class``) is empty where there are no classes. ``available`` is the
    share of the node's indicators that were not missing. An absent number is None, never 0.
    """

    wave: str
    index: str
    city: str
    node: str
    score: float | None
    rank: int | None
    low: float | None
    high: float | None
    class_: str
    available: float
    rank_low: int | None
    rank_high: int | None
    note: str
    interval_level: float | None = None
    variants: int | None = None
    same_rank: float | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an indicator (``node``) adds to a city's score of the index: the contributions add up to it.

    An empty ``node`` is the score of a city that is average in everything, where the method has no zero to count from.
    ``value`` is the indicator as scored from the answers, ``score`` as normalised.
    """

    wave: str
    index: str
    city: str
    node: str
    value: float | None
    score: float | None
    contribution: float | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """A single other answer, and the score, class and rank that a city would have with it.

    ``now`` are the codes of the options that it named, joined by spaces, or its number; ``option`` is the option that
    it would name.
    """

    wave: str
    index: str
    city: str
    item: str
    row: str
    option: str
    now: str
    score_now: float
    score_then: float
    gain: float
    class_now: str
    class_then: str
    rank_then: int | None


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The mean score of the cities of a level, with its design-based standard error and 95% interval.

    ``domain`` and ``level`` are empty for all cities. ``n`` counts the cities with a score, ``base`` those that
    answered. Where the mean is suppressed all numbers are None.
    """

    wave: str
    index: str
    node: str
    domain: str
    level: str
    mean: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int | None
    base: int | None
    suppressed: bool
    note: str


@dataclass(frozen=True, slots=True)
class SensitivityRow:
    """Sobol' indices of one choice (``element``): its share of the variance alone (first) and with all others (total).

    With an empty ``city`` of the mean absolute shift of all ranks (an empty ``wave`` takes all waves together), else of
    the city's rank. Intervals are absent where
    the indices are exact.
    """

    wave: str
    index: str
    city: str
    element: str
    first: float | None
    first_low: float | None
    first_high: float | None
    total: float | None
    total_low: float | None
    total_high: float | None
    runs: int
    note: str


@dataclass(frozen=True, slots=True)
class Superiority:
    """The share of runs in which ``city`` stands above ``other``; runs with equal scores count half."""

    wave: str
    index: str
    city: str
    other: str
    probability: float | None
    runs: int


@dataclass(frozen=True)
class StudyScores:
    """All scores of a study's indices."""

    scores: tuple[Score, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    groups: tuple[GroupScore, ...] = ()
    sensitivity: tuple[SensitivityRow, ...] = ()

"""What an analysis of an index tells: of its indicators, its structure, single units, other answers, and its steps.

An absent number is None, never 0. ``wave`` is empty for a table with one wave only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """An indicator's values before any step; the columns are those of `civiscope.indices.analysis.statistics`.

    ``n`` are all units, ``available`` those that have a value. ``flags`` names what points at trouble: few available,
    few that are not 0, few different values, outliers.
    """

    wave: str
    index: str
    node: str
    n: int
    available: int
    share_available: float | None
    minimum: float | None
    maximum: float | None
    mean: float | None
    median: float | None
    std: float | None
    skewness: float | None
    kurtosis: float | None
    nonzero: int
    share_nonzero: float | None
    unique: int
    share_unique: float | None
    same: int
    share_same: float | None
    flags: str


@dataclass(frozen=True, slots=True)
class CorrelationRow:
    """Two nodes over the ``n`` units that have both; ``relation`` says what ``other`` is to ``node``.

    ``level`` and ``other_level`` are heights in the tree, 1 for indicators; ``p`` is two-sided.
    """

    wave: str
    index: str
    level: int
    node: str
    other_level: int
    other: str
    relation: str
    method: str
    correlation: float | None
    p: float | None
    n: int


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """Cronbach's alpha of the elements of a node; with ``without`` of those that remain when this one is left out.

    ``standardised`` is alpha for elements of equal variance; ``n`` units have all of the elements.
    """

    wave: str
    index: str
    node: str
    without: str
    elements: int
    alpha: float | None
    standardised: float | None
    mean_correlation: float | None
    n: int
    note: str


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One element in one principal component of a node's elements, the largest component (1) first.

    ``vector`` is the element's entry in the component of length 1, ``loading`` their correlation. What follows is of
    the node: ``kaiser`` eigenvalues are above 1, ``adequacy`` is the measure of Kaiser, Meyer and Olkin, ``sphericity``
    Bartlett's statistic with ``freedom`` and ``p``.
    """

    wave: str
    index: str
    node: str
    component: int | None
    eigenvalue: float | None
    share: float | None
    cumulative: float | None
    element: str
    vector: float | None
    loading: float | None
    kaiser: int | None
    adequacy: float | None
    sphericity: float | None
    freedom: int | None
    p: float | None
    n: int
    note: str


@dataclass(frozen=True, slots=True)
class WarningRow:
    """Something in the structure that deserves a second look, in words; ``value`` went beyond ``limit``."""

    wave: str
    index: str
    kind: str
    node: str
    other: str
    value: float | None
    limit: float | None
    message: str


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A node's weight beside its siblings, and the share of the whole index that it comes to.

    ``aggregate`` is the rule by which its parent puts its elements together. Where that is no weighted sum the
    effective weight is nominal, which ``note`` says.
    """

    index: str
    node: str
    parent: str
    level: int
    weight: float | None
    effective: float | None
    aggregate: str
    note: str


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where a unit stands in one indicator among its peers, by normalised scores.

    ``kind`` is strength or weakness for the five indicators in which it is furthest above or below its peers, else
    empty. ``value`` is the indicator before any step. ``difference`` is ``score`` less ``peer_mean``, ``standardised``
    the same in standard deviations of the peers. ``rank`` is 1 where no peer is better; ``peers`` have a value.
    """

    wave: str
    index: str
    city: str
    node: str
    kind: str
    value: float | None
    score: float | None
    peer_mean: float | None
    difference: float | None
    standardised: float | None
    rank: int | None
    peers: int
    peer_rule: str
    note: str


@dataclass(frozen=True, slots=True)
class RemovalRow:
    """What dropping an element alone does to the ranks of the ``n`` units that have a score with and without it.

    Shifts are absolute differences of ranks; ``correlation`` is Pearson's of the scores, ``rank_correlation``
    Spearman's.
    """

    wave: str
    index: str
    node: str
    n: int
    mean_shift: float | None
    max_shift: float | None
    correlation: float | None
    rank_correlation: float | None
    note: str


@dataclass(frozen=True, slots=True)
class ScoreChangeRow:
    """What an indicator (``node``) does to the change of a unit's score from one wave to another.

    The row of the index itself comes first: its ``contribution`` is the whole change, to which those of the indicators
    add up. A row with an empty node holds what no indicator does: other answers missing than before. ``value`` is
    before any step, ``score`` is normalised.
    """

    wave_before: str
    wave: str
    index: str
    city: str
    node: str
    value_before: float | None
    value: float | None
    score_before: float | None
    score: float | None
    contribution: float | None
    note: str


@dataclass(frozen=True, slots=True)
class AnswerEffect:
    """What a city's score, rank and class would be with another answer; all other cities keep theirs.

    Several answers that change together are joined by `` & `` in ``item``, ``row``, ``option`` and ``now``. ``option``
    is the option that it would name, a number, or ``-option`` where it would no longer name it. ``now`` are the options
    that it names, or its number. ``lifts`` tells whether ``class_then`` is above ``class_now``.
    """

    wave: str
    index: str
    city: str
    item: str
    row: str
    option: str
    now: str
    score_now: float | None
    score_then: float | None
    gain: float | None
    rank_now: int | None
    rank_then: int | None
    class_now: str
    class_then: str
    lifts: bool
    note: str


@dataclass(frozen=True, slots=True)
class StepEffect:
    """One value before and after a step, a unit that a step removed, a weight, or a score.

    ``step`` is the step in words, as the options of the command (and `steps` of a definition) take it. A step that
    changed nothing has one row that says so in ``note``.
    """

    index: str
    step: str
    wave: str
    unit: str
    indicator: str
    before: float | None
    after: float | None
    note: str

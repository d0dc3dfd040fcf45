"""Differences between groups and between waves, computed from released estimates alone.

A contrast is a function of numbers that are in the release, so that it gives away nothing that they do not: where one
of them is suppressed there is no contrast.

The released interval of a share tells its effective size, which holds the design and the finite population: Wilson's
limits are those of a simple random sample of that size (`results.wilson`). With effective sizes 1/g and N = 1/g1 + 1/g2
the difference of two independent shares is tested by the pooled score test with the factor N - 1,

    z = (p1 - p2) sqrt(1 - 1/N) / sqrt(p (1 - p) (g1 + g2)),    p = (p1/g1 + p2/g2) / (1/g1 + 1/g2)

(Pearson 1947 and Campbell 2007 for simple random samples; effective sizes as in Rao and Scott 1984), and its interval
comes from the two intervals (Newcombe 1998, method 10; Zou and Donner 2008). A side that is known exactly has g = 0;
where both are, there is nothing to test. Means are compared by Welch's test (1947), which needs a spread on both sides.
The cities of all other levels together have the weighted mean of the levels' numbers. The errors of levels count as
independent; where a cluster holds cities of several levels that is an approximation. P-values are adjusted by Holm
(1979).

Of rounded numbers each interval is widened by what rounding may have moved its limit and its number, and where the
degrees of freedom are left out the normal quantile stands for t, which makes the spread larger: both are cautious.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from scipy.special import ndtr, stdtr, stdtrit

from civiscope.disclosure.released import ReleasedTable
from civiscope.disclosure.rounding import SIGNIFICANT_DIGITS
from civiscope.results.answers import Respondent
from civiscope.results.contrasts import (
    FEWEST_TESTED,
    GROUP,
    OTHERS,
    SCORE_TEST,
    SIGNIFICANT_BELOW,
    WAVE,
    WELCH_TEST,
    Contrast,
)
from civiscope.results.estimates import Estimate, marked
from civiscope.results.multiplicity import Correction, adjusted
from civiscope.results.wilson import wilson_limits, wilson_ratio
from civiscope.study.definition import Rounding, StudyDefinition

TOO_FEW = f"fewer than {FEWEST_TESTED} cities on one side"
NOT_RELEASED = "a number that is needed is not given"
NO_SPREAD = "the intervals do not tell how certain the numbers are"
EXACT = "all cities that are asked are in it: the difference is exact, and nothing is tested"
ALL_THE_SAME = "no spread on one side: all its answers are the same, or all its cities have answered"
ROUNDED = "from rounded numbers"
TOO_RARE = "the answer is too rare, or too common, on one side for a test"
_MEASURES = ("share", "mean")
_TESTED_FREQUENCY = 1.0
"""Least expected frequency, by effective size (Campbell 2007 finds the test with N - 1 sound from 1 on)."""
_UNKNOWN_DF = 10**9
"""Student's t is the normal then."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two numbers: its value, g (the variance over p (1 - p)) of a share or the variance of a mean."""

    value: float
    low: float
    high: float
    spread: float
    df: int
    base: int
    weight: float


def contrasts(
    estimates: ReleasedTable, definition: StudyDefinition, respondents: Iterable[Respondent], remark: str
) -> tuple[Contrast, ...]:
    """All contrasts of a release, in the order of its estimates; ``remark`` is put before every note."""
    rounding = definition.disclosure.rounding
    found = [*_of_groups(estimates, rounding), *_of_waves(estimates, definition, respondents)]
    remark = marked(ROUNDED, remark) if rounding.shares is not None else remark
    return tuple(replace(entry, note=marked(entry.note, remark)) for entry in found)


def _of_groups(estimates: ReleasedTable, rounding: Rounding) -> Iterator[Contrast]:
    """Every level of every domain against the other levels together."""
    families: dict[tuple[str, str, str, str], dict[tuple[str, str, str], dict[str, Estimate]]] = defaultdict(dict)
    for entry in estimates:
        if entry.domain and entry.measure in _MEASURES:
            family = families[entry.wave, entry.questionnaire, entry.item, entry.domain]
            family.setdefault((entry.row, entry.option, entry.measure), {})[entry.level] = entry
    for family in families.values():
        rows: list[Contrast] = []
        for levels in family.values():
            rows += _of_levels(levels, rounding)
        yield from _adjusted(rows)


def _of_levels(levels: dict[str, Estimate], rounding: Rounding) -> Iterator[Contrast]:
    """Each level of one answer against the others; none where there is only one level."""
    if len(levels) < 2:
        return
    sides = {level: _side(entry, rounding) for level, entry in levels.items()}
    for level, own in levels.items():
        others = [side for name, side in sides.items() if name != level]
        known = [side for side in others if side is not None]
        reference = _together(known, own.measure) if len(known) == len(others) else None
        yield _contrast(own, sides[level], reference, GROUP, OTHERS, list(levels.values()))


def _of_waves(
    estimates: ReleasedTable, definition: StudyDefinition, respondents: Iterable[Respondent]
) -> Iterator[Contrast]:
    """All cities of a wave against those of the wave before it in which the questionnaire asked the same."""
    cities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in respondents:
        cities[entry.wave, entry.questionnaire].add(entry.city)
    by_item: dict[tuple[str, str], dict[str, dict[tuple[str, str, str], Estimate]]] = defaultdict(dict)
    for estimate in estimates:
        if not estimate.domain and estimate.measure in _MEASURES:
            of_wave = by_item[estimate.questionnaire, estimate.item].setdefault(estimate.wave, {})
            of_wave[estimate.row, estimate.option, estimate.measure] = estimate
    order = [wave.id for wave in definition.waves]
    rounding = definition.disclosure.rounding
    for (questionnaire, _item), by_wave in by_item.items():
        waves = [wave for wave in order if wave in by_wave]
        for before, after in pairwise(waves):
            both = len(cities[before, questionnaire] & cities[after, questionnaire])
            rows = [
                _contrast(
                    later,
                    _side(later, rounding),
                    _side(earlier, rounding),
                    WAVE,
                    before,
                    [later, earlier],
                    _overlap(both),
                )
                for key, later in by_wave[after].items()
                if (earlier := by_wave[before].get(key)) is not None
            ]
            yield from _adjusted(rows)


def _overlap(both: int) -> str:
    if not both:
        return ""
    cities = "1 city" if both == 1 else f"{both} cities"
    return f"{cities} answered in both waves; the test takes the waves for independent, which is cautious"


def _side(entry: Estimate, rounding: Rounding) -> _Side | None:
    """The number with what a test needs; None where it is not released, or nothing tells its spread."""
    value = entry.estimate
    if entry.suppressed or value is None or not entry.base or not entry.weighted_base:
        return None
    is_share = entry.measure == "share"
    if entry.low is None or entry.high is None:
        # A single city has no interval; as a part of the others it counts as a simple random sample of one. More
        # cities without one (a single cluster) have a spread that nothing tells.
        alone = is_share and entry.base == 1
        return _Side(value, 0.0, 1.0, 1.0, 0, 1, entry.weighted_base) if alone else None
    df = _UNKNOWN_DF if entry.df is None else entry.df
    if df < 1:
        return None
    t = float(stdtrit(df, 0.975))
    moved = _moved_by_rounding(value, is_share, rounding)
    low, high = entry.low - moved, entry.high + moved
    if is_share:
        low, high = max(low, 0.0), min(high, 1.0)
        ratio = wilson_ratio(value, low, high)
        spread = None if ratio is None else ratio / t**2
    else:
        spread = ((high - low) / (2 * t)) ** 2 if entry.high > entry.low else 0.0
    return None if spread is None else _Side(value, low, high, spread, df, entry.base, entry.weighted_base)


def _moved_by_rounding(value: float, is_share: bool, rounding: Rounding) -> float:
    """By how much a limit may have come nearer to its number: half a unit each. Means have three significant digits."""
    if rounding.shares is None:
        return 0.0
    if is_share:
        return rounding.shares
    return 0.0 if value == 0 else 10.0 ** (math.floor(math.log10(abs(value))) + 1 - SIGNIFICANT_DIGITS)


def _together(sides: list[_Side], measure: str) -> _Side:
    """Independent levels as one: the weighted mean, with the spread that theirs give."""
    total = sum(side.weight for side in sides)
    parts = [side.weight / total for side in sides]
    value = sum(part * side.value for part, side in zip(parts, sides, strict=True))
    df = max(1, sum(side.df for side in sides))
    t = float(stdtrit(df, 0.975))
    spread = sum(part**2 * side.spread for part, side in zip(parts, sides, strict=True))
    if measure == "mean":
        low, high = value - t * math.sqrt(spread), value + t * math.sqrt(spread)
    else:
        value = min(max(value, 0.0), 1.0)
        low, high = wilson_limits(value, t**2 * spread)
    return _Side(value, low, high, spread, df, sum(side.base for side in sides), total)


def _row(own: Estimate, kind: str, against: str, note: str) -> Contrast:
    """A row that names what is compared and has no number yet."""
    return Contrast(
        wave=own.wave,
        questionnaire=own.questionnaire,
        item=own.item,
        row=own.row,
        option=own.option,
        kind=kind,
        domain=own.domain,
        level=own.level,
        against=against,
        measure=own.measure,
        estimate=None,
        reference=None,
        difference=None,
        low=None,
        high=None,
        p=None,
        p_adjusted=None,
        significant=None,
        base=None if own.suppressed else own.base,
        reference_base=None,
        note=note,
    )


def _contrast(
    own: Estimate,
    side: _Side | None,
    reference: _Side | None,
    kind: str,
    against: str,
    behind: list[Estimate],
    note: str = "",
) -> Contrast:
    """The row; without numbers where one of those ``behind`` it is not released."""
    row = _row(own, kind, against, note)
    if side is None or reference is None:
        if own.base is not None and own.base < FEWEST_TESTED:
            return replace(row, note=TOO_FEW)
        hidden = any(entry.suppressed or entry.estimate is None for entry in behind)
        return replace(row, note=NOT_RELEASED if hidden else NO_SPREAD)
    low, high = _limits(side, reference)
    row = replace(
        row,
        estimate=side.value,
        reference=reference.value,
        difference=side.value - reference.value,
        low=low,
        high=high,
        reference_base=reference.base,
    )
    if min(side.base, reference.base) < FEWEST_TESTED:
        return replace(row, note=TOO_FEW)
    return _mean_tested(row, side, reference) if own.measure == "mean" else _share_tested(row, side, reference)


def _limits(side: _Side, reference: _Side) -> tuple[float, float]:
    """The interval of the difference from the two intervals (Newcombe 1998, method 10)."""
    difference = side.value - reference.value
    below = math.hypot(side.value - side.low, reference.high - reference.value)
    above = math.hypot(side.high - side.value, reference.value - reference.low)
    return difference - below, difference + above


def _share_tested(row: Contrast, side: _Side, reference: _Side) -> Contrast:
    """The pooled score test, where an interval leaves something to test and no expected frequency is too small."""
    first, second = side.spread, reference.spread
    if first + second <= 0:
        return replace(row, note=marked(row.note, EXACT))
    if side.value == reference.value:
        return replace(row, p=1.0, method=SCORE_TEST)
    # With p1/g1 written as p1 g2 nothing is divided by the spread of a side that is known exactly.
    pooled = (side.value * second + reference.value * first) / (first + second)
    if min(pooled, 1 - pooled) < _TESTED_FREQUENCY * max(first, second):
        return replace(row, note=marked(row.note, TOO_RARE))
    correction = 1 - first * second / (first + second)
    z = abs(side.value - reference.value) * math.sqrt(correction / (pooled * (1 - pooled) * (first + second)))
    return replace(row, p=float(2 * ndtr(-z)), method=SCORE_TEST)


def _mean_tested(row: Contrast, side: _Side, reference: _Side) -> Contrast:
    """Welch's test, with the degrees of freedom of Satterthwaite (1946).

    Without a spread on one side neither the test nor the interval says anything: five equal answers are no proof that
    all cities give them.
    """
    if side.spread <= 0 or reference.spread <= 0:
        return replace(row, low=None, high=None, note=marked(row.note, ALL_THE_SAME))
    variance = side.spread + reference.spread
    df = variance**2 / (side.spread**2 / side.df + reference.spread**2 / reference.df)
    t = abs(side.value - reference.value) / math.sqrt(variance)
    return replace(row, p=float(2 * stdtr(df, -t)), method=WELCH_TEST)


def _adjusted(rows: list[Contrast]) -> Iterator[Contrast]:
    """The rows of one family with Holm's adjustment; of two levels both say the same, so that they count once."""
    counts = Counter((entry.row, entry.option, entry.measure) for entry in rows)
    tested: dict[tuple[str, str, str, str], float] = {}
    for entry in rows:
        if entry.p is not None:
            tested[_hypothesis(entry, counts)] = entry.p
    found = dict(zip(tested, adjusted(list(tested.values()), Correction.HOLM), strict=True))
    for entry in rows:
        p = found.get(_hypothesis(entry, counts)) if entry.p is not None else None
        yield entry if p is None else replace(entry, p_adjusted=p, significant=p < SIGNIFICANT_BELOW)


def _hypothesis(entry: Contrast, counts: Counter[tuple[str, str, str]]) -> tuple[str, str, str, str]:
    two = counts[entry.row, entry.option, entry.measure] == 2
    return entry.row, entry.option, entry.measure, "" if two else entry.level

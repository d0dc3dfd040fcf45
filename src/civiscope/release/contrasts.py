"""Differences between groups and between waves, computed from released estimates alone.

A contrast is a function of numbers that are in the release, so that it gives away nothing that they do not: where one
of them is suppressed there is no contrast.

The released interval of a share tells its effective size, which holds the design and the finite population: Wilson's
limits are those of a simple random sample of that size (`results.wilson`). With effective sizes 1/g the difference of
two independent shares is tested by the pooled score test,

    z = (p1 - p2) / sqrt(p (1 - p) (g1 + g2)),    p = (p1/g1 + p2/g2) / (1/g1 + 1/g2)

(Pearson 1900 for simple random samples; effective sizes as in Rao and Scott 1984), and its interval comes from the two
intervals (Newcombe 1998, method 10; Zou and Donner 2008). Means are compared by Welch's test (1947). The cities of all
other levels together have the weighted mean of the levels' numbers, whose errors are independent. P-values are adjusted
by Holm (1979).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from scipy.special import ndtr, stdtr, stdtrit

from civiscope.disclosure.released import ReleasedTable
from civiscope.results.answers import Respondent
from civiscope.results.contrasts import FEWEST_TESTED, GROUP, OTHERS, SIGNIFICANT_BELOW, WAVE, Contrast
from civiscope.results.estimates import Estimate, marked
from civiscope.results.multiplicity import Correction, adjusted
from civiscope.results.wilson import wilson_limits, wilson_ratio
from civiscope.study.definition import StudyDefinition

TOO_FEW = f"fewer than {FEWEST_TESTED} cities on one side"
NOT_RELEASED = "a number that is needed is not given"
NO_SPREAD = "the intervals do not tell how certain the numbers are"
TOO_RARE = "the answer is too rare, or too common, on one side for a test"
_MEASURES = ("share", "mean")
_TESTED_FREQUENCY = 1.0
"""Least expected frequency, by effective size (Campbell 2007 finds the pooled test sound from 1 on)."""


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
    found = [*_of_groups(estimates), *_of_waves(estimates, definition, respondents)]
    return tuple(replace(entry, note=marked(entry.note, remark)) for entry in found)


def _of_groups(estimates: ReleasedTable) -> Iterator[Contrast]:
    """Every level of every domain against the other levels together."""
    families: dict[tuple[str, str, str, str], dict[tuple[str, str, str], dict[str, Estimate]]] = defaultdict(dict)
    for entry in estimates:
        if entry.domain and entry.measure in _MEASURES:
            family = families[entry.wave, entry.questionnaire, entry.item, entry.domain]
            family.setdefault((entry.row, entry.option, entry.measure), {})[entry.level] = entry
    for family in families.values():
        rows: list[Contrast] = []
        for levels in family.values():
            if len(levels) > 1:
                rows += [_of_level(level, levels) for level in levels]
        yield from _adjusted(rows)


def _of_level(level: str, levels: dict[str, Estimate]) -> Contrast:
    own = levels[level]
    others = [entry for name, entry in levels.items() if name != level]
    sides = [_side(entry) for entry in others]
    known = [side for side in sides if side is not None]
    reference = _together(known, own.measure) if len(known) == len(sides) else None
    return _contrast(own, _side(own), reference, GROUP, OTHERS, [own, *others])


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
    for (questionnaire, _item), by_wave in by_item.items():
        waves = [wave for wave in order if wave in by_wave]
        for before, after in pairwise(waves):
            both = len(cities[before, questionnaire] & cities[after, questionnaire])
            rows = [
                _contrast(later, _side(later), _side(earlier), WAVE, before, [later, earlier], _overlap(both))
                for key, later in by_wave[after].items()
                if (earlier := by_wave[before].get(key)) is not None
            ]
            yield from _adjusted(rows)


def _overlap(both: int) -> str:
    if not both:
        return ""
    return f"{both} cities answered in both waves; the test takes the waves for independent, which is cautious"


def _side(entry: Estimate) -> _Side | None:
    """The number with what a test needs; None where it is not released, or nothing tells its spread."""
    if entry.suppressed or entry.estimate is None or not entry.base or not entry.weighted_base:
        return None
    low, high = entry.low, entry.high
    if low is None or high is None:
        low, high = (0.0, 1.0) if entry.measure == "share" else (-math.inf, math.inf)
    df = max(entry.df or 0, 0)
    spread: float | None
    if entry.measure == "mean":
        spread = entry.se**2 if entry.se is not None and df > 0 else None
    else:
        ratio = wilson_ratio(entry.estimate, low, high) if df > 0 else None
        # A single city has no interval; as a part of the others it counts as a simple random sample of one.
        spread = 1 / entry.base if ratio is None else ratio / float(stdtrit(df, 0.975)) ** 2
    if spread is None:
        return None
    return _Side(entry.estimate, low, high, spread, df, entry.base, entry.weighted_base)


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
    row = Contrast(
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
    p = _p_of_means(side, reference) if own.measure == "mean" else _p_of_shares(side, reference)
    return replace(row, p=p, note=note if p is not None else marked(note, TOO_RARE))


def _limits(side: _Side, reference: _Side) -> tuple[float, float]:
    """The interval of the difference from the two intervals (Newcombe 1998, method 10)."""
    difference = side.value - reference.value
    below = math.hypot(side.value - side.low, reference.high - reference.value)
    above = math.hypot(side.high - side.value, reference.value - reference.low)
    return difference - below, difference + above


def _p_of_shares(side: _Side, reference: _Side) -> float | None:
    """The pooled score test; None where an expected frequency is too small for it, and 1 where nothing can differ."""
    if side.spread <= 0 or reference.spread <= 0:
        return 0.0 if side.value != reference.value else 1.0
    sizes = (1 / side.spread, 1 / reference.spread)
    pooled = (side.value * sizes[0] + reference.value * sizes[1]) / sum(sizes)
    if side.value == reference.value:
        return 1.0
    if min(sizes) * min(pooled, 1 - pooled) < _TESTED_FREQUENCY:
        return None
    z = abs(side.value - reference.value) / math.sqrt(pooled * (1 - pooled) * (side.spread + reference.spread))
    return float(2 * ndtr(-z))


def _p_of_means(side: _Side, reference: _Side) -> float | None:
    """Welch's test, with the degrees of freedom of Satterthwaite (1946)."""
    variance = side.spread + reference.spread
    if variance <= 0:
        return 0.0 if side.value != reference.value else 1.0
    df = variance**2 / (side.spread**2 / side.df + reference.spread**2 / reference.df)
    return float(2 * stdtr(df, -abs(side.value - reference.value) / math.sqrt(variance)))


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

"""Two sets of answers compared question by question: within the cities that are in both, and between all of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock
from civiscope.results.comparisons import Comparison
from civiscope.sampling.design import Lonely
from civiscope.study.loading import Study
from civiscope.tabulation.comparing.frame_variables import Subset
from civiscope.tabulation.comparing.matching import Mask, Match, Series, is_cut_off, rows_without_partner, series_of
from civiscope.tabulation.comparing.overlap import (
    Mean,
    Sample,
    difference_of,
    judged,
    mean_of,
    overlap_of,
    sample_of,
)
from civiscope.tabulation.studies.estimates import FEWEST_COMPLETE_LISTS
from civiscope.tabulation.testing.contrasts import Difference
from civiscope.tabulation.testing.paired import mcnemar, paired_shares, paired_t

FEWEST = 10
"""With fewer pairs, or fewer answers in one of the two sets, than this no result is given."""

BOTH, ALL = "both", "all"

COMPLETE_ONLY = "complete lists only"
FEW_COMPLETE = f"fewer than {FEWEST_COMPLETE_LISTS} complete lists: counts only"
UNCHANGED = "no pair differs: no interval"
EXACT = "all cities that are asked are in it: the difference is exact"
LONELY_PAIRS = "strata with a single pair vary as the others do on average"
NOT_PUBLIC = "cities are not listed, since their answers are not public"
NO_SPREAD = "no spread: no interval"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TwoSets:
    """Two samples of cities, and which respondents (their places in a and in b, both (m,)) form pairs.

    ``pair_sample`` is the sample that the pairs are; ``pair_note`` and ``all_note`` say what a reader must know of the
    two comparisons, ``refused`` why all cities are not compared (empty: they are). ``frame`` lists its cities.
    """

    a: Sample
    b: Sample
    in_a: Ints
    in_b: Ints
    pair_sample: Sample | None
    frame: tuple[str, ...]
    pair_note: str = ""
    all_note: str = ""
    refused: str = ""

    def population_of(self, subset: Subset, pairs: int) -> float:
        """The number of cities that the pairs of a subset stand for.

        It is the subset's part of the frame, of as many cities as the wave stands for, and no fewer than the pairs.
        """
        assert self.pair_sample is not None
        total = sum(self.pair_sample.population.values())
        return max(total * float(subset.members(self.frame).mean()), float(pairs))


def two_sets(study: Study, a: AnswerBlock, b: AnswerBlock, paired: Sequence[str]) -> TwoSets:
    """Two blocks of which the cities in ``paired`` are compared one by one.

    The pairs count as a sample, of the design of b, of the cities that b's wave stands for.
    """
    places = [{city: place for place, city in enumerate(block.cities)} for block in (a, b)]
    in_a, in_b = (np.array([of[city] for city in paired], dtype=np.int64) for of in places)
    pairs = None
    if len(paired):
        part = replace(
            b,
            cities=tuple(paired),
            answered_in=tuple(b.answered_in[place] for place in in_b),
            sources=tuple(b.sources[place] for place in in_b),
            columns={},
        )
        pairs = sample_of(study, part)
        if pairs.design.stages.lonely is Lonely.FAIL:
            stages = replace(pairs.design.stages, lonely=Lonely.AVERAGE)
            pairs = replace(pairs, design=replace(pairs.design, stages=stages))
    return TwoSets(sample_of(study, a), sample_of(study, b), in_a, in_b, pairs, tuple(study.frame))


def compare_option(sets: TwoSets, match: Match, option: str, subset: Subset, level: float) -> Iterator[Comparison]:
    """One option (or number) in a subset of the cities: within pairs, then between all cities."""
    a, b = series_of(match.a, option), series_of(match.b, option)
    if a is None or b is None:
        other = sets.a if a is None else sets.b
        where = f"{other.block.questionnaire} in the wave {other.block.wave}"
        yield replace(empty_row(sets, match, option, subset, ALL), note=f"no such option in {where}: not compared")
        return
    yield _pairs(sets, match, option, subset, level, (a, b))
    yield _all(sets, match, option, subset, level, (a, b))


def lone_rows(sets: TwoSets, items: Sequence[str] | None, everybody: Subset) -> Iterator[Comparison]:
    """Rows of grids that only one of the two sets asks for: named, under the item's name in that set, not compared."""
    for sample, other in ((sets.b, sets.a), (sets.a, sets.b)):
        where = f"{other.block.questionnaire} in the wave {other.block.wave}"
        for column in rows_without_partner(other.block, sample.block, items):
            row = empty_row(sets, Match(column, column), "", everybody, ALL)
            yield replace(row, note=f"no such row in {where}: not compared")


def empty_row(sets: TwoSets, match: Match, option: str, subset: Subset, compared: str) -> Comparison:
    """A row that names what is compared and has no number yet."""
    return Comparison(
        wave_a=sets.a.block.wave,
        questionnaire_a=sets.a.block.questionnaire,
        wave_b=sets.b.block.wave,
        questionnaire_b=sets.b.block.questionnaire,
        item=match.b.item.code,
        row=match.b.row,
        option=option,
        domain=subset.domain,
        level=subset.level,
        cities=compared,
        measure="mean" if match.is_number else "share",
        estimate_a=None,
        n_a=0,
        estimate_b=None,
        n_b=0,
        n_both=0,
        difference=None,
        se=None,
        low=None,
        high=None,
        test="",
        statistic=None,
        df=None,
        p=None,
        p_adjusted=None,
        added=None,
        dropped=None,
        agreement=None,
        cities_added="",
        cities_dropped="",
        note=match.note(option),
    )


def joined(*notes: str) -> str:
    """Notes that are not empty, one after the other."""
    return "; ".join(note for note in notes if note)


def cities(count: int) -> str:
    """``1 city``, ``2 cities``."""
    return "1 city" if count == 1 else f"{count} cities"


def pair_mask(sets: TwoSets, subset: Subset, counted: tuple[Mask, Mask]) -> Mask:
    """Shape (m,): the pairs of which both answers count and whose city belongs to the subset."""
    names = [sets.b.block.cities[place] for place in sets.in_b]
    found: Mask = counted[0][sets.in_a] & counted[1][sets.in_b] & subset.members(names)
    return found


def too_few_pairs(count: int) -> str:
    """Why a comparison of pairs has no result; empty where there are enough."""
    return "" if count >= FEWEST else f"too few pairs: {count} of {FEWEST}"


def _pairs(
    sets: TwoSets, match: Match, option: str, subset: Subset, level: float, series: tuple[Series, Series]
) -> Comparison:
    a, b = series
    counted = pair_mask(sets, subset, (a.counted, b.counted))
    before, after = a.values[sets.in_a], b.values[sets.in_b]
    up, down = counted & (after > before), counted & (after < before)
    count = int(counted.sum())
    names = np.array([sets.b.block.cities[place] for place in sets.in_b], dtype=object)
    public = match.a.item.consent == match.b.item.consent == "public"
    row = replace(
        empty_row(sets, match, option, subset, BOTH),
        n_a=count,
        n_b=count,
        n_both=count,
        added=int(up.sum()),
        dropped=int(down.sum()),
        cities_added=";".join(names[up]) if public else "",
        cities_dropped=";".join(names[down]) if public else "",
    )
    hidden = NOT_PUBLIC if not public and (up | down).any() else ""
    cut_off = COMPLETE_ONLY if is_cut_off(match.a) or is_cut_off(match.b) else ""
    few = too_few_pairs(count) or (FEW_COMPLETE if cut_off and count < FEWEST_COMPLETE_LISTS else "")
    if few or sets.pair_sample is None:
        return replace(row, note=joined(few, match.note(option), sets.pair_note, hidden))
    sample = sets.pair_sample
    first, second = (mean_of(sample, Series(values, counted)) for values in (before, after))
    found = _change(sets, sample, (before, after), counted, subset, level, match.is_number)
    row = replace(
        row,
        estimate_a=first.value,
        estimate_b=second.value,
        agreement=1 - float((up | down).sum()) / count,
        note=joined(match.note(option), sets.pair_note, cut_off, _spread_of_pairs(found), _lonely_note(sample), hidden),
    )
    if match.is_number:
        return with_test(row, found, "paired t")
    exact = mcnemar(int(up.sum()), int(down.sum())).p
    return replace(with_test(row, found, ""), test="exact McNemar", statistic=None, df=None, p=exact)


def _change(
    sets: TwoSets,
    sample: Sample,
    values: tuple[Floats, Floats],
    counted: Mask,
    subset: Subset,
    level: float,
    is_number: bool,
) -> Difference:
    """The mean change of the pairs that count: as a simple random sample, or by the design's strata and weights."""
    before, after = values
    if sample.is_simple:
        first, second, population = before[counted], after[counted], sets.population_of(subset, int(counted.sum()))
        if is_number:
            return paired_t(first, second, population, level)
        up, down = int((second > first).sum()), int((second < first).sum())
        shares = paired_shares(up, down, len(first), population, level)
        return Difference(shares.difference, shares.se or 0.0, None, len(first) - 1, None, shares.low, shares.high)
    change = mean_of(sample, Series(after - before, counted))
    return judged(change.value, change.variance, change.df, level)


def _spread_of_pairs(found: Difference) -> str:
    if found.se != 0:
        return ""
    return (UNCHANGED if found.difference == 0 else NO_SPREAD) if found.low is None else ""


def _lonely_note(sample: Sample) -> str:
    stages = sample.design.stages
    return LONELY_PAIRS if stages.lonely is Lonely.AVERAGE and any(True for _ in stages.lonely_parents()) else ""


def with_test(row: Comparison, found: Difference, test: str) -> Comparison:
    """A row with a difference and its test; without degrees of freedom nothing is known of its spread."""
    return replace(
        row,
        difference=found.difference,
        se=found.se if found.df > 0 else None,
        low=found.low,
        high=found.high,
        test="" if found.p is None else test,
        statistic=found.t,
        df=found.df,
        p=found.p,
    )


def _all(
    sets: TwoSets, match: Match, option: str, subset: Subset, level: float, series: tuple[Series, Series]
) -> Comparison:
    found: list[Mean] = []
    for sample, own in zip((sets.a, sets.b), series, strict=True):
        found.append(mean_of(sample, own, subset.members(sample.block.cities)))
    a, b = found
    both = _in_both(sets, series, subset)
    row = replace(empty_row(sets, match, option, subset, ALL), n_a=a.n, n_b=b.n, n_both=both)
    cut_off = is_cut_off(match.a), is_cut_off(match.b)
    note = joined(match.note(option), sets.all_note, COMPLETE_ONLY if any(cut_off) else "")
    if any(of and mean.n < FEWEST_COMPLETE_LISTS for of, mean in zip(cut_off, found, strict=True)):
        return replace(row, note=joined(sets.refused, FEW_COMPLETE, match.note(option)))
    row = replace(row, estimate_a=_or_none(a.value), estimate_b=_or_none(b.value))
    few = min(a.n, b.n)
    if few < FEWEST:
        return replace(row, note=joined(f"too few answers: {few} of {FEWEST}", sets.refused, match.note(option)))
    if sets.refused:
        return replace(row, note=joined(sets.refused, match.note(option)))
    overlap = overlap_of(sets.a, sets.b, a.scores, b.scores)
    difference = difference_of(a, b, overlap, level)
    spread = without_spread(difference, sets.a, sets.b)
    return replace(with_test(row, difference, "t"), note=joined(note, spread, overlap.note))


def without_spread(found: Difference, *samples: Sample) -> str:
    """Why a difference has no interval; empty where it has one."""
    if found.se != 0:
        return ""
    return EXACT if all(sample.is_census for sample in samples) else NO_SPREAD


def _in_both(sets: TwoSets, series: tuple[Series, Series], subset: Subset) -> int:
    """Cities whose answers count in both sets, whether or not they are compared as pairs."""
    named = [
        {city for city, counts in zip(sample.block.cities, own.counted, strict=True) if counts}
        for sample, own in zip((sets.a, sets.b), series, strict=True)
    ]
    return sum(1 for city in named[0] & named[1] if subset.cities is None or city in subset.cities)


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value

"""What changed between two waves: in the cities that answered in two rounds, and among all that answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from civiscope.answers.answerset import AnswerBlock
from civiscope.results.comparisons import Comparison
from civiscope.study.loading import Study
from civiscope.tabulation.comparing.frame_variables import subsets
from civiscope.tabulation.comparing.matching import matches
from civiscope.tabulation.comparing.two_sets import TwoSets, cities, compare_option, joined, lone_rows, two_sets
from civiscope.tabulation.intervals import LEVEL
from civiscope.tabulation.studies.changes import DIFFERENT_ROUNDS, ROUND_NOT_KNOWN, SAME_ROUND, compared_rounds


@dataclass(frozen=True, slots=True)
class ComparisonOptions:
    """Which ``items`` (codes or concepts; None: all), by which domains, and at which level intervals are given."""

    items: tuple[str, ...] | None = None
    by: tuple[str, ...] = ()
    level: float = LEVEL


def rounds_of_overlap(a: AnswerBlock, b: AnswerBlock) -> dict[str, str]:
    """For each city in both blocks what is known of the rounds of its answers: see `compared_rounds`."""
    before = dict(zip(a.cities, a.answered_in, strict=True))
    after = zip(b.cities, b.answered_in, strict=True)
    return {city: compared_rounds(before[city], own) for city, own in after if city in before}


def compare_waves(
    study: Study, a: AnswerBlock, b: AnswerBlock, options: ComparisonOptions | None = None
) -> Iterator[Comparison]:
    """Every question that both blocks ask, option by option: b minus a, for all cities and by domain.

    Pair by pair only cities count that are known to have answered in different rounds. All cities are compared where
    the rounds of all cities in both waves are known: otherwise nobody can tell how much of b is a repeated a.
    Raises UserError for domains that the frame does not decide.
    """
    chosen = options or ComparisonOptions()
    sets = _sets(study, a, b)
    levels = subsets(study, chosen.by)
    for match in matches(a, b, chosen.items):
        for subset in levels:
            for option in match.options:
                yield from compare_option(sets, match, option, subset, chosen.level)
    yield from lone_rows(sets, chosen.items, levels[0])


def _sets(study: Study, a: AnswerBlock, b: AnswerBlock) -> TwoSets:
    rounds = rounds_of_overlap(a, b)
    counts = Counter(rounds.values())
    left_out = {kind: counts[kind] for kind in (SAME_ROUND, ROUND_NOT_KNOWN) if counts[kind]}
    pair_note = joined(*(f"{cities(count)} in both waves left out: {kind}" for kind, count in left_out.items()))
    found = two_sets(study, a, b, [city for city, kind in rounds.items() if kind == DIFFERENT_ROUNDS])
    refused, all_note = "", _population_note(found)
    if counts[ROUND_NOT_KNOWN]:
        refused = (
            f"not compared: of {counts[ROUND_NOT_KNOWN]} of {len(rounds)} cities in both waves it is not known in "
            "which round they answered"
        )
    if counts[SAME_ROUND]:
        same = f"{counts[SAME_ROUND]} of {len(rounds)} cities in both waves answered once, and count with it in both"
        all_note = joined(same, all_note)
    return replace(found, pair_note=pair_note, all_note=all_note, refused=refused)


def _population_note(sets: TwoSets) -> str:
    """That the waves stand for different numbers of cities, where they do."""
    sizes = [sum(sample.population.values()) for sample in (sets.a, sets.b)]
    if sizes[0] == sizes[1]:
        return ""
    return f"the waves stand for {sizes[0]:.0f} and {sizes[1]:.0f} cities, the fewer taken to be among the others"

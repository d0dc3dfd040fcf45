"""Two kinds of respondents of one wave, such as officers and mayors: what they say of the same city, and overall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import NAMED, AnswerBlock, Column
from civiscope.results.answers import Status
from civiscope.results.comparisons import Comparison
from civiscope.study.loading import Study
from civiscope.study.questionnaire import Kind
from civiscope.tabulation.comparing.frame_variables import Subset, subsets
from civiscope.tabulation.comparing.matching import Match, matches
from civiscope.tabulation.comparing.two_sets import (
    BOTH,
    TwoSets,
    compare_option,
    empty_row,
    joined,
    lone_rows,
    pair_mask,
    too_few_pairs,
    two_sets,
)
from civiscope.tabulation.comparing.waves import ComparisonOptions

ALL_OPTIONS = "share of cities in which both chose the same option"


def compare_questionnaires(
    study: Study, a: AnswerBlock, b: AnswerBlock, options: ComparisonOptions | None = None
) -> Iterator[Comparison]:
    """Every question that both kinds of respondents are asked: b minus a, within cities that answered both and overall.

    Before the options of a single choice stands one row with the share of cities in which both chose the same.
    Raises UserError for domains that the frame does not decide.
    """
    chosen = options or ComparisonOptions()
    sets = two_sets(study, a, b, [city for city in b.cities if city in set(a.cities)])
    levels = subsets(study, chosen.by)
    for match in matches(a, b, chosen.items):
        for subset in levels:
            if match.b.item.kind in (Kind.SINGLE, Kind.GRID):
                yield _agreement(sets, match, subset)
            for option in match.options:
                yield from compare_option(sets, match, option, subset, chosen.level)
    yield from lone_rows(sets, chosen.items, levels[0])


def _agreement(sets: TwoSets, match: Match, subset: Subset) -> Comparison:
    """The share of pairs that chose the same option."""
    counted = pair_mask(sets, subset, (match.a.status == Status.ANSWERED, match.b.status == Status.ANSWERED))
    count = int(counted.sum())
    row = replace(empty_row(sets, match, "", subset, BOTH), n_a=count, n_b=count, n_both=count)
    if few := too_few_pairs(count):
        return replace(row, note=joined(few, match.note()))
    codes = [_codes(column) for column in (match.a, match.b)]
    same = codes[0][sets.in_a] == codes[1][sets.in_b]
    return replace(row, agreement=float(same[counted].mean()), note=joined(ALL_OPTIONS, match.note()))


def _codes(column: Column) -> NDArray[np.str_]:
    """The code that each respondent chose, shape (n,); meaningless where there is no answer."""
    chosen: NDArray[np.str_] = np.array(column.options, dtype=np.str_)[np.argmax(column.ticks == NAMED, axis=1)]
    return chosen
